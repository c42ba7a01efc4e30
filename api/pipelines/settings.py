"""A pipeline's settings, as requests have them."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.schemas import Body, Ids, Whole
from domain.pipelines.check_board import CardFact, CardSort


class SuggestedSchedule(Body):
    """How the pipeline's work usually comes again: what a new schedule begins with in the app."""

    rule: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    name: Annotated[str, StringConstraints(max_length=200)] = ""
    role_ids: Ids = []
    due_in_days: Annotated[Whole, Field(ge=0, le=3650)] | None = None
    period_unit: Literal["month", "quarter", "year"] | None = None
    period_offset: Annotated[Whole, Field(ge=-1200, le=1200)] = 0


class PipelineSettings(Body):
    """How the board shows its cards, and which schedule is suggested for its jobs. Without `card_facts` cards tell the usual
    ones: account, tags, dates, priority, days in stage, assignees and action items.
    """

    sort: CardSort = CardSort.DUE_DATE
    card_facts: Annotated[list[CardFact], Field(max_length=20)] = []
    schedule: SuggestedSchedule | None = None
