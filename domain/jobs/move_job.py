"""Move a job to a stage, also of another pipeline, on every path: drag, API, automove, automation."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from domain.items.model import LEAVE
from domain.jobs.check_entry import NOTHING_ANSWERED, Answered, settle, unmet_requirements
from domain.jobs.find_place import find_target
from domain.jobs.model import Job, JobIsArchived, JobStatus
from domain.jobs.place import Place
from domain.jobs.ports import JobAtHand
from domain.jobs.settle_items import settle_items
from domain.jobs.visit import Entry, StageVisit, VisitReason
from domain.shared.context import Context
from domain.shared.errors import StaleVersion
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveJob:
    """Move `job_id` to `stage_id`. `hold_seconds` (0 to 60) None means the firm's grace period for a member, else none.

    `across`: the stage may be of another pipeline. `open_items` says for each open item by id: leave, done, cancel
    or carry; `other_items` says it for those that it does not name.
    """

    job_id: UUID
    stage_id: UUID
    across: bool = False
    reason: VisitReason = VisitReason.MOVED
    expected_version: int | None = None
    operation_id: str | None = None
    skip_automations: tuple[UUID, ...] = ()
    open_items: tuple[tuple[UUID, str], ...] = ()
    other_items: str = LEAVE
    hold_seconds: int | None = None
    answered: Answered = NOTHING_ANSWERED


@dataclass(frozen=True, slots=True)
class Moved:
    """The job, whether it went anywhere, and until when a person may take it back."""

    job: Job
    changed: bool
    undo_until: datetime | None = None


async def move_job(command: MoveJob, uow: UnitOfWork, context: Context) -> Moved:
    """Move the job; a move to where it is changes nothing and says so.

    Raises NotFound, JobIsArchived, StaleVersion, RequirementsUnmet, StageOfAnotherPipeline, PipelineIsArchived.
    """
    async with uow:
        at_hand = await uow.jobs.at_hand(command.job_id)
        moved = await move_at_hand(command, at_hand, uow, context)
        await uow.commit(moved)
    return moved


async def move_at_hand(command: MoveJob, at_hand: JobAtHand, uow: UnitOfWork, context: Context) -> Moved:
    """Move a job that is locked already; the commit is the caller's."""
    job, visit, pipeline = at_hand.job, at_hand.visit, at_hand.pipeline
    context.rights.check_job(pipeline.visible_to, at_hand.account_member_ids)
    if command.operation_id is not None and visit.operation_id == command.operation_id:
        return Moved(job, changed=False, undo_until=visit.undo_until)
    if command.expected_version not in (None, job.version):
        raise StaleVersion("job", job.version)
    there = await find_target(command.stage_id, at_hand, uow, context, across=command.across)
    if job.status is JobStatus.ARCHIVED:
        raise JobIsArchived(job.name)
    if there.stage.id == job.stage_id:
        return Moved(job, changed=False)
    undo_until = _hold(command, at_hand, context)
    held = context.cause.held_until or undo_until
    cause = replace(context.cause, operation_id=command.operation_id, held_until=held)
    settled = await settle_items(
        command.open_items, command.other_items, at_hand, uow, context.because(cause)
    )
    overridden = None
    if there.stage.asks:
        unmet = await unmet_requirements(there.stage, job.view(), uow, context, job_id=job.id)
        overridden = settle(unmet, there.stage, command.answered, context)
    entry = Entry(
        reason=command.reason,
        calendar=at_hand.calendar,
        operation_id=command.operation_id,
        undo_until=undo_until,
        skipped_automations=command.skip_automations,
        override_reason=overridden,
    )
    new_visit = await _go(there, at_hand, entry, uow, context.because(cause))
    settled.follow(new_visit)
    uow.visits.add(new_visit)
    return Moved(job, changed=True, undo_until=undo_until)


async def _go(
    there: Place, at_hand: JobAtHand, entry: Entry, uow: UnitOfWork, context: Context
) -> StageVisit:
    """Into the stage. To another pipeline the job takes its tasks along; a custom status stays behind."""
    job, left = at_hand.job, at_hand.visit
    here = Place(at_hand.pipeline, at_hand.pipeline.stage(left.stage_id))
    if there.pipeline.id == here.pipeline.id:
        return job.enter(there.stage, left, here.stage, entry, context)
    if job.status_visit_id is not None:
        (await uow.visits.get(job.status_visit_id)).leave(context)
    visit = job.transfer(there, left, here, entry, context)
    await uow.tasks.follow(job.id, job.pipeline_id)
    at_hand.pipeline = there.pipeline
    return visit


def _hold(command: MoveJob, at_hand: JobAtHand, context: Context) -> datetime | None:
    """Until when outward effects are held and the move can be taken back; None when it can't."""
    seconds = command.hold_seconds
    if seconds is None:
        seconds = at_hand.grace_seconds if context.actor.type == "member" else 0
    return (
        context.now + timedelta(seconds=seconds) if seconds and command.reason is VisitReason.MOVED else None
    )
