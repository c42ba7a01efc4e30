"""From request bodies to the commands of the domain: names of tags and statuses become ids, settings are checked by their schema."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from api.caller import Caller
from api.pipelines.actions import settings_checker
from api.pipelines.conditions import ConditionReading
from api.pipelines.schemas import (
    AutomationBody,
    RequirementBody,
    StageBody,
    StatusBody,
    WipLimitBody,
)
from domain.automations.registry import ACTIONS, CATALOGUE
from domain.pipelines.model import OnFailure, Repeat
from domain.pipelines.requirements import Requirement, WipLimit
from domain.pipelines.specs import AutomationSpec, CustomStatusSpec, StageSpec
from domain.pipelines.trigger import Trigger
from domain.shared.errors import Fault, Invalid


def read_requirements(bodies: Sequence[RequirementBody]) -> tuple[Requirement, ...]:
    """The requirements that are wanted."""
    return tuple(Requirement.from_view(body.model_dump()) for body in bodies)


def read_wip_limit(body: WipLimitBody | None) -> WipLimit | None:
    """The limit that is wanted."""
    return WipLimit.from_view(body.model_dump()) if body else None


class Reading:
    """What the bodies of one request may name by its name."""

    def __init__(self, conditions: ConditionReading, client_statuses: Mapping[str, str]) -> None:
        self.conditions = conditions
        self._client_statuses = client_statuses

    @classmethod
    async def of(cls, me: Caller) -> "Reading":
        """Look up what the firm has."""
        async with me.uow() as uow:
            client_statuses = {one.name.lower(): str(one.id) for one in await uow.client_statuses.all()}
        return cls(await ConditionReading.of(me), client_statuses)

    def stages(self, bodies: Sequence[StageBody], pointer: str) -> tuple[StageSpec, ...]:
        """The stages that are wanted."""
        return tuple(self.stage(body, f"{pointer}/{place}") for place, body in enumerate(bodies))

    def stage(self, body: StageBody, pointer: str) -> StageSpec:
        """The stage that is wanted."""
        return StageSpec(
            name=body.name,
            color=body.color,
            automove=body.automove,
            conditions=self.conditions.read(body.conditions, f"{pointer}/conditions"),
            limit_amount=body.limit.amount if body.limit else None,
            limit_unit=body.limit.unit if body.limit else "days",
            requirements=read_requirements(body.requirements),
            wip_limit=read_wip_limit(body.wip_limit),
            automations=self.automations(body.automations, f"{pointer}/automations"),
        )

    def status(self, body: StatusBody, pointer: str) -> CustomStatusSpec:
        """The custom status that is wanted."""
        return CustomStatusSpec(
            name=body.name,
            color=body.color,
            automove=body.automove,
            automations=self.automations(body.automations, f"{pointer}/automations"),
        )

    def automations(self, bodies: Sequence[AutomationBody], pointer: str) -> tuple[AutomationSpec, ...]:
        """The automations that are wanted.

        Raises Invalid.
        """
        return tuple(self._automation(body, f"{pointer}/{place}") for place, body in enumerate(bodies))

    def _automation(self, body: AutomationBody, pointer: str) -> AutomationSpec:
        return AutomationSpec(
            id=body.id,
            action=body.action,
            settings=self._settings(body, pointer),
            conditions=self.conditions.read(body.conditions, f"{pointer}/conditions"),
            on_failure=OnFailure(body.on_failure),
            repeat=Repeat(body.repeat),
            trigger=Trigger.from_view(body.trigger.model_dump()),
            enabled=body.enabled,
        )

    def _settings(self, body: AutomationBody, pointer: str) -> dict[str, Any]:
        settings = dict(body.settings)
        for one in CATALOGUE.settings(body.action):
            named = settings.get(one.name)
            if one.refers_to == "tag" and isinstance(named, list):
                settings[one.name] = [
                    str(self.conditions.tag(str(name), f"{pointer}/settings/{one.name}/{place}"))
                    for place, name in enumerate(named)
                ]
            elif one.refers_to == "client_status" and isinstance(named, str):
                settings[one.name] = self._client_statuses.get(named.lower(), named)
        check_settings(body.action, settings, pointer)
        return settings


def check_settings(action: str, settings: Mapping[str, Any], pointer: str) -> None:
    """The settings fit the action's schema.

    Raises Invalid.
    """
    if action not in ACTIONS:
        sentence = f"There is no action “{action}”."
        raise Invalid([Fault(f"{pointer}/action", "unknown_action", sentence)])
    try:
        settings_checker(action).model_validate(settings)
    except ValidationError as error:
        raise Invalid(
            [
                Fault(
                    f"{pointer}/settings" + "".join(f"/{part}" for part in fault["loc"]),
                    fault["type"],
                    fault["msg"],
                )
                for fault in error.errors()
            ]
        ) from error
