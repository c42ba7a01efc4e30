"""One transaction, as use-cases see it."""

from types import TracebackType
from typing import Protocol, Self
from uuid import UUID

from domain.accounts.ports import (
    AccountContacts,
    AccountRoles,
    Accounts,
    Contacts,
    CustomFields,
    Imports,
    Tags,
)
from domain.automations.ports import Runs
from domain.client_statuses.ports import ClientStatuses
from domain.comments.ports import Comments
from domain.firms.ports import ApiKeys, Firms, Invitations, Members, Sessions
from domain.items.ports import Items
from domain.jobs.ports import Jobs, Visits
from domain.notifications.ports import Notifications
from domain.pipelines.ports import Pipelines
from domain.recurrences.ports import Occurrences, Recurrences
from domain.shared.effects import Effects
from domain.shared.external_refs import ExternalRefs
from domain.tasks.ports import Tasks


class UnitOfWork(Protocol):
    """`async with uow: … await uow.commit()`; leaving without commit rolls back."""

    firm_id: UUID

    @property
    def firms(self) -> Firms: ...
    @property
    def members(self) -> Members: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def api_keys(self) -> ApiKeys: ...
    @property
    def invitations(self) -> Invitations: ...
    @property
    def accounts(self) -> Accounts: ...
    @property
    def contacts(self) -> Contacts: ...
    @property
    def account_contacts(self) -> AccountContacts: ...
    @property
    def imports(self) -> Imports: ...
    @property
    def tags(self) -> Tags: ...
    @property
    def account_roles(self) -> AccountRoles: ...
    @property
    def custom_fields(self) -> CustomFields: ...
    @property
    def client_statuses(self) -> ClientStatuses: ...
    @property
    def external_refs(self) -> ExternalRefs: ...
    @property
    def pipelines(self) -> Pipelines: ...
    @property
    def items(self) -> Items: ...
    @property
    def tasks(self) -> Tasks: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def visits(self) -> Visits: ...
    @property
    def comments(self) -> Comments: ...
    @property
    def runs(self) -> Runs: ...
    @property
    def effects(self) -> Effects: ...
    @property
    def recurrences(self) -> Recurrences: ...
    @property
    def occurrences(self) -> Occurrences: ...
    @property
    def notifications(self) -> Notifications: ...

    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    async def commit(self, result: object = None) -> None:
        """Write changes, events and history in one statement and make them durable.

        `result` is what the use-case will answer; an answer kept for a repeated request is written with the work.
        Raises StaleVersion when something loaded was changed by someone else.
        """
        ...

    async def flush(self) -> None:
        """Write what changed so far and go on in the same transaction."""
        ...

    def nested(self) -> "UnitOfWork":
        """A part that can fail alone: its commit keeps, leaving it without commit takes back, that part only."""
        ...
