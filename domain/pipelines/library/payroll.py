"""Payroll: one pay run, from hours to deposits, with the returns at the quarter's end."""

from domain.pipelines.library.entry import LibraryEntry
from domain.pipelines.library.parts import payroll as parts
from domain.pipelines.library.rules import all_of
from domain.pipelines.library.schedule import LibrarySchedule
from domain.pipelines.library.statuses import missing_information, on_hold
from domain.pipelines.library.steps import (
    ALL_DONE,
    DONE_OR_ASKED,
    DUE_DATE,
    after,
    before_due,
    given,
    hand_to,
    notify,
    past_limit,
    room_for,
    set_job,
    stage,
    tag_account,
)

_PAYROLL, _MANAGER = "Payroll specialist", "Account manager"

PAYROLL = LibraryEntry(
    key="payroll",
    name="Payroll",
    summary="One pay run, from hours to tax deposits, with Form 941 at the quarter's end and W-2s at the year's.",
    stages=(
        stage(
            "Collect hours",
            "blue",
            hand_to(_PAYROLL),
            parts.HOURS,
            parts.GET_HOURS,
            after(1, parts.HOURS_REMINDER),
            past_limit(
                notify("Hours of [ACCOUNT_NAME] for [JOB_NAME] are missing. Call them now.", _MANAGER)
            ),
            limit=(2, "business_days"),
        ),
        stage(
            "Multi-state check",
            "orange",
            parts.CHECK_STATES,
            limit=(1, "business_days"),
            only=all_of("Multi-state payroll"),
        ),
        stage(
            "Calculate",
            "teal",
            parts.CALCULATE,
            before_due(1, set_job(priority="urgent")),
            limit=(1, "business_days"),
            asks=(DUE_DATE,),
        ),
        stage(
            "Review",
            "violet",
            parts.REVIEW,
            past_limit(
                notify("The pay run of [ACCOUNT_NAME] ([JOB_NAME]) waits for its review.", "Reviewer")
            ),
            limit=(1, "business_days"),
            asks=(DONE_OR_ASKED,),
            room=room_for(15),
        ),
        stage(
            "Client approval",
            "pink",
            parts.PLEASE_APPROVE,
            parts.GET_APPROVAL,
            after(1, parts.APPROVE_REMINDER),
            before_due(1, set_job(priority="urgent")),
            past_limit(notify("[ACCOUNT_NAME] has not approved [JOB_NAME]. Call them now.", _MANAGER)),
            limit=(1, "business_days"),
        ),
        stage(
            "Submit and pay",
            "olive",
            parts.DEPOSITS,
            parts.SUBMIT,
            parts.PAY_TAXES,
            past_limit(
                notify("The pay run of [ACCOUNT_NAME] ([JOB_NAME]) is not submitted yet.", "Reviewer")
            ),
            limit=(1, "business_days"),
            asks=(ALL_DONE,),
        ),
        stage(
            "Quarterly returns",
            "brown",
            set_job(priority="high"),
            parts.QUARTER_END,
            parts.FILE_941,
            parts.FILE_STATES,
            given(all_of("Year end"), parts.FILE_YEAR_END),
            past_limit(
                notify("Payroll returns of [ACCOUNT_NAME] are not filed after two weeks.", "Reviewer")
            ),
            limit=(14, "days"),
            only=all_of("Quarter end"),
        ),
        stage(
            "Closed",
            "green",
            parts.DONE,
            tag_account(remove=("Quarter end", "Year end")),
            set_job(status="completed"),
            automove=False,
            asks=(ALL_DONE,),
        ),
    ),
    statuses=(missing_information(_PAYROLL), on_hold(_PAYROLL)),
    schedule=LibrarySchedule(
        rule="FREQ=WEEKLY;INTERVAL=2",
        name="Pay run begun [CURRENT_FULL_DATE]",
        role=_PAYROLL,
        due_in_days=4,
    ),
)
