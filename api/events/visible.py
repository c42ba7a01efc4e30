"""Which events a member may see: those of the jobs, accounts and pipelines that they see."""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol
from uuid import UUID

import orjson

from domain.shared.rights import Rights
from persistence.feed import FeedRow, jobs_seen_by
from persistence.transaction import Transaction

# What every member may know about.
_OF_ALL = ("tag.", "client_status.", "account_role.", "custom_field.", "member.", "firm.")


class HasRights(Protocol):
    """A watcher."""

    @property
    def rights(self) -> Rights: ...


class Visible:
    """For one batch of events: which jobs each employee sees."""

    def __init__(self, jobs: dict[UUID, Collection[UUID]]) -> None:
        self._jobs = jobs

    @classmethod
    async def of(
        cls, reading: Transaction, firm_id: UUID, rows: Sequence[FeedRow], watchers: Iterable[HasRights]
    ) -> "Visible":
        """Look up what the employees among the watchers see of these events' jobs."""
        job_ids = list({row.job_id for row in rows if row.job_id is not None})
        jobs: dict[UUID, Collection[UUID]] = {}
        for rights in [watcher.rights for watcher in watchers]:
            member = rights.member_id
            if job_ids and not rights.everything and member is not None and member not in jobs:
                all_accounts = rights.may("view_all_accounts")
                jobs[member] = await jobs_seen_by(
                    reading, firm_id, job_ids, member, all_accounts=all_accounts
                )
        return cls(jobs)

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
