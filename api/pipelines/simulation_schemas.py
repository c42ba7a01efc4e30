"""Testing a pipeline with an account, as requests and answers have it."""

from datetime import date, datetime
from uuid import UUID

from api.jobs.move_schemas import PlanEntry, UnmetAnswer
from api.schemas import Answer, Body, Day, Ids, Name, Priority


class Simulate(Body):
    """The job that would be made: without a stage it begins in the first, without a name it takes the pipeline's."""

    account_id: UUID
    stage_id: UUID | None = None
    name: Name | None = None
    due_date: Day | None = None
    priority: Priority = "medium"
    assignee_ids: Ids = []


class SimulatedJob(Answer):
    """The job as it would be made."""

    name: str
    account_name: str
    due_date: date | None
    priority: str
    assignee_ids: list[UUID]


class WaitsFor(Answer):
    """An action item, and when it is taken to be done."""

    title: str
    due_date: date | None
    done_at: datetime


class PassedOver(Answer):
    """A stage that is passed over, and the condition that does not hold."""

    stage_id: UUID
    name: str
    reason: str


class GoesOn(Answer):
    """How a stay ends: automove, automation, person, or ends."""

    how: str
    at: datetime
    reason: str
    stage_id: UUID | None
    skipped: list[PassedOver]


class StayAnswer(Answer):
    """A stay in a stage or custom status: each automation's turn, and what is waited for."""

    id: UUID
    name: str
    color: str
    enters_at: datetime
    plan: list[PlanEntry]
    waits_for: list[WaitsFor]


class StatusStayAnswer(StayAnswer):
    """A custom status that an automation gives, and how it ends."""

    ends: GoesOn | None


class StepAnswer(StayAnswer):
    """A stay in a stage. `came_by`: created, automove, automation or person."""

    came_by: str
    unmet: list[UnmetAnswer]
    statuses: list[StatusStayAnswer]
    goes_on: GoesOn | None


class Simulation(Answer):
    """The whole way, and what was assumed. Nothing was made."""

    job: SimulatedJob
    steps: list[StepAnswer]
    assumptions: list[str]
