"""What each action says that it would make, and why it would fail."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from domain.automations.outlook import OtherPipeline, Outlook
from domain.automations.registry import ACTIONS
from domain.jobs.model import JobStatus
from domain.pipelines.requirements import Requirement, WipLimit
from domain.shared.period import Period
from tests.samples import SOME, samples
from tests.unit.automations.outlooks import (
    ADA,
    ANA,
    BEN,
    FRIDAY,
    GONE,
    OTHER_TAG,
    PREPARER,
    REVIEWER,
    TAG,
    an_outlook,
    foretold,
    planned,
    words,
)
from tests.unit.entities import a_stage, an_automation


def test_a_task_is_told_with_its_title_people_and_business_day() -> None:
    turn = foretold(
        "create_task",
        title="Prepare [JOB_NAME]",
        description="For [ACCOUNT_ID].",
        role_ids=[str(PREPARER), str(REVIEWER)],
        assignee_ids=[str(BEN)],
        due_in_days=1,
        due_unit="business_days",
    )
    assert words(turn) == {
        "Task": "Prepare Rossi 1040",
        "For": "Ben Ott, Ana Lima; nobody has the role Reviewer",
        "Due": "Tuesday, March 10, 2026",
        "Priority": "medium",
        "Description": "For 1042.",
    }
    assert turn.would_fail is None
    assert turn.awaited is not None
    assert (turn.awaited.title, turn.awaited.due_date) == ("Prepare Rossi 1040", date(2026, 3, 10))


def test_a_task_for_nobody_says_so_and_an_unknown_member_would_fail_it() -> None:
    assert words(foretold("create_task", title="x"))["For"] == "nobody"
    assert foretold("create_task", title="x", assignee_ids=[str(uuid4())]).would_fail is not None


def test_a_shortcode_without_a_value_is_told_with_what_came_before_it() -> None:
    turn = foretold("create_task", title="By [JOB_DUE_DATE]")
    assert (turn.lines, turn.would_fail) == ((), "[JOB_DUE_DATE] has no value here.")
    turn = foretold("link_note", title="How", text="[PERIOD_YEAR]")
    assert (words(turn), turn.would_fail) == ({"Note": "How"}, "[PERIOD_YEAR] has no value here.")
    due = an_outlook(due_date=date(2026, 4, 15), period=Period("year", date(2025, 1, 1)))
    assert words(foretold("link_note", due, title="[JOB_DUE_DATE]", text="[PERIOD_YEAR]")) == {
        "Note": "April 15, 2026",
        "Text": "2025",
    }


def test_a_mail_to_all_names_those_in_cc_and_one_to_each_is_told_for_each() -> None:
    turn = foretold("send_email", subject="About [JOB_NAME]", body="Hello")
    assert [line.text for line in turn.lines] == [
        "Ada Rossi, leo@rossi.example in CC",
        "About Rossi 1040",
        "Hello",
    ]
    one = an_outlook(recipients=(ADA,))
    turn = foretold("send_email", one, subject="Hi", body="Dear [CONTACT_FIRST_NAME]", mode="contact")
    assert [line.text for line in turn.lines] == ["Ada Rossi", "Hi", "Dear Ada"]
    turn = foretold("send_email", subject="Hi", body="Dear [CONTACT_FIRST_NAME]", mode="contact")
    assert [line.text for line in turn.lines][3:] == ["leo@rossi.example", "Hi"]
    assert turn.would_fail == "[CONTACT_FIRST_NAME] has no value here."


def test_a_mail_to_nobody_would_fail() -> None:
    turn = foretold("send_email", an_outlook(recipients=()), subject="x", body="y")
    assert turn.would_fail == "“Rossi” has no contact with an e-mail address who is notified."


def test_members_are_told_by_name_and_only_those_who_are_still_there() -> None:
    everyone = an_outlook(assignee_ids=(ANA, GONE))
    turn = foretold("notify_members", everyone, text="Call [ACCOUNT_NAME]", member_ids=[str(BEN)])
    assert words(turn) == {"To": "Ana Lima, Ben Ott", "Text": "Call Rossi"}
    nobody = foretold("notify_members", text="x", role_ids=[str(REVIEWER)], to_assignees=False)
    assert words(nobody)["To"] == "nobody has the role Reviewer"
    assert nobody.would_fail == "There is nobody to tell: no assignee, and the roles are empty."


def test_tags_are_told_by_name_and_only_those_that_change() -> None:
    tagged = an_outlook()
    tagged = replace(tagged, facts=replace(tagged.facts, tag_ids=frozenset({TAG})))
    turn = foretold("update_account_tags", tagged, add=[str(OTHER_TAG)], clear=True)
    assert words(turn) == {"Tags added": "VIP", "Tags removed": "Extension"}
    assert words(foretold("update_account_tags", tagged, add=[str(TAG)])) == {"Tags": "stay as they are"}
    assert foretold("update_account_tags", add=[str(uuid4())]).would_fail is not None


def test_access_is_told_by_name_and_never_goes_to_nobody() -> None:
    turn = foretold("update_account_access", add=[str(ANA)], remove=[str(BEN)])
    assert words(turn) == {"Access for": "Ana Lima", "No access any more for": "Ben Ott"}
    assert words(foretold("update_account_access", add=[str(BEN)])) == {"Access": "stays as it is"}
    nobody = foretold("update_account_access", remove=[str(BEN)])
    assert nobody.would_fail == "An account keeps at least one member with access."
    taken = an_automation(a_stage("B"), "update_account_access", settings={"reset": True})
    given = an_automation(a_stage("B"), "update_account_access", settings={"remove": [str(ANA)]})
    assert planned(taken, given).after.access == (ANA,)


def test_what_is_set_on_the_job_is_told_and_seen_by_what_follows() -> None:
    status = UUID(int=7)
    turn = foretold(
        "update_job",
        an_outlook(status_names={status: "On hold"}),
        priority="high",
        role_ids=[str(PREPARER)],
        start_in_days=0,
        due_in_days=3,
        custom_status_id=str(status),
    )
    assert words(turn) == {
        "Priority": "high",
        "Assigned to": "Ana Lima",
        "Start date": "Friday, March 6, 2026",
        "Due date": "Monday, March 9, 2026",
        "Status": "On hold",
    }
    assert words(foretold("update_job", status="completed")) == {"Status": "completed"}
    assert foretold("update_job", custom_status_id=str(status)).would_fail is not None
    sets = an_automation(a_stage("B"), "update_job", settings={"due_in_days": 3, "role_ids": [str(PREPARER)]})
    tells = an_automation(a_stage("B"), settings={"title": "[JOB_ASSIGNEE], by [JOB_DUE_DATE]"})
    assert words(planned(sets, tells).turns[1])["Task"] == "Ana Lima, by March 9, 2026"


@pytest.mark.parametrize(
    ("settings", "told", "said"),
    [
        (
            {"due_in_days": 1, "due_unit": "months"},
            {"Due date": "Monday, April 6, 2026"},
            "due in 1 month",
        ),
        (
            {"due_in_days": -2, "due_unit": "business_days", "due_from": "internal_deadline"},
            {"Due date": "Thursday, March 5, 2026"},
            "due 2 business days before the job's internal deadline",
        ),
        (
            {
                "internal_deadline_in_days": -1,
                "internal_deadline_unit": "weeks",
                "internal_deadline_from": "due_date",
            },
            {"Internal deadline": "Wednesday, April 8, 2026"},
            "internal deadline 1 week before the job's due date",
        ),
        (
            {"start_in_days": 0, "start_from": "entered", "due_in_days": 2, "due_from": "entered"},
            {"Start date": "Monday, March 2, 2026", "Due date": "Wednesday, March 4, 2026"},
            "start on the day the job entered the stage, due 2 days after the day the job entered the stage",
        ),
    ],
)
def test_dates_count_from_the_jobs_own_ones(
    settings: dict[str, object], told: dict[str, str], said: str
) -> None:
    job = an_outlook(
        entered_at=FRIDAY - timedelta(days=4), due_date=date(2026, 4, 15), internal_deadline=date(2026, 3, 10)
    )
    turn = foretold("update_job", job, **settings)
    assert words(turn) == told
    assert turn.title == f"set the job's {said}"


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        (
            {"start_in_days": 1, "start_from": "due_date"},
            "There is nothing to count from: the job's due date is not set.",
        ),
        (
            {"due_in_days": 9, "due_from": "start_date"},
            "There is no day 9 days after the job's start date.",
        ),
        (
            {"due_in_days": 9, "due_unit": "months", "due_from": "start_date"},
            "There is no day 9 months after the job's start date.",
        ),
    ],
)
def test_a_date_that_can_not_be_counted_would_fail_the_run(settings: dict[str, object], why: str) -> None:
    job = an_outlook(start_date=date(9999, 12, 30))
    assert foretold("update_job", job, **settings).would_fail == why


def test_a_stay_keeps_its_begin_however_much_time_passes() -> None:
    later = an_outlook().at(FRIDAY + timedelta(days=3)).at(FRIDAY + timedelta(days=5))
    turn = foretold("update_job", later, due_in_days=1, due_from="entered")
    assert words(turn) == {"Due date": "Saturday, March 7, 2026"}


def test_a_job_that_begins_further_on_is_judged_there() -> None:
    first, second = a_stage("First"), a_stage("Second")
    second.wip_limit = WipLimit(1)
    there = in_other(OtherPipeline("Payroll", stages=(first, second)))
    settings = {"pipeline_id": str(OTHER), "stage_id": str(second.id), "assignee_ids": [str(BEN)]}
    turn = foretold("create_job", there, **settings, due_in_days=1, due_unit="business_days")
    assert words(turn) == {
        "Job": "Rossi 1040",
        "In": "Payroll: Second",
        "For": "Ben Ott",
        "Due": "Tuesday, March 10, 2026",
        "Priority": "medium",
    }
    assert turn.title == "create a job in another pipeline, due in 1 business day"
    makes = an_automation(a_stage("B"), "create_job", settings=settings)
    again = an_automation(a_stage("B"), "create_job", settings=settings)
    assert [one.would_fail is None for one in planned(makes, again, outlook=there).turns] == [True, False]
    gone = foretold("create_job", there, pipeline_id=str(OTHER), stage_id=str(uuid4()))
    assert gone.would_fail == "There is no such stage."
    nobody = foretold("create_job", there, pipeline_id=str(OTHER), assignee_ids=[str(uuid4())])
    assert nobody.would_fail == "There is no such member."


def test_a_move_names_its_stage_and_says_what_would_refuse_it() -> None:
    stage = a_stage("Review")
    there = an_outlook(stages={stage.id: stage})
    assert words(foretold("move_job", there, stage_id=str(stage.id))) == {"To": "Review"}
    here = replace(there, stage_id=stage.id)
    assert words(foretold("move_job", here, stage_id=str(stage.id))) == {"To": "Review, where it is already"}
    stage.requirements, stage.wip_limit = [Requirement("field", "due_date")], WipLimit(1)
    full = replace(there, standing={stage.id: 1})
    turn = foretold("move_job", full, stage_id=str(stage.id))
    assert turn.would_fail == (
        "“Review” can't be entered yet. The job needs a due date. There is room for 1 jobs, and 1 are there."
    )
    assert full.left(stage.id).standing == {stage.id: 0}
    archived = replace(there, status=JobStatus.ARCHIVED)
    assert "archived" in str(foretold("move_job", archived, stage_id=str(stage.id)).would_fail)
    assert foretold("move_job", stage_id=str(uuid4())).would_fail is not None


def test_a_stage_of_another_pipeline_is_named_with_it_and_one_that_is_gone_says_so() -> None:
    stage = a_stage("Begin")
    stage.pipeline_id = OTHER
    there = in_other(OtherPipeline("Payroll", stages=(a_stage("Before"), stage)))
    settings = {"pipeline_id": str(OTHER), "stage_id": str(stage.id)}
    assert words(foretold("move_job", there, **settings)) == {"To": "Begin in Payroll"}
    archived = in_other(OtherPipeline("Payroll", archived=True, stages=(stage,)))
    assert (
        foretold("move_job", archived, **settings).would_fail
        == "“Payroll” is archived and takes no new jobs."
    )
    gone = "The stage where it leads was removed. Choose another one in the automation."
    assert foretold("move_job", None, **settings).would_fail == gone


def test_what_the_client_will_see_is_told() -> None:
    status = uuid4()
    knowing = an_outlook(client_statuses={status: "In progress"})
    settings = {"shown": "show", "status_id": str(status), "name": "For [ACCOUNT_NAME]", "clear_text": True}
    assert words(foretold("update_client_status", knowing, **settings)) == {
        "The client": "sees the job",
        "Status": "In progress",
        "Name": "For Rossi",
        "Text": "removed",
    }
    assert words(foretold("update_client_status", name="[JOB_NAME]")) == {"Name": "Rossi 1040"}
    hides = foretold("update_client_status", shown="hide", text="Done.")
    assert words(hides) == {"The client": "does not see the job", "Text": "Done."}
    gone = "The client-facing status that it gives is gone. Choose another in the automation."
    assert foretold("update_client_status", None, **settings).would_fail == gone


def test_a_task_made_before_keeps_a_stage_closed_that_asks_for_none_to_be_open() -> None:
    stage = a_stage("Review")
    stage.requirements = [Requirement("tasks_done")]
    there = an_outlook(stages={stage.id: stage})
    makes = an_automation(stage, settings={"title": "Sign"})
    moves = an_automation(stage, "move_job", settings={"stage_id": str(stage.id)})
    assert planned(moves, outlook=there).turns[0].would_fail is None
    assert "Still to be done: “Sign”." in str(planned(makes, moves, outlook=there).turns[1].would_fail)
    assert planned(moves, outlook=there).after.stage_id == stage.id


OTHER = uuid4()


def in_other(place: OtherPipeline) -> Outlook:
    return an_outlook(pipelines={OTHER: place})


def test_another_job_is_told_with_its_pipeline_and_what_would_refuse_it() -> None:
    turn = foretold(
        "create_job",
        in_other(OtherPipeline("Payroll", stages=(a_stage("Begin"),))),
        pipeline_id=str(OTHER),
        name="Payroll [ACCOUNT_NAME]",
        role_ids=[str(REVIEWER)],
        due_in_days=3,
    )
    assert words(turn) == {
        "Job": "Payroll Rossi",
        "In": "Payroll",
        "For": "nobody has the role Reviewer",
        "Due": "Monday, March 9, 2026",
        "Priority": "medium",
    }
    plain = foretold(
        "create_job", in_other(OtherPipeline("Payroll", stages=(a_stage("Begin"),))), pipeline_id=str(OTHER)
    )
    assert words(plain)["Job"] == "Rossi 1040"
    archived = foretold(
        "create_job", in_other(OtherPipeline("Payroll", archived=True)), pipeline_id=str(OTHER)
    )
    assert archived.would_fail == "“Payroll” is archived and takes no new jobs."
    begin = a_stage("Begin")
    begin.requirements = [Requirement("field", "due_date")]
    asks = foretold("create_job", in_other(OtherPipeline("Payroll", stages=(begin,))), pipeline_id=str(OTHER))
    assert "The job needs a due date." in str(asks.would_fail)
    assert foretold("create_job", pipeline_id=str(OTHER)).would_fail is not None


@pytest.mark.parametrize("key", sorted(ACTIONS))
def test_every_action_tells_something(key: str) -> None:
    stage = a_stage("C")
    stage.id = UUID(SOME.stage)
    knowing = an_outlook(
        stages={stage.id: stage},
        pipelines={SOME.pipeline: OtherPipeline("Payroll", stages=(a_stage("Begin"),))},
        people={SOME.member: an_outlook().people[ANA]},
        access=(),
    )
    knowing = replace(knowing, facts=replace(knowing.facts, names={SOME.tag: "Extension"}))
    turn = foretold(key, knowing, **samples(SOME)[key])
    assert (turn.lines != (), turn.would_fail) == (True, None)
