"""The whole way of a job, foreseen: what runs, what it waits for, how it goes on."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from domain.automations.outlook import Outlook
from domain.automations.plan_runs import Planner
from domain.automations.registry import FORESIGHTS
from domain.automations.simulate import PEOPLE_END, PEOPLE_MOVE, PUT_RIGHT, TASKS_DONE, Walk
from domain.automations.way import Step, Way
from domain.pipelines.conditions import Condition
from domain.pipelines.model import Automation, CustomStatus, Pipeline, Stage
from domain.pipelines.requirements import Mode, Requirement
from domain.pipelines.trigger import Trigger
from domain.shared.shortcodes import full_date
from tests.unit.automations.outlooks import FRIDAY, TAG, an_outlook
from tests.unit.entities import FIRM, a_pipeline, a_stage, an_automation

TAGGED = Condition("account_tags", "all_of", (TAG,))


def a_status(name: str, *, automove: bool = False) -> CustomStatus:
    return CustomStatus(
        firm_id=FIRM, id=UUID(int=7), pipeline_id=FIRM, position=0, name=name, automove=automove
    )


def on(place: Stage | CustomStatus, action: str = "create_task", **more: Any) -> Automation:
    """An automation of a stage or status."""
    made = an_automation(a_stage("x"), action, **more)
    if isinstance(place, Stage):
        made.stage_id = place.id
    else:
        made.stage_id, made.status_id = None, place.id
    return made


def way_of(
    pipeline: Pipeline, *automations: Automation, outlook: Outlook | None = None, start: int = 0
) -> Way:
    pipeline.automations = list(automations)
    begin = (outlook or an_outlook()).within(pipeline)
    return Walk(pipeline, Planner(FORESIGHTS), begin).go(pipeline.stages[start])


def told(step: Step) -> tuple[str, str, str]:
    """Stage, day, and how it goes on."""
    assert step.goes_on is not None
    return step.place.name, full_date(step.since.date()), step.goes_on.how


def test_automove_goes_on_when_the_last_task_is_due_and_people_move_the_rest() -> None:
    pipeline = a_pipeline(a_stage("Collect", automove=True), "Prepare", "Done")
    collect, prepare, _ = pipeline.stages
    way = way_of(
        pipeline,
        on(collect, settings={"title": "Ask", "due_in_days": 2}),
        on(collect, settings={"title": "Sort", "due_in_days": 5, "due_unit": "business_days"}),
        on(prepare, settings={"title": "Type", "due_in_days": 1}),
    )
    assert [told(step) for step in way.steps] == [
        ("Collect", "March 6, 2026", "automove"),
        ("Prepare", "March 16, 2026", "person"),
        ("Done", "March 17, 2026", "ends"),
    ]
    assert [one.item.title for one in way.steps[0].waits_for] == ["Ask", "Sort"]
    assert [step.came_by for step in way.steps] == ["created", "automove", "person"]
    assert list(way.assumptions) == [TASKS_DONE, PEOPLE_MOVE]
    assert way.view()["assumptions"] == [TASKS_DONE, PEOPLE_MOVE]


def test_a_task_without_a_due_date_is_done_at_once_and_one_that_is_overdue_too() -> None:
    pipeline = a_pipeline(a_stage("A", automove=True), "B")
    way = way_of(pipeline, on(pipeline.stages[0]))
    assert [told(step)[1] for step in way.steps] == ["March 6, 2026"] * 2


def test_stages_whose_conditions_fail_are_passed_over_with_the_reason() -> None:
    pipeline = a_pipeline("A", a_stage("Extension", TAGGED), "B")
    way = way_of(pipeline)
    assert [step.place.name for step in way.steps] == ["A", "B"]
    assert way.steps[0].goes_on is not None
    [(stage, reason)] = way.steps[0].goes_on.skipped
    assert (stage.name, reason) == ("Extension", "Not met: account has all of: Extension.")


def test_a_tag_that_is_put_on_the_way_opens_a_later_stage() -> None:
    pipeline = a_pipeline("A", a_stage("Extension", TAGGED), "B")
    tags = on(pipeline.stages[0], "update_account_tags", settings={"add": [str(TAG)]})
    assert [step.place.name for step in way_of(pipeline, tags).steps] == ["A", "Extension", "B"]


def test_an_automation_moves_it_at_once_and_what_was_timed_is_cancelled() -> None:
    pipeline = a_pipeline("A", "B", "C")
    first, _, last = pipeline.stages
    way = way_of(
        pipeline,
        on(first, trigger=Trigger("after", 1)),
        on(first, "move_job", settings={"stage_id": str(last.id)}),
        on(last, "move_job", settings={"stage_id": str(last.id)}),
    )
    assert [told(step) for step in way.steps] == [
        ("A", "March 6, 2026", "automation"),
        ("C", "March 6, 2026", "ends"),
    ]
    assert way.steps[0].turns[0].outcome == "cancelled"


def test_a_job_that_goes_round_is_told_and_the_same_chain_runs_nothing_twice() -> None:
    pipeline = a_pipeline("A", "B")
    first, last = pipeline.stages
    back = on(last, "move_job", settings={"stage_id": str(first.id)})
    way = way_of(pipeline, on(first), back)
    assert [step.place.name for step in way.steps] == ["A", "B", "A", "B"]
    assert way.steps[-1].turns[0].outcome == "will_run"
    assert way.steps[-1].goes_on is not None
    assert way.steps[-1].goes_on.reason == "The job comes to “A” again and again: from here it goes round."
    on_at_once = on(first, "move_job", settings={"stage_id": str(last.id)})
    way = way_of(pipeline, on_at_once, back)
    assert [step.place.name for step in way.steps] == ["A", "B", "A", "B"]
    assert way.steps[2].turns[0].reason == "It ran for this job already, because of the same event."


def test_it_ends_where_an_automation_takes_it_to_another_pipeline() -> None:
    pipeline = a_pipeline("A", "B")
    stranger = a_stage("Elsewhere")
    pipeline.automations = [on(pipeline.stages[0], "move_job", settings={"stage_id": str(stranger.id)})]
    begin = an_outlook().within(pipeline)
    begin = replace(begin, stages={**begin.stages, stranger.id: stranger})
    way = Walk(pipeline, Planner(FORESIGHTS), begin).go(pipeline.stages[0])
    assert [step.goes_on and step.goes_on.reason for step in way.steps] == ["It goes on in another pipeline."]


def test_without_anything_to_wait_for_automove_moves_nothing() -> None:
    pipeline = a_pipeline(a_stage("A", automove=True), "B")
    [step, _] = way_of(pipeline).steps
    assert step.goes_on is not None
    assert step.goes_on.reason == "Nothing that the job could wait for is made here: a person moves it."


def test_a_run_that_waits_for_a_due_date_holds_automove() -> None:
    pipeline = a_pipeline(a_stage("A", automove=True), "B")
    way = way_of(pipeline, on(pipeline.stages[0]), on(pipeline.stages[0], trigger=Trigger("due_date", -1)))
    assert told(way.steps[0])[2] == "person"
    assert way.steps[0].goes_on is not None
    assert "still waits, which holds the job" in way.steps[0].goes_on.reason


def test_a_timed_task_holds_automove_until_it_is_done_and_a_timed_note_is_cancelled() -> None:
    pipeline = a_pipeline(a_stage("A", automove=True), "B")
    first = pipeline.stages[0]
    note = {"title": "n", "text": "t"}
    way = way_of(
        pipeline,
        on(first, trigger=Trigger("after", 2), settings={"title": "Call", "due_in_days": 1}),
        on(first, "link_note", trigger=Trigger("after", 1), settings=note),
        on(first, "link_note", trigger=Trigger("after", 9), settings=note),
    )
    assert [turn.outcome for turn in way.steps[0].turns] == ["will_run", "will_run", "cancelled"]
    assert told(way.steps[1])[1] == "March 9, 2026"
    assert way.steps[0].turns[0].view()["due_at"] == datetime(2026, 3, 8, 15, tzinfo=UTC)


def test_where_a_person_moves_it_what_is_timed_is_only_possible_and_at_the_end_it_happens() -> None:
    pipeline = a_pipeline("A", "B")
    first, last = pipeline.stages
    way = way_of(
        pipeline,
        on(first, trigger=Trigger("after", 2)),
        on(last, trigger=Trigger("after", 3), conditions=[TAGGED]),
        on(last, "link_note", trigger=Trigger("after", 4), settings={"title": "n", "text": "t"}),
    )
    [possible], [skipped, ran] = way.steps[0].turns, way.steps[1].turns
    assert (possible.outcome, possible.reason) == (
        "planned",
        "Waits for its time: 2 days after it began. Only if the job is still here then.",
    )
    assert (skipped.outcome, skipped.reason) == ("skipped", "Not met: account has all of: Extension.")
    assert ran.outcome == "will_run"


def test_a_timed_move_takes_it_on_at_its_time() -> None:
    pipeline = a_pipeline(a_stage("A", automove=True), "B", "C")
    first, _, last = pipeline.stages
    way = way_of(
        pipeline,
        on(first, settings={"title": "Long", "due_in_days": 9}),
        on(first, "move_job", trigger=Trigger("after", 2), settings={"stage_id": str(last.id)}),
        on(first, trigger=Trigger("after", 5)),
    )
    assert [told(step) for step in way.steps] == [
        ("A", "March 6, 2026", "automation"),
        ("C", "March 8, 2026", "ends"),
    ]
    assert way.steps[0].turns[2].outcome == "cancelled"


def test_what_a_stage_asks_for_in_vain_is_told_and_keeps_automove_out() -> None:
    asks = a_stage("B")
    asks.requirements = [
        Requirement("field", "due_date"),
        Requirement("field", "start_date", Mode.WARN),
    ]
    pipeline = a_pipeline(a_stage("A", automove=True), asks, "C")
    way = way_of(pipeline, on(pipeline.stages[0]))
    assert told(way.steps[0])[2] == "person"
    assert way.steps[0].goes_on is not None
    assert "The job needs a due date." in way.steps[0].goes_on.reason
    assert [one.field for one in way.steps[1].unmet] == ["due_date", "start_date"]
    assert PUT_RIGHT in way.assumptions
    due = an_outlook(due_date=date(2026, 4, 15))
    way = way_of(pipeline, on(pipeline.stages[0]), outlook=due)
    assert (told(way.steps[0])[2], way.steps[1].unmet) == ("automove", [])


def test_a_custom_status_has_its_automations_and_ends_by_itself_or_by_a_person() -> None:
    for automove, how in ((True, "automove"), (False, "person")):
        pipeline, status = (
            a_pipeline(a_stage("A", automove=True), "B"),
            a_status("Missing", automove=automove),
        )
        pipeline.statuses = [status]
        first = pipeline.stages[0]
        gives = {"custom_status_id": str(status.id)}
        way = way_of(
            pipeline,
            on(first, "update_job", settings=gives),
            on(first, "update_job", settings=gives),
            on(first, settings={"title": "Work", "due_in_days": 1}),
            on(status, settings={"title": "Ask", "due_in_days": 4}),
        )
        [stay] = way.steps[0].statuses
        assert [one.item.title for one in stay.waits_for] == ["Ask"]
        assert stay.ends is not None
        assert (stay.ends.how, full_date(stay.ends.at.date())) == (how, "March 10, 2026")
        assert told(way.steps[0])[2] == "automove"
        assert told(way.steps[1])[1] == "March 10, 2026"
        assert (PEOPLE_END in way.assumptions) is not automove
        assert way.steps[0].view()["statuses"] == [stay.view()]


def test_a_status_that_an_automation_ends_is_told() -> None:
    pipeline, status = a_pipeline("A", "B"), a_status("On hold")
    pipeline.statuses = [status]
    way = way_of(
        pipeline,
        on(pipeline.stages[0], "update_job", settings={"custom_status_id": str(status.id)}),
        on(status, "update_job", settings={"status": "active"}),
    )
    [stay] = way.steps[0].statuses
    assert stay.ends is not None
    assert stay.ends.how == "automation"


def test_a_job_that_is_completed_or_archived_goes_no_further() -> None:
    pipeline = a_pipeline("A", a_stage("B", automove=True), "C")
    way = way_of(
        pipeline,
        on(pipeline.stages[1], "update_job", settings={"status": "completed"}),
        on(pipeline.stages[1], trigger=Trigger("after", 1)),
    )
    assert [told(step)[2] for step in way.steps] == ["person", "ends"]
    assert way.steps[1].turns[1].outcome == "cancelled"
    late = on(pipeline.stages[1], "update_job", trigger=Trigger("after", 1), settings={"status": "archived"})
    way = way_of(pipeline, on(pipeline.stages[1], settings={"title": "x", "due_in_days": 3}), late)
    assert way.steps[-1].goes_on is not None
    assert way.steps[-1].goes_on.reason == "The job is archived."


def test_it_may_begin_in_any_stage() -> None:
    pipeline = a_pipeline("A", "B", "C")
    way = way_of(pipeline, start=1)
    assert [(step.place.name, step.since) for step in way.steps] == [("B", FRIDAY), ("C", FRIDAY)]
    assert way.steps[0].view()["goes_on"] == {
        "how": "person",
        "at": FRIDAY,
        "reason": "The stage does not move jobs on by itself: a person moves it.",
        "stage_id": pipeline.stages[2].id,
        "skipped": [],
    }
