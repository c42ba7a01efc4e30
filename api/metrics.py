"""What the process and its backlog tell a Prometheus: only with the token that the operator set."""

import hmac

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, Histogram, generate_latest

from api.caller import Shared
from api.errors import Refused
from persistence.backlog import Backlog, backlog_by_firm

router = APIRouter(include_in_schema=False)

REQUEST_SECONDS = Histogram(
    "tickmark_request_seconds",
    "Time from a request to the end of its answer.",
    ["method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20),
)
_GAUGES = {
    "pending": ("tickmark_events_pending", "Events that wait for their automations."),
    "oldest_seconds": ("tickmark_events_oldest_seconds", "Age of the oldest pending event."),
    "parked": ("tickmark_events_parked", "Events that were given up until a person asks for more."),
    "effects": (
        "tickmark_effects_waiting",
        "Mails and other effects that wait, are held, or are being sent.",
    ),
    "late_seconds": ("tickmark_effects_late_seconds", "How long the longest due effect has waited."),
}


@router.get("/metrics")
async def metrics(request: Request, services: Shared) -> Response:
    """Request times of this process; what waits, firm by firm, in all."""
    token, watching = services.metrics_token, services.watching
    if token is None or watching is None:
        raise Refused(404, "not_found", "There is no such thing.")
    given = request.headers.get("authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        raise Refused(401, "not_signed_in", "This needs the token of TICKMARK_METRICS_TOKEN.")
    registry = CollectorRegistry()
    gauges = {
        field: Gauge(name, words, ["firm_id"], registry=registry) for field, (name, words) in _GAUGES.items()
    }
    for firm_id, backlog in (await backlog_by_firm(watching)).items():
        _set(gauges, str(firm_id), backlog)
    return Response(generate_latest() + generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def _set(gauges: dict[str, Gauge], firm_id: str, backlog: Backlog) -> None:
    for field, gauge in gauges.items():
        gauge.labels(firm_id).set(getattr(backlog, field))
