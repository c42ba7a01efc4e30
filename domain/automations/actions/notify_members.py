"""Tell members something in their inbox."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from domain.automations.action import Action, At, Made
from domain.automations.outlook import Line, Outlook
from domain.automations.texts import briefly, job_values, shortcode_faults
from domain.notifications.notify import notify
from domain.pipelines.model import Pipeline
from domain.shared.errors import Fault, RuleViolation
from domain.shared.shortcodes import IN_JOB_TEXTS, fill


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyMembers:
    """What, and whom."""

    text: str = field(
        metadata={
            "title": "Text",
            "min_length": 1,
            "max_length": 1000,
            "widget": "multiline",
            "shortcodes": "job",
        }
    )
    to_assignees: bool = field(default=True, metadata={"title": "Those whom the job is assigned to"})
    role_ids: list[str] = field(
        default_factory=list, metadata={"title": "Account roles", "widget": "role-list"}
    )
    member_ids: list[str] = field(
        default_factory=list, metadata={"title": "Members", "widget": "member-list"}
    )


def sentence(settings: NotifyMembers) -> str:
    """In words."""
    return f"tell members “{briefly(settings.text)}”"


def check(settings: NotifyMembers, pipeline: Pipeline) -> list[Fault]:
    """It must reach somebody; unknown shortcodes are refused."""
    if not (settings.to_assignees or settings.role_ids or settings.member_ids):
        return [Fault("/settings/member_ids", "nobody_to_tell", "Choose whom to tell.")]
    return shortcode_faults(settings, IN_JOB_TEXTS, "text")


def foretell(settings: NotifyMembers, outlook: Outlook) -> Iterator[Line]:
    """Who, and what is said.

    Raises RuleViolation when there is nobody.
    """
    assigned = outlook.assignee_ids if settings.to_assignees else ()
    chosen = (*assigned, *outlook.chosen(settings.member_ids, settings.role_ids))
    people = [one for one in dict.fromkeys(chosen) if one in outlook.people and outlook.people[one].active]
    yield Line("To", outlook.names(people, settings.role_ids))
    yield Line("Text", fill(settings.text, outlook.values()))
    if not people:
        raise nobody_to_tell()


def nobody_to_tell() -> RuleViolation:
    """Whom it was for is not there."""
    sentence = "There is nobody to tell: no assignee, and the roles are empty."
    return RuleViolation(sentence, code="nobody_to_tell")


async def run(settings: NotifyMembers, at: At) -> Made:
    """Write it to each one's inbox.

    Raises RuleViolation when there is nobody: no assignee, and the roles are empty.
    """
    job = at.at_hand.job
    people = [*(job.assignee_ids if settings.to_assignees else ())]
    people += [UUID(member) for member in settings.member_ids]
    if settings.role_ids:
        account = await at.uow.accounts.get(job.account_id)
        people += account.members_in_roles([UUID(role) for role in settings.role_ids])
    values = await job_values((settings.text,), at.at_hand, at.uow, at.context)
    told = await notify(
        people, f"run:{at.run.id}", fill(settings.text, values), at.uow, at.context, job_id=job.id
    )
    if not told:
        raise nobody_to_tell()
    return [{"type": "notification", "id": one.id, "member_id": one.member_id} for one in told]


async def undo(made: Mapping[str, Any], at: At) -> None:
    """Take it out of the inbox."""
    at.uow.notifications.remove(await at.uow.notifications.get(UUID(str(made["id"]))))


notify_members_action = Action(
    key="notify_members",
    title="Notify members",
    description="Writes to the inbox of members: assignees, account roles, or whom you choose.",
    settings=NotifyMembers,
    sentence=sentence,
    run=run,
    undo=undo,
    check=check,
    foretell=foretell,
    looks_at=frozenset({"people"}),
)
