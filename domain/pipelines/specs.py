"""What a new stage or automation is asked to be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from domain.pipelines.conditions import Condition
from domain.pipelines.model import Automation, CustomStatus, OnFailure, Repeat, Stage
from domain.pipelines.requirements import Requirement, WipLimit
from domain.pipelines.trigger import ENTERED, Trigger
from domain.shared.context import Context

# Told apart without the help of hue alone; given to new stages in turn.
STAGE_COLORS = ("blue", "orange", "teal", "pink", "olive", "violet", "sky", "brown", "green", "slate")


@dataclass(frozen=True, slots=True, kw_only=True)
class AutomationSpec:
    """An automation as it is wanted; `id` names the one that it replaces."""

    action: str
    settings: Mapping[str, object] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    on_failure: OnFailure = OnFailure.GO_ON
    repeat: Repeat = Repeat.EVERY_VISIT
    trigger: Trigger = ENTERED
    enabled: bool = True
    id: UUID | None = None

    def build(self, owner: Stage | CustomStatus, position: int, context: Context) -> Automation:
        """The automation, new, of a stage or custom status."""
        return Automation(
            firm_id=context.firm_id,
            id=context.new_id(),
            pipeline_id=owner.pipeline_id,
            stage_id=owner.id if isinstance(owner, Stage) else None,
            status_id=owner.id if isinstance(owner, CustomStatus) else None,
            position=position,
            action=self.action,
            settings=dict(self.settings),
            conditions=list(self.conditions),
            on_failure=self.on_failure,
            repeat=self.repeat,
            trigger=self.trigger,
            enabled=self.enabled,
            author_id=context.actor.id if context.actor.type == "member" else None,
        )

    def apply(self, automation: Automation, position: int) -> None:
        """Make an automation that is there already like this."""
        automation.position = position
        automation.action = self.action
        automation.settings = dict(self.settings)
        automation.conditions = list(self.conditions)
        automation.on_failure = self.on_failure
        automation.repeat = self.repeat
        automation.trigger = self.trigger
        automation.enabled = self.enabled


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSpec:
    """A stage as it is wanted."""

    name: str
    color: str | None = None
    automove: bool = False
    conditions: tuple[Condition, ...] = ()
    limit_amount: int | None = None
    limit_unit: str = "days"
    requirements: tuple[Requirement, ...] = ()
    wip_limit: WipLimit | None = None
    automations: tuple[AutomationSpec, ...] = ()

    def build(self, pipeline_id: UUID, position: int, context: Context) -> Stage:
        """The stage, new."""
        stage = Stage(
            firm_id=context.firm_id,
            id=context.new_id(),
            pipeline_id=pipeline_id,
            position=position,
            name=self.name,
            color=STAGE_COLORS[position % len(STAGE_COLORS)],
        )
        self.apply(stage)
        return stage

    def apply(self, stage: Stage) -> None:
        """Make a stage that is there already like this."""
        stage.name = self.name
        stage.color = self.color or stage.color
        stage.automove = self.automove
        stage.conditions = list(self.conditions)
        stage.limit_amount = self.limit_amount
        stage.limit_unit = self.limit_unit
        stage.requirements = list(self.requirements)
        stage.wip_limit = self.wip_limit


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomStatusSpec:
    """A custom status as it is wanted."""

    name: str
    color: str | None = None
    automove: bool = False
    automations: tuple[AutomationSpec, ...] = ()

    def build(self, pipeline_id: UUID, position: int, context: Context) -> CustomStatus:
        """The custom status, new."""
        status = CustomStatus(
            firm_id=context.firm_id,
            id=context.new_id(),
            pipeline_id=pipeline_id,
            position=position,
            name=self.name,
        )
        self.apply(status)
        return status

    def apply(self, status: CustomStatus) -> None:
        """Make a custom status that is there already like this."""
        status.name = self.name
        status.color = self.color or status.color
        status.automove = self.automove
