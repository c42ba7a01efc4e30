"""The fields of a job from a change's body."""

from api.jobs.schemas import JobChange
from domain.shared.period import Period


def job_values(body: JobChange) -> dict[str, object]:
    """Only what was sent, as the domain takes it."""
    values: dict[str, object] = body.given()
    if "external_refs" in values:
        values["external_refs"] = [ref.model_dump() for ref in body.external_refs]
    if body.period is not None:
        values["period"] = Period.of(body.period.start, body.period.unit)
    if "client_description" in values:
        values["client_description"] = body.client_description or None
    return values
