"""What the firm's automations do when they hear a fact. Called once per event, in order, inside one transaction."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from domain.accounts.run_import import continue_import
from domain.automations.hear_tasks import task_deleted, task_reopened, task_settled
from domain.automations.judge_job import judge_job
from domain.automations.plan_times import plan_all_times, plan_times
from domain.automations.retry_run import run_again
from domain.automations.run_automations import run_automations
from domain.automations.timed_runs import cancel_left_behind, plan_anew, run_due
from domain.notifications.notify import in_charge, notify
from domain.recurrences.fire_recurrences import make_occurrence
from domain.shared.context import Cause, Context
from domain.shared.events import Fact
from domain.unit_of_work import UnitOfWork

_OF_THE_CALENDAR = {"time_zone", "holidays", "days_off"}


async def react(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    """Do what follows from the fact. `uow` is open; its commit is the caller's."""
    cause = Cause(
        root_id=fact.root_id,
        event_id=fact.id,
        request_id=fact.cause.request_id,
        depth=fact.cause.depth + 1,
        held_until=fact.cause.held_until,
    )
    await _REACTIONS[fact.type](fact, uow, replace(context, cause=cause))


async def _stage_changed(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    await _entered(fact, uow, context)
    await _left(fact, uow, context)
    await _room_made(_stage_id(fact.data["from_stage"]), uow, context)


async def _entered(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    # The job is locked before its visit is read: an undo that is under way must be seen.
    at_hand = await uow.jobs.at_hand(fact.aggregate_id)
    visit = await uow.visits.get(UUID(str(fact.data["visit_id"])))
    if visit.undone_at is None and visit.ran_at is None:
        await run_automations(visit, at_hand, fact, uow, context)


async def _left(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    if await uow.runs.waiting_for_time(fact.aggregate_id):
        await cancel_left_behind(await uow.jobs.at_hand(fact.aggregate_id), uow, context)
        await uow.flush()


async def _status_changed(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    await _left(fact, uow, context)
    if fact.data["visit_id"] is not None:
        await _entered(fact, uow, context)
    else:
        await judge_job(fact.aggregate_id, uow.nested(), context)


async def _job_freed(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    await judge_job(fact.aggregate_id, uow.nested(), context)


async def _archived(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    await _left(fact, uow, context)
    await _room_made((await uow.jobs.get(fact.aggregate_id)).stage_id, uow, context)


async def _move_undone(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    # The job itself is not judged: it stays where somebody wanted it back.
    await _room_made(_stage_id(fact.data["from_stage"]), uow, context)


async def _pipeline_saved(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    freed = await plan_times(fact.aggregate_id, uow, context)
    wanting = await uow.visits.wanting_in(fact.aggregate_id)
    await _judge_all(dict.fromkeys([*freed, *wanting]), uow, context)


async def _replan_goes_on(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    # However many jobs a pipeline has, they are one edit: no chain of automations.
    context = replace(context, cause=replace(context.cause, depth=fact.cause.depth))
    after: Any = fact.data["after"]
    place = (datetime.fromisoformat(after["created_at"]), UUID(after["id"])) if after else None
    told: Any = fact.data["object"]
    changed = bool(fact.data["changed"])
    freed = await plan_times(UUID(told["pipeline_id"]), uow, context, after=place, changed=changed)
    await _judge_all(freed, uow, context)


async def _firm_updated(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    if _OF_THE_CALENDAR & set(_listed(fact.data.get("fields"))):
        await plan_all_times(uow, context)


async def _room_made(stage_id: UUID, uow: UnitOfWork, context: Context) -> None:
    """Jobs that automove could not bring into the stage are judged again, the longest waiting first."""
    await _judge_all(await uow.visits.wanting(stage_id), uow, context)


async def _judge_all(job_ids: Iterable[UUID], uow: UnitOfWork, context: Context) -> None:
    for job_id in job_ids:
        await judge_job(job_id, uow.nested(), context)


async def _job_updated(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    if "due_date" in _listed(fact.data.get("fields")):
        await plan_anew(await uow.jobs.at_hand(fact.aggregate_id), uow, context)
        await uow.flush()
    job = await uow.jobs.get(fact.aggregate_id)
    if (await uow.visits.get(job.visit_id)).wants_stage_id is not None:
        await judge_job(job.id, uow.nested(), context)


async def _run_retried(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    await run_again(UUID(str(fact.data["run_id"])), fact.aggregate_id, uow, context)
    await uow.flush()
    await judge_job(fact.aggregate_id, uow.nested(), context)


async def _run_due(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    # The job is locked first, then its run: the same order as everywhere, so that nobody waits for another in a circle.
    assert fact.job_id is not None  # a run belongs to a job
    at_hand = await uow.jobs.at_hand(fact.job_id)
    await run_due(fact.aggregate_id, at_hand, uow, context)
    await uow.flush()
    await judge_job(fact.job_id, uow.nested(), context)


def _stage_id(stage: Any) -> UUID:
    return UUID(str(stage["id"]))


def _listed(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else ()


async def _member_removed(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    """Automations go on when their author leaves the firm, and the owner is told (§6, rights)."""
    count = await uow.pipelines.automations_by(fact.aggregate_id)
    if count:
        member = await uow.members.get(fact.aggregate_id)
        sentence = f"{member.name} has left. {count} automation(s) that they saved keep running; look whether they should."
        people = await in_charge((), uow)
        await notify(people, f"author:{member.id}:{fact.id}", sentence, uow, context, job_id=None)


async def _recurrence_due(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    # A schedule is no chain: each occurrence is a beginning of its own.
    first = replace(context, cause=replace(context.cause, root_id=None, depth=0))
    await make_occurrence(fact.aggregate_id, date.fromisoformat(str(fact.data["date"])), uow, first)


async def _import_goes_on(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    # However many parts a file has, they are one act of one person: no chain of automations.
    by_them = replace(context.acting_as(fact.actor), cause=replace(context.cause, depth=fact.cause.depth))
    await continue_import(fact.aggregate_id, uow, by_them)


_REACTIONS: Mapping[str, Callable[[Fact, UnitOfWork, Context], Awaitable[None]]] = {
    "import.requested": _import_goes_on,
    "import.continued": _import_goes_on,
    "job.created": _entered,
    "job.stage_changed": _stage_changed,
    "job.transferred": _stage_changed,
    "job.status_changed": _status_changed,
    "job.updated": _job_updated,
    "job.archived": _archived,
    "job.move_undone": _move_undone,
    "job.reopened": _job_freed,
    "job.item_resolved": _job_freed,
    "job.item_unlinked": _job_freed,
    "job.item_relinked": _job_freed,
    "job.run_retried": _run_retried,
    "pipeline.updated": _pipeline_saved,
    "replan.continued": _replan_goes_on,
    "firm.updated": _firm_updated,
    "member.removed": _member_removed,
    "recurrence.due": _recurrence_due,
    "run.due": _run_due,
    "task.completed": task_settled,
    "task.canceled": task_settled,
    "task.reopened": task_reopened,
    "task.deleted": task_deleted,
}

HEARD = frozenset(_REACTIONS)
"""The events that automations hear."""
