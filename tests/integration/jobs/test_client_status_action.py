"""The action “Update client-facing status”: it does its work, says what is wrong with it, and is taken back."""

from datetime import date

import pytest

from domain.automations.actions import update_client_status
from domain.automations.undo_move import undo_move
from domain.client_statuses.create_client_status import CreateClientStatus, create_client_status
from domain.client_statuses.model import ClientStatus
from domain.jobs.model import Job
from domain.jobs.move_job import MoveJob, move_job
from domain.jobs.remove_client_status import RemoveClientStatus, remove_client_status
from domain.jobs.update_job import update_job
from domain.pipelines.specs import AutomationSpec
from domain.shared.errors import Invalid
from persistence.ids import new_id
from tests.builders import World, automation, stage
from tests.integration.jobs.test_more_actions import entered, run_of


async def a_status(world: World, name: str) -> ClientStatus:
    return await create_client_status(CreateClientStatus(name=name), world.uow(), world.context())


async def now(world: World, job: Job) -> tuple[bool, str | None, str | None, object]:
    """What the client sees of the job: shown, name, text, status."""
    async with world.uow() as uow:
        job = await uow.jobs.get(job.id)
    return job.client_shown, job.client_name, job.client_description, job.client_status_id


def says(**settings: object) -> AutomationSpec:
    return automation("update_client_status", **settings)


async def test_the_job_is_shown_with_status_name_and_text_and_the_undo_puts_all_of_it_back(
    world: World,
) -> None:
    status = await a_status(world, "In review")
    shows = says(
        shown="show", status_id=str(status.id), name="For [ACCOUNT_NAME]", text="Your [JOB_NAME] is read."
    )
    job, _ = await entered(world, shows)
    assert await now(world, job) == (True, "For Rossi", f"Your {job.name} is read.", status.id)
    run = await run_of(world, job)
    assert run.title.startswith("for the client: show the job, set the status, call it “For [ACCOUNT_NAME]”")
    assert run.made[0]["after"]
    await undo_move(job.id, world.uow(), world.context())
    assert await now(world, job) == (False, None, None, None)


async def test_what_is_left_out_stays_and_the_text_can_be_removed(world: World) -> None:
    former, status = await a_status(world, "Filed"), await a_status(world, "In review")
    pipeline = await world.pipeline("A", stage("B", says(status_id=str(status.id), clear_text=True)), "C")
    job = await world.job(pipeline)
    values = {
        "client_shown": True,
        "client_name": "Your return",
        "client_description": "We wait for your W-2.",
        "client_status_id": former.id,
    }
    await update_job(job.id, values, world.uow(), world.context())
    await move_job(MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id), world.uow(), world.context())
    await world.drain()
    assert await now(world, job) == (True, "Your return", None, status.id)
    await undo_move(job.id, world.uow(), world.context())
    assert await now(world, job) == (True, "Your return", "We wait for your W-2.", former.id)


async def test_two_of_one_stage_see_each_others_work_and_are_both_undone(world: World) -> None:
    first, second = await a_status(world, "One"), await a_status(world, "Two")
    job, _ = await entered(
        world, says(shown="show", status_id=str(first.id)), says(shown="hide", status_id=str(second.id))
    )
    assert await now(world, job) == (False, None, None, second.id)
    async with world.uow() as uow:
        runs = await uow.runs.of_visit((await uow.jobs.get(job.id)).visit_id)
    befores = [run.made[0]["before"] for run in runs]
    assert {"client_shown": True, "client_status_id": str(first.id)} in befores
    await undo_move(job.id, world.uow(), world.context())
    assert await now(world, job) == (False, None, None, None)


async def test_the_undo_gives_back_no_status_that_was_removed_meanwhile(world: World) -> None:
    former, status = await a_status(world, "Former"), await a_status(world, "Next")
    pipeline = await world.pipeline("A", stage("B", says(status_id=str(status.id))), "C")
    job = await world.job(pipeline)
    await update_job(job.id, {"client_status_id": former.id}, world.uow(), world.context())
    await move_job(MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id), world.uow(), world.context())
    await world.drain()
    await remove_client_status(RemoveClientStatus(status_id=former.id), world.uow(), world.context())
    await undo_move(job.id, world.uow(), world.context())
    assert await now(world, job) == (False, None, None, None)


async def test_a_shortcode_without_a_value_fails_the_run_and_the_client_sees_nothing_new(
    world: World,
) -> None:
    job, _ = await entered(world, says(shown="show", text="Due [JOB_DUE_DATE]"))
    run = await run_of(world, job)
    assert run.error is not None
    assert run.error["code"] == "shortcode_has_no_value"
    assert "[JOB_DUE_DATE]" in run.error["detail"]
    assert await now(world, job) == (False, None, None, None)


async def test_a_due_date_is_written_out(world: World) -> None:
    pipeline = await world.pipeline("A", stage("B", says(text="Due [JOB_DUE_DATE]")), "C")
    job = await world.job(pipeline)
    await update_job(job.id, {"due_date": date(2027, 4, 15)}, world.uow(), world.context())
    await move_job(MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id), world.uow(), world.context())
    await world.drain()
    assert (await now(world, job))[2] == "Due April 15, 2027"


async def test_a_status_that_is_gone_fails_the_run_and_says_so(world: World) -> None:
    status = await a_status(world, "Filed")
    pipeline = await world.pipeline("A", stage("B", says(shown="show", status_id=str(status.id))), "C")
    async with world.uow() as uow:  # as if somebody had removed it while the pipeline was saved
        (await uow.client_statuses.get(status.id)).removed_at = world.context().now
        await uow.commit()
    job = await world.job(pipeline)
    await move_job(MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id), world.uow(), world.context())
    await world.drain()
    run = await run_of(world, job)
    assert run.error is not None
    assert run.error["code"] == "client_status_not_found"
    assert "is gone" in run.error["detail"]
    assert (await now(world, job))[0] is False


async def test_a_status_that_the_firm_does_not_have_is_refused_on_save(world: World) -> None:
    for wrong in (str(new_id()), "Filed"):
        with pytest.raises(Invalid) as refused:
            await world.pipeline("A", stage("B", says(status_id=wrong)), "C")
        [fault] = refused.value.faults
        assert (fault.pointer, fault.code) == (
            "/stages/1/automations/0/settings/status_id",
            "client_status_not_found",
        )


def test_settings_that_make_no_sense_are_refused_on_save() -> None:
    settings = update_client_status.UpdateClientStatus
    codes = {
        "nothing_to_do": settings(),
        "two_texts": settings(text="x", clear_text=True),
        "unknown_shortcode": settings(name="[NO_SUCH_THING]"),
    }
    for code, wrong in codes.items():
        [fault] = update_client_status.check(wrong, None)  # type: ignore[arg-type]
        assert fault.code == code


def test_the_sentence_tells_what_is_done() -> None:
    settings = update_client_status.UpdateClientStatus(shown="hide", text="Done", clear_text=True)
    assert (
        update_client_status.sentence(settings)
        == "for the client: hide the job, write “Done”, remove the text"
    )
