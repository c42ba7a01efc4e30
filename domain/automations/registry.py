"""The catalogue of actions: an explicit list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any
from uuid import UUID

from domain.automations.action import Action
from domain.automations.actions.call_webhook import call_webhook_action
from domain.automations.actions.create_job import create_job_action
from domain.automations.actions.create_task import create_task_action
from domain.automations.actions.link_note import link_note_action
from domain.automations.actions.move_job import move_job_action
from domain.automations.actions.notify_members import notify_members_action
from domain.automations.actions.send_email import send_email_action
from domain.automations.actions.update_account_access import update_account_access_action
from domain.automations.actions.update_account_tags import update_account_tags_action
from domain.automations.actions.update_client_status import update_client_status_action
from domain.automations.actions.update_job import update_job_action
from domain.automations.foresight import Foresight
from domain.automations.texts import text_of
from domain.pipelines.model import Automation, Pipeline
from domain.pipelines.ports import Setting
from domain.shared.errors import Fault, Invalid
from domain.shared.web_address import NOTHING_MORE, AddressRefused, Allowed, read_web_address

ACTIONS: Mapping[str, Action] = {
    action.key: action
    for action in (
        create_task_action,
        send_email_action,
        notify_members_action,
        update_account_tags_action,
        update_account_access_action,
        update_job_action,
        update_client_status_action,
        move_job_action,
        create_job_action,
        link_note_action,
        call_webhook_action,
    )
}

FORESIGHTS: Mapping[str, Foresight] = {key: action.foresight for key, action in ACTIONS.items()}
"""What plans are made with."""

_REFERS_TO: Mapping[str, str] = {
    "tag-list": "tag",
    "role-list": "role",
    "member-list": "member",
    "client-status": "client_status",
    "pipeline": "pipeline",
    "any-pipeline": "pipeline",
    "stage": "stage",
    "custom-status": "status",
}
"""The widgets with which things of the firm are chosen."""


@cache
def _settings_of(key: str) -> tuple[Setting, ...]:
    known = fields(ACTIONS[key].settings) if key in ACTIONS else ()
    return tuple(
        Setting(
            one.name,
            str(one.metadata["title"]),
            _REFERS_TO.get(one.metadata.get("widget", "")),
            dict(zip(one.metadata.get("enum", ()), one.metadata.get("enum_titles", ()), strict=False)),
        )
        for one in known
    )


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The registry, as pipelines see it; `allowed` is where the operator lets requests go besides the open internet."""

    allowed: Allowed = NOTHING_MORE

    def check(self, automation: Automation, pipeline: Pipeline, pointer: str) -> None:
        """The action exists and its settings make sense.

        Raises Invalid.
        """
        action = ACTIONS.get(automation.action)
        if action is None:
            sentence = f"There is no action “{automation.action}”."
            raise Invalid([Fault(f"{pointer}/action", "unknown_action", sentence)])
        settings = self._settings(action, automation, pointer)
        faults = [*action.check(settings, pipeline), *self._unreachable(action.calls(settings))]
        if faults:
            raise Invalid([Fault(pointer + fault.pointer, fault.code, fault.detail) for fault in faults])

    def texts(self, automation: Automation) -> Mapping[str, str]:
        """Its settings that may hold shortcodes, by their names."""
        named = [
            one.name for one in fields(ACTIONS[automation.action].settings) if "shortcodes" in one.metadata
        ]
        return {name: text_of(automation.settings.get(name, "")) for name in named}

    def client_statuses(self, automation: Automation) -> Mapping[str, str]:
        """Its settings that name a client-facing status by its id, by their names."""
        named = [
            one.name
            for one in fields(ACTIONS[automation.action].settings)
            if one.metadata.get("widget") == "client-status"
        ]
        return {name: str(id_) for name in named if (id_ := automation.settings.get(name))}

    def check_elsewhere(self, automation: Automation, there: Pipeline | None, pointer: str) -> None:
        """The other pipeline is there, and has the stage to which it brings the job or in which it begins one.

        Raises Invalid.
        """
        stage = self.leads_to(automation) if self.leads_into(automation) else self.begins_at(automation)
        if there is None:
            at, code, sentence = "pipeline_id", "pipeline_not_found", "Choose a pipeline of the firm."
        elif stage is not None and stage not in {one.id for one in there.stages}:
            at, code, sentence = "stage_id", "stage_not_found", f"Choose a stage of “{there.name}”."
        else:
            return
        raise Invalid([Fault(f"{pointer}/settings/{at}", code, sentence)])

    def permission(self, automation: Automation) -> str | None:
        """What whoever saves the automation must be permitted."""
        return ACTIONS[automation.action].permission

    def leads_to(self, automation: Automation) -> UUID | None:
        """The stage or custom status that its action brings the job to, if it does."""
        action = ACTIONS[automation.action]
        place = action.leads_to(action.read(automation.settings))
        return UUID(place) if place else None

    def leads_into(self, automation: Automation) -> UUID | None:
        """The other pipeline that its action brings the job to, if it does."""
        action = ACTIONS[automation.action]
        pipeline = action.leads_into(action.read(automation.settings))
        return UUID(pipeline) if pipeline else None

    def begins_in(self, automation: Automation) -> UUID | None:
        """The other pipeline in which its action begins a new job, if it does."""
        action = ACTIONS[automation.action]
        pipeline = action.begins_in(action.read(automation.settings))
        return UUID(pipeline) if pipeline else None

    def begins_at(self, automation: Automation) -> UUID | None:
        """The stage in which its action begins a new job; None when it is the first one, or there is none."""
        action = ACTIONS[automation.action]
        stage = action.begins_at(action.read(automation.settings))
        return UUID(stage) if stage else None

    def sentence(self, automation: Automation) -> str:
        """What the automation does, in words."""
        action = ACTIONS[automation.action]
        return action.sentence(action.read(automation.settings))

    def settings(self, action: str) -> Sequence[Setting]:
        """The settings of an action; none when there is no such action."""
        return _settings_of(action)

    def describe(self, action: str, settings: Mapping[str, object]) -> str:
        """What an action with these settings does, in words, even when it can't be read any more."""
        known = ACTIONS.get(action)
        if known is None:
            return action.replace("_", " ")
        try:
            return known.sentence(known.read(settings))
        except TypeError:
            return known.title.lower()

    def _unreachable(self, url: str) -> list[Fault]:
        try:
            if url:
                read_web_address(url, self.allowed)
        except AddressRefused as refusal:
            return [Fault("/settings/url", refusal.stable_code, str(refusal))]
        return []

    def _settings(self, action: Action, automation: Automation, pointer: str) -> Any:
        try:
            return action.read(automation.settings)
        except TypeError as error:
            raise Invalid([Fault(f"{pointer}/settings", "settings_invalid", str(error))]) from error


CATALOGUE = Catalogue()
