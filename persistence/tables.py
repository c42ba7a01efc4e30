"""Every table, so that migrations and tests see all of them."""

from persistence import outbox
from persistence.accounts import tables as accounts
from persistence.automations import tables as automations
from persistence.client_statuses import tables as client_statuses
from persistence.comments import tables as comments
from persistence.external_refs import tables as external_refs
from persistence.firms import tables as firms
from persistence.items import tables as items
from persistence.jobs import tables as jobs
from persistence.metadata import metadata
from persistence.notifications import tables as notifications
from persistence.pipelines import tables as pipelines
from persistence.recurrences import tables as recurrences
from persistence.tasks import tables as tasks

__all__ = [
    "accounts",
    "automations",
    "client_statuses",
    "comments",
    "external_refs",
    "firms",
    "items",
    "jobs",
    "metadata",
    "notifications",
    "outbox",
    "pipelines",
    "recurrences",
    "tasks",
]
