"""Anything that people do to a pipeline, at random."""

from collections.abc import Callable
from random import Random
from uuid import uuid4

from domain.pipelines.conditions import Condition
from domain.pipelines.model import Automation, CustomStatus, OnFailure, Pipeline, Repeat, Stage
from domain.pipelines.ports import Removed
from domain.pipelines.requirements import Mode, Requirement, WipLimit
from domain.pipelines.specs import STAGE_COLORS, AutomationSpec, CustomStatusSpec, StageSpec
from domain.pipelines.trigger import ENTERED, Trigger
from tests.unit.entities import LATER, a_pipeline, at

TAGS = tuple(uuid4() for _ in range(3))
MEMBERS = tuple(uuid4() for _ in range(3))
ROLES = tuple(uuid4() for _ in range(2))
REQUIREMENTS = (
    Requirement("field", "due_date"),
    Requirement("tasks_done", mode=Mode.WARN),
    Requirement("permission", "manage_invoices"),
)
TRIGGERS = (ENTERED, Trigger("after", 3, "hours"), Trigger("limit_passed"), Trigger("due_date", -2))


class Edited:
    """A pipeline that is edited, and what was taken out of it."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.pipeline: Pipeline = a_pipeline("One", "Two", "Three")
        self.removed = Removed([], [], [])

    def edit(self) -> None:
        """One edit."""
        edits: tuple[Callable[[], None], ...] = (
            self.add_stage,
            self.take_out_stage,
            self.reorder,
            self.change_stage,
            self.add_automation,
            self.take_out_automation,
            self.change_automation,
            self.add_status,
            self.take_out_status,
            self.change_status,
            self.change_pipeline,
        )
        self.random.choice(edits)()
        self.pipeline.renumber()

    def add_stage(self) -> None:
        place = self.random.randint(0, len(self.pipeline.stages))
        stage = StageSpec(name=self.word()).build(self.pipeline.id, place, at())
        self.pipeline.stages.insert(place, stage)

    def take_out_stage(self) -> None:
        if len(self.pipeline.stages) > 1:
            stage = self.random.choice(self.pipeline.stages)
            self._forget(stage)
            self.pipeline.stages.remove(stage)
            self.removed.stages.append(stage)  # type: ignore[attr-defined]

    def reorder(self) -> None:
        self.random.shuffle(self.pipeline.stages)
        self.random.shuffle(self.pipeline.statuses)
        self.random.shuffle(self.pipeline.automations)

    def change_stage(self) -> None:
        pick = self.random.choice
        StageSpec(
            name=self.word(),
            color=pick(STAGE_COLORS),
            automove=pick((True, False)),
            conditions=self.conditions(),
            limit_amount=pick((None, 1, 7)),
            limit_unit=pick(("days", "business_days")),
            requirements=tuple(self.random.sample(REQUIREMENTS, self.random.randint(0, 3))),
            wip_limit=pick((None, WipLimit(5), WipLimit(3, Mode.WARN))),
        ).apply(pick(self.pipeline.stages))

    def add_automation(self) -> None:
        owner = self.random.choice(self.owners())
        spec = AutomationSpec(action="create_task", settings={"title": self.word()})
        self.pipeline.automations.append(spec.build(owner, len(self.pipeline.automations), at()))

    def take_out_automation(self) -> None:
        if self.pipeline.automations:
            self._take_out(self.random.choice(self.pipeline.automations))

    def change_automation(self) -> None:
        if self.pipeline.automations:
            pick = self.random.choice
            automation = pick(self.pipeline.automations)
            action, settings = pick(
                (
                    ("create_task", {"title": self.word(), "role_ids": [str(pick(ROLES))]}),
                    ("update_account_tags", {"add": [str(pick(TAGS))]}),
                    ("notify_members", {"text": self.word(), "member_ids": [str(pick(MEMBERS))]}),
                    ("move_job", {"stage_id": str(pick(self.pipeline.stages).id)}),
                )
            )
            AutomationSpec(
                action=action,
                settings=settings,
                conditions=self.conditions(),
                on_failure=pick(tuple(OnFailure)),
                repeat=pick(tuple(Repeat)),
                trigger=pick(TRIGGERS),
                enabled=pick((True, False)),
            ).apply(automation, automation.position)

    def add_status(self) -> None:
        place = len(self.pipeline.statuses)
        self.pipeline.statuses.append(CustomStatusSpec(name=self.word()).build(self.pipeline.id, place, at()))

    def take_out_status(self) -> None:
        if self.pipeline.statuses:
            status = self.random.choice(self.pipeline.statuses)
            self._forget(status)
            self.pipeline.statuses.remove(status)
            self.removed.statuses.append(status)  # type: ignore[attr-defined]

    def change_status(self) -> None:
        if self.pipeline.statuses:
            spec = CustomStatusSpec(
                name=self.word(), color=self.random.choice(STAGE_COLORS), automove=self.random.random() < 0.5
            )
            spec.apply(self.random.choice(self.pipeline.statuses))

    def change_pipeline(self) -> None:
        self.pipeline.name = self.word()
        self.pipeline.settings = {
            "sort": self.random.choice(("due_date", "priority")),
            "card_facts": ["tags"],
        }
        self.pipeline.visible_to = self.random.choice((None, [], list(MEMBERS)))

    def conditions(self) -> tuple[Condition, ...]:
        chosen = (
            Condition("account_tags", "any_of", TAGS[:2]),
            Condition("assignee", ids=MEMBERS[:1]),
            Condition("priority", values=("high",)),
        )
        return tuple(self.random.sample(chosen, self.random.randint(0, 3)))

    def owners(self) -> list[Stage | CustomStatus]:
        return [*self.pipeline.stages, *self.pipeline.statuses]

    def word(self) -> str:
        return f"Word {self.random.randint(0, 10_000)}"

    def _forget(self, owner: Stage | CustomStatus) -> None:
        for automation in self.pipeline.automations_of(owner.id):
            self._take_out(automation)
        owner.removed_at = LATER

    def _take_out(self, automation: Automation) -> None:
        automation.removed_at = LATER
        self.pipeline.automations = [one for one in self.pipeline.automations if one.id != automation.id]
        self.removed.automations.append(automation)  # type: ignore[attr-defined]
