"""Client onboarding: from the engagement letter to the first recurring jobs."""

from domain.pipelines.library.entry import LibraryEntry
from domain.pipelines.library.parts import client_onboarding as parts, client_onboarding_setup as setup
from domain.pipelines.library.rules import all_of, any_of, is_a
from domain.pipelines.library.statuses import missing_information, on_hold
from domain.pipelines.library.steps import (
    ALL_DONE,
    DONE_OR_ASKED,
    after,
    given,
    hand_to,
    notify,
    past_limit,
    set_job,
    stage,
    tag_account,
)

_MANAGER = "Account manager"

CLIENT_ONBOARDING = LibraryEntry(
    key="client-onboarding",
    name="Client onboarding",
    summary="A new client, from engagement letter and papers to set-up services, kick-off call and first schedules.",
    stages=(
        stage(
            "Engagement letter",
            "slate",
            tag_account(add=("New client",)),
            hand_to(_MANAGER),
            parts.WELCOME,
            parts.GET_SIGNED,
            after(3, parts.LETTER_REMINDER),
            past_limit(
                notify("[ACCOUNT_NAME] has not signed the engagement letter. Call them.", _MANAGER, "Partner")
            ),
            limit=(7, "days"),
        ),
        stage(
            "Client information",
            "blue",
            given(is_a("individual"), parts.ABOUT_YOU),
            given(is_a("company", "other"), parts.ABOUT_YOUR_BUSINESS),
            parts.WHO_IS_IT,
            parts.ENTER,
            parts.GET_RETURNS,
            given(is_a("company", "other"), parts.ASK_FORMER),
            after(3, parts.INFORMATION_REMINDER),
            after(8, parts.INFORMATION_REMINDER),
            past_limit(
                notify("Papers of the new client [ACCOUNT_NAME] are still missing. Call them.", _MANAGER)
            ),
            limit=(14, "days"),
        ),
        stage(
            "Authorizations",
            "violet",
            parts.AUTHORIZE,
            parts.GET_AUTHORIZED,
            given(is_a("company", "other"), parts.ENROLL),
            after(3, parts.AUTHORIZE_REMINDER),
            limit=(10, "days"),
        ),
        stage(
            "Set up the books",
            "teal",
            hand_to("Bookkeeper"),
            setup.SET_UP_BOOKS,
            given(all_of("Clean-up"), setup.CLEAN_UP),
            given(all_of("Sales tax"), setup.SALES_TAX),
            past_limit(notify("The books of [ACCOUNT_NAME] are not set up after two weeks.", _MANAGER)),
            limit=(10, "business_days"),
            only=any_of("Bookkeeping", "Sales tax"),
        ),
        stage(
            "Set up payroll",
            "sky",
            hand_to("Payroll specialist"),
            setup.SET_UP_PAYROLL,
            setup.TEST_PAYROLL,
            past_limit(notify("Payroll of [ACCOUNT_NAME] is not set up after two weeks.", _MANAGER)),
            limit=(10, "business_days"),
            only=all_of("Payroll"),
        ),
        stage(
            "Plan the year",
            "olive",
            hand_to(_MANAGER),
            setup.PLAN,
            given(all_of("VIP"), setup.ACCEPT),
            limit=(5, "business_days"),
            asks=(DONE_OR_ASKED,),
        ),
        stage(
            "Kick-off call",
            "orange",
            parts.INVITE,
            setup.KICK_OFF,
            past_limit(notify("No kick-off call with [ACCOUNT_NAME] yet.", _MANAGER, "Partner")),
            limit=(10, "days"),
        ),
        stage(
            "Onboarded",
            "green",
            parts.READY,
            tag_account(remove=("New client", "Clean-up")),
            set_job(status="completed"),
            automove=False,
            asks=(ALL_DONE,),
        ),
    ),
    statuses=(missing_information(_MANAGER), on_hold(_MANAGER)),
)
