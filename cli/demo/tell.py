"""What happened, done again: each act of a story by the person who did it, at its moment."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from cli.demo.client_side import write_to_client
from cli.demo.office import Office
from cli.demo.opening import Opened
from cli.demo.stories import Story
from domain.accounts.set_account_tags import set_account_tags
from domain.automations.undo_move import undo_move
from domain.jobs.create_jobs import CreateJobs, create_jobs
from domain.jobs.model import JobStatus
from domain.jobs.move_job import MoveJob, move_job
from domain.jobs.ports import JobAtHand
from domain.jobs.set_job_status import set_job_status
from domain.tasks.create_task import CreateTask, create_task
from domain.tasks.model import Task
from domain.tasks.update_task import update_task

_STARTS = {"1040": "Account manager", "monthly-bookkeeping": "Bookkeeper"}
_BEFORE = timedelta(minutes=4)


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is done at a moment."""

    moment: datetime
    do: Callable[[datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A task that the stage waits for."""

    item_id: UUID
    task: Task


class Telling:
    """The acts of one story."""

    def __init__(self, story: Story, office: Office, opened: Opened, chance: Random) -> None:
        self._story = story
        self._office = office
        self._opened = opened
        self._chance = chance
        self._pipeline = opened.pipelines[story.pipeline]
        self._stages = {stage.name: stage.id for stage in self._pipeline.stages}
        self._job_id = UUID(int=0)

    def acts(self) -> list[Act]:
        """All of them, each with its moment."""
        story, path = self._story, self._story.path
        acts = [Act(path[0][1], self._create)]
        for place in range(1, len(path)):
            before, moment = path[place - 1][1], path[place][1]
            if self._chance.random() < 0.4:
                acts.append(Act(before + (moment - before) / 2, self._start_work))
            acts.append(Act(moment, self._going(place)))
        end = path[-1][1]
        if story.status is JobStatus.ACTIVE:
            acts.append(Act(end + timedelta(minutes=2), self._stand))
            if story.held:
                acts.append(Act(end + timedelta(minutes=30), self._hold))
        elif story.pipeline == "1040":
            acts.append(Act(end + timedelta(minutes=3), self._complete))
        if story.status is JobStatus.ARCHIVED:
            acts.append(Act(end + timedelta(days=9), self._archive))
        return acts

    async def _create(self, moment: datetime) -> None:
        story = self._story
        command = CreateJobs(
            pipeline_id=self._pipeline.id,
            account_ids=(story.account.id,),
            stage_id=None if self._creates_first() else self._stages[story.path[0][0]],
            name=story.name,
            role_ids=(self._opened.roles[_STARTS[story.pipeline]],),
            priority=story.priority,
            start_date=moment.date(),
            due_date=story.due_date,
            internal_deadline=story.due_date - timedelta(days=3),
        )
        context = self._office.context(moment, self._opened.owner_id)
        self._job_id = (await create_jobs(command, self._office.part(), context))[0].id
        await self._office.catch_up(moment)

    def _creates_first(self) -> bool:
        """A multi-year engagement letter takes the job past the first stage by itself."""
        return self._story.path[0][0] == "Collect documents"

    def _going(self, place: int) -> Callable[[datetime], Awaitable[None]]:
        async def go(moment: datetime) -> None:
            await self._go(place, moment)

        return go

    async def _go(self, place: int, moment: datetime) -> None:
        """Do the work of the stage; when the job does not move on by itself, or is sent back, somebody moves it."""
        target = self._stages[self._story.path[place][0]]
        at_hand, items = await self._look()
        order = [stage.id for stage in self._pipeline.stages]
        back = order.index(target) < order.index(at_hand.job.stage_id)
        if place not in self._story.by_hand and not back:
            if self._story.questions and self._story.path[place][0] == "Client questions":
                await self._raise_questions(at_hand, moment - _BEFORE)
            for left, item in enumerate(reversed(items)):
                await self._set_task(item, "completed", moment - _BEFORE * left)
            await self._office.catch_up(moment)
            at_hand, items = await self._look()
        if at_hand.job.stage_id != target:
            decision = "cancel" if back else "done"
            command = MoveJob(
                job_id=self._job_id,
                stage_id=target,
                open_items=tuple((item.item_id, decision) for item in items),
            )
            await move_job(command, self._office.part(), self._office.context(moment, self._someone(at_hand)))
            await self._office.catch_up(moment)

    async def _raise_questions(self, at_hand: JobAtHand, moment: datetime) -> None:
        tags = (*at_hand.account_tag_ids, self._opened.tags["Open questions"])
        context = self._office.context(moment, self._someone(at_hand))
        await set_account_tags(self._story.account.id, tags, self._office.part(), context)

    async def _start_work(self, moment: datetime) -> None:
        _, items = await self._look()
        if items:
            await self._set_task(items[0], "in_progress", moment)

    async def _stand(self, moment: datetime) -> None:
        """How far the work is where the job stands now."""
        at_hand, items = await self._look()
        if self._story.extra_task:
            command = CreateTask(
                title=self._story.extra_task,
                job_id=self._job_id,
                assignee_ids=(self._someone(at_hand),),
                due_date=self._story.due_date,
            )
            context = self._office.context(moment, self._opened.owner_id)
            await create_task(command, self._office.part(), context)
        if self._story.pipeline == "monthly-bookkeeping":
            told = (self._story.path[-1][0], self._opened.client_statuses, self._office, moment)
            await write_to_client(self._job_id, *told, self._someone(at_hand))
        if self._story.undone:
            await self._move_and_undo(at_hand, moment)
        elif len(items) > 1 and self._chance.random() < 0.6:
            await self._set_task(items[0], "completed", moment)
            await self._set_task(items[1], "in_progress", moment + timedelta(seconds=30))
        elif items and self._chance.random() < 0.6:
            await self._set_task(
                items[0], self._chance.choice(("in_progress", "waiting", "in_review")), moment
            )
        await self._office.catch_up(moment)

    async def _move_and_undo(self, at_hand: JobAtHand, moment: datetime) -> None:
        """Somebody let go of the card too early."""
        who = self._someone(at_hand)
        place = [stage.id for stage in self._pipeline.stages].index(at_hand.job.stage_id)
        command = MoveJob(job_id=self._job_id, stage_id=self._pipeline.stages[place + 2].id)
        await move_job(command, self._office.part(), self._office.context(moment, who))
        await self._office.catch_up(moment)
        soon = moment + timedelta(seconds=6)
        await undo_move(self._job_id, self._office.part(), self._office.context(soon, who))

    async def _complete(self, moment: datetime) -> None:
        at_hand, items = await self._look()
        for item in items:
            await self._set_task(item, "completed", moment)
        context = self._office.context(moment + timedelta(minutes=1), self._someone(at_hand))
        await set_job_status(self._job_id, JobStatus.COMPLETED, self._office.part(), context)
        await self._office.catch_up(moment)

    async def _hold(self, moment: datetime) -> None:
        context = self._office.context(moment, self._opened.owner_id)
        [held] = [status for status in self._pipeline.statuses if status.name == self._story.held]
        await set_job_status(self._job_id, JobStatus.CUSTOM, self._office.part(), context, status_id=held.id)
        await self._office.catch_up(moment)

    async def _archive(self, moment: datetime) -> None:
        context = self._office.context(moment, self._opened.owner_id)
        await set_job_status(self._job_id, JobStatus.ARCHIVED, self._office.part(), context)
        await self._office.catch_up(moment)

    async def _look(self) -> tuple[JobAtHand, list[Waiting]]:
        """The job as it is, and what is open in its present stage."""
        async with self._office.part() as uow:
            at_hand = await uow.jobs.at_hand(self._job_id)
            items = [item for item in await uow.items.of_visit(at_hand.visit.id) if item.holds]
            tasks = await uow.tasks.many(item.task_id for item in items if item.task_id)
            await uow.commit()
        return at_hand, [Waiting(item.id, task) for item, task in zip(items, tasks, strict=True)]

    async def _set_task(self, waiting: Waiting, status: str, moment: datetime) -> None:
        assignees = waiting.task.assignee_ids
        context = self._office.context(moment, assignees[0] if assignees else self._opened.owner_id)
        await update_task(waiting.task.id, {"status": status}, self._office.part(), context)

    def _someone(self, at_hand: JobAtHand) -> UUID:
        """Whoever the job is assigned to."""
        return at_hand.job.assignee_ids[0] if at_hand.job.assignee_ids else self._opened.owner_id
