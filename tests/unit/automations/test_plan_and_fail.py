"""Plans that know of failures and of times."""

from datetime import UTC, date, datetime
from typing import Any

from domain.pipelines.conditions import Condition
from domain.pipelines.model import Automation, OnFailure
from domain.pipelines.trigger import Trigger
from tests.unit.automations.outlooks import TAG, an_outlook, planned, words
from tests.unit.entities import a_stage, an_automation

STAGE = a_stage("B")
FAILS = {"title": "By [JOB_DUE_DATE]"}


def timed(trigger: Trigger, **more: Any) -> Automation:
    return an_automation(STAGE, trigger=trigger, **more)


def test_what_follows_a_failure_that_stops_the_rest_is_skipped() -> None:
    fails = an_automation(STAGE, settings=FAILS, on_failure=OnFailure.STOP_THE_REST)
    later = an_automation(STAGE)
    turns = planned(fails, later, timed(Trigger("after", 1))).turns
    assert [turn.outcome for turn in turns] == ["will_run", "skipped", "skipped"]
    assert turns[1].reason == "“create task “By [JOB_DUE_DATE]”” failed before it."


def test_what_follows_another_failure_goes_on_and_sees_nothing_of_it() -> None:
    fails = an_automation(STAGE, settings=FAILS)
    plan = planned(fails, an_automation(STAGE))
    assert [turn.succeeds for turn in plan.turns] == [False, True]
    assert plan.after.open_tasks == ("Review",)


def test_a_timed_one_is_told_for_its_time_with_what_its_conditions_say_now() -> None:
    tags = an_automation(STAGE, "update_account_tags", settings={"add": [str(TAG)]})
    waits = timed(
        Trigger("after", 3),
        settings={"title": "[CURRENT_FULL_DATE]", "due_in_days": 1},
        conditions=[Condition("account_tags", "all_of", (TAG,))],
    )
    turn = planned(waits, tags).turns[0]
    assert (turn.outcome, turn.view()["due_at"]) == ("planned", datetime(2026, 3, 9, 15, tzinfo=UTC))
    assert words(turn)["Task"] == "March 9, 2026"
    assert words(turn)["Due"] == "Tuesday, March 10, 2026"
    assert [verdict.holds for verdict in turn.verdicts] == [True]


def test_a_due_date_that_is_set_before_counts_for_what_is_timed_by_it() -> None:
    sets = an_automation(STAGE, "update_job", settings={"due_in_days": 10})
    warns = timed(Trigger("due_date", -1))
    assert planned(warns).turns[0].reason == "Waits for a due date."
    assert planned(sets, warns).turns[1].view()["due_at"] == datetime(2026, 3, 15, 8, tzinfo=UTC)


def test_a_time_that_is_over_is_skipped_and_so_is_one_that_is_left_out() -> None:
    over = timed(Trigger("due_date", -1))
    [turn] = planned(over, outlook=an_outlook(due_date=date(2026, 1, 1))).turns
    assert (turn.outcome, turn.reason) == ("skipped", "2025-12-31 was over: 1 day before the due date.")
    [turn] = planned(over, skipped=[over.id]).turns
    assert (turn.outcome, turn.reason) == ("skipped", "The mover left it out.")


def test_the_limit_of_the_stage_is_known() -> None:
    stage = a_stage("B")
    stage.limit_amount = 2
    there = an_outlook(stage_id=stage.id)
    [turn] = planned(timed(Trigger("limit_passed")), stage=stage, outlook=there).turns
    assert turn.view()["due_at"] == datetime(2026, 3, 8, 15, tzinfo=UTC)


def test_what_is_timed_is_cancelled_where_the_job_is_moved_on() -> None:
    stage, next_stage = a_stage("B"), a_stage("C")
    there = an_outlook(stage_id=stage.id, stages={next_stage.id: next_stage})
    moves = an_automation(stage, "move_job", settings={"stage_id": str(next_stage.id)})
    [turn, _] = planned(timed(Trigger("after", 1)), moves, stage=stage, outlook=there).turns
    assert (turn.outcome, turn.reason) == ("cancelled", "The job will have left before its time.")
