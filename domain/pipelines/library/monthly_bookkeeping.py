"""Monthly bookkeeping: from bank statements to the reports on the client's desk."""

from domain.pipelines.library.entry import LibraryEntry
from domain.pipelines.library.parts import monthly_bookkeeping as parts
from domain.pipelines.library.rules import all_of
from domain.pipelines.library.schedule import LibrarySchedule
from domain.pipelines.library.statuses import missing_information, on_hold
from domain.pipelines.library.steps import (
    ALL_DONE,
    DONE_OR_ASKED,
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

_BOOKKEEPER, _MANAGER = "Bookkeeper", "Account manager"

MONTHLY_BOOKKEEPING = LibraryEntry(
    key="monthly-bookkeeping",
    name="Monthly bookkeeping",
    summary="One month's books, from statements through reconciliation and review to the client's reports.",
    stages=(
        stage(
            "Collect statements",
            "blue",
            hand_to(_BOOKKEEPER),
            parts.STATEMENTS,
            parts.GET_STATEMENTS,
            given(all_of("Payroll"), parts.GET_PAYROLL_REPORTS),
            after(3, parts.STATEMENTS_REMINDER),
            past_limit(
                notify("Statements of [ACCOUNT_NAME] for [JOB_NAME] are missing. Call them.", _MANAGER)
            ),
            limit=(7, "days"),
        ),
        stage(
            "Categorize",
            "teal",
            parts.HOW_TO_CLOSE,
            parts.CATEGORIZE,
            given(all_of("Payroll"), parts.POST_PAYROLL),
            before_due(5, set_job(priority="high")),
            limit=(5, "business_days"),
        ),
        stage(
            "Client questions",
            "orange",
            parts.QUESTIONS,
            parts.GET_ANSWERS,
            after(3, parts.QUESTIONS_REMINDER),
            past_limit(
                notify("[ACCOUNT_NAME] has not answered the questions ([JOB_NAME]). Call them.", _MANAGER)
            ),
            limit=(7, "days"),
            only=all_of("Open questions"),
        ),
        stage(
            "Reconcile",
            "violet",
            tag_account(remove=("Open questions",)),
            parts.RECONCILE,
            given(all_of("Sales tax"), parts.CHECK_SALES_TAX),
            before_due(3, set_job(priority="high")),
            limit=(3, "business_days"),
        ),
        stage(
            "Review",
            "pink",
            hand_to("Reviewer"),
            parts.REVIEW,
            given(all_of("VIP"), parts.CALL_THE_OWNER),
            past_limit(notify("[JOB_NAME] of [ACCOUNT_NAME] waits for its review.", "Reviewer")),
            limit=(2, "business_days"),
            asks=(DONE_OR_ASKED,),
            room=room_for(12),
        ),
        stage(
            "Send reports",
            "olive",
            hand_to(_BOOKKEEPER),
            parts.SEND_REPORTS,
            limit=(2, "business_days"),
            asks=(ALL_DONE,),
        ),
        stage(
            "Closed",
            "green",
            parts.CLOSED,
            set_job(status="completed"),
            automove=False,
        ),
    ),
    statuses=(missing_information(_MANAGER), on_hold(_MANAGER)),
    schedule=LibrarySchedule(
        rule="FREQ=MONTHLY;BYMONTHDAY=3",
        name="Books [PERIOD_MONTH_NAME] [PERIOD_YEAR]",
        role=_BOOKKEEPER,
        due_in_days=17,
        period=("month", -1),
    ),
)
