"""Requirements and WIP limits hold on every path (§3)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from domain.accounts.model import Account
from domain.automations.preview_move import preview_move
from domain.automations.undo_move import undo_move
from domain.firms.model import Member, Role
from domain.jobs.check_entry import Answered, RequirementsUnmet
from domain.jobs.create_jobs import CreateJobs, create_jobs
from domain.jobs.model import Job, JobStatus
from domain.jobs.move_job import MoveJob, move_job
from domain.jobs.set_job_status import set_job_status
from domain.jobs.update_job import update_job
from domain.notifications.read_notifications import read_notifications
from domain.pipelines.edit_stages import update_stage
from domain.pipelines.model import Pipeline
from domain.pipelines.requirements import Mode, Requirement, WipLimit
from domain.pipelines.specs import StageSpec
from domain.shared.context import Actor, Context
from domain.shared.errors import Forbidden
from domain.shared.rights import Rights
from domain.tasks.create_task import CreateTask, create_task
from domain.tasks.update_task import update_task
from tests.builders import World, automation, stage
from tests.integration.jobs.test_move_and_automove import runs_of, tasks_of

DUE = Requirement("field", "due_date")
ONE = WipLimit(1)


def asking(name: str, *requirements: Requirement, wip: WipLimit | None = None) -> StageSpec:
    return replace(stage(name), requirements=requirements, wip_limit=wip)


async def codes(world: World, job: Job, pipeline: Pipeline, context: Context, **more: object) -> list[str]:
    """Why the job can't enter the second stage; nothing when it did."""
    command = MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id, **more)  # type: ignore[arg-type]
    try:
        await move_job(command, world.uow(), context)
    except RequirementsUnmet as refusal:
        return [str(one["code"]) for one in refusal.details["unmet"]]  # type: ignore[attr-defined]
    return []


async def an_employee(world: World, account: Account | None = None, *permissions: str) -> Context:
    now = world.context()
    member = Member(
        firm_id=world.firm.id,
        id=now.new_id(),
        created_at=now.now,
        updated_at=now.now,
        name="Emil",
        email=f"{now.new_id()}@firm.example",
        role=Role.EMPLOYEE,
    )
    async with world.uow() as uow:
        uow.members.add(member)
        await uow.commit()
    rights = Rights(member_id=member.id, permissions=frozenset({"view_all_accounts", *permissions}))
    return replace(world.context(Actor("member", member.id, member.name)), rights=rights)


async def told(world: World) -> list[str]:
    async with world.database.reading(world.firm.id) as reading:
        rows = await reading.driver.fetch(
            "SELECT text FROM notifications WHERE firm_id = $1 ORDER BY created_at", world.firm.id
        )
    return [row["text"] for row in rows]


async def stage_of(world: World, job_id: UUID, pipeline: Pipeline) -> str:
    async with world.uow() as uow:
        return pipeline.stage((await uow.jobs.get(job_id)).stage_id).name


async def test_every_unmet_requirement_is_told_at_once(world: World) -> None:
    pipeline = await world.pipeline("A", asking("B", DUE, Requirement("field", "assignee_ids")), "C")
    job = await world.job(pipeline)
    assert await codes(world, job, pipeline, world.context()) == ["field_missing", "field_missing"]
    await update_job(
        job.id,
        {"due_date": date(2026, 4, 15), "assignee_ids": [world.owner.id]},
        world.uow(),
        world.context(),
    )
    assert await codes(world, job, pipeline, world.context()) == []


async def test_an_owner_overrides_with_a_reason_that_the_visit_keeps(world: World) -> None:
    pipeline = await world.pipeline("A", asking("B", DUE), "C")
    job = await world.job(pipeline)
    why = Answered(override_reason="The client called.")
    assert await codes(world, job, pipeline, world.context(), answered=why) == []
    async with world.uow() as uow:
        visit = await uow.visits.get((await uow.jobs.get(job.id)).visit_id)
    assert visit.override_reason == "The client called."


async def test_an_employee_overrides_nothing(world: World) -> None:
    pipeline = await world.pipeline("A", asking("B", DUE), "C")
    job = await world.job(pipeline)
    with pytest.raises(Forbidden, match="override requirements"):
        await codes(
            world, job, pipeline, await an_employee(world), answered=Answered(override_reason="I want to")
        )


async def test_a_warning_asks_a_person_and_lets_a_machine_pass(world: World) -> None:
    soft = Requirement("field", "due_date", Mode.WARN)
    pipeline = await world.pipeline("A", asking("B", soft), "C")
    first, second = await world.job(pipeline), await world.job(pipeline)
    assert await codes(world, first, pipeline, world.context()) == ["field_missing"]
    assert await codes(world, first, pipeline, world.context(), answered=Answered(accept_warnings=True)) == []
    robot = world.context(Actor("automation", None, "Automove"))
    assert await codes(world, second, pipeline, robot) == []


async def test_a_permission_is_held_by_a_member_and_by_no_machine(world: World) -> None:
    pipeline = await world.pipeline("A", asking("B", Requirement("permission", "manage_invoices")), "C")
    job = await world.job(pipeline)
    assert await codes(world, job, pipeline, await an_employee(world)) == ["mover_not_permitted"]
    robot = world.context(Actor("automation", None, "Automove"))
    assert await codes(world, job, pipeline, robot) == ["mover_not_permitted"]
    assert await codes(world, job, pipeline, await an_employee(world, None, "manage_invoices")) == []


async def test_tasks_may_be_settled_by_the_move_itself(world: World) -> None:
    pipeline = await world.pipeline(
        stage("A", automation("create_task", title="Ask Ana")), asking("B", Requirement("tasks_done")), "C"
    )
    job = await world.job(pipeline)
    await world.drain()
    assert await codes(world, job, pipeline, world.context()) == ["tasks_open"]
    async with world.uow() as uow:
        [item] = await uow.items.of_visit(job.visit_id)
    settle = ((item.id, "done"),)
    seen = await preview_move(
        MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id, open_items=settle),
        world.uow(),
        world.context(),
    )
    assert seen.unmet == []
    assert await codes(world, job, pipeline, world.context(), open_items=settle) == []


async def test_a_full_stage_takes_no_more_by_move_create_or_out_of_the_archive(world: World) -> None:
    pipeline = await world.pipeline("A", asking("B", wip=ONE), "C")
    first, second = await world.job(pipeline), await world.job(pipeline)
    assert await codes(world, first, pipeline, world.context()) == []
    assert await codes(world, second, pipeline, world.context()) == ["wip_limit_reached"]
    account = await world.account()
    command = CreateJobs(pipeline_id=pipeline.id, account_ids=(account.id,), stage_id=pipeline.stages[1].id)
    with pytest.raises(RequirementsUnmet):
        await create_jobs(command, world.uow(), world.context())
    await set_job_status(first.id, JobStatus.ARCHIVED, world.uow(), world.context())
    assert await codes(world, second, pipeline, world.context()) == []
    with pytest.raises(RequirementsUnmet):
        await set_job_status(first.id, JobStatus.ACTIVE, world.uow(), world.context())


async def test_an_archived_job_comes_back_where_there_is_room_or_only_a_soft_limit(world: World) -> None:
    pipeline = await world.pipeline(asking("A", wip=WipLimit(5)), "B")
    job = await world.job(pipeline)
    await set_job_status(job.id, JobStatus.ARCHIVED, world.uow(), world.context())
    assert (await set_job_status(job.id, JobStatus.ACTIVE, world.uow(), world.context())).status == "active"


async def test_jobs_are_created_together_or_not_at_all(world: World) -> None:
    pipeline = await world.pipeline(asking("A", DUE, wip=WipLimit(2, Mode.WARN)), "B")
    accounts = tuple([(await world.account(name)).id for name in ("A", "B", "C")])
    three = CreateJobs(pipeline_id=pipeline.id, account_ids=accounts, due_date=date(2026, 4, 15))
    with pytest.raises(RequirementsUnmet) as refused:
        await create_jobs(three, world.uow(), world.context())
    assert [one["mode"] for one in refused.value.details["unmet"]] == ["warn"]  # type: ignore[attr-defined]
    made = await create_jobs(
        replace(three, answered=Answered(accept_warnings=True)), world.uow(), world.context()
    )
    assert len(made) == 3


async def done_in_the_first(world: World, pipeline: Pipeline) -> Job:
    """A job whose one task of the first stage is completed."""
    job = await world.job(pipeline)
    await world.drain()
    async with world.uow() as uow:
        [item] = await uow.items.of_visit(job.visit_id)
        task_id = item.task_id
    assert task_id is not None
    await update_task(task_id, {"status": "completed"}, world.uow(), world.context())
    await world.drain()
    return job


async def test_automove_waits_at_a_requirement_tells_why_once_and_goes_on_when_it_is_met(
    world: World,
) -> None:
    pipeline = await world.pipeline(
        stage("A", automation("create_task", title="x"), automove=True), asking("B", DUE), "C"
    )
    job = await done_in_the_first(world, pipeline)
    await update_job(job.id, {"name": "Rossi 1040"}, world.uow(), world.context())
    await world.drain()
    assert await stage_of(world, job.id, pipeline) == "A"
    [sentence] = await told(world)
    assert "can't enter “B” yet. The job needs a due date." in sentence
    await update_job(job.id, {"due_date": date(2026, 4, 15)}, world.uow(), world.context())
    await world.drain()
    assert await stage_of(world, job.id, pipeline) == "B"


async def test_the_assignees_are_told_and_read_it(world: World) -> None:
    pipeline = await world.pipeline(
        stage("A", automation("create_task", title="x"), automove=True), asking("B", DUE), "C"
    )
    emil = await an_employee(world)
    assert emil.rights.member_id is not None
    account = await world.account()
    command = CreateJobs(
        pipeline_id=pipeline.id, account_ids=(account.id,), assignee_ids=(emil.rights.member_id,)
    )
    [job] = await create_jobs(command, world.uow(), world.context())
    await world.drain()
    async with world.uow() as uow:
        [task] = await uow.tasks.open_of_job(job.id)
    await update_task(task.id, {"status": "completed"}, world.uow(), world.context())
    await world.drain()
    assert len(await told(world)) == 1
    assert await read_notifications(None, world.uow(), emil) == 1
    assert await read_notifications(None, world.uow(), emil) == 0
    nobody = replace(world.context(), rights=Rights())
    assert await read_notifications(None, world.uow(), nobody) == 0


async def test_room_in_a_full_stage_lets_the_longest_waiting_job_in(world: World) -> None:
    pipeline = await world.pipeline(
        stage("A", automation("create_task", title="x"), automove=True), asking("B", wip=ONE), "C"
    )
    jobs = [await done_in_the_first(world, pipeline) for _ in range(3)]
    assert [await stage_of(world, job.id, pipeline) for job in jobs] == ["B", "A", "A"]
    await move_job(MoveJob(job_id=jobs[0].id, stage_id=pipeline.stages[2].id), world.uow(), world.context())
    await world.drain()
    assert [await stage_of(world, job.id, pipeline) for job in jobs] == ["C", "B", "A"]
    await set_job_status(jobs[1].id, JobStatus.ARCHIVED, world.uow(), world.context())
    await world.drain()
    assert [await stage_of(world, job.id, pipeline) for job in jobs] == ["C", "B", "B"]


async def test_room_that_an_undo_makes_lets_a_waiting_job_in(world: World) -> None:
    pipeline = await world.pipeline(
        stage("A", automation("create_task", title="x"), automove=True), asking("B", wip=ONE), "C"
    )
    there = await world.job(pipeline)
    await move_job(MoveJob(job_id=there.id, stage_id=pipeline.stages[1].id), world.uow(), world.context())
    waits = await done_in_the_first(world, pipeline)
    assert await stage_of(world, waits.id, pipeline) == "A"
    await undo_move(there.id, world.uow(), world.context())
    await world.drain()
    assert [await stage_of(world, job.id, pipeline) for job in (there, waits)] == ["A", "B"]


async def test_a_wider_limit_lets_waiting_jobs_in(world: World) -> None:
    pipeline = await world.pipeline(
        stage("A", automation("create_task", title="x"), automove=True), asking("B", wip=ONE), "C"
    )
    jobs = [await done_in_the_first(world, pipeline) for _ in range(2)]
    await update_stage(pipeline.stages[1].id, {"wip_limit": None}, world.uow(), world.context())
    await world.drain()
    assert [await stage_of(world, job.id, pipeline) for job in jobs] == ["B", "B"]


async def test_a_job_that_waits_no_more_is_not_looked_at_again(world: World) -> None:
    pipeline = await world.pipeline(
        stage("A", automation("create_task", title="x"), automove=True), asking("B", DUE), "C"
    )
    job = await done_in_the_first(world, pipeline)
    async with world.uow() as uow:
        [item] = await uow.items.of_visit(job.visit_id)
    assert item.task_id is not None
    await update_task(item.task_id, {"status": "planned"}, world.uow(), world.context())
    await update_job(job.id, {"due_date": date(2026, 4, 15)}, world.uow(), world.context())
    await world.drain()
    assert await stage_of(world, job.id, pipeline) == "A"
    async with world.uow() as uow:
        assert (await uow.visits.get(job.visit_id)).wants_stage_id is None


async def test_an_automation_that_may_not_enter_fails_and_says_why(world: World) -> None:
    pipeline = await world.pipeline(stage("A", automation("move_job", stage_id="B")), asking("B", DUE), "C")
    job = await world.job(pipeline)
    await world.drain()
    assert await runs_of(world, job.id) == [("move_job", "failed")]
    async with world.uow() as uow:
        [run] = await uow.runs.of_visit(job.visit_id)
    assert run.error is not None
    assert run.error["code"] == "requirements_unmet"
    assert await tasks_of(world, job.id) == []


async def test_a_task_by_hand_counts_among_those_to_be_done(world: World) -> None:
    pipeline = await world.pipeline("A", asking("B", Requirement("tasks_done")), "C")
    job = await world.job(pipeline)
    await create_task(CreateTask(title="By hand", job_id=job.id), world.uow(), world.context())
    assert await codes(world, job, pipeline, world.context()) == ["tasks_open"]
