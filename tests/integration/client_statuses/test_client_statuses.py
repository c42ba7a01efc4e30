"""The firm's client-facing statuses: a list that is kept in order, and safe deletes."""

import asyncio
from uuid import UUID

import pytest

from domain.client_statuses.change_client_status import change_client_status
from domain.client_statuses.create_client_status import (
    STARTING_SET,
    CreateClientStatus,
    create_client_status,
    create_starting_set,
)
from domain.client_statuses.model import ClientStatus
from domain.firms.set_up_firm import SetUpFirm, set_up_firm
from domain.jobs.create_jobs import CreateJobs, create_jobs
from domain.jobs.model import Job, JobStatus
from domain.jobs.remove_client_status import ClientStatusInUse, RemoveClientStatus, remove_client_status
from domain.jobs.set_job_status import set_job_status
from domain.jobs.update_job import update_job
from domain.shared.context import SYSTEM, Context
from domain.shared.errors import Conflict, Forbidden, Invalid, NotFound, StaleVersion
from persistence.database import Database
from persistence.ids import new_id
from persistence.pipelines.repository import PipelineCache
from persistence.unit_of_work import PostgresUnitOfWork
from tests.builders import World, automation, stage
from tests.integration.jobs.test_requirements import an_employee


async def made(world: World, *names: str) -> list[ClientStatus]:
    return [
        await create_client_status(CreateClientStatus(name=name), world.uow(), world.context())
        for name in names
    ]


async def listed(world: World) -> list[str]:
    async with world.uow() as uow:
        return [status.name for status in await uow.client_statuses.all()]


async def change(world: World, status: ClientStatus, **values: object) -> ClientStatus:
    return await change_client_status(status.id, values, world.uow(), world.context())


async def remove(world: World, status: ClientStatus, **more: UUID | bool | None) -> None:
    command = RemoveClientStatus(status_id=status.id, **more)  # type: ignore[arg-type]
    await remove_client_status(command, world.uow(), world.context())


async def a_job(world: World, status: ClientStatus) -> Job:
    account = await world.account()
    pipeline = await world.pipeline("A", "B")
    command = CreateJobs(pipeline_id=pipeline.id, account_ids=(account.id,), client_status_id=status.id)
    return (await create_jobs(command, world.uow(), world.context()))[0]


async def status_of(world: World, job: Job) -> UUID | None:
    async with world.uow() as uow:
        return (await uow.jobs.get(job.id)).client_status_id


async def test_a_new_firm_begins_with_a_list(database: Database, world: World) -> None:
    class Plain:
        async def hash(self, password: str) -> str:
            return password

        async def verify(self, password: str, stored: str | None) -> bool:
            return password == stored

    firm_id, now = new_id(), world.context().now
    command = SetUpFirm(
        firm_name="New",
        time_zone="UTC",
        currency="USD",
        name="Nora",
        email=f"nora-{firm_id}@firm.example",
        password="long enough for all",
    )
    context = Context(firm_id=firm_id, actor=SYSTEM, now=now, new_id=new_id)
    await set_up_firm(command, Plain(), PostgresUnitOfWork(database, firm_id, PipelineCache()), context)
    async with PostgresUnitOfWork(database, firm_id, PipelineCache()) as uow:
        found = [(one.name, one.position) for one in await uow.client_statuses.all()]
    assert found == [(one.name, place) for place, one in enumerate(STARTING_SET)]


async def test_the_starting_set_fills_up_what_the_firm_does_not_have(world: World) -> None:
    await made(world, "in review")
    assert len(await create_starting_set(world.uow(), world.context())) == len(STARTING_SET) - 1
    assert await listed(world) == [
        "in review",
        *(one.name for one in STARTING_SET if one.name != "In review"),
    ]
    assert await create_starting_set(world.uow(), world.context()) == []


async def test_a_name_is_one_of_a_kind_in_any_letter_case_and_free_again_when_removed(world: World) -> None:
    [first, second] = await made(world, "Filed", "In review")
    for wrong in (made(world, "FILED"), change(world, second, name="filed")):
        with pytest.raises(Conflict) as refused:
            await wrong
        assert refused.value.stable_code == "client_status_name_taken"
    await remove(world, first)
    await made(world, "Filed")
    assert await listed(world) == ["In review", "Filed"]


async def test_one_moves_in_the_list_and_the_others_make_room(world: World) -> None:
    [a, _, c] = await made(world, "A", "B", "C")
    await change(world, c, position=0)
    assert await listed(world) == ["C", "A", "B"]
    await change(world, a, position=99, color="pink")
    assert await listed(world) == ["C", "B", "A"]
    again = await change(world, a, position=2, color="pink")
    assert again.version == (await change(world, a, text="")).version
    assert (await change(world, a, text="Soon")).text == "Soon"


async def test_a_version_that_is_old_is_refused(world: World) -> None:
    [status] = await made(world, "A")
    await change(world, status, name="B")
    with pytest.raises(StaleVersion):
        await change_client_status(
            status.id, {"name": "C"}, world.uow(), world.context(), expected_version=status.version
        )


async def test_one_that_jobs_have_goes_only_when_the_firm_says_what_they_get(world: World) -> None:
    [old, new] = await made(world, "Old", "New")
    job, other = await a_job(world, old), await a_job(world, old)
    await set_job_status(other.id, JobStatus.ARCHIVED, world.uow(), world.context())
    with pytest.raises(ClientStatusInUse, match=r"1 job\(s\) have the status “Old”") as refused:
        await remove(world, old)
    assert refused.value.details == {"jobs": 1, "pipelines": []}
    with pytest.raises(Invalid):
        await remove(world, old, replaced=True, jobs_to=old.id)
    with pytest.raises(NotFound):
        await remove(world, old, replaced=True, jobs_to=new_id())
    await remove(world, old, replaced=True, jobs_to=new.id)
    assert (await status_of(world, job), await status_of(world, other)) == (new.id, old.id)
    await remove(world, new, replaced=True)
    assert await status_of(world, job) is None
    with pytest.raises(NotFound):
        await remove(world, new)


async def test_one_that_automations_give_stays(world: World) -> None:
    [status] = await made(world, "Filed")
    gives = automation("update_client_status", status_id=str(status.id))
    pipeline = await world.pipeline("A", stage("B", gives), "C")
    with pytest.raises(ClientStatusInUse) as refused:
        await remove(world, status, replaced=True)
    assert refused.value.details == {"jobs": 0, "pipelines": [pipeline.name]}


async def test_one_that_was_removed_is_given_to_no_job(world: World) -> None:
    [status] = await made(world, "Gone")
    job = await world.job(await world.pipeline("A", "B"))
    await remove(world, status)
    with pytest.raises(NotFound):
        await update_job(job.id, {"client_status_id": status.id}, world.uow(), world.context())
    with pytest.raises(NotFound):
        await change(world, status, name="Back")


async def test_given_and_removed_at_once_no_job_is_left_with_it(world: World) -> None:
    for _ in range(5):
        [status] = await made(world, f"Race {new_id()}")
        job = await world.job(await world.pipeline("A", "B"))
        given, removed = await asyncio.gather(
            update_job(job.id, {"client_status_id": status.id}, world.uow(), world.context()),
            remove(world, status),
            return_exceptions=True,
        )
        assert isinstance(given, NotFound) or isinstance(removed, ClientStatusInUse)
        assert await status_of(world, job) == (None if isinstance(given, NotFound) else status.id)


async def test_only_those_who_manage_pipelines_change_the_list(world: World) -> None:
    [status] = await made(world, "A")
    emil = await an_employee(world)
    for forbidden in (
        create_client_status(CreateClientStatus(name="B"), world.uow(), emil),
        create_starting_set(world.uow(), emil),
        change_client_status(status.id, {"name": "B"}, world.uow(), emil),
        remove_client_status(RemoveClientStatus(status_id=status.id), world.uow(), emil),
    ):
        with pytest.raises(Forbidden):
            await forbidden
