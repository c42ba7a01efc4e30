"""The unit of work on PostgreSQL."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Self
from uuid import UUID

import asyncpg
from sqlalchemy import Table

from domain.shared.errors import Conflict
from domain.shared.external_refs import TAKEN
from persistence.accounts.repository import (
    AccountContactRepository,
    AccountRepository,
    AccountRoleRepository,
    ContactRepository,
    CustomFieldRepository,
    ImportRepository,
    TagRepository,
)
from persistence.automations.repository import EffectRepository, RunRepository
from persistence.client_statuses.repository import ClientStatusRepository
from persistence.comments.repository import CommentRepository
from persistence.database import Database
from persistence.external_refs.repository import ExternalRefRepository
from persistence.firms.repository import (
    ApiKeyRepository,
    FirmRepository,
    InvitationRepository,
    MemberRepository,
    SessionRepository,
)
from persistence.items.repository import ItemRepository
from persistence.jobs.repository import JobRepository
from persistence.jobs.visits import VisitRepository
from persistence.notifications.repository import NotificationRepository
from persistence.pipelines.repository import PipelineCache, PipelineRepository
from persistence.recurrences.repository import OccurrenceRepository, RecurrenceRepository
from persistence.tasks.repository import TaskRepository
from persistence.tracker import Tracker
from persistence.transaction import Driver, Transaction

# Values that are one of a kind, and what to say when one is taken.
_TAKEN: Mapping[str, tuple[str, str]] = {
    "members_email_key": ("email_taken", "Somebody signs in with this e-mail address already."),
    "accounts_number_key": ("number_taken", "Another account has this account ID already."),
    "external_refs_account_key": (TAKEN, "Another account has this id of the other system already."),
    "external_refs_job_key": (TAKEN, "Another job has this id of the other system already."),
    "tags_name_key": ("tag_name_taken", "There is a tag of this name already."),
    "client_statuses_name_key": (
        "client_status_name_taken",
        "There is a client-facing status of this name already.",
    ),
    "account_roles_name_key": ("role_name_taken", "There is an account role of this name already."),
    "custom_fields_name_key": (
        "custom_field_name_taken",
        "There is a custom field of this name already, maybe an archived one.",
    ),
    "custom_fields_code_key": (
        "custom_field_code_taken",
        "Somebody added a custom field at the same moment. Try again.",
    ),
    "account_contacts_firm_id_account_id_contact_id_key": (
        "already_linked",
        "The contact belongs to it already.",
    ),
}


class PostgresUnitOfWork:
    """One transaction of one firm; a nested one is a savepoint in it, with a memory of its own."""

    def __init__(
        self, database: Database, firm_id: UUID, cache: PipelineCache, outer: Transaction | None = None
    ) -> None:
        self.firm_id = firm_id
        self.before_commit: Callable[[object], None] | None = None
        self._database = database
        self._cache = cache
        self._outer = outer
        self._borrowed: AbstractAsyncContextManager[Driver] | None = None
        self._open = False
        self._tracker = tracker = Tracker(firm_id)
        self.firms = FirmRepository(tracker)
        self.members = MemberRepository(tracker)
        self.sessions = SessionRepository(tracker)
        self.api_keys = ApiKeyRepository(tracker)
        self.invitations = InvitationRepository(tracker)
        self.accounts = AccountRepository(tracker)
        self.contacts = ContactRepository(tracker)
        self.account_contacts = AccountContactRepository(tracker)
        self.imports = ImportRepository(tracker)
        self.tags = TagRepository(tracker)
        self.account_roles = AccountRoleRepository(tracker)
        self.custom_fields = CustomFieldRepository(tracker)
        self.client_statuses = ClientStatusRepository(tracker)
        self.external_refs = ExternalRefRepository(tracker)
        self.pipelines = PipelineRepository(tracker, cache)
        self.items = ItemRepository(tracker)
        self.tasks = TaskRepository(tracker)
        self.jobs = JobRepository(tracker, self.pipelines)
        self.visits = VisitRepository(tracker)
        self.comments = CommentRepository(tracker)
        self.runs = RunRepository(tracker)
        self.effects = EffectRepository(tracker)
        self.recurrences = RecurrenceRepository(tracker)
        self.occurrences = OccurrenceRepository(tracker)
        self.notifications = NotificationRepository(tracker)

    async def __aenter__(self) -> Self:
        """Begin, with the firm set for this transaction alone, in one round trip."""
        if self._outer is not None:
            self._tracker.open(self._outer)
            await self._outer.driver.execute("SAVEPOINT part")
        else:
            self._borrowed = self._database.connection()
            driver = await self._borrowed.__aenter__()
            self._tracker.open(Transaction(driver))
            await driver.execute(f"BEGIN; SET LOCAL app.firm_id = '{self.firm_id}'")
        self._open = True
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Roll back what was not committed."""
        try:
            if self._open:
                nested = self._outer is not None
                await self._end(
                    "ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part" if nested else "ROLLBACK"
                )
        finally:
            self._tracker.close()
            if self._borrowed is not None:
                borrowed, self._borrowed = self._borrowed, None
                await borrowed.__aexit__(None, None, None)

    async def commit(self, result: object = None) -> None:
        """Write changes, events and history in one statement and make them durable.

        Raises StaleVersion, Conflict when a value is taken.
        """
        if self.before_commit is not None:
            self.before_commit(result)
        await self._write()
        await self._end("COMMIT" if self._outer is None else "RELEASE SAVEPOINT part")

    async def flush(self) -> None:
        """Write what changed so far and go on in the same transaction.

        Raises StaleVersion, Conflict when a value is taken.
        """
        await self._write()
        self._tracker.settle()

    async def _write(self) -> None:
        try:
            await self._tracker.flush()
        except asyncpg.UniqueViolationError as error:
            taken = _TAKEN.get(error.constraint_name or "")
            if taken is None:
                raise
            raise Conflict(taken[1], code=taken[0]) from error

    def insert(self, table: Table, row: Mapping[str, object]) -> None:
        """Write a row that is no entity together with the rest."""
        self._tracker.insert(table, row)

    @property
    def transaction(self) -> Transaction:
        """The open transaction."""
        return self._tracker.transaction

    def nested(self) -> "PostgresUnitOfWork":
        """A part that can fail alone."""
        return PostgresUnitOfWork(self._database, self.firm_id, self._cache, self._tracker.transaction)

    async def _end(self, command: str) -> None:
        await self._tracker.transaction.end(command)
        self._open = False
