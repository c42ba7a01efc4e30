"""Move a job to a stage, on every path: drag, API, automove, automation."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from domain.jobs.check_entry import NOTHING_ANSWERED, Answered, settle, unmet_requirements
from domain.jobs.model import Job, JobIsArchived, JobStatus
from domain.jobs.ports import JobAtHand
from domain.jobs.settle_items import settle_items
from domain.jobs.visit import Entry, VisitReason
from domain.shared.context import Context
from domain.shared.errors import StaleVersion
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveJob:
    """Move `job_id` to `stage_id`. `hold_seconds` (0 to 60) None means the firm's grace period for a member, else none.

    `open_items` says for each open item by id: leave, done or cancel.
    """

    job_id: UUID
    stage_id: UUID
    reason: VisitReason = VisitReason.MOVED
    expected_version: int | None = None
    operation_id: str | None = None
    skip_automations: tuple[UUID, ...] = ()
    open_items: tuple[tuple[UUID, str], ...] = ()
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

    Raises NotFound, JobIsArchived, StaleVersion, RequirementsUnmet.
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
    stage = pipeline.stage(command.stage_id)
    if job.status is JobStatus.ARCHIVED:
        raise JobIsArchived(job.name)
    if stage.id == job.stage_id:
        return Moved(job, changed=False)
    undo_until = _hold(command, at_hand, context)
    held = context.cause.held_until or undo_until
    cause = replace(context.cause, operation_id=command.operation_id, held_until=held)
    settled = await settle_items(command.open_items, at_hand, uow, context.because(cause))
    overridden = None
    if stage.asks:
        unmet = await unmet_requirements(stage, job.view(), uow, context, job_id=job.id)
        overridden = settle(unmet, stage, command.answered, context)
    entry = Entry(
        reason=command.reason,
        operation_id=command.operation_id,
        undo_until=undo_until,
        skipped_automations=command.skip_automations,
        override_reason=overridden,
    )
    new_visit = job.enter(stage, visit, pipeline.stage(visit.stage_id), entry, context.because(cause))
    new_visit.settled = settled
    uow.visits.add(new_visit)
    return Moved(job, changed=True, undo_until=undo_until)


def _hold(command: MoveJob, at_hand: JobAtHand, context: Context) -> datetime | None:
    """Until when outward effects are held and the move can be taken back; None when it can't."""
    seconds = command.hold_seconds
    if seconds is None:
        seconds = at_hand.grace_seconds if context.actor.type == "member" else 0
    return (
        context.now + timedelta(seconds=seconds) if seconds and command.reason is VisitReason.MOVED else None
    )
