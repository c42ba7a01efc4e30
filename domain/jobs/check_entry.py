"""Whether a job may enter a stage: its requirements and WIP limit, on every path (§3)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.pipelines.model import Stage
from domain.pipelines.requirements import Arrival, Mode, Unmet
from domain.shared.context import Context
from domain.shared.errors import Forbidden, RuleViolation
from domain.unit_of_work import UnitOfWork

_PERSONS = frozenset({"member", "api_key"})


class RequirementsUnmet(RuleViolation):
    """What the stage asks for is not there. Each unmet item is told."""

    code = "requirements_unmet"

    def __init__(self, stage: Stage, unmet: Sequence[Unmet]) -> None:
        sentences = " ".join(one.detail for one in unmet)
        super().__init__(
            f"“{stage.name}” can't be entered yet. {sentences}",
            details={"stage_id": stage.id, "unmet": [one.view() for one in unmet]},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What whoever moves says to unmet requirements: why they are overridden, or that the warnings were seen."""

    override_reason: str | None = None
    accept_warnings: bool = False


NOTHING_ANSWERED = Answered()


async def unmet_requirements(
    stage: Stage,
    values: Mapping[str, object],
    uow: UnitOfWork,
    context: Context,
    *,
    job_id: UUID | None = None,
    settling: Collection[UUID] = (),
    arriving: int = 1,
) -> list[Unmet]:
    """What of the stage's requirements does not hold for a job with these field values.

    `settling` are tasks that will be done on the way. A hard limit locks the stage: nobody else enters until commit.
    Nobody is asked when a machine moves the job: warnings pass, and permissions are not held.
    """
    limit = stage.wip_limit
    person = context.actor.type in _PERSONS
    open_tasks: list[str] = []
    if job_id is not None and any(one.kind == "tasks_done" for one in stage.requirements):
        open_tasks = [t.title for t in await uow.tasks.open_of_job(job_id) if t.id not in settling]
    standing = 0
    if limit is not None:
        standing = await uow.jobs.count_standing(stage.id, locked=limit.mode is Mode.BLOCK)
    permissions = context.rights.permissions if person else frozenset()
    arrival = Arrival(
        values=values,
        open_tasks=open_tasks,
        permissions=None if person and context.rights.everything else permissions,
        standing=standing,
        arriving=arriving,
    )
    judged = [one.judge(arrival) for one in stage.requirements]
    judged += [limit.judge(arrival)] if limit else []
    return [one for one in judged if one is not None and (person or one.mode is Mode.BLOCK)]


def settle(unmet: Sequence[Unmet], stage: Stage, answered: Answered, context: Context) -> str | None:
    """Let the job in, or refuse; tells why a refusal was overridden, for the history.

    Raises RequirementsUnmet, Forbidden when someone overrides who is neither owner nor admin.
    """
    blocking = [one for one in unmet if one.mode is Mode.BLOCK]
    if blocking and answered.override_reason:
        if not context.rights.everything:
            raise Forbidden("override_requirements")
        return answered.override_reason
    if blocking or (unmet and not answered.accept_warnings):
        raise RequirementsUnmet(stage, unmet)
    return None


async def check_room(stage: Stage, uow: UnitOfWork, context: Context) -> None:
    """A job that comes back from the archive needs room in its stage.

    Raises RequirementsUnmet.
    """
    limit = stage.wip_limit
    if limit is None or limit.mode is not Mode.BLOCK:
        return
    standing = await uow.jobs.count_standing(stage.id, locked=True)
    full = limit.judge(Arrival(values={}, standing=standing))
    if full is not None:
        raise RequirementsUnmet(stage, [full])
