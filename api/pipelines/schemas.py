"""Pipelines, as requests and answers have them."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from api.paging import Paging
from api.pipelines.condition_schemas import Conditions
from api.pipelines.settings import PipelineSettings
from api.schemas import Body, Flag, Ids, Name, Whole
from domain.firms.model import PERMISSIONS

Color = Literal["blue", "orange", "teal", "pink", "olive", "violet", "sky", "brown", "green", "slate"]


def _known_permission(name: str) -> str:
    if name not in PERMISSIONS:
        raise ValueError("there is no such permission")
    return name


RequirementMode = Literal["block", "warn"]
Permission = Annotated[
    str, AfterValidator(_known_permission), WithJsonSchema({"type": "string", "enum": list(PERMISSIONS)})
]


class OnEntry(Body):
    """At once, when the job enters the stage or is given the status."""

    kind: Literal["entered"]


class After(Body):
    """So long after that."""

    kind: Literal["after"]
    amount: Annotated[Whole, Field(ge=1, le=3650)]
    unit: Literal["hours", "days", "business_days"] = "days"


class LimitPassed(Body):
    """When the stage's time limit is passed."""

    kind: Literal["limit_passed"]


class DueDate(Body):
    """So many days before (negative) or after the job's due date, in the morning."""

    kind: Literal["due_date"]
    amount: Annotated[Whole, Field(ge=-3650, le=3650)]
    unit: Literal["days", "business_days"] = "days"


TriggerBody = Annotated[OnEntry | After | LimitPassed | DueDate, Field(discriminator="kind")]


class AutomationBody(Body):
    """When a job enters the stage, or at a time after that, and all conditions hold then, do the action. `id` names the automation it replaces."""

    id: UUID | None = None
    action: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    settings: dict[str, Any] = {}
    conditions: Conditions = []
    on_failure: Literal["go_on", "stop_the_rest"] = "go_on"
    repeat: Literal["every_visit", "first_visit"] = "every_visit"
    # Generated clients can't have an object for a default: the contract does not show it.
    trigger: TriggerBody = Field(default_factory=lambda: OnEntry(kind="entered"))
    enabled: Flag = True


class Limit(Body):
    """How long a job may stay in the stage."""

    amount: Annotated[Whole, Field(ge=1, le=3650)]
    unit: Literal["days", "business_days"] = "days"


class FieldRequirement(Body):
    """A field of the job must be set."""

    kind: Literal["field"]
    field: Literal["assignee_ids", "start_date", "due_date", "internal_deadline", "description"]
    mode: RequirementMode = "block"


class TasksRequirement(Body):
    """All tasks of the job must be completed or canceled."""

    kind: Literal["tasks_done"]
    mode: RequirementMode = "block"


class PermissionRequirement(Body):
    """Whoever moves the job must hold the permission. Automove and automations hold none."""

    kind: Literal["permission"]
    permission: Permission
    mode: RequirementMode = "block"


RequirementBody = Annotated[
    FieldRequirement | TasksRequirement | PermissionRequirement, Field(discriminator="kind")
]
Requirements = Annotated[list[RequirementBody], Field(max_length=20)]


class WipLimitBody(Body):
    """How many jobs that are not archived may stand in the stage: `block` is a hard limit, `warn` a soft one."""

    amount: Annotated[Whole, Field(ge=1, le=100_000)]
    mode: RequirementMode = "block"


class StageBody(Body):
    """A stage of a new pipeline."""

    name: Name
    color: Color | None = None
    automove: Flag = False
    conditions: Conditions = []
    limit: Limit | None = None
    requirements: Requirements = []
    wip_limit: WipLimitBody | None = None
    automations: Annotated[list[AutomationBody], Field(max_length=50)] = []


class NewStage(StageBody):
    """A new stage, at `position` (0 is first) or at the end."""

    position: Annotated[Whole, Field(ge=0, le=200)] | None = None


class StageChange(Body):
    """Only what is sent is changed."""

    name: Name = ""
    color: Color = "blue"
    automove: Flag = False
    conditions: Conditions = []
    limit: Limit | None = None
    requirements: Requirements = []
    wip_limit: WipLimitBody | None = None


class StatusBody(Body):
    """A custom job status. With automove a job is active again when the status's action items are resolved."""

    name: Name
    color: Color | None = None
    automove: Flag = False
    automations: Annotated[list[AutomationBody], Field(max_length=50)] = []


class StatusChangeBody(Body):
    """Only what is sent is changed."""

    name: Name = ""
    color: Color = "slate"
    automove: Flag = False


class StageOrder(Body):
    """Every stage of the pipeline, once, in the new order."""

    stage_ids: Annotated[list[UUID], Field(min_length=1, max_length=200)]


class AutomationList(Body):
    """The stage's automations, in the order of their turns."""

    automations: Annotated[list[AutomationBody], Field(max_length=50)]


class NewPipeline(Body):
    """A pipeline with its stages, custom statuses and automations. `visible_to` null means every member."""

    name: Name
    stages: Annotated[list[StageBody], Field(max_length=100)] = []
    statuses: Annotated[list[StatusBody], Field(max_length=50)] = []
    settings: PipelineSettings = PipelineSettings()
    visible_to: Ids | None = None


class PipelineChange(Body):
    """Only what is sent is changed."""

    name: Name = ""
    settings: PipelineSettings = PipelineSettings()
    visible_to: Ids | None = None


class RestoreBody(Body):
    """Where the jobs of each stage go that the revision does not have: the new stage by the one that is removed."""

    jobs_to: Annotated[dict[UUID, UUID], Field(max_length=200)] = {}


class FileTag(Body):
    """A tag that the pipeline names."""

    name: Name
    color: Color = "slate"


class ImportOptions(Body):
    """How a file is imported."""

    name: Name | None = None
    preview: bool = False


class PipelineFilters(Paging):
    """Which pipelines."""

    sort: Literal["-created_at", "created_at", "name"] = "-created_at"
    status: Literal["active", "archived"] | None = None
    q: Annotated[str, Field(max_length=200)] | None = None
