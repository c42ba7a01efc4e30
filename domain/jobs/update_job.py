"""Change a job's fields."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain.jobs.model import Job, Priority
from domain.shared.context import Context
from domain.shared.errors import StaleVersion
from domain.shared.external_refs import check_refs
from domain.unit_of_work import UnitOfWork

FIELDS = frozenset(
    {
        "name",
        "priority",
        "assignee_ids",
        "start_date",
        "due_date",
        "internal_deadline",
        "description",
        "period",
        "external_refs",
        "client_shown",
        "client_name",
        "client_status_id",
        "client_description",
    }
)


async def update_job(
    job_id: UUID,
    values: Mapping[str, object],
    uow: UnitOfWork,
    context: Context,
    *,
    expected_version: int | None = None,
) -> Job:
    """Set the given fields (of FIELDS), leave the others.

    Raises NotFound, StaleVersion.
    """
    async with uow:
        at_hand = await uow.jobs.at_hand(job_id)
        context.rights.check_job(at_hand.pipeline.visible_to, at_hand.account_member_ids)
        job = at_hand.job
        if expected_version not in (None, job.version):
            raise StaleVersion("job", job.version)
        changed = {name: value for name, value in values.items() if name in FIELDS}
        if "priority" in changed:
            changed["priority"] = Priority(str(changed["priority"]))
        if people := changed.get("assignee_ids"):
            await uow.members.many(people)  # type: ignore[arg-type]
        if changed.get("client_status_id") not in (None, job.client_status_id):
            await uow.client_statuses.held(changed["client_status_id"])  # type: ignore[arg-type]
        if changed.get("external_refs", job.external_refs) != job.external_refs:
            refs: Any = changed["external_refs"]
            check_refs(refs)
            await uow.external_refs.replace("job", job.id, refs)
        job.change(changed, context)
        await uow.commit(job)
    return job
