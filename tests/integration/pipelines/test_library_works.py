"""Each pipeline of the library, played from its first stage to its last, on a real database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.accounts.model import Account, AccountContact, AccountType, Contact
from domain.accounts.set_account_tags import set_account_tags
from domain.automations.registry import CATALOGUE
from domain.automations.timed_runs import fire_due
from domain.jobs.create_jobs import CreateJobs, create_jobs
from domain.jobs.model import Job, JobStatus
from domain.jobs.set_job_status import set_job_status
from domain.pipelines.library import library
from domain.pipelines.library.install_pipeline import install_pipeline
from domain.pipelines.model import Pipeline
from domain.recurrences.model import JobTemplate
from domain.recurrences.save_recurrence import CreateRecurrences, create_recurrences
from domain.shared.context import SYSTEM
from domain.tasks.update_task import update_task
from persistence.ids import new_id
from tests.builders import World

each = pytest.mark.parametrize("key", [entry.key for entry in library.entries()])
_LONG = timedelta(days=60)


@dataclass(slots=True)
class Trip:
    """An installed pipeline, and an account whose contact has an e-mail address and whose roles are all filled."""

    world: World
    pipeline: Pipeline
    account: Account

    async def job(self, stage_id: UUID | None = None) -> Job:
        """A job that is due in two months."""
        command = CreateJobs(
            pipeline_id=self.pipeline.id,
            account_ids=(self.account.id,),
            stage_id=stage_id,
            due_date=(datetime.now(UTC) + _LONG).date(),
        )
        [job] = await create_jobs(command, self.world.uow(), self.world.context())
        await self.world.drain()
        return job

    async def give(self, job: Job, status: str) -> None:
        """Give the job a custom status."""
        [wanted] = [one for one in self.pipeline.statuses if one.name == status]
        await set_job_status(
            job.id, JobStatus.CUSTOM, self.world.uow(), self.world.context(), status_id=wanted.id
        )
        await self.world.drain()

    async def now(self, job: Job) -> Job:
        """The job as it is."""
        async with self.world.uow() as uow:
            return await uow.jobs.get(job.id)

    async def do_the_tasks(self, job: Job) -> None:
        """Complete every open task of the job."""
        async with self.world.uow() as uow:
            tasks = await uow.tasks.open_of_job(job.id)
        for task in tasks:
            assert task.assignee_ids == [self.world.owner.id]
            await update_task(task.id, {"status": "completed"}, self.world.uow(), self.world.context())
        await self.world.drain()

    async def way(self, job: Job) -> list[str]:
        """The stages that it was in, in order, when each one's tasks are done."""
        for _ in self.pipeline.stages:
            await self.do_the_tasks(job)
        rows = await self._rows("SELECT stage_id FROM visits WHERE job_id = $1 ORDER BY entered_at", job)
        names = {stage.id: stage.name for stage in self.pipeline.stages}
        return [names[row["stage_id"]] for row in rows]

    async def runs(self, job: Job) -> list[Mapping[str, Any]]:
        """All of the job's runs."""
        return await self._rows("SELECT * FROM runs WHERE job_id = $1 ORDER BY id", job)

    async def errors(self, job: Job) -> list[object]:
        """What went wrong with the job's runs."""
        return [(run["title"], run["error"]) for run in await self.runs(job) if run["error"]]

    async def _rows(self, query: str, job: Job) -> list[Mapping[str, Any]]:
        async with self.world.database.reading(self.world.firm.id) as reading:
            return [dict(row) for row in await reading.driver.fetch(query, job.id)]


async def a_trip(world: World, key: str, type_: AccountType = AccountType.COMPANY) -> Trip:
    pipeline = await install_pipeline(key, CATALOGUE, world.uow(), world.context())
    account = await world.account("Rossi")
    now = world.context().now
    contact = Contact(
        firm_id=world.firm.id,
        id=new_id(),
        created_at=now,
        updated_at=now,
        first_name="Ada",
        last_name="Rossi",
        emails=["ada@client.example"],
    )
    link = AccountContact(
        firm_id=world.firm.id, id=new_id(), account_id=account.id, contact_id=contact.id, notified=True
    )
    async with world.uow() as uow:
        stored = await uow.accounts.get(account.id)
        stored.type = type_
        stored.member_ids = [world.owner.id]
        stored.roles = {str(role.id): [str(world.owner.id)] for role in await uow.account_roles.all()}
        uow.contacts.add(contact)
        uow.account_contacts.add(link)
        await uow.commit()
    return Trip(world, pipeline, stored)


async def tag(trip: Trip, names: Sequence[str]) -> None:
    async with trip.world.uow() as uow:
        tags = [tag.id for tag in await uow.tags.all() if tag.name in names]
    await set_account_tags(trip.account.id, tuple(tags), trip.world.uow(), trip.world.context())


async def pass_time(trip: Trip, span: timedelta) -> None:
    context = replace(trip.world.context(SYSTEM), now=datetime.now(UTC) + span)
    async with trip.world.uow() as uow:
        await fire_due(uow, context)
        await uow.commit()
    await trip.world.drain()


@each
@pytest.mark.parametrize("type_", [AccountType.INDIVIDUAL, AccountType.COMPANY])
async def test_without_tags_a_job_walks_past_the_branches_to_the_last_stage(
    world: World, key: str, type_: AccountType
) -> None:
    trip = await a_trip(world, key, type_)
    job = await trip.job()
    assert await trip.way(job) == [stage.name for stage in library.entry(key).stages if not stage.only]
    assert {run["state"] for run in await trip.runs(job)} >= {"succeeded", "cancelled"}
    assert await trip.errors(job) == []


@each
async def test_with_their_tags_every_branch_is_taken(world: World, key: str) -> None:
    entry = library.entry(key)
    trip = await a_trip(world, key)
    await tag(trip, entry.tags)
    job = await trip.job()
    assert await trip.way(job) == [stage.name for stage in entry.stages]
    assert await trip.errors(job) == []


@each
async def test_what_waits_for_a_time_is_done_when_it_comes(world: World, key: str) -> None:
    trip = await a_trip(world, key)
    for stage in trip.pipeline.stages:
        job = await trip.job(stage.id)
        waiting = {run["id"] for run in await trip.runs(job) if run["timed"] and run["state"] == "waiting"}
        assert len(waiting) == sum(a.trigger.timed for a in trip.pipeline.automations_of(stage.id))
        await pass_time(trip, 2 * _LONG)
        assert await trip.errors(job) == []
        missed = [
            run["title"] for run in await trip.runs(job) if run["id"] in waiting and not run["attempts"]
        ]
        assert missed == []


@each
async def test_a_custom_status_does_its_own_and_ends_by_itself_when_its_task_is_done(
    world: World, key: str
) -> None:
    trip = await a_trip(world, key)
    for status in trip.pipeline.statuses:
        job = await trip.job()
        await trip.give(job, status.name)
        await pass_time(trip, 2 * _LONG)
        assert await trip.errors(job) == []
        of_status = {automation.id for automation in trip.pipeline.automations_of(status.id)}
        runs = [run for run in await trip.runs(job) if run["automation_id"] in of_status]
        assert len(runs) == len(of_status)
        assert [run["title"] for run in runs if not run["attempts"]] == []
        if status.automove:
            await trip.do_the_tasks(job)
            assert (await trip.now(job)).status_id is None


async def test_an_engagement_of_several_years_needs_no_new_letter(world: World) -> None:
    trip = await a_trip(world, "1040")
    await tag(trip, ["Multi-year engagement"])
    job = await trip.job()
    assert (await trip.now(job)).stage_id == trip.pipeline.stages[1].id
    async with world.uow() as uow:
        assert "Get the engagement letter signed" not in {
            task.title for task in await uow.tasks.open_of_job(job.id)
        }


async def test_an_extended_return_comes_back_to_life_before_its_new_due_date(world: World) -> None:
    trip = await a_trip(world, "1040")
    job = await trip.job(trip.pipeline.stages[3].id)
    await trip.give(job, "Extended")
    await pass_time(trip, timedelta(days=10))
    assert (await trip.now(job)).status is JobStatus.CUSTOM
    await pass_time(trip, timedelta(days=16))
    awake = await trip.now(job)
    assert (awake.status, awake.priority) == (JobStatus.ACTIVE, "high")


@pytest.mark.parametrize("key", [entry.key for entry in library.entries() if entry.schedule])
async def test_its_suggested_schedule_makes_jobs_with_their_period(world: World, key: str) -> None:
    trip = await a_trip(world, key)
    suggested = dict(trip.pipeline.settings["schedule"])  # type: ignore[call-overload]
    template = JobTemplate.from_view(
        {name: suggested.pop(name) for name in ("name", "role_ids", "due_in_days")}
    )
    command = CreateRecurrences(
        pipeline_id=trip.pipeline.id,
        account_ids=(trip.account.id,),
        values={**suggested, "starts_on": datetime.now(UTC).date(), "template": template},
    )
    [recurrence] = await create_recurrences(command, world.uow(), world.context())
    assert recurrence.next_date is not None
