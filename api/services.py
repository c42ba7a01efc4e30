"""What requests share: made once by the composition root, handed to `create_app`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from limits import parse

from api.events.hub import Hub
from api.sessions import SessionCache
from api.throttle import Quota, Throttle
from domain.automations.registry import CATALOGUE, Catalogue
from domain.firms.ports import PasswordHasher
from domain.shared.clock import system_clock
from domain.shared.master_key import MasterKey
from persistence.database import Database
from persistence.firms.passwords import ArgonPasswords
from persistence.pipelines.repository import PipelineCache
from persistence.unit_of_work import PostgresUnitOfWork


def _many_callbacks() -> Throttle:
    """One address may serve many jobs; one call is called back once, or a few times when it was not sure."""
    return Throttle(per_account=parse("30/minute"), per_address=parse("1200/minute"))


@dataclass(slots=True, kw_only=True)
class Services:
    """The database, the clock, and what is kept between requests."""

    database: Database
    url: str = "http://localhost:8000"
    clock: Callable[[], datetime] = system_clock
    passwords: PasswordHasher = field(default_factory=ArgonPasswords)
    pipelines: PipelineCache = field(default_factory=PipelineCache)
    sessions: SessionCache = field(default_factory=SessionCache)
    throttle: Throttle = field(default_factory=Throttle)
    quota: Quota = field(default_factory=Quota)
    # For /metrics: what operators present, and connections that see the backlog of every firm.
    metrics_token: str | None = None
    watching: Database | None = None
    # What signs webhooks and opens callbacks, and where automations may call besides the open internet.
    master_key: MasterKey | None = None
    catalogue: Catalogue = CATALOGUE
    callbacks: Throttle = field(default_factory=_many_callbacks)
    stream: Hub = field(init=False)

    def __post_init__(self) -> None:
        self.stream = Hub(self.database)

    def unit_of_work(self, firm_id: UUID) -> PostgresUnitOfWork:
        """A new unit of work of the firm."""
        return PostgresUnitOfWork(self.database, firm_id, self.pipelines)
