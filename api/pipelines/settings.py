"""A pipeline's settings, as requests have them."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.schemas import Body, Ids, Whole


class SuggestedSchedule(Body):
    """How the pipeline's work usually comes again: what a new schedule begins with in the app."""

    rule: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    name: Annotated[str, StringConstraints(max_length=200)] = ""
    role_ids: Ids = []
    due_in_days: Annotated[Whole, Field(ge=0, le=3650)] | None = None
    period_unit: Literal["month", "quarter", "year"] | None = None
    period_offset: Annotated[Whole, Field(ge=-1200, le=1200)] = 0


class PipelineSettings(Body):
    """How the board shows its cards, and which schedule is suggested for its jobs."""

    sort: Literal["account_name", "time_in_stage", "start_date", "due_date", "created_at", "priority"] = (
        "due_date"
    )
    card_facts: Annotated[list[Annotated[str, StringConstraints(max_length=40)]], Field(max_length=20)] = []
    schedule: SuggestedSchedule | None = None
