"""The rest of the catalogue that needs no client: each does its work, says what is wrong with it, and is taken back."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.accounts.save_account import set_access, set_roles
from domain.automations.actions import (
    create_job,
    link_note,
    notify_members,
    update_account_access,
    update_job as update_job_action,
)
from domain.automations.registry import CATALOGUE
from domain.automations.run import Run
from domain.automations.undo_move import undo_move
from domain.jobs.model import Job, JobStatus
from domain.jobs.move_job import MoveJob, move_job
from domain.jobs.update_job import update_job
from domain.pipelines.model import Pipeline
from domain.pipelines.specs import AutomationSpec
from domain.shared.calendar import months_later
from domain.shared.errors import Invalid
from domain.shared.period import Period
from persistence.ids import new_id
from tests.builders import World, automation, stage
from tests.integration.jobs.test_requirements import an_employee, told


async def entered(world: World, *automations: AutomationSpec) -> tuple[Job, Pipeline]:
    """A job that a person has just moved to a stage with these automations."""
    pipeline = await world.pipeline("A", stage("B", *automations), "C")
    job = await world.job(pipeline)
    await move_job(MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id), world.uow(), world.context())
    await world.drain()
    return job, pipeline


async def run_of(world: World, job: Job) -> Run:
    async with world.uow() as uow:
        [run] = await uow.runs.of_visit((await uow.jobs.get(job.id)).visit_id)
    return run


async def test_members_are_told_once_and_the_undo_takes_it_out_of_their_inbox(world: World) -> None:
    tells = automation(
        "notify_members", text="Call about [JOB_NAME]", member_ids=[str(world.owner.id)], to_assignees=True
    )
    job, _ = await entered(world, tells)
    assert await told(world) == [f"Call about {job.name}"]
    assert (await run_of(world, job)).title == "tell members “Call about [JOB_NAME]”"
    await undo_move(job.id, world.uow(), world.context())
    assert await told(world) == []


async def test_with_nobody_to_tell_the_run_fails_and_says_so(world: World) -> None:
    async with world.uow() as uow:
        role = uow.account_roles.add(_role(world))
        await uow.commit()
    job, _ = await entered(world, automation("notify_members", text="x", role_ids=[str(role.id)]))
    run = await run_of(world, job)
    assert run.error is not None
    assert run.error["code"] == "nobody_to_tell"


def _role(world: World) -> Any:
    from domain.accounts.model import AccountRole

    now = world.context().now
    return AccountRole(firm_id=world.firm.id, id=new_id(), created_at=now, updated_at=now, name="Preparer")


async def test_access_is_given_taken_and_given_back_and_somebody_keeps_it(world: World) -> None:
    emil, owner = (await an_employee(world)).rights.member_id, world.owner.id
    assert emil is not None
    gives = automation("update_account_access", add=[str(emil)], remove=[str(owner)])
    pipeline = await world.pipeline("A", stage("B", gives), "C")
    account = await world.account()
    await set_access(account.id, (owner,), world.uow(), world.context())
    job = await world.job(pipeline, account)
    await move_job(MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id), world.uow(), world.context())
    await world.drain()
    async with world.uow() as uow:
        assert (await uow.accounts.get(account.id)).member_ids == [emil]
    await undo_move(job.id, world.uow(), world.context())
    async with world.uow() as uow:
        assert (await uow.accounts.get(account.id)).member_ids == [owner]


async def test_access_is_reset_to_those_with_a_role_and_never_to_nobody(world: World) -> None:
    async with world.uow() as uow:
        role = uow.account_roles.add(_role(world))
        await uow.commit()
    resets = automation("update_account_access", reset=True)
    job, _ = await entered(world, resets)
    run = await run_of(world, job)
    assert run.error is not None
    assert run.error["code"] == "account_needs_member"
    await set_roles(job.account_id, {role.id: (world.owner.id,)}, world.uow(), world.context())
    pipeline = await world.pipeline(stage("A", resets), "B")
    async with world.uow() as uow:
        account = await uow.accounts.get(job.account_id)
    await world.job(pipeline, account)
    await world.drain()
    async with world.uow() as uow:
        assert (await uow.accounts.get(job.account_id)).member_ids == [world.owner.id]


async def test_a_note_is_linked_holds_nothing_and_is_taken_back(world: World) -> None:
    job, _ = await entered(world, automation("link_note", title="How we file", text="For [ACCOUNT_NAME]: …"))
    async with world.uow() as uow:
        [item] = await uow.items.of_visit((await uow.jobs.get(job.id)).visit_id)
    assert (item.type, item.title, item.text, item.holds) == ("note", "How we file", "For Rossi: …", False)
    await undo_move(job.id, world.uow(), world.context())
    async with world.uow() as uow:
        assert (await uow.items.get(item.id)).unlinked_at is not None


async def test_another_job_is_made_linked_with_the_same_period_and_archived_by_the_undo(world: World) -> None:
    other = await world.pipeline(stage("X", automation("create_task", title="Begin")), "Y")
    creates = automation(
        "create_job", pipeline_id=str(other.id), name="Sales tax [ACCOUNT_NAME]", due_in_days=5
    )
    pipeline = await world.pipeline("A", stage("B", creates), "C")
    job = await world.job(pipeline)
    period = Period.of(world.context().now.date(), "month")
    await update_job(job.id, {"period": period}, world.uow(), world.context())
    await move_job(MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id), world.uow(), world.context())
    await world.drain()
    async with world.uow() as uow:
        [item] = await uow.items.of_visit((await uow.jobs.get(job.id)).visit_id)
        assert item.linked_job_id is not None
        made = await uow.jobs.get(item.linked_job_id)
        assert [task.title for task in await uow.tasks.open_of_job(made.id)] == ["Begin"]
    assert (made.name, made.pipeline_id, made.period) == ("Sales tax Rossi", other.id, period)
    assert made.due_date is not None
    await undo_move(job.id, world.uow(), world.context())
    async with world.uow() as uow:
        assert (await uow.jobs.get(made.id)).status is JobStatus.ARCHIVED


async def test_without_a_name_the_new_job_is_called_like_the_one_it_comes_from(world: World) -> None:
    other = await world.pipeline("X")
    job, _ = await entered(world, automation("create_job", pipeline_id=str(other.id)))
    async with world.uow() as uow:
        run = (await uow.runs.of_visit((await uow.jobs.get(job.id)).visit_id))[0]
        made = await uow.jobs.get(UUID(str(run.made[0]["id"])))
    assert (made.name, run.title) == (job.name, "create a job in another pipeline")


@pytest.mark.parametrize(
    ("module", "settings", "code"),
    [
        (notify_members, notify_members.NotifyMembers(text="x", to_assignees=False), "nobody_to_tell"),
        (notify_members, notify_members.NotifyMembers(text="[NONSENSE]"), "unknown_shortcode"),
        (update_account_access, update_account_access.UpdateAccountAccess(), "nothing_to_do"),
        (link_note, link_note.LinkNote(title="[NONSENSE]", text="x"), "unknown_shortcode"),
        (create_job, create_job.CreateJob(pipeline_id="x"), "pipeline_not_found"),
        (create_job, create_job.CreateJob(pipeline_id=str(UUID(int=9)), stage_id="x"), "stage_not_found"),
        (update_job_action, update_job_action.UpdateJob(due_unit="weeks"), "nothing_to_do"),
        (
            create_job,
            create_job.CreateJob(pipeline_id=str(UUID(int=9)), name="[NONSENSE]"),
            "unknown_shortcode",
        ),
    ],
)
async def test_what_makes_no_sense_is_refused_when_it_is_saved(
    world: World, module: Any, settings: Any, code: str
) -> None:
    pipeline = await world.pipeline("A")
    assert [fault.code for fault in module.check(settings, pipeline)] == [code]


async def test_a_job_that_would_make_its_like_is_refused(world: World) -> None:
    pipeline = await world.pipeline("A")
    [fault] = create_job.check(create_job.CreateJob(pipeline_id=str(pipeline.id)), pipeline)
    assert fault.code == "pipeline_is_this"


async def test_a_job_begins_in_the_stage_that_is_chosen_and_a_stage_of_others_is_refused(
    world: World,
) -> None:
    other = await world.pipeline("A", "B")
    settings = {"pipeline_id": str(other.id), "stage_id": str(other.stages[1].id)}
    whose = {"assignee_ids": [str(world.owner.id)], "due_in_days": 1, "due_unit": "months"}
    job, _ = await entered(world, automation("create_job", **settings, **whose))
    run = await run_of(world, job)
    async with world.uow() as uow:
        made = await uow.jobs.get(UUID(str(run.made[0]["id"])))
        today = (await uow.firms.calendar()).today(made.created_at)
    assert (made.stage_id, made.assignee_ids) == (other.stages[1].id, [world.owner.id])
    assert made.due_date == months_later(today, 1)
    elsewhere = {**settings, "stage_id": str(job.stage_id)}
    with pytest.raises(Invalid) as refused:
        await world.pipeline(stage("A", automation("create_job", **elsewhere)), "B")
    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [
        ("/stages/0/automations/0/settings/stage_id", "stage_not_found")
    ]


async def test_dates_are_counted_from_what_the_job_had_and_an_undo_puts_them_back(world: World) -> None:
    deadline = date(2030, 4, 10)
    dates = automation(
        "update_job",
        due_in_days=-1,
        due_unit="months",
        due_from="internal_deadline",
        internal_deadline_in_days=5,
        internal_deadline_unit="business_days",
        internal_deadline_from="internal_deadline",
    )
    pipeline = await world.pipeline("A", stage("B", dates), "C")
    job = await world.job(pipeline)
    await update_job(job.id, {"internal_deadline": deadline}, world.uow(), world.context())
    command = MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id, hold_seconds=60)
    await move_job(command, world.uow(), world.context())
    await world.drain()
    async with world.uow() as uow:
        now = await uow.jobs.get(job.id)
    assert (now.due_date, now.internal_deadline) == (date(2030, 3, 10), date(2030, 4, 17))
    await undo_move(job.id, world.uow(), world.context())
    async with world.uow() as uow:
        now = await uow.jobs.get(job.id)
    assert (now.due_date, now.internal_deadline) == (None, deadline)


async def test_what_is_no_id_names_nobody(world: World) -> None:
    task = automation("create_task", title="T", role_ids=["Preparer"], assignee_ids=[str(world.owner.id)])
    with pytest.raises(Invalid) as refused:
        await world.pipeline(stage("A", task), "B")
    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [
        ("/stages/0/automations/0/settings/role_ids/0", "role_not_found")
    ]


async def test_a_job_in_a_pipeline_that_is_not_there_is_refused(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        await world.pipeline(stage("A", automation("create_job", pipeline_id=str(UUID(int=9)))), "B")
    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [
        ("/stages/0/automations/0/settings/pipeline_id", "pipeline_not_found")
    ]


def test_each_says_what_it_does() -> None:
    said = {
        CATALOGUE.sentence(_as_automation(key, settings))
        for key, settings in (
            ("update_account_access", {"reset": True, "add": ["a"], "remove": ["b", "c"]}),
            ("update_account_access", {}),
            ("link_note", {"title": "How", "text": "x"}),
            ("create_job", {"pipeline_id": "x", "name": "Tax"}),
        )
    }
    assert said == {
        (
            "leave the account to those with a role in it and give 1 member(s) access to the account and "
            "take access from 2 member(s)"
        ),
        "leave access to the account",
        "link the note “How”",
        "create a job “Tax” in another pipeline",
    }


def _as_automation(key: str, settings: Any) -> Any:
    from tests.unit.entities import a_stage, an_automation

    return an_automation(a_stage("A"), key, settings=settings)
