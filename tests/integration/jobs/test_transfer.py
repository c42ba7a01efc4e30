"""A job goes to another pipeline: all of it goes along, both boards see it, and it can be taken back (§4)."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from domain.automations.move_with_plan import move_with_plan
from domain.automations.preview_move import preview_move
from domain.automations.registry import CATALOGUE
from domain.automations.retry_run import retry_run
from domain.automations.run import Run
from domain.automations.undo_move import NothingToUndo, UndoWindowOver, undo_move
from domain.jobs.check_entry import RequirementsUnmet
from domain.jobs.find_place import PipelineIsArchived, StageOfAnotherPipeline
from domain.jobs.model import Job, JobIsArchived, JobStatus
from domain.jobs.move_job import Moved, MoveJob, move_job
from domain.jobs.remove_stage import remove_stage
from domain.jobs.set_job_status import set_job_status
from domain.pipelines.edit_pipeline import (
    copy_pipeline,
    delete_pipeline,
    set_pipeline_status,
    update_pipeline,
)
from domain.pipelines.loops import AutomationsFormALoop
from domain.pipelines.model import Pipeline, PipelineStatus
from domain.pipelines.requirements import Requirement, WipLimit
from domain.pipelines.set_automations import set_stage_automations
from domain.pipelines.specs import AutomationSpec
from domain.shared.context import Context
from domain.shared.errors import Invalid, NotFound, RuleViolation, StaleVersion
from domain.tasks.update_task import update_task
from persistence.pipelines.board import board_version
from tests.builders import World, a_world, automation, stage
from tests.integration.jobs.test_custom_statuses import give, made, now
from tests.integration.jobs.test_move_and_automove import runs_of, tasks_of
from tests.integration.jobs.test_requirements import an_employee, told
from tests.integration.jobs.test_timed_runs import one_run, timed

TASK = automation("create_task", title="Do it")


async def over(world: World, job: Job, pipeline: Pipeline, place: int = 0, **more: object) -> Moved:
    """Transfer the job to a stage of the pipeline."""
    context = more.pop("context", world.context())
    command = MoveJob(job_id=job.id, stage_id=pipeline.stages[place].id, across=True, **more)  # type: ignore[arg-type]
    return await move_job(command, world.uow(), context)  # type: ignore[arg-type]


async def back(world: World, job: Job, context: Context | None = None) -> Job:
    return await undo_move(job.id, world.uow(), context or world.context())


async def rows(world: World, sql: str, *more: object) -> list[tuple[object, ...]]:
    async with world.database.reading(world.firm.id) as reading:
        return [tuple(row) for row in await reading.driver.fetch(sql, world.firm.id, *more)]


async def versions(world: World, *pipelines: Pipeline) -> list[str | None]:
    async with world.database.reading(world.firm.id) as reading:
        return [
            await board_version(reading, world.firm.id, one.id, None, everything=True) for one in pipelines
        ]


def leading(pipeline: Pipeline, place: int = 0) -> AutomationSpec:
    """An automation that brings the job into the pipeline."""
    there = {"pipeline_id": str(pipeline.id), "stage_id": str(pipeline.stages[place].id)}
    return automation("move_job", **there)


async def test_a_transfer_enters_the_other_pipeline_and_keeps_history_items_and_visits(world: World) -> None:
    sales, work = await world.pipeline(stage("Asked", TASK), "Won"), await world.pipeline("In", "Out")
    job = await world.job(sales)
    await world.drain()
    [task] = await tasks_of(world, job.id)
    moved = await over(world, job, work)
    assert (moved.job.pipeline_id, moved.job.stage_id) == (work.id, work.stages[0].id)
    await world.drain()
    visits = await rows(
        world, "SELECT stage_id, left_at IS NULL FROM visits WHERE firm_id = $1 ORDER BY entered_at"
    )
    assert visits == [(sales.stages[0].id, False), (work.stages[0].id, True)]
    [kept] = await tasks_of(world, job.id)
    assert (kept.id, kept.pipeline_id) == (task.id, work.id)
    told = "SELECT type, data FROM history WHERE firm_id = $1 AND job_id = $2 AND object_id = $2 ORDER BY id"
    [(first, _), (second, data)] = await rows(world, told, job.id)
    assert (first, second) == ("job.created", "job.transferred")
    assert isinstance(data, dict)
    assert (data["from_pipeline"]["name"], data["from_stage"]["name"]) == (sales.name, "Asked")
    assert (data["to_pipeline"]["name"], data["to_stage"]["name"]) == (work.name, "In")


async def test_it_is_heard_like_an_entry_and_planned_like_one(world: World) -> None:
    sales, work = await world.pipeline("Asked", "Won"), await world.pipeline(stage("In", TASK), "Out")
    job = await world.job(sales)
    command = MoveJob(job_id=job.id, stage_id=work.stages[0].id, across=True)
    assert [turn.runs for turn in (await preview_move(command, world.uow(), world.context())).plan] == [True]
    planned = await move_with_plan(command, world.uow(), world.context())
    assert [turn.runs for turn in planned.plan] == [True]
    await world.drain()
    assert await runs_of(world, job.id) == [("create_task", "succeeded")]
    [task] = await tasks_of(world, job.id)
    assert task.pipeline_id == work.id


async def test_the_preview_tells_what_the_other_pipeline_asks_and_where_automove_goes(world: World) -> None:
    asking = replace(stage("In", TASK, automove=True), requirements=(Requirement("field", "due_date"),))
    sales, work = await world.pipeline("Asked", "Won"), await world.pipeline(asking, "Next", "Out")
    job = await world.job(sales)
    command = MoveJob(job_id=job.id, stage_id=work.stages[0].id, across=True)
    preview = await preview_move(command, world.uow(), world.context())
    assert [one.code for one in preview.unmet] == ["field_missing"]
    assert preview.next_stage is not None
    assert preview.next_stage.name == "Next"
    with pytest.raises(RequirementsUnmet):
        await over(world, job, work)
    assert (await now(world, job)).pipeline_id == sales.id


async def test_a_move_stays_in_its_pipeline_and_says_what_a_transfer_is(world: World) -> None:
    sales, work = await world.pipeline("Asked"), await world.pipeline("In")
    job = await world.job(sales)
    command = MoveJob(job_id=job.id, stage_id=work.stages[0].id)
    for asked in (move_job, preview_move):
        with pytest.raises(StageOfAnotherPipeline, match="Transfer the job") as refused:
            await asked(command, world.uow(), world.context())
        assert refused.value.details["pipeline_id"] == work.id


async def test_a_transfer_within_the_pipeline_is_a_move_and_to_where_it_is_nothing(world: World) -> None:
    sales = await world.pipeline("Asked", "Won")
    job = await world.job(sales)
    assert not (await over(world, job, sales)).changed
    await over(world, job, sales, 1)
    types = await rows(
        world, "SELECT type FROM events WHERE firm_id = $1 AND job_id = $2 ORDER BY position", job.id
    )
    assert types == [("job.created",), ("job.stage_changed",)]


async def test_what_is_archived_or_gone_takes_no_transfer(world: World) -> None:
    sales, work, old = await world.pipeline("A"), await world.pipeline("In", "Out"), await world.pipeline("Z")
    job = await world.job(sales)
    await set_pipeline_status(old.id, PipelineStatus.ARCHIVED, world.uow(), world.context())
    with pytest.raises(PipelineIsArchived):
        await over(world, job, old)
    await delete_pipeline(old.id, world.uow(), world.context())
    await remove_stage(work.stages[0].id, None, world.uow(), world.context())
    for pipeline in (old, work):
        with pytest.raises(NotFound):
            await over(world, job, pipeline)
    command = MoveJob(job_id=job.id, stage_id=uuid4(), across=True)
    with pytest.raises(NotFound):
        await move_job(command, world.uow(), world.context())
    await set_job_status(job.id, JobStatus.ARCHIVED, world.uow(), world.context())
    with pytest.raises(JobIsArchived):
        await over(world, job, work, 1)


async def test_version_and_operation_are_minded_as_in_a_move(world: World) -> None:
    sales, work = await world.pipeline("A"), await world.pipeline("In", "Out")
    job = await world.job(sales)
    with pytest.raises(StaleVersion):
        await over(world, job, work, expected_version=7)
    assert (await over(world, job, work, operation_id="once")).changed
    assert not (await over(world, job, work, operation_id="once")).changed


async def test_the_mover_must_see_both_pipelines(world: World) -> None:
    sales, work = await world.pipeline("A"), await world.pipeline("In")
    account = await world.account()
    emil = await an_employee(world, account)
    job = await world.job(sales, account)
    for hidden in (work, sales):
        await update_pipeline(hidden.id, {"visible_to": []}, world.uow(), world.context())
        with pytest.raises(NotFound):
            await over(world, job, work, context=emil)
        await update_pipeline(hidden.id, {"visible_to": None}, world.uow(), world.context())
    assert (await over(world, job, work, context=emil)).changed


async def test_a_stage_of_another_firm_is_not_there(world: World) -> None:
    job = await world.job(await world.pipeline("A"))
    other = await a_world(world.database)
    foreign = await other.pipeline("In")
    with pytest.raises(NotFound):
        await over(world, job, foreign)
    with pytest.raises(Invalid):
        await world.pipeline(stage("A", leading(foreign)))


async def test_open_items_are_settled_on_the_way_and_open_again_after_the_undo(world: World) -> None:
    sales, work = await world.pipeline(stage("A", TASK)), await world.pipeline("In")
    job = await world.job(sales)
    await world.drain()
    [[item]] = await rows(world, "SELECT id FROM items WHERE firm_id = $1")
    await over(world, job, work, open_items=((item, "done"),))
    await world.drain()
    [task] = await tasks_of(world, job.id)
    assert (task.status, task.pipeline_id) == ("completed", work.id)
    await back(world, job)
    [task] = await tasks_of(world, job.id)
    assert (task.status, task.pipeline_id) == ("planned", sales.id)


async def test_both_boards_have_a_new_version_after_transfer_and_undo_and_a_third_has_not(
    world: World,
) -> None:
    sales, work, other = await world.pipeline("A"), await world.pipeline("In"), await world.pipeline("Z")
    job = await world.job(sales)
    seen = await versions(world, sales, work, other)
    for act in (lambda: over(world, job, work), lambda: back(world, job)):
        await act()
        later = await versions(world, sales, work, other)
        assert [one == two for one, two in zip(seen, later, strict=True)] == [False, False, True]
        seen = later


async def test_the_undo_brings_it_back_as_if_it_had_not_left(world: World) -> None:
    work = await world.pipeline(
        stage("In", TASK, automation("send_email", subject="Hi", body="We begin.")), "Out"
    )
    sales = await world.pipeline(stage("Asked", TASK, timed()), "Won")
    job = await world.job(sales)
    await world.drain()
    former = await now(world, job)
    await over(world, job, work)
    await world.drain()
    assert "cancelled" in {run.state for run in await _runs(world, former.visit_id)}
    returned = await back(world, job)
    assert (returned.pipeline_id, returned.stage_id, returned.visit_id, returned.entered_stage_at) == (
        sales.id,
        former.stage_id,
        former.visit_id,
        former.entered_stage_at,
    )
    [task] = await tasks_of(world, job.id)
    assert task.pipeline_id == sales.id
    assert [run.state for run in await _runs(world, former.visit_id)] == ["succeeded", "waiting"]
    assert await rows(world, "SELECT state FROM effects WHERE firm_id = $1") in ([], [("cancelled",)])
    [[data]] = await rows(world, "SELECT data FROM history WHERE firm_id = $1 AND type = 'job.move_undone'")
    assert isinstance(data, dict)
    assert (data["from_pipeline"]["name"], data["to_pipeline"]["name"]) == (work.name, sales.name)
    with pytest.raises(NothingToUndo):
        await back(world, job)


async def _runs(world: World, visit_id: UUID) -> list[Run]:
    async with world.uow() as uow:
        return list(await uow.runs.of_visit(visit_id))


async def test_a_custom_status_of_the_old_pipeline_ends_and_the_undo_gives_it_back(world: World) -> None:
    sales, work = await made(world, stage("A")), await world.pipeline("In")
    job = await give(world, await world.job(sales), sales)
    await world.drain()
    [task] = await tasks_of(world, job.id)
    moved = (await over(world, job, work)).job
    assert (moved.status, moved.status_id, moved.status_visit_id) == (JobStatus.ACTIVE, None, None)
    await world.drain()
    ended = "SELECT left_at IS NOT NULL FROM visits WHERE firm_id = $1 AND status_id IS NOT NULL"
    assert await rows(world, ended) == [(True,)]
    [[data]] = await rows(world, "SELECT data FROM events WHERE firm_id = $1 AND type = 'job.transferred'")
    assert isinstance(data, dict)
    assert data["ended_status"]["name"] == "Missing information"
    again = await back(world, job)
    assert (again.status, again.status_id, again.status_visit_id) == (
        JobStatus.CUSTOM,
        job.status_id,
        job.status_visit_id,
    )
    await world.drain()
    assert await rows(world, ended) == [(False,)]
    assert len(await tasks_of(world, job.id)) == 1
    await update_task(task.id, {"status": "completed"}, world.uow(), world.context())
    await world.drain()
    assert (await now(world, job)).status is JobStatus.ACTIVE


async def test_a_status_given_meanwhile_in_the_other_pipeline_does_not_come_back_with_the_job(
    world: World,
) -> None:
    sales, work = await made(world, stage("A")), await made(world, stage("In"))
    job = await give(world, await world.job(sales), sales)
    await over(world, job, work)
    await world.drain()
    await give(world, job, work, 1)
    returned = await back(world, job)
    assert (returned.status, returned.status_id) == (JobStatus.CUSTOM, job.status_id)
    present = "SELECT status_id FROM visits WHERE firm_id = $1 AND status_id IS NOT NULL AND left_at IS NULL"
    assert await rows(world, present) == [(job.status_id,)]


async def test_a_job_that_was_completed_meanwhile_stays_completed(world: World) -> None:
    sales, work = await made(world, stage("A")), await world.pipeline("In")
    job = await give(world, await world.job(sales), sales)
    await over(world, job, work)
    await set_job_status(job.id, JobStatus.COMPLETED, world.uow(), world.context())
    assert (await back(world, job)).status is JobStatus.COMPLETED


async def test_what_the_automations_set_over_there_is_taken_back_over_here(world: World) -> None:
    """An automation gives the job the other pipeline's status: the undo takes it, and the former one is back."""
    sales, work = await made(world, stage("A")), await made(world, stage("In"))
    status = automation("update_job", custom_status_id=str(work.statuses[1].id), priority="urgent")
    await set_stage_automations(work.stages[0].id, [status], CATALOGUE, world.uow(), world.context())
    job = await give(world, await world.job(sales), sales)
    await world.drain()
    await over(world, job, work)
    await world.drain()
    assert (await now(world, job)).status_id == work.statuses[1].id
    returned = await back(world, job)
    assert (returned.status_id, returned.priority) == (job.status_id, "medium")
    await world.drain()
    assert (await now(world, job)).status_id == job.status_id


async def test_a_status_that_an_automation_gave_before_the_transfer_is_taken_back_as_well(
    world: World,
) -> None:
    work = await world.pipeline("In")
    sales = await made(world, stage("A"))
    status = automation("update_job", custom_status_id=str(sales.statuses[1].id))
    place = sales.stages[1].id
    await set_stage_automations(place, [status, leading(work)], CATALOGUE, world.uow(), world.context())
    job = await world.job(sales)
    await move_job(MoveJob(job_id=job.id, stage_id=place), world.uow(), world.context())
    await world.drain()
    assert (await now(world, job)).pipeline_id == work.id
    returned = await back(world, job)
    assert (returned.pipeline_id, returned.status) == (sales.id, JobStatus.ACTIVE)
    present = "SELECT 1 FROM visits WHERE firm_id = $1 AND status_id IS NOT NULL AND left_at IS NULL"
    assert await rows(world, present) == []


async def test_a_chain_over_three_pipelines_is_taken_back_whole_also_by_who_does_not_see_its_end(
    world: World,
) -> None:
    last = await world.pipeline(stage("End", TASK), "Over")
    middle = await world.pipeline(stage("Through", leading(last)), "Out")
    sales = await world.pipeline("A")
    account = await world.account()
    emil, other = await an_employee(world, account), await an_employee(world, account)
    job = await world.job(sales, account)
    await world.drain()
    await update_pipeline(last.id, {"visible_to": []}, world.uow(), world.context())
    await over(world, job, middle, context=emil)
    await world.drain()
    assert (await now(world, job)).pipeline_id == last.id
    with pytest.raises(NotFound):
        await back(world, job, other)
    returned = await back(world, job, emil)
    assert (returned.pipeline_id, await tasks_of(world, job.id)) == (sales.id, [])
    late = replace(emil, now=emil.now.replace(year=emil.now.year + 1))
    await over(world, job, middle, context=emil)
    await world.drain()
    with pytest.raises(NotFound):
        await back(world, job, late)
    with pytest.raises(UndoWindowOver):
        await back(world, job, replace(world.context(), now=late.now))


async def test_no_way_back_to_a_pipeline_or_stage_that_is_gone(world: World) -> None:
    sales, work = await world.pipeline("A", "B"), await world.pipeline("In")
    job = await world.job(sales)
    await over(world, job, work)
    await delete_pipeline(sales.id, world.uow(), world.context())
    with pytest.raises(NothingToUndo):
        await back(world, job)
    assert (await now(world, job)).pipeline_id == work.id


async def test_what_waited_for_room_in_the_left_stage_comes_in(world: World) -> None:
    narrow = replace(stage("B"), wip_limit=WipLimit(1))
    sales = await world.pipeline(stage("A", TASK, automove=True), narrow, "C")
    work = await world.pipeline("In")
    there, waits = await world.job(sales), await world.job(sales)
    await world.drain()
    command = MoveJob(job_id=there.id, stage_id=sales.stages[1].id)
    await move_job(command, world.uow(), world.context())
    [task] = await tasks_of(world, waits.id)
    await update_task(task.id, {"status": "completed"}, world.uow(), world.context())
    await world.drain()
    assert (await now(world, waits)).stage_id == sales.stages[0].id
    await over(world, there, work)
    await world.drain()
    assert (await now(world, waits)).stage_id == sales.stages[1].id


async def test_one_that_waited_for_room_and_was_transferred_waits_no_more(world: World) -> None:
    narrow = replace(stage("B"), wip_limit=WipLimit(1))
    sales, work = (
        await world.pipeline(stage("A", TASK, automove=True), narrow, "C"),
        await world.pipeline("In"),
    )
    there, waits = await world.job(sales), await world.job(sales)
    await world.drain()
    await move_job(MoveJob(job_id=there.id, stage_id=sales.stages[1].id), world.uow(), world.context())
    [task] = await tasks_of(world, waits.id)
    await update_task(task.id, {"status": "completed"}, world.uow(), world.context())
    await world.drain()
    await over(world, waits, work)
    await over(world, there, work)
    await world.drain()
    assert (await now(world, waits)).pipeline_id == work.id


async def test_a_timed_run_of_the_left_visit_is_cancelled(world: World) -> None:
    sales, work = await world.pipeline(stage("A", timed()), "B"), await world.pipeline("In")
    job = await world.job(sales)
    await world.drain()
    left = job.visit_id
    await over(world, job, work)
    await world.drain()
    run = await one_run(world, left)
    assert run.state == "cancelled"
    with pytest.raises(RuleViolation):
        await retry_run(run.id, world.uow(), world.context())


async def test_an_automation_brings_the_job_to_another_pipeline_whose_automations_run(world: World) -> None:
    work = await world.pipeline(stage("In", TASK), "Out")
    sales = await world.pipeline(
        "Asked", stage("Won", leading(work), automation("create_task", title="After"))
    )
    job = await world.job(sales)
    await move_job(MoveJob(job_id=job.id, stage_id=sales.stages[1].id), world.uow(), world.context())
    await world.drain()
    present = await now(world, job)
    assert (present.pipeline_id, present.stage_id) == (work.id, work.stages[0].id)
    assert {state for _, state in await runs_of(world, job.id)} == {"succeeded"}
    assert {task.pipeline_id for task in await tasks_of(world, job.id)} == {work.id}


async def test_a_target_that_is_archived_or_removed_meanwhile_fails_the_run_with_the_reason(
    world: World,
) -> None:
    archived, shrunk = await world.pipeline("In"), await world.pipeline("In", "Out")
    sales = await world.pipeline("A", stage("B", leading(archived), leading(shrunk)))
    job = await world.job(sales)
    await set_pipeline_status(archived.id, PipelineStatus.ARCHIVED, world.uow(), world.context())
    await remove_stage(shrunk.stages[0].id, None, world.uow(), world.context())
    await move_job(MoveJob(job_id=job.id, stage_id=sales.stages[1].id), world.uow(), world.context())
    await world.drain()
    errors = await rows(
        world, "SELECT error ->> 'code', error ->> 'detail' FROM runs WHERE firm_id = $1 ORDER BY id"
    )
    assert [code for code, _ in errors] == ["pipeline_is_archived", "stage_not_found"]
    assert "was removed" in str(errors[1][1])
    assert (await now(world, job)).pipeline_id == sales.id


async def test_the_settings_are_checked_when_they_are_saved(world: World) -> None:
    work = await world.pipeline("In")
    sales = await world.pipeline("A")
    there = {"pipeline_id": str(work.id), "stage_id": str(work.stages[0].id)}
    for settings, faults in (
        ({**there, "stage_id": str(sales.stages[0].id)}, [("/settings/stage_id", "stage_not_found")]),
        ({**there, "stage_id": "In"}, [("/settings/stage_id", "stage_not_found")]),
        ({**there, "pipeline_id": str(uuid4())}, [("/settings/pipeline_id", "pipeline_not_found")]),
        ({**there, "pipeline_id": "work"}, [("/settings/pipeline_id", "pipeline_not_found")]),
        ({**there, "pipeline_id": str(sales.id)}, [("/settings/pipeline_id", "pipeline_is_this")]),
    ):
        with pytest.raises(Invalid) as refused:
            await set_stage_automations(
                sales.stages[0].id,
                [automation("move_job", **settings)],
                CATALOGUE,
                world.uow(),
                world.context(),
            )
        assert [(f.pointer, f.code) for f in refused.value.faults] == [
            (f"/automations/0{pointer}", code) for pointer, code in faults
        ]


async def test_a_pipeline_that_the_author_does_not_see_is_not_there_but_stays_where_another_chose_it(
    world: World,
) -> None:
    work = await world.pipeline("In")
    sales = await world.pipeline(stage("A", leading(work)), "B")
    manager = await an_employee(world, None, "manage_pipelines")
    await update_pipeline(work.id, {"visible_to": []}, world.uow(), world.context())
    with pytest.raises(Invalid) as refused:
        await set_stage_automations(sales.stages[1].id, [leading(work)], CATALOGUE, world.uow(), manager)
    assert refused.value.faults[0].code == "pipeline_not_found"
    [kept] = sales.automations
    specs = [replace(leading(work), id=kept.id), TASK]
    saved = await set_stage_automations(sales.stages[0].id, specs, CATALOGUE, world.uow(), manager)
    assert len(saved.automations) == 2


async def test_a_copy_leads_to_the_same_other_pipeline_even_when_the_stages_have_the_same_names(
    world: World,
) -> None:
    work = await world.pipeline("A", "B")
    sales = await world.pipeline(stage("A", leading(work, 1)), "B")
    copied = await copy_pipeline(sales.id, CATALOGUE, world.uow(), world.context())
    assert copied.automations[0].settings == leading(work, 1).settings


async def test_a_circle_over_several_pipelines_is_refused_with_its_path(world: World) -> None:
    work = await world.pipeline("In", "Out")
    middle = await world.pipeline(stage("Through", leading(work)), "M")
    sales = await world.pipeline(stage("A", leading(middle)), "B")
    with pytest.raises(AutomationsFormALoop) as refused:
        await set_stage_automations(
            work.stages[0].id, [leading(sales)], CATALOGUE, world.uow(), world.context()
        )
    path = [f"{work.name}: In", f"{sales.name}: A", f"{middle.name}: Through", f"{work.name}: In"]
    assert refused.value.details["path"] == path
    await update_pipeline(middle.id, {"visible_to": []}, world.uow(), world.context())
    manager = await an_employee(world, None, "manage_pipelines")
    with pytest.raises(AutomationsFormALoop) as hidden:
        await set_stage_automations(work.stages[0].id, [leading(sales)], CATALOGUE, world.uow(), manager)
    assert hidden.value.details["path"] == [*path[:2], "a pipeline that you don't see", path[3]]
    elsewhere = [leading(sales, 1)]
    await set_stage_automations(work.stages[0].id, elsewhere, CATALOGUE, world.uow(), world.context())


async def test_what_led_to_a_pipeline_that_was_deleted_leads_nowhere(world: World) -> None:
    gone = await world.pipeline("In")
    middle = await world.pipeline(stage("Through", leading(gone)), "M")
    await world.erased("pipelines", gone.id)
    await world.pipeline(stage("A", leading(middle)), "B")


async def test_a_pipeline_to_which_automations_lead_stays_and_they_are_named(world: World) -> None:
    work = await world.pipeline("In")
    sales = await world.pipeline(stage("A", leading(work)), "B")
    making = automation("create_job", pipeline_id=str(work.id))
    advice = await world.pipeline(stage("A", making), "B")
    await update_pipeline(advice.id, {"visible_to": []}, world.uow(), world.context())
    manager = await an_employee(world, None, "manage_pipelines")
    with pytest.raises(RuleViolation) as refused:
        await delete_pipeline(work.id, world.uow(), manager)
    assert refused.value.stable_code == "pipeline_in_use"
    assert refused.value.details == {
        "pipelines": [sales.name, "a pipeline that you don't see"],
        "schedules_of": [],
    }
    await set_stage_automations(sales.stages[0].id, [], CATALOGUE, world.uow(), world.context())
    await delete_pipeline(advice.id, world.uow(), world.context())
    await delete_pipeline(work.id, world.uow(), world.context())


async def test_a_loop_that_was_saved_from_two_sides_at_once_is_stopped(world: World) -> None:
    """What the check at saving can't see, the guard at run time does."""
    work = await world.pipeline("In", "Out")
    sales = await world.pipeline(stage("A", leading(work)), "B")
    async with world.uow() as uow:
        pipeline = await uow.pipelines.locked(work.id)
        uow.pipelines.add_automation(leading(sales).build(pipeline.stages[0], 0, world.context()))
        pipeline.version += 1
        await uow.commit()
    job = await world.job(sales)
    await world.drain()
    assert [state for _, state in await runs_of(world, job.id)] == ["succeeded", "succeeded", "stopped"]
    assert len(await told(world)) == 1
