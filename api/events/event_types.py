"""The types of events, from the event classes themselves."""

from functools import cache

from api.events.samples import sample_of, schema_of
from domain.accounts import events as accounts
from domain.automations import events as automations
from domain.client_statuses import events as client_statuses
from domain.comments import events as comments
from domain.firms import events as firms
from domain.jobs import events as jobs, item_events as job_items
from domain.notifications import events as notifications
from domain.pipelines import events as pipelines
from domain.recurrences import events as recurrences
from domain.shared.events import Event
from domain.tasks import events as tasks

_MODULES = (
    accounts,
    automations,
    client_statuses,
    comments,
    firms,
    jobs,
    job_items,
    notifications,
    pipelines,
    recurrences,
    tasks,
)


def is_known(pattern: str) -> bool:
    """Whether there is a type of event of this name, or, with `job.*`, any of that kind."""
    names = [one["type"] for one in event_types()]
    kind = pattern.removesuffix("*")
    return pattern in names or (kind != pattern and any(str(name).startswith(kind) for name in names))


@cache
def event_types() -> list[dict[str, object]]:
    """Each type with what it means, its JSON Schema and a sample."""
    kinds = [
        kind
        for module in _MODULES
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Event) and "type" in vars(kind)
    ]
    found = {kind.type: kind for kind in kinds}
    return [_entry(found[name]) for name in sorted(found)]


def _entry(kind: type[Event]) -> dict[str, object]:
    sample = sample_of(kind)
    schema = schema_of(kind, sample)
    return {"type": kind.type, "description": schema["description"], "schema": schema, "sample": sample}
