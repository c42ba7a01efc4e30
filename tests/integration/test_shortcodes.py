"""Shortcodes in names, tasks and mails: replaced when the thing is made, refused when they mean nothing."""

import pytest

from domain.accounts.custom_field import CustomField, FieldType
from domain.accounts.model import Account
from domain.accounts.save_account import update_account
from domain.accounts.save_custom_field import CreateCustomField, create_custom_field
from domain.jobs.create_jobs import CreateJobs, create_jobs
from domain.pipelines.specs import AutomationSpec
from domain.shared.clock import local_date
from domain.shared.errors import Invalid
from domain.shared.shortcodes import ShortcodeIsEmpty
from tests.builders import World, automation, stage
from tests.workers.working import Working, with_contact


async def rows(working: Working, world: World, sql: str) -> list[object]:
    async with working.database.reading(world.firm.id) as reading:
        return [tuple(row) for row in await reading.driver.fetch(sql, world.firm.id)]


async def jobs_of(world: World, account: Account, *stages: object, name: str | None = None) -> list[str]:
    pipeline = await world.pipeline(*stages, "End")  # type: ignore[arg-type]
    command = CreateJobs(pipeline_id=pipeline.id, account_ids=(account.id,), name=name)
    return [job.name for job in await create_jobs(command, world.uow(), world.context())]


async def test_a_jobs_name_is_made_for_each_account(world: World) -> None:
    year = local_date(world.context().now, world.firm.time_zone).year
    [name] = await jobs_of(
        world, await world.account("Rossi"), "A", name="[LAST_YEAR] 1040 of [ACCOUNT_NAME]"
    )
    assert name == f"{year - 1} 1040 of Rossi"


async def test_a_code_that_means_nothing_in_a_name_is_refused(world: World) -> None:
    with pytest.raises(Invalid, match="JOB_DUE_DATE"):
        await jobs_of(world, await world.account(), "A", name="Due [JOB_DUE_DATE]")
    with pytest.raises(ShortcodeIsEmpty, match="ACCOUNT_ID"):
        await jobs_of(world, await world.account(), "A", name="No [ACCOUNT_ID]")


async def test_tasks_and_mails_are_filled(world: World, working: Working) -> None:
    account = await with_contact(world)
    task = automation("create_task", title="Call [ACCOUNT_NAME]", description="For [FIRM_NAME]: [JOB_NAME]")
    mail = automation(
        "send_email",
        subject="Dear [CONTACT_FIRST_NAME]",
        body="[ACCOUNT_TYPE] [CONTACT_NAME]",
        mode="contact",
    )
    await jobs_of(world, account, stage("A", task, mail), name="Advice")
    await working.drain_all(world)
    assert await rows(working, world, "SELECT title, description FROM tasks WHERE firm_id = $1") == [
        ("Call Rossi", "For Ledger & Co: Advice")
    ]
    sent = "SELECT payload ->> 'subject', payload ->> 'body' FROM effects WHERE firm_id = $1"
    assert await rows(working, world, sent) == [("Dear Rita", "individual Rita")]


async def test_a_value_that_is_missing_fails_the_run_with_its_name(world: World, working: Working) -> None:
    late = automation("create_task", title="File before [JOB_DUE_DATE]")
    who = automation("create_task", title="Ask [JOB_ASSIGNEE]")
    await jobs_of(world, await world.account(), stage("A", late, who))
    await working.drain_all(world)
    failed = "SELECT state, error ->> 'code', reason FROM runs WHERE firm_id = $1 ORDER BY id"
    assert await rows(working, world, failed) == [
        ("failed", "shortcode_has_no_value", "[JOB_DUE_DATE] has no value here."),
        ("failed", "shortcode_has_no_value", "[JOB_ASSIGNEE] has no value here."),
    ]


@pytest.mark.parametrize(
    ("wrong", "pointer", "words"),
    [
        (automation("create_task", title="[NO_SUCH]"), "title", "There is no shortcode"),
        (
            automation("create_task", title="x", description="[CONTACT_NAME]"),
            "description",
            "one contact each",
        ),
        (automation("send_email", subject="[CONTACT_NAME]", body="x"), "subject", "one contact each"),
        (automation("send_email", subject="x", body="[NO]", mode="contact"), "body", "There is no shortcode"),
    ],
)
async def test_an_unknown_code_is_refused_when_the_automation_is_saved(
    world: World, wrong: AutomationSpec, pointer: str, words: str
) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        await world.pipeline(stage("A", wrong), "B")
    [fault] = refused.value.faults
    assert (fault.pointer, fault.code) == (f"/stages/0/automations/0/settings/{pointer}", "unknown_shortcode")


async def a_field(world: World, name: str = "Tax class") -> CustomField:
    command = CreateCustomField(name=name, type=FieldType.TEXT)
    return await create_custom_field(command, world.uow(), world.context())


async def test_the_firms_own_fields_stand_in_names_tasks_and_mails(world: World, working: Working) -> None:
    field, account = await a_field(world), await with_contact(world)
    values = {"custom_fields": {field.id: "S corporation"}}
    await update_account(account.id, values, world.uow(), world.context())
    task = automation("create_task", title="File as [ACCOUNT_FIELD_TAX_CLASS]")
    mail = automation("send_email", subject="x", body="[ACCOUNT_FIELD_TAX_CLASS] [ACCOUNT_NAME]")
    named = await jobs_of(world, account, stage("A", task, mail), name="1120 [ACCOUNT_FIELD_TAX_CLASS]")
    assert named == ["1120 S corporation"]
    await working.drain_all(world)
    assert await rows(working, world, "SELECT title FROM tasks WHERE firm_id = $1") == [
        ("File as S corporation",)
    ]
    sent = "SELECT payload ->> 'body' FROM effects WHERE firm_id = $1"
    assert await rows(working, world, sent) == [("S corporation Rossi",)]


async def test_a_field_that_is_empty_in_the_account_fails_the_run_and_the_name(
    world: World, working: Working
) -> None:
    await a_field(world)
    account = await world.account()
    await jobs_of(world, account, stage("A", automation("create_task", title="[ACCOUNT_FIELD_TAX_CLASS]")))
    await working.drain_all(world)
    failed = "SELECT state, error ->> 'code', reason FROM runs WHERE firm_id = $1"
    assert await rows(working, world, failed) == [
        ("failed", "shortcode_has_no_value", "[ACCOUNT_FIELD_TAX_CLASS] has no value here.")
    ]
    with pytest.raises(ShortcodeIsEmpty, match="ACCOUNT_FIELD_TAX_CLASS"):
        await jobs_of(world, account, "A", name="[ACCOUNT_FIELD_TAX_CLASS]")


async def test_a_field_that_the_firm_does_not_have_is_refused_wherever_it_is_named(world: World) -> None:
    await a_field(world)
    wrong = automation("create_task", title="x", description="[ACCOUNT_FIELD_TAX_CLASS] [ACCOUNT_FIELD_NO]")
    with pytest.raises(Invalid, match=r"no custom field with the shortcode \[ACCOUNT_FIELD_NO\]") as refused:
        await world.pipeline("A", stage("B", wrong), "C")
    [fault] = refused.value.faults
    assert fault.pointer == "/stages/1/automations/0/settings/description"
    with pytest.raises(Invalid, match="ACCOUNT_FIELD_NO"):
        await jobs_of(world, await world.account(), "A", name="[ACCOUNT_FIELD_NO]")
