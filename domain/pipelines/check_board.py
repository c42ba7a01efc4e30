"""A pipeline's own settings: who sees it, how its board shows cards, which schedule it suggests."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from domain.pipelines.model import Pipeline
from domain.pipelines.things import KIND_WORDS
from domain.shared.context import Context
from domain.shared.errors import Fault, Invalid, RuleViolation
from domain.unit_of_work import UnitOfWork


class CardSort(StrEnum):
    """What the cards of a board are sorted by, as long as nobody chooses otherwise."""

    ACCOUNT_NAME = "account_name"
    TIME_IN_STAGE = "time_in_stage"
    STAGE_LIMIT = "stage_limit"
    START_DATE = "start_date"
    DUE_DATE = "due_date"
    CREATED_AT = "created_at"
    PRIORITY = "priority"


class CardFact(StrEnum):
    """What cards tell beside the job's name."""

    ACCOUNT = "account"
    ACCOUNT_ID = "account_id"
    TAGS = "tags"
    DATES = "dates"
    PRIORITY = "priority"
    DAYS_IN_STAGE = "days_in_stage"
    ASSIGNEES = "assignees"
    CLIENT_STATUS = "client_status"
    ACTION_ITEMS = "action_items"


USUAL = tuple(fact for fact in CardFact if fact not in (CardFact.ACCOUNT_ID, CardFact.CLIENT_STATUS))
"""What cards tell when a pipeline does not say it."""


class WouldNotSeeIt(RuleViolation):
    """Nobody shuts themselves out."""

    code = "would_not_see_it"


def named_by(pipeline: Pipeline) -> set[UUID]:
    """The members who see it and the roles of the schedule that it suggests."""
    return {*(pipeline.visible_to or ()), *_roles(pipeline.settings)}


async def check_board(
    pipeline: Pipeline, uow: UnitOfWork, context: Context, *, known: Collection[UUID] = ()
) -> None:
    """Whom it names is of the firm (those that are `known` are not asked again), and whoever saves it goes on seeing it.

    Raises Invalid, WouldNotSeeIt.
    """
    _check_facts(pipeline.settings)
    members, roles = pipeline.visible_to or [], _roles(pipeline.settings)
    there = {*known, *await uow.members.kept(members), *await uow.account_roles.kept(roles)}
    faults = [
        *_gone("member", "/visible_to", members, there),
        *_gone("role", "/settings/schedule/role_ids", roles, there),
    ]
    if faults:
        raise Invalid(faults)
    if not context.rights.sees_pipeline(pipeline.visible_to):
        raise WouldNotSeeIt(
            "You would not see the pipeline yourself any more. Add yourself, or ask an admin."
        )


def _check_facts(settings: Mapping[str, object]) -> None:
    facts = settings.get("card_facts")
    told = facts if isinstance(facts, list) else []
    for place, fact in enumerate(told):
        if fact in told[:place]:
            raise Invalid([Fault(f"/settings/card_facts/{place}", "card_fact_twice", "It is named twice.")])


def _roles(settings: Mapping[str, object]) -> list[UUID]:
    schedule = settings.get("schedule")
    named = schedule.get("role_ids") if isinstance(schedule, Mapping) else None
    return [UUID(str(one)) for one in named] if isinstance(named, list) else []


def _gone(kind: str, at: str, named: Sequence[UUID], there: Collection[UUID]) -> Iterable[Fault]:
    sentence = f"There is no such {KIND_WORDS[kind]} in your firm."
    return (
        Fault(f"{at}/{place}", f"{kind}_not_found", sentence)
        for place, one in enumerate(named)
        if one not in there
    )
