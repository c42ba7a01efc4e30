from domain.jobs.create_jobs import CreateJobs, create_jobs
from domain.pipelines.conditions import Condition
from tests.builders import World, automation, stage


async def test_many_rows_of_one_kind_are_stored_like_few(world: World) -> None:
    names = [f"Stage {number}" for number in range(8)]
    pipeline = await world.pipeline(*(stage(name, automation("create_task", title=name)) for name in names))
    async with world.uow() as uow:
        stored = await uow.pipelines.get(pipeline.id)
    assert [kept.name for kept in stored.stages] == names
    assert [kept.settings["title"] for kept in stored.automations] == names
    assert all(kept.conditions == [] for kept in stored.stages)


async def test_many_jobs_begin_at_once_each_with_its_visit_and_event(world: World) -> None:
    tag = await world.tag("VIP")
    condition = Condition("account_tags", "any_of", (tag.id,))
    pipeline = await world.pipeline("A", "B")
    accounts = [await world.account(f"Account {number}", (tag,)) for number in range(9)]
    command = CreateJobs(pipeline_id=pipeline.id, account_ids=tuple(a.id for a in accounts))
    jobs = await create_jobs(command, world.uow(), world.context())
    async with world.uow() as uow:
        for job in jobs:
            at_hand = await uow.jobs.at_hand(job.id)
            assert at_hand.visit.entered_by.name == "Olive Owner"
            assert condition.holds(at_hand.facts())
    assert await world.drain() == 9
