"""Sales tax filing: one period's return, or several states' of them."""

from domain.pipelines.library.entry import LibraryEntry
from domain.pipelines.library.parts import sales_tax as parts
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
)

_BOOKKEEPER, _MANAGER = "Bookkeeper", "Account manager"

SALES_TAX = LibraryEntry(
    key="sales-tax",
    name="Sales tax filing",
    summary="One period's sales tax, from sales data through nexus check and review to filed and paid returns.",
    stages=(
        stage(
            "Collect sales data",
            "blue",
            hand_to(_BOOKKEEPER),
            parts.SALES,
            parts.GET_SALES,
            given(all_of("Marketplace seller"), parts.GET_MARKETPLACES),
            after(3, parts.SALES_REMINDER),
            past_limit(notify("Sales of [ACCOUNT_NAME] for [JOB_NAME] are missing. Call them.", _MANAGER)),
            limit=(5, "business_days"),
        ),
        stage(
            "Reconcile",
            "teal",
            parts.RECONCILE,
            limit=(2, "business_days"),
        ),
        stage(
            "Nexus check",
            "orange",
            parts.NEXUS,
            parts.CHECK_NEXUS,
            limit=(2, "business_days"),
            only=all_of("Nexus states"),
        ),
        stage(
            "Prepare return",
            "sky",
            parts.PREPARE,
            given(all_of("Nexus states"), parts.PREPARE_STATES),
            given(all_of("Prepayments"), parts.PREPAY),
            before_due(5, set_job(priority="high")),
            limit=(3, "business_days"),
            asks=(DUE_DATE,),
        ),
        stage(
            "Review",
            "violet",
            hand_to("Reviewer"),
            parts.REVIEW,
            before_due(3, set_job(priority="urgent")),
            limit=(1, "business_days"),
            asks=(DONE_OR_ASKED,),
            room=room_for(15),
        ),
        stage(
            "Client approval",
            "pink",
            hand_to(_MANAGER),
            parts.PLEASE_APPROVE,
            parts.GET_APPROVAL,
            after(2, parts.APPROVE_REMINDER),
            before_due(2, set_job(priority="urgent")),
            before_due(2, parts.DUE_SOON),
            limit=(3, "business_days"),
        ),
        stage(
            "File and pay",
            "olive",
            hand_to(_BOOKKEEPER),
            parts.BEFORE_FILING,
            parts.FILE,
            past_limit(notify("[JOB_NAME] of [ACCOUNT_NAME] is approved and not filed.", "Reviewer")),
            limit=(1, "business_days"),
            asks=(ALL_DONE,),
        ),
        stage(
            "Closed",
            "green",
            parts.FILED,
            set_job(status="completed"),
            automove=False,
            asks=(ALL_DONE,),
        ),
    ),
    statuses=(missing_information(_MANAGER), on_hold(_MANAGER)),
    schedule=LibrarySchedule(
        rule="FREQ=MONTHLY;BYMONTHDAY=3",
        name="Sales tax [PERIOD_MONTH_NAME] [PERIOD_YEAR]",
        role=_BOOKKEEPER,
        due_in_days=17,
        period=("month", -1),
    ),
)
