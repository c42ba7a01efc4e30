"""The 1099 season: from the list of vendors to filed forms by January 31."""

from domain.pipelines.library.entry import LibraryEntry
from domain.pipelines.library.parts import season_1099 as parts
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

_MANAGER = "Account manager"

SEASON_1099 = LibraryEntry(
    key="1099-season",
    name="1099 season",
    summary="A year's 1099-NEC and 1099-MISC, from the list of vendors and their W-9s to filing by January 31.",
    stages=(
        stage(
            "Vendor list",
            "blue",
            hand_to("Bookkeeper"),
            parts.VENDORS,
            parts.WHO_GETS_ONE,
            parts.LIST_VENDORS,
            after(3, parts.VENDORS_REMINDER),
            past_limit(
                notify("No list of vendors from [ACCOUNT_NAME] yet ([JOB_NAME]). Call them.", _MANAGER)
            ),
            limit=(10, "business_days"),
        ),
        stage(
            "Check W-9s",
            "teal",
            parts.CHECK_W9S,
            limit=(7, "business_days"),
        ),
        stage(
            "Missing W-9s",
            "orange",
            parts.W9S,
            parts.CHASE_W9S,
            after(3, parts.W9S_REMINDER),
            past_limit(
                notify("W-9s of [ACCOUNT_NAME] are still missing. Withhold 24 % from now on?", _MANAGER)
            ),
            limit=(10, "business_days"),
            only=all_of("Missing W-9"),
        ),
        stage(
            "Prepare forms",
            "sky",
            tag_account(remove=("Missing W-9",)),
            hand_to("Preparer"),
            parts.TIE_OUT,
            parts.PREPARE,
            before_due(14, set_job(priority="high")),
            limit=(7, "business_days"),
            asks=(DUE_DATE,),
        ),
        stage(
            "Review",
            "violet",
            hand_to("Reviewer"),
            parts.REVIEW,
            before_due(7, set_job(priority="urgent")),
            limit=(3, "business_days"),
            asks=(DONE_OR_ASKED,),
            room=room_for(25),
        ),
        stage(
            "Client approval",
            "pink",
            hand_to(_MANAGER),
            parts.PLEASE_APPROVE,
            parts.GET_APPROVAL,
            after(2, parts.APPROVE_REMINDER),
            before_due(4, set_job(priority="urgent")),
            before_due(4, parts.DUE_SOON),
            limit=(4, "business_days"),
        ),
        stage(
            "File and send",
            "olive",
            hand_to("Preparer"),
            parts.DEADLINES,
            parts.FILE,
            parts.SEND_COPIES,
            given(all_of("State 1099"), parts.FILE_STATES),
            past_limit(notify("1099s of [ACCOUNT_NAME] are approved and not filed.", "Reviewer")),
            limit=(2, "business_days"),
            asks=(ALL_DONE,),
        ),
        stage(
            "Corrections",
            "brown",
            set_job(priority="high"),
            parts.CORRECT,
            limit=(7, "business_days"),
            only=all_of("1099 corrections"),
        ),
        stage(
            "Closed",
            "green",
            parts.DONE,
            tag_account(remove=("1099 corrections",)),
            set_job(status="completed"),
            automove=False,
            asks=(ALL_DONE,),
        ),
    ),
    statuses=(missing_information(_MANAGER), on_hold(_MANAGER)),
    schedule=LibrarySchedule(
        rule="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1",
        name="[PERIOD_YEAR] 1099s",
        role="Bookkeeper",
        due_in_days=61,
        period=("year", 0),
    ),
)
