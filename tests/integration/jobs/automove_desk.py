"""One job in a stage that moves on by itself, and what people do with it, said in short words."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from domain.automations.registry import CATALOGUE
from domain.automations.retry_run import retry_run
from domain.jobs.link_item import link_task, relink_item, unlink_item
from domain.jobs.model import Job, JobStatus
from domain.jobs.move_job import MoveJob, move_job
from domain.jobs.set_job_status import set_job_status
from domain.jobs.update_job import update_job
from domain.pipelines.create_pipeline import CreatePipeline, create_pipeline
from domain.pipelines.model import Pipeline
from domain.pipelines.specs import CustomStatusSpec, StageSpec
from domain.tasks.create_task import CreateTask, create_task
from domain.tasks.delete_task import delete_task
from domain.tasks.update_task import update_task
from tests.builders import World, automation


@dataclass(slots=True)
class Desk:
    """The job, and a verb for each thing that can be done with it or with a task by its title."""

    world: World
    pipeline: Pipeline
    job: Job

    async def do(self, words: str) -> None:
        """One act: a verb and, for most, the title of a task."""
        verb, _, rest = words.partition(" ")
        verbs: Mapping[str, Callable[[str], Awaitable[object]]] = {
            "finish": lambda title: self._set(title, "completed"),
            "cancel": lambda title: self._set(title, "canceled"),
            "reopen": lambda title: self._set(title, "in_progress"),
            "add": self._add,
            "link": self._link,
            "relink": self._relink,
            "unlink": self._unlink,
            "delete": self._delete,
            "job": lambda status: self._status(JobStatus(status)),
            "give": self._give,
            "due": lambda _: self._change(due_date=date(2027, 4, 15)),
            "rename": lambda name: self._change(name=name),
            "move": self._move,
            "retry": self._retry,
        }
        await verbs[verb](rest)

    async def rows(self, sql: str, *more: object) -> list[Any]:
        """What the database says of the firm."""
        async with self.world.database.reading(self.world.firm.id) as reading:
            return [tuple(row) for row in await reading.driver.fetch(sql, self.world.firm.id, *more)]

    async def where(self) -> str:
        """The stage, and the status unless it is active."""
        async with self.world.uow() as uow:
            job = await uow.jobs.get(self.job.id)
        stage = self.pipeline.stage(job.stage_id).name
        return stage if job.status is JobStatus.ACTIVE else f"{stage}, {job.status}"

    async def _set(self, title: str, status: str) -> None:
        await update_task(await self._task(title), {"status": status}, self.world.uow(), self.world.context())

    async def _add(self, title: str) -> None:
        command = CreateTask(title=title, job_id=self.job.id)
        await create_task(command, self.world.uow(), self.world.context())

    async def _link(self, title: str) -> None:
        """A task of the firm that belongs to no job; “done” in its title says that it is."""
        found = await self.rows("SELECT id FROM tasks WHERE firm_id = $1 AND title = $2", title)
        if not found:
            await create_task(CreateTask(title=title), self.world.uow(), self.world.context())
            if "done" in title:
                await self._set(title, "completed")
        await link_task(self.job.id, await self._task(title), self.world.uow(), self.world.context())

    async def _relink(self, title: str) -> None:
        await relink_item(self.job.id, await self._item(title), self.world.uow(), self.world.context())

    async def _unlink(self, title: str) -> None:
        await unlink_item(self.job.id, await self._item(title), self.world.uow(), self.world.context())

    async def _delete(self, title: str) -> None:
        await delete_task(await self._task(title), self.world.uow(), self.world.context())

    async def _status(self, status: JobStatus) -> None:
        await set_job_status(self.job.id, status, self.world.uow(), self.world.context())

    async def _give(self, name: str) -> None:
        [wanted] = [status.id for status in self.pipeline.statuses if status.name == name]
        context = self.world.context()
        await set_job_status(self.job.id, JobStatus.CUSTOM, self.world.uow(), context, status_id=wanted)

    async def _change(self, **values: object) -> None:
        await update_job(self.job.id, values, self.world.uow(), self.world.context())

    async def _move(self, name: str) -> None:
        [wanted] = [stage.id for stage in self.pipeline.stages if stage.name == name]
        await move_job(MoveJob(job_id=self.job.id, stage_id=wanted), self.world.uow(), self.world.context())

    async def _retry(self, _: str) -> None:
        [[run_id]] = await self.rows("SELECT id FROM runs WHERE firm_id = $1 AND state = 'failed'")
        await retry_run(run_id, self.world.uow(), self.world.context())

    async def _task(self, title: str) -> UUID:
        """The newest task of this title."""
        sql = "SELECT id FROM tasks WHERE firm_id = $1 AND title = $2 AND deleted_at IS NULL ORDER BY id DESC"
        task: UUID = (await self.rows(sql, title))[0][0]
        return task

    async def _item(self, title: str) -> UUID:
        sql = """SELECT i.id FROM items i JOIN tasks t ON t.firm_id = i.firm_id AND t.id = i.task_id
            WHERE i.firm_id = $1 AND t.title = $2 AND i.job_id = $3 ORDER BY i.id DESC"""
        item: UUID = (await self.rows(sql, title, self.job.id))[0][0]
        return item


async def a_desk(
    world: World,
    collect: StageSpec,
    others: Sequence[StageSpec],
    statuses: Sequence[CustomStatusSpec] = (),
) -> Desk:
    """A job in the stage `collect`, before its automations were heard."""
    command = CreatePipeline(name="1040", stages=(collect, *others), statuses=tuple(statuses))
    pipeline = await create_pipeline(command, CATALOGUE, world.uow(), world.context())
    return Desk(world, pipeline, await world.job(pipeline))


def task(title: str) -> Any:
    """An automation that makes a task."""
    return automation("create_task", title=title)
