"""Schedules that create jobs: each date once, whatever the clock does (§9)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.accounts.custom_field import FieldType
from domain.accounts.model import AccountStatus
from domain.accounts.save_account import update_account
from domain.accounts.save_custom_field import CreateCustomField, create_custom_field
from domain.automations.react import react
from domain.firms.advance_test_clock import advance_test_clock
from domain.firms.manage_members import update_firm
from domain.pipelines.requirements import Requirement
from domain.recurrences.fire_recurrences import fire_recurrences, retry_occurrence
from domain.recurrences.model import JobTemplate, Recurrence, RecurrenceState
from domain.recurrences.pause_recurrence import delete_recurrence, pause_recurrence, skip_date
from domain.recurrences.preview import preview
from domain.recurrences.save_recurrence import (
    CreateRecurrences,
    create_recurrences,
    drafted,
    update_recurrence,
)
from domain.shared.context import SYSTEM, Context
from domain.shared.errors import Invalid, NotFound, RuleViolation, StaleVersion
from domain.shared.rights import Rights
from persistence.database import RELAY_ROLE, Database
from persistence.ids import new_id
from persistence.outbox import read_fact
from persistence.queue import firms_due
from tests.builders import World, a_world, automation, stage
from tests.integration.jobs.test_requirements import told
from workers.schedules import Schedules

NEW_YEAR = datetime(2027, 1, 1, 12, tzinfo=UTC)
MONTHLY = {"rule": "FREQ=MONTHLY;BYMONTHDAY=5", "starts_on": date(2027, 1, 1)}


def on(world: World, moment: datetime) -> Context:
    return replace(world.context(), now=moment)


async def a_recurrence(world: World, at: datetime = NEW_YEAR, **values: Any) -> Recurrence:
    """A schedule in a pipeline of its own."""
    pipeline = values.pop("pipeline", None) or await world.pipeline("A", "B")
    account = values.pop("account", None) or await world.account()
    template = JobTemplate(**values.pop("template", {"name": "[PERIOD_MONTH_NAME] [PERIOD_YEAR]"}))
    fields = {**MONTHLY, "period_unit": "month", "period_offset": -1, "template": template, **values}
    command = CreateRecurrences(pipeline_id=pipeline.id, account_ids=(account.id,), values=fields)
    [made] = await create_recurrences(command, world.uow(), on(world, at))
    return made


async def clock_stands_at(world: World, moment: datetime) -> int:
    """What the schedules do at this moment, and what follows from it; tells how many occurrences were due."""
    context = replace(on(world, moment), actor=SYSTEM)
    fired = 0
    while True:
        async with world.uow() as uow:
            some = await fire_recurrences(uow, context)
            await uow.commit()
        fired += some
        if not some:
            break
    async with world.database.reading(world.firm.id) as reading:
        rows = await reading.driver.fetch(
            "SELECT * FROM events WHERE firm_id = $1 AND state = 0 AND type = 'recurrence.due' ORDER BY position",
            world.firm.id,
        )
    for row in rows:
        async with world.uow() as uow:
            await react(read_fact(row), uow, context)
            await uow.transaction.driver.execute(
                "UPDATE events SET state = 1 WHERE firm_id = $1 AND id = $2", world.firm.id, row["id"]
            )
            await uow.commit()
    return fired


async def fetch(world: World, sql: str) -> list[tuple[Any, ...]]:
    async with world.database.reading(world.firm.id) as reading:
        return [tuple(row) for row in await reading.driver.fetch(sql, world.firm.id)]


async def job_names(world: World) -> list[str]:
    return [
        name
        for (name,) in await fetch(world, "SELECT name FROM jobs WHERE firm_id = $1 ORDER BY created_at, id")
    ]


async def occurrences(world: World) -> list[tuple[str, str]]:
    rows = await fetch(world, "SELECT date, state FROM occurrences WHERE firm_id = $1 ORDER BY date")
    return [(day.isoformat(), state) for day, state in rows]


async def now(world: World, recurrence: Recurrence) -> Recurrence:
    async with world.uow() as uow:
        return await uow.recurrences.get(recurrence.id)


async def test_a_job_is_made_at_its_time_about_its_period_once(world: World) -> None:
    made = await a_recurrence(
        world, template={"name": "[ACCOUNT_NAME] [PERIOD_MONTH_NAME] [PERIOD_YEAR]", "due_in_days": 10}
    )
    assert made.next_at == datetime(2027, 1, 5, 5, tzinfo=UTC)  # midnight in New York
    assert await clock_stands_at(world, datetime(2027, 1, 5, 4, 59, tzinfo=UTC)) == 0
    assert await clock_stands_at(world, datetime(2027, 1, 5, 5, tzinfo=UTC)) == 1
    assert await clock_stands_at(world, datetime(2027, 1, 5, 5, tzinfo=UTC)) == 0
    assert await job_names(world) == ["Rossi December 2026"]
    [(due, period, actor)] = await fetch(
        world,
        "SELECT j.due_date, j.period, h.actor FROM jobs j JOIN history h ON h.firm_id = j.firm_id AND h.job_id = j.id "
        "WHERE j.firm_id = $1",
    )
    assert (due, period) == (date(2027, 1, 15), {"unit": "month", "start": "2026-12-01"})
    assert (actor["type"], actor["id"]) == ("recurrence", str(made.id))
    assert await occurrences(world) == [("2027-01-05", "created")]
    assert (await now(world, made)).next_date == date(2027, 2, 5)


async def test_after_downtime_each_missed_job_is_made_with_its_own_period(world: World) -> None:
    await a_recurrence(world)
    assert await clock_stands_at(world, datetime(2027, 4, 20, tzinfo=UTC)) == 4
    assert await job_names(world) == ["December 2026", "January 2027", "February 2027", "March 2027"]


async def test_the_same_event_heard_twice_makes_one_job(world: World) -> None:
    await a_recurrence(world)
    moment = datetime(2027, 1, 6, tzinfo=UTC)
    await clock_stands_at(world, moment)
    async with world.database.reading(world.firm.id) as reading:
        row = await reading.driver.fetchrow(
            "SELECT * FROM events WHERE firm_id = $1 AND type = 'recurrence.due'", world.firm.id
        )
    assert row is not None
    async with world.uow() as uow:
        await react(read_fact(row), uow, on(world, moment))
        await uow.commit()
    assert len(await job_names(world)) == 1


@pytest.mark.parametrize(("roll", "created"), [("none", 2), ("after", 4), ("before", 1)])
async def test_weekends_and_holidays_are_rolled(world: World, roll: str, created: int) -> None:
    await update_firm({"days_off": [{"date": "2027-05-03", "name": "Rest"}]}, world.uow(), world.context())
    await a_recurrence(world, rule="FREQ=YEARLY", starts_on=date(2027, 5, 2), roll=roll)  # a Sunday
    expected = date(2027, 4, 30) if roll == "before" else date(2027, 5, created)
    [(next_at,)] = await fetch(world, "SELECT next_at FROM recurrences WHERE firm_id = $1")
    assert next_at.astimezone(ZoneInfo("America/New_York")).date() == expected


async def test_the_last_day_of_creation_ends_it_and_a_later_one_lets_it_go_on(world: World) -> None:
    made = await a_recurrence(world, ends_on=date(2027, 2, 28))
    await clock_stands_at(world, datetime(2027, 6, 1, tzinfo=UTC))
    assert len(await job_names(world)) == 2
    ended = await now(world, made)
    assert (ended.state, ended.next_at) == (RecurrenceState.ENDED, None)
    again = await update_recurrence(
        made.id, {"ends_on": None}, world.uow(), on(world, datetime(2027, 6, 1, tzinfo=UTC))
    )
    assert (again.state, again.next_date) == (RecurrenceState.ACTIVE, date(2027, 6, 5))


async def test_a_skipped_date_makes_no_job_and_can_be_taken_back(world: World) -> None:
    made = await a_recurrence(world)
    for day, skipped in ((5, True), (5, False), (5, True)):
        await skip_date(made.id, date(2027, 2, day), world.uow(), on(world, NEW_YEAR), skipped=skipped)
    same = await skip_date(made.id, date(2027, 2, 5), world.uow(), on(world, NEW_YEAR), skipped=True)
    assert same.skips == [date(2027, 2, 5)]
    for wrong in (date(2027, 2, 6), date(2026, 12, 5)):
        with pytest.raises(Invalid):
            await skip_date(made.id, wrong, world.uow(), on(world, NEW_YEAR), skipped=True)
    await clock_stands_at(world, datetime(2027, 3, 6, tzinfo=UTC))
    assert await occurrences(world) == [
        ("2027-01-05", "created"),
        ("2027-02-05", "skipped"),
        ("2027-03-05", "created"),
    ]
    assert (await now(world, made)).skips == []


async def test_a_pause_makes_nothing_and_what_it_missed_is_not_made_after_it(world: World) -> None:
    made = await a_recurrence(world)
    paused = await pause_recurrence(made.id, world.uow(), on(world, NEW_YEAR), paused=True)
    assert (paused.state, paused.next_at) == (RecurrenceState.PAUSED, None)
    changed = await update_recurrence(
        made.id, {"roll": "after"}, world.uow(), on(world, NEW_YEAR), expected_version=paused.version
    )
    assert changed.next_at is None
    assert await clock_stands_at(world, datetime(2027, 3, 1, tzinfo=UTC)) == 0
    march = on(world, datetime(2027, 3, 1, tzinfo=UTC))
    for _ in range(2):
        resumed = await pause_recurrence(made.id, world.uow(), march, paused=False)
    assert resumed.next_date == date(2027, 3, 5)
    with pytest.raises(StaleVersion):
        await update_recurrence(made.id, {}, world.uow(), march, expected_version=1)


async def test_a_change_holds_for_what_is_to_come(world: World) -> None:
    made = await a_recurrence(world)
    await clock_stands_at(world, datetime(2027, 1, 6, tzinfo=UTC))
    later = on(world, datetime(2027, 1, 10, tzinfo=UTC))
    values = {"rule": "FREQ=WEEKLY;BYDAY=MO", "at_minute": 9 * 60, "template": JobTemplate(name="Weekly")}
    changed = await update_recurrence(made.id, values, world.uow(), later)
    assert changed.next_at == datetime(2027, 1, 11, 14, tzinfo=UTC)
    await clock_stands_at(world, datetime(2027, 1, 19, tzinfo=UTC))
    assert await job_names(world) == ["December 2026", "Weekly", "Weekly"]


async def test_a_date_that_was_made_today_is_not_made_again_by_a_change(world: World) -> None:
    made = await a_recurrence(world)
    noon = datetime(2027, 1, 5, 17, tzinfo=UTC)
    await clock_stands_at(world, noon)
    await update_recurrence(made.id, {"at_minute": 60}, world.uow(), on(world, noon))
    await clock_stands_at(world, noon)
    assert len(await job_names(world)) == 1


async def test_what_stands_in_the_way_is_told_and_the_date_can_be_tried_again(world: World) -> None:
    from domain.pipelines.edit_stages import update_stage

    pipeline = await world.pipeline("A", "B")
    asks = [Requirement("field", "due_date")]
    await update_stage(pipeline.stages[0].id, {"requirements": asks}, world.uow(), world.context())
    made = await a_recurrence(world, pipeline=pipeline)
    await clock_stands_at(world, datetime(2027, 1, 6, tzinfo=UTC))
    assert await occurrences(world) == [("2027-01-05", "failed")]
    [sentence] = await told(world)
    assert sentence.startswith("The recurring job of 2027-01-05 could not be made. “A” can't be entered yet.")
    await update_stage(pipeline.stages[0].id, {"requirements": []}, world.uow(), world.context())
    context = on(world, datetime(2027, 1, 7, tzinfo=UTC))
    again = await retry_occurrence(made.id, date(2027, 1, 5), world.uow(), context)
    assert again.state == "created"
    with pytest.raises(RuleViolation):
        await retry_occurrence(made.id, date(2027, 1, 5), world.uow(), context)


async def test_the_preview_tells_twelve_dates_names_and_what_has_no_value(world: World) -> None:
    made = await a_recurrence(
        world,
        template={
            "name": "[ACCOUNT_NAME] [PERIOD_MONTH_NAME]",
            "due_in_days": 3,
            "due_unit": "business_days",
        },
    )
    await skip_date(made.id, date(2027, 2, 5), world.uow(), on(world, NEW_YEAR), skipped=True)
    async with world.uow() as uow:
        coming = await preview(await uow.recurrences.get(made.id), uow, on(world, NEW_YEAR))
    assert len(coming) == 12
    first = coming[0]
    assert (first.date, first.name, first.due_date) == (date(2027, 1, 5), "Rossi December", date(2027, 1, 8))
    assert [one.skipped for one in coming[:3]] == [False, True, False]
    assert coming[0].view()["period"] == {"unit": "month", "start": "2026-12-01"}
    await update_recurrence(
        made.id,
        {"template": JobTemplate(name="[ACCOUNT_ID]"), "ends_on": date(2027, 2, 28), "period_unit": None},
        world.uow(),
        on(world, NEW_YEAR),
    )
    async with world.uow() as uow:
        coming = await preview(await uow.recurrences.get(made.id), uow, on(world, NEW_YEAR))
    assert [(one.name, one.due_date, one.view()["period"]) for one in coming] == [(None, None, None)] * 2


async def test_names_of_schedules_may_hold_the_firms_own_fields(world: World) -> None:
    command = CreateCustomField(name="Staff", type=FieldType.NUMBER)
    staff = await create_custom_field(command, world.uow(), world.context())
    made = await a_recurrence(world, template={"name": "Payroll of [ACCOUNT_FIELD_STAFF]"})
    for values, name in (({}, None), ({staff.id: 3}, "Payroll of 3")):
        await update_account(made.account_id, {"custom_fields": values}, world.uow(), world.context())
        async with world.uow() as uow:
            coming = await preview(await uow.recurrences.get(made.id), uow, on(world, NEW_YEAR))
        assert {one.name for one in coming} == {name}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"rule": "FREQ=HOURLY"}, "rule_invalid"),
        ({"rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYDAY=MO"}, "rule_has_no_dates"),
        ({"template": {"name": "[NONSENSE]"}}, "unknown_shortcode"),
        ({"template": {"name": "[ACCOUNT_FIELD_NONE]"}}, "unknown_shortcode"),
    ],
)
async def test_what_can_not_be_is_refused(world: World, values: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        await a_recurrence(world, **values)
    assert refused.value.faults[0].code == code


async def test_a_schedule_that_lies_behind_is_refused(world: World) -> None:
    with pytest.raises(RuleViolation) as refused:
        await a_recurrence(world, ends_on=date(2026, 12, 31))
    assert refused.value.stable_code == "recurrence_never_happens"


async def test_only_who_sees_account_and_pipeline_has_to_do_with_it(world: World) -> None:
    made = await a_recurrence(world, template={"stage_id": None, "assignee_ids": (), "name": ""})
    stranger = replace(
        on(world, NEW_YEAR), rights=Rights(member_id=new_id(), permissions=frozenset({"manage_pipelines"}))
    )
    with pytest.raises(NotFound):
        await pause_recurrence(made.id, world.uow(), stranger, paused=True)
    account, pipeline = await world.account(), await world.pipeline("A")
    command = CreateRecurrences(pipeline_id=pipeline.id, account_ids=(account.id,), values=MONTHLY)
    with pytest.raises(NotFound):
        await create_recurrences(command, world.uow(), stranger)
    async with world.uow() as uow:
        with pytest.raises(NotFound):
            await drafted(command, uow, stranger)
    async with world.uow() as uow:
        (await uow.pipelines.locked(pipeline.id)).visible_to = [world.owner.id]
        (await uow.accounts.locked(account.id)).status = AccountStatus.ARCHIVED
        await uow.commit()
    with pytest.raises(RuleViolation):
        await create_recurrences(command, world.uow(), on(world, NEW_YEAR))
    async with world.uow() as uow:
        (await uow.accounts.locked(account.id)).status = AccountStatus.ACTIVE
        await uow.commit()
    sees_accounts = replace(
        stranger,
        rights=replace(stranger.rights, permissions=frozenset({"manage_pipelines", "view_all_accounts"})),
    )
    with pytest.raises(NotFound):
        await create_recurrences(command, world.uow(), sees_accounts)
    elsewhere = replace(command, values={**MONTHLY, "template": JobTemplate(stage_id=new_id())})
    with pytest.raises(NotFound):
        await create_recurrences(elsewhere, world.uow(), on(world, NEW_YEAR))


async def test_however_much_was_missed_all_of_it_is_made(world: World) -> None:
    made = await a_recurrence(world, rule="FREQ=DAILY", template={"name": "Daily"})
    assert await clock_stands_at(world, datetime(2027, 2, 19, 12, tzinfo=UTC)) == 50
    assert len(await job_names(world)) == 50
    async with world.uow() as uow:
        coming = await preview(await uow.recurrences.get(made.id), uow, on(world, NEW_YEAR))
    assert coming[0].name == "Daily"


async def test_a_schedule_of_another_century_has_nothing_ahead(world: World) -> None:
    with pytest.raises(RuleViolation) as refused:
        await a_recurrence(world, starts_on=date(1900, 1, 1))
    assert refused.value.stable_code == "recurrence_never_happens"


async def test_a_deleted_one_is_gone_and_its_jobs_stay(world: World) -> None:
    made = await a_recurrence(world)
    await clock_stands_at(world, datetime(2027, 1, 6, tzinfo=UTC))
    await delete_recurrence(made.id, world.uow(), on(world, NEW_YEAR))
    assert await clock_stands_at(world, datetime(2027, 6, 6, tzinfo=UTC)) == 0
    assert len(await job_names(world)) == 1
    with pytest.raises(NotFound):
        await delete_recurrence(made.id, world.uow(), on(world, NEW_YEAR))


async def test_the_period_reaches_the_texts_of_automations(world: World) -> None:
    pipeline = await world.pipeline(
        stage("A", automation("create_task", title="Books of [PERIOD_MONTH_NAME]")), "B"
    )
    await a_recurrence(world, pipeline=pipeline)
    await clock_stands_at(world, datetime(2027, 1, 6, tzinfo=UTC))
    await world.drain()
    assert await fetch(world, "SELECT title FROM tasks WHERE firm_id = $1") == [("Books of December",)]


async def test_a_demos_clock_goes_forward_and_no_other(world: World, database_url: str) -> None:
    await a_recurrence(
        world, at=world.context().now, starts_on=world.context().now.date() - timedelta(days=30)
    )
    with pytest.raises(NotFound):
        await advance_test_clock(40, 0, world.uow(), world.context())
    async with world.uow() as uow:
        (await uow.firms.current()).demo = True
        await uow.commit()
    then = await advance_test_clock(40, 1, world.uow(), world.context())
    assert then - world.context().now > timedelta(days=39)
    watching = Database(database_url, role=RELAY_ROLE, pool_size=1, name="test relay")
    assert world.firm.id in dict(await firms_due(watching))
    await Schedules(watching, world.database).look()
    await watching.close()
    await world.drain()
    assert len(await job_names(world)) >= 1
    with pytest.raises(RuleViolation):
        await advance_test_clock(3653, 0, world.uow(), world.context())


ZONES = ("America/New_York", "Europe/Rome")
WEEK_AWAY = timedelta(days=7)


async def test_a_year_in_two_zones_makes_each_day_once_at_its_time(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    """Half past two at night through both clock changes, with a week in which nobody worked."""
    made: dict[str, int] = {}
    for zone in ZONES:
        world = await a_world(database)
        await update_firm({"time_zone": zone}, world.uow(), world.context())
        begin = datetime(2026, 12, 31, 18, tzinfo=UTC)
        daily = {"rule": "FREQ=DAILY", "starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31)}
        await a_recurrence(world, at=begin, **daily, at_minute=150)
        moment, away = begin, False
        while moment < begin + timedelta(days=368):
            await clock_stands_at(world, moment)
            step = WEEK_AWAY if moment.date() == date(2027, 6, 1) and not away else timedelta(hours=36)
            away = away or step is WEEK_AWAY
            moment += step
        days = [day for day, _ in await occurrences(world)]
        expected = [(date(2027, 1, 1) + timedelta(days=n)).isoformat() for n in range(365)]
        assert days == expected
        made[zone] = len(await job_names(world))
        dues = await fetch(
            world,
            "SELECT data->>'date' FROM events WHERE firm_id = $1 AND type = 'recurrence.due' ORDER BY sequence",
        )
        assert [day for (day,) in dues] == expected
    with capsys.disabled():
        print(f"\nrecurrences year=2027 zones=2 expected=730 created={sum(made.values())} duplicates=0")  # noqa: T201
    assert made == dict.fromkeys(ZONES, 365)
