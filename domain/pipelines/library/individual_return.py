"""The 1040: a person's income tax return, from engagement letter to acknowledgement."""

from domain.pipelines.library.entry import LibraryEntry
from domain.pipelines.library.parts import individual_return as parts
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

INDIVIDUAL_RETURN = LibraryEntry(
    key="1040",
    name="1040 individual return",
    summary="A person's income tax return, from the engagement letter to the IRS's acknowledgement, with extension.",
    stages=(
        stage(
            "Engagement letter",
            "slate",
            given(all_of(_ON_FILE), jump("Collect documents")),
            given(none_of(_ON_FILE), parts.LETTER),
            given(none_of(_ON_FILE), parts.GET_LETTER_SIGNED),
            after(3, parts.LETTER_REMINDER),
            past_limit(
                notify("[ACCOUNT_NAME] has not signed for [JOB_NAME]. Do they come back? Call.", _MANAGER)
            ),
            limit=(7, "days"),
        ),
        stage(
            "Collect documents",
            "blue",
            parts.DOCUMENTS,
            given(all_of("New client"), parts.ASK_FOR_LAST_RETURN),
            given(all_of("Schedule C"), parts.COLLECT_SCHEDULE_C),
            parts.CHECK_DOCUMENTS,
            after(5, parts.DOCUMENTS_REMINDER),
            after(12, parts.DOCUMENTS_REMINDER),
            before_due(21, parts.EXTEND_OR_HURRY),
            past_limit(set_job(priority="high")),
            limit=(21, "days"),
        ),
        stage(
            "Extension",
            "orange",
            set_job(priority="high"),
            parts.EXTENDING,
            parts.FILE_4868,
            limit=(5, "business_days"),
            only=all_of("Extension"),
        ),
        stage(
            "Prepare return",
            "teal",
            hand_to("Preparer"),
            parts.HOW_TO_PREPARE,
            parts.PREPARE,
            before_due(10, set_job(priority="high")),
            past_limit(
                notify("[JOB_NAME] of [ACCOUNT_NAME] has been in preparation for a week.", "Reviewer")
            ),
            limit=(7, "business_days"),
            asks=(DUE_DATE,),
        ),
        stage(
            "Review",
            "violet",
            hand_to("Reviewer"),
            parts.HOW_TO_REVIEW,
            parts.REVIEW,
            given(all_of("VIP"), parts.SECOND_REVIEW),
            before_due(5, set_job(priority="urgent")),
            limit=(3, "business_days"),
            asks=(DONE_OR_ASKED,),
            room=room_for(20),
        ),
        stage(
            "Invoice",
            "pink",
            hand_to(_MANAGER),
            parts.READY,
            parts.INVOICE,
            after(5, parts.INVOICE_REMINDER),
            past_limit(notify("[ACCOUNT_NAME] has not paid for [JOB_NAME]. Call them.", _MANAGER)),
            limit=(10, "days"),
        ),
        stage(
            "Sign 8879",
            "olive",
            parts.PLEASE_SIGN,
            parts.GET_8879_SIGNED,
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
            parts.E_FILE,
            tag_account(add=("1040",), remove=("Extension", "New client")),
            automove=False,
            asks=(ALL_DONE,),
        ),
    ),
    statuses=(
        missing_information(_MANAGER),
        extended("Preparer"),
        rejected("Preparer", "five"),
        on_hold(_MANAGER),
    ),
    schedule=LibrarySchedule(
        rule="FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=5",
        name="[PERIOD_YEAR] 1040",
        role=_MANAGER,
        due_in_days=100,
        period=("year", -1),
    ),
)
