"""A sales lead: from the first call to a signed proposal."""

from domain.pipelines.library.entry import LibraryEntry
from domain.pipelines.library.parts import sales_lead as parts
from domain.pipelines.library.rules import all_of
from domain.pipelines.library.statuses import on_hold
from domain.pipelines.library.steps import (
    ALL_DONE,
    after,
    hand_to,
    notify,
    past_limit,
    room_for,
    set_job,
    stage,
    status,
    tag_account,
)

_MANAGER = "Account manager"

SALES_LEAD = LibraryEntry(
    key="sales-lead",
    name="Sales lead",
    summary="Somebody who asks for your services, from the first call through the proposal to a yes or a no.",
    stages=(
        stage(
            "New inquiry",
            "blue",
            tag_account(add=("Lead",)),
            hand_to(_MANAGER),
            parts.THANKS,
            parts.CALL_BACK,
            past_limit(
                notify("[ACCOUNT_NAME] asked for us and nobody has called back yet.", _MANAGER, "Partner")
            ),
            limit=(1, "business_days"),
        ),
        stage(
            "Qualify",
            "violet",
            parts.IS_IT_A_FIT,
            parts.QUALIFY,
            past_limit(notify("Is [ACCOUNT_NAME] a client for us? Please decide.", _MANAGER)),
            limit=(3, "business_days"),
        ),
        stage(
            "Discovery call",
            "teal",
            hand_to("Partner"),
            parts.INVITE,
            parts.HOLD_CALL,
            after(3, parts.INVITE_REMINDER),
            past_limit(notify("No call with [ACCOUNT_NAME] yet. Try the phone, or let go.", _MANAGER)),
            limit=(10, "days"),
        ),
        stage(
            "Nurture",
            "slate",
            hand_to(_MANAGER),
            set_job(priority="low"),
            parts.CALL_AGAIN,
            past_limit(notify("[ACCOUNT_NAME] wanted to hear from us in a quarter. Call now.", _MANAGER)),
            limit=(90, "days"),
            only=all_of("Not now"),
        ),
        stage(
            "Proposal",
            "orange",
            tag_account(remove=("Not now",)),
            hand_to(_MANAGER),
            set_job(priority="high"),
            parts.PROPOSAL,
            parts.WRITE,
            parts.GET_SIGNED,
            after(5, parts.PROPOSAL_REMINDER),
            after(8, notify("[ACCOUNT_NAME] has had our proposal for over a week. Call them.", _MANAGER)),
            past_limit(
                notify("The proposal for [ACCOUNT_NAME] is three weeks old. Yes, no, or later?", "Partner")
            ),
            limit=(21, "days"),
            room=room_for(15),
        ),
        stage(
            "Won",
            "green",
            parts.WELCOME,
            tag_account(add=("New client",), remove=("Lead",)),
            parts.START,
            automove=False,
            asks=(ALL_DONE,),
        ),
    ),
    statuses=(
        status(
            "Lost",
            "pink",
            parts.SORRY,
            tag_account(add=("Lost lead",), remove=("Lead", "Not now")),
            after(5, set_job(status="archived")),
        ),
        on_hold(_MANAGER),
    ),
)
