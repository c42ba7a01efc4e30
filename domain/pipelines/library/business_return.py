"""The 1120-S and the 1065: returns of S corporations and partnerships, with their Schedules K-1."""

from domain.pipelines.library.entry import LibraryEntry
from domain.pipelines.library.parts import business_return as parts, business_return_work as work
from domain.pipelines.library.rules import all_of, none_of
from domain.pipelines.library.schedule import LibrarySchedule
from domain.pipelines.library.statuses import extended, missing_information, on_hold, rejected
from domain.pipelines.library.steps import (
    ALL_DONE,
    DONE_OR_ASKED,
    DUE_DATE,
    after,
    before_due,
    given,
    hand_to,
    jump,
    notify,
    past_limit,
    room_for,
    set_job,
    stage,
    tag_account,
)

_ON_FILE = "Multi-year engagement"
_MANAGER = "Account manager"

BUSINESS_RETURN = LibraryEntry(
    key="business-return",
    name="1120-S / 1065 business return",
    summary="The return of an S corporation or partnership, from year-end records to filed return and delivered K-1s.",
    stages=(
        stage(
            "Engagement letter",
            "slate",
            given(all_of(_ON_FILE), jump("Collect records")),
            given(none_of(_ON_FILE), parts.LETTER),
            given(none_of(_ON_FILE), parts.GET_LETTER_SIGNED),
            after(3, parts.LETTER_REMINDER),
            past_limit(
                notify("[ACCOUNT_NAME] has not signed for [JOB_NAME]. Do they come back? Call.", _MANAGER)
            ),
            limit=(7, "days"),
        ),
        stage(
            "Collect records",
            "blue",
            parts.RECORDS,
            given(all_of("S corporation"), parts.CHECK_SHAREHOLDERS),
            given(all_of("Partnership"), parts.CHECK_PARTNERS),
            given(all_of("Bookkeeping"), parts.CLOSE_OUR_BOOKS),
            parts.CHECK_RECORDS,
            after(5, parts.RECORDS_REMINDER),
            before_due(21, parts.EXTEND_OR_HURRY),
            past_limit(set_job(priority="high")),
            limit=(21, "days"),
        ),
        stage(
            "Adjust the books",
            "brown",
            hand_to("Bookkeeper"),
            work.ADJUST,
            limit=(10, "business_days"),
            only=all_of("Clean-up"),
        ),
        stage(
            "Extension",
            "orange",
            set_job(priority="high"),
            parts.EXTENDING,
            work.FILE_7004,
            limit=(5, "business_days"),
            only=all_of("Extension"),
        ),
        stage(
            "Prepare return",
            "teal",
            hand_to("Preparer"),
            parts.HOW_TO_PREPARE,
            work.TIE_OUT,
            given(all_of("S corporation"), work.PREPARE_1120S),
            given(all_of("Partnership"), work.PREPARE_1065),
            given(all_of("Multi-state"), work.PREPARE_STATES),
            before_due(10, set_job(priority="high")),
            past_limit(
                notify("[JOB_NAME] of [ACCOUNT_NAME] has been in preparation for two weeks.", "Reviewer")
            ),
            limit=(10, "business_days"),
            asks=(DUE_DATE,),
        ),
        stage(
            "Review",
            "violet",
            hand_to("Reviewer"),
            parts.HOW_TO_REVIEW,
            work.REVIEW,
            given(all_of("VIP"), work.SECOND_REVIEW),
            before_due(5, set_job(priority="urgent")),
            limit=(4, "business_days"),
            asks=(DONE_OR_ASKED,),
            room=room_for(12),
        ),
        stage(
            "Invoice",
            "pink",
            hand_to(_MANAGER),
            parts.READY,
            work.INVOICE,
            past_limit(notify("[ACCOUNT_NAME] has not paid for [JOB_NAME]. Call them.", _MANAGER)),
            limit=(10, "days"),
        ),
        stage(
            "Sign 8879",
            "olive",
            parts.PLEASE_SIGN,
            work.GET_SIGNED,
            after(3, parts.SIGN_REMINDER),
            before_due(3, set_job(priority="urgent")),
            past_limit(notify("[ACCOUNT_NAME] has not signed Form 8879 ([JOB_NAME]). Call them.", _MANAGER)),
            limit=(7, "days"),
        ),
        stage(
            "E-file",
            "green",
            hand_to("Preparer"),
            parts.FILING,
            parts.BEFORE_E_FILE,
            work.E_FILE,
            work.DELIVER_K1S,
            tag_account(remove=("Extension", "Clean-up", "New client")),
            automove=False,
            asks=(ALL_DONE,),
        ),
    ),
    statuses=(
        missing_information(_MANAGER),
        extended("Preparer"),
        rejected("Preparer", "ten"),
        on_hold(_MANAGER),
    ),
    schedule=LibrarySchedule(
        rule="FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=5",
        name="[PERIOD_YEAR] business return",
        role=_MANAGER,
        due_in_days=69,
        period=("year", -1),
    ),
)
