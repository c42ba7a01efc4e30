"""What follows from what becomes of a task: every job that it is linked to may move on, and none moves back (§7)."""

from collections.abc import Collection, Iterable
from uuid import UUID

from domain.automations.judge_job import judge_job
from domain.items.model import LinkedItem
from domain.jobs.item_events import JobItemReopened, JobItemSettled
from domain.notifications.notify import in_charge, notify
from domain.shared.context import Context
from domain.shared.events import Fact
from domain.unit_of_work import UnitOfWork


async def task_settled(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    """One resolved task may free several jobs (§7.10)."""
    links = await uow.items.of_task(fact.aggregate_id)
    elsewhere = [link for link in links if link.job_id != fact.job_id]
    if elsewhere:
        title = str((await uow.tasks.get(fact.aggregate_id)).title)
        for link in sorted(elsewhere, key=_job_of):
            job = await uow.jobs.locked(link.job_id)
            settled = JobItemSettled(item_id=link.id, task_id=fact.aggregate_id, title=title)
            job.record(settled, context.acting_as(fact.actor))
        await uow.flush()
    await _judge_all((link.job_id for link in links), uow, context)


async def task_deleted(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    """What it held is free (§7.7)."""
    held = fact.data.get("job_ids")
    job_ids = [UUID(str(one)) for one in held] if isinstance(held, Collection) else []
    if fact.job_id is not None:
        job_ids.append(fact.job_id)
    await _judge_all(job_ids, uow, context)


async def task_reopened(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    """A job that has moved on stays where it is; those who have to know are told, once for each reopening (§7.9)."""
    for link in sorted(await uow.items.of_task(fact.aggregate_id), key=_job_of):
        if link.resolved_at is None:
            await _open_again(link, fact, uow, context)


async def _open_again(link: LinkedItem, fact: Fact, uow: UnitOfWork, context: Context) -> None:
    at_hand = await uow.jobs.at_hand(link.job_id)
    job, task = at_hand.job, await uow.tasks.get(fact.aggregate_id)
    left_behind = link.visit_id not in (job.visit_id, job.status_visit_id)
    if left_behind or job.id != fact.job_id:
        news = JobItemReopened(item_id=link.id, task_id=task.id, title=task.title, left_behind=left_behind)
        job.record(news, context.acting_as(fact.actor))
    if left_behind:
        now = at_hand.pipeline.stage(job.stage_id).name
        sentence = (
            f"“{task.title}” is open again, but “{job.name}” has moved on to “{now}”. The job stays there."
        )
        people = await in_charge([*task.assignee_ids, *job.assignee_ids], uow)
        await notify(people, f"reopened:{fact.id}:{job.id}", sentence, uow, context, job_id=job.id)


async def _judge_all(job_ids: Iterable[UUID], uow: UnitOfWork, context: Context) -> None:
    """See of each whether it may move on, in one order for all: two of these never wait for each other in a circle."""
    for job_id in sorted(set(job_ids)):
        await judge_job(job_id, uow.nested(), context)


def _job_of(link: LinkedItem) -> UUID:
    return link.job_id
