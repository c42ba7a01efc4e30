"""What the API's own tests don't reach."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.accounts.set_account_tags import change_named_tags, set_account_tags
from domain.automations.complete_effect import complete_effect
from domain.automations.registry import CATALOGUE
from domain.automations.retry_run import run_again
from domain.automations.run import Run, RunState
from domain.firms.manage_members import remove_member
from domain.jobs.create_jobs import CreateJobs, create_jobs
from domain.jobs.move_job import MoveJob, move_job
from domain.jobs.update_job import update_job
from domain.pipelines.create_pipeline import CreatePipeline, create_pipeline
from domain.shared.context import SYSTEM, Context
from domain.shared.effects import Effect, EffectState
from domain.shared.errors import NotFound, StaleVersion
from domain.shared.rights import Rights
from domain.tasks.create_task import CreateTask, create_task
from domain.tasks.delete_task import delete_task
from domain.tasks.update_task import update_task
from persistence.ids import new_id
from tests.builders import World, automation, stage
from tests.integration.jobs.test_move_and_automove import runs_of
from tests.integration.jobs.test_requirements import an_employee, told


def as_nobody(world: World, *permissions: str) -> Context:
    return replace(world.context(), rights=Rights(member_id=new_id(), permissions=frozenset(permissions)))


async def test_an_account_that_is_not_seen_gets_no_tags_and_no_jobs(world: World) -> None:
    account = await world.account()
    with pytest.raises(NotFound):
        await set_account_tags(account.id, (), world.uow(), as_nobody(world))
    with pytest.raises(NotFound):
        await change_named_tags(account.id, ("VIP",), (), world.uow(), as_nobody(world, "manage_accounts"))
    pipeline = await world.pipeline("A")
    command = CreateJobs(pipeline_id=pipeline.id, account_ids=(account.id,))
    with pytest.raises(NotFound):
        await create_jobs(command, world.uow(), as_nobody(world))


async def test_one_who_sees_all_accounts_changes_the_task_of_any(world: World) -> None:
    account = await world.account()
    task = await create_task(CreateTask(title="x", account_id=account.id), world.uow(), world.context())
    changed = await update_task(task.id, {"title": "y"}, world.uow(), as_nobody(world, "view_all_accounts"))
    assert changed.title == "y"


async def test_a_deleted_task_without_a_job_moves_nothing(world: World) -> None:
    task = await create_task(CreateTask(title="x"), world.uow(), world.context())
    await delete_task(task.id, world.uow(), world.context())
    assert await world.drain() == 1


async def test_what_an_automation_set_on_the_job_is_taken_back(world: World) -> None:
    from domain.automations.undo_move import undo_move

    assigns = automation("update_job", assignee_ids=[str(world.owner.id)], due_in_days=9)
    pipeline = await world.pipeline("A", stage("B", assigns, automation("update_job", status="active")), "C")
    job = await world.job(pipeline)
    await update_job(job.id, {"due_date": date(2026, 4, 15)}, world.uow(), world.context())
    await move_job(MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id), world.uow(), world.context())
    await world.drain()
    async with world.uow() as uow:
        assert (await uow.jobs.get(job.id)).assignee_ids == [world.owner.id]
    back = await undo_move(job.id, world.uow(), world.context())
    assert (back.assignee_ids, back.due_date) == ([], date(2026, 4, 15))


async def test_a_skipped_run_is_left_alone_by_the_undo(world: World) -> None:
    from domain.automations.undo_move import undo_move

    switched_off = replace(automation("create_task", title="x"), enabled=False)
    pipeline = await world.pipeline("A", stage("B", switched_off), "C")
    job = await world.job(pipeline)
    await move_job(MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id), world.uow(), world.context())
    await world.drain()
    await undo_move(job.id, world.uow(), world.context())
    assert await runs_of(world, job.id) == [("create_task", "skipped")]


async def test_a_move_that_finds_the_job_there_already_makes_nothing(world: World) -> None:
    pipeline = await world.pipeline(stage("A", automation("move_job", stage_id="A")), "B")
    job = await world.job(pipeline)
    await world.drain()
    assert await runs_of(world, job.id) == [("move_job", "succeeded")]


async def a_mail_run(world: World) -> tuple[Run, Effect, Effect]:
    """A run with two mails that wait."""
    pipeline = await world.pipeline(stage("A", automation("create_task", title="x")), "B")
    job = await world.job(pipeline)
    await world.drain()
    async with world.uow() as uow:
        [run] = await uow.runs.of_visit(job.visit_id)
        run.state = RunState.WAITING
        mails = [
            Effect(
                firm_id=world.firm.id,
                id=new_id(),
                type="email",
                key=str(new_id()),
                payload={},
                created_at=world.context().now,
                due_at=world.context().now + timedelta(days=1),
                run_id=run.id,
            )
            for _ in range(2)
        ]
        for mail in mails:
            uow.effects.add(mail)
        await uow.commit()
    return run, mails[0], mails[1]


async def test_a_run_succeeds_when_all_its_mails_are_delivered(world: World) -> None:
    run, first, second = await a_mail_run(world)
    states = []
    for mail in (first, second, second):
        async with world.uow() as uow:
            await complete_effect(mail.id, "test", uow, world.context(SYSTEM))
            await uow.commit()
        async with world.uow() as uow:
            states.append((await uow.runs.get(run.id)).state)
    assert states == ["waiting", "succeeded", "succeeded"]


async def test_an_effect_of_no_run_is_completed_alone(world: World) -> None:
    _, mail, _ = await a_mail_run(world)
    async with world.uow() as uow:
        (await uow.effects.get(mail.id)).run_id = None
        await uow.commit()
    async with world.uow() as uow:
        await complete_effect(mail.id, "test", uow, world.context(SYSTEM), error="refused")
        await uow.commit()
    async with world.uow() as uow:
        assert (await uow.effects.get(mail.id)).state is EffectState.FAILED


async def test_trying_again_touches_only_what_failed(world: World) -> None:
    run, first, second = await a_mail_run(world)
    async with world.uow() as uow:
        (await uow.effects.get(first.id)).state = EffectState.DELIVERED
        (await uow.effects.get(second.id)).state = EffectState.FAILED
        await uow.commit()
    async with world.uow() as uow:
        await run_again(run.id, run.job_id, uow, world.context(SYSTEM))
        await uow.commit()
    async with world.uow() as uow:
        assert [mail.state for mail in await uow.effects.of_run(run.id)] == ["delivered", "waiting"]
        (await uow.runs.get(run.id)).state = RunState.SUCCEEDED
        await uow.commit()
    async with world.uow() as uow:
        await run_again(run.id, run.job_id, uow, world.context(SYSTEM))
        assert (await uow.effects.get(second.id)).state is EffectState.WAITING


async def test_an_action_that_was_overtaken_is_no_failed_run(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from domain.automations import execute_run
    from domain.automations.registry import ACTIONS

    async def overtaken(settings: object, at: object) -> list[dict[str, object]]:
        raise StaleVersion("job")

    slow = replace(ACTIONS["create_task"], run=overtaken)
    monkeypatch.setattr(execute_run, "ACTIONS", {"create_task": slow})
    await world.job(await world.pipeline(stage("A", automation("create_task", title="x")), "B"))
    with pytest.raises(StaleVersion):
        await world.drain()


async def test_access_that_stays_the_same_is_no_news(world: World) -> None:
    from domain.accounts.save_account import set_access

    account = await world.account()
    same = await set_access(account.id, (), world.uow(), world.context())
    assert same.version == account.version


async def test_when_an_author_leaves_the_owner_is_told_and_the_automations_stay(world: World) -> None:
    emil = await an_employee(world, None, "manage_pipelines")
    await create_pipeline(
        CreatePipeline(name="By Emil", stages=(stage("A", automation("create_task", title="x")), stage("B"))),
        CATALOGUE,
        world.uow(),
        emil,
    )
    idle = await an_employee(world)
    for leaver in (emil, idle):
        assert leaver.rights.member_id is not None
        await remove_member(leaver.rights.member_id, world.uow(), world.context())
    await world.drain()
    assert await told(world) == [
        "Emil has left. 1 automation(s) that they saved keep running; look whether they should."
    ]
