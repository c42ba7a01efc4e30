"""Moves, as requests and answers have them."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from api.jobs.part_schemas import ItemAnswer
from api.jobs.schemas import Cardinal, JobAnswer, Reason
from api.schemas import Answer, Body, Flag, Ids, Whole

Decision = Literal["leave", "done", "cancel", "carry"]


class OpenItem(Body):
    """What becomes of an item that is still open: leave it behind, mark it done, cancel it, or carry it along, so that it
    holds the next stage.
    """

    item_id: UUID
    decision: Decision


class Move(Body):
    """Where to, and what to do on the way. `other_items` is for the open items that `open_items` does not name. `override_reason` lets an owner or admin in where requirements refuse,
    `accept_warnings` says that the warnings were seen. The same `operation_id` again answers the first move's outcome.
    """

    stage_id: UUID
    expected_version: Cardinal | None = None
    operation_id: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None
    skip_automations: Ids = []
    open_items: Annotated[list[OpenItem], Field(max_length=200)] = []
    other_items: Decision = "leave"
    hold_seconds: Annotated[Whole, Field(ge=0, le=60)] | None = None
    override_reason: Reason | None = None
    accept_warnings: Flag = False


class Nothing(Body):
    """An empty object."""


class Verdict(Answer):
    """What a condition said."""

    condition: dict[str, Any]
    holds: bool
    text: str


class Told(Answer):
    """One thing that a run would make: what it is about, and the words."""

    label: str
    text: str


class PlanEntry(Answer):
    """What an automation will do, or why not: `outcome` is will_run, planned, skipped, or cancelled. `lines` is
    what the run would make, `would_fail` why it would fail as things stand.
    """

    automation_id: UUID
    action: str
    title: str
    outcome: str
    due_at: datetime | None
    reason: str | None
    verdicts: list[Verdict]
    outward: bool
    makes_action_item: bool
    lines: list[Told]
    would_fail: str | None


class Moved(Answer):
    """The job after the move, what the move sets off, and until when it can be undone."""

    job: JobAnswer
    plan: list[PlanEntry]
    undo_until: datetime | None
    changed: bool


class Undone(Answer):
    """The job, back where it was."""

    job: JobAnswer


class UnmetAnswer(Answer):
    """A requirement of the stage that does not hold: `block` refuses, `warn` asks."""

    code: str
    mode: str
    detail: str
    field: str | None


class Preview(Answer):
    """What a move would do; nothing was changed. `carried_item_ids` are open items that would hold the next stage."""

    changed: bool
    plan: list[PlanEntry]
    open_items: list[ItemAnswer]
    carried_item_ids: list[UUID]
    requirements: list[UnmetAnswer]
    may_override: bool
    next_stage_id: UUID | None
