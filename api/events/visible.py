"""Which events a member may see: those of the jobs, accounts and pipelines that they see."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Protocol
from uuid import UUID

import orjson

from domain.shared.rights import Rights
from persistence.feed import FeedRow, boards_seen_by, jobs_seen_by
from persistence.transaction import Transaction

# What every member may know about.
_OF_ALL = ("tag.", "client_status.", "account_role.", "custom_field.", "member.", "firm.")
BOARD_LEFT = "board.left"


class HasRights(Protocol):
    """A watcher."""

    @property
    def rights(self) -> Rights: ...


class Visible:
    """For one batch of events: which jobs each employee sees."""

    def __init__(self, jobs: dict[UUID, Collection[UUID]], boards: dict[UUID, Collection[UUID]]) -> None:
        self._jobs = jobs
        self._boards = boards

    @classmethod
    async def of(
        cls, reading: Transaction, firm_id: UUID, rows: Sequence[FeedRow], watchers: Iterable[HasRights]
    ) -> "Visible":
        """Look up what the employees among the watchers see of these events' jobs, and of the boards that jobs left."""
        job_ids = list({row.job_id for row in rows if row.job_id is not None})
        left_ids = list({row.left_board_id for row in rows if row.left_board_id is not None})
        jobs: dict[UUID, Collection[UUID]] = {}
        boards: dict[UUID, Collection[UUID]] = {}
        for rights in [watcher.rights for watcher in watchers]:
            member = rights.member_id
            if job_ids and not rights.everything and member is not None and member not in jobs:
                all_accounts = rights.may("view_all_accounts")
                jobs[member] = await jobs_seen_by(
                    reading, firm_id, job_ids, member, all_accounts=all_accounts
                )
                if left_ids:
                    boards[member] = await boards_seen_by(reading, firm_id, left_ids, member)
        return cls(jobs, boards)

    def told(self, row: FeedRow, rights: Rights) -> FeedRow | None:
        """What the live stream tells someone with these rights: the event, or, when a job left a board of theirs for a
        place that they don't see, that the board must be loaded again. Where it went is not told.
        """
        if self.to(row, rights):
            return row
        left, member = row.left_board_id, rights.member_id
        if left is None or member is None or left not in self._boards.get(member, ()):
            return None
        envelope = {"type": BOARD_LEFT, "data": {"object": {"id": str(left)}}}
        return replace(row, type=BOARD_LEFT, envelope=orjson.dumps(envelope).decode())

    def to(self, row: FeedRow, rights: Rights) -> bool:
        """Whether someone with these rights may see the event."""
        if row.type.startswith("notification."):
            return bool(orjson.loads(row.envelope)["data"]["object"]["member_id"] == str(rights.member_id))
        if rights.everything or row.type.startswith(_OF_ALL):
            return True
        if row.job_id is not None:
            return rights.member_id is not None and row.job_id in self._jobs.get(rights.member_id, ())
        data = orjson.loads(row.envelope)["data"]["object"]
        if row.type.startswith("account."):
            return rights.sees_account([UUID(member) for member in data["member_ids"]])
        if row.type.startswith("pipeline."):
            visible_to = data["visible_to"]
            return rights.sees_pipeline(
                None if visible_to is None else [UUID(member) for member in visible_to]
            )
        if row.type.startswith("task."):
            return str(rights.member_id) in data["assignee_ids"] or rights.may("view_all_accounts")
        if row.type.startswith("import."):
            return rights.may("manage_accounts")
        return rights.may("view_all_accounts")
