"""The planner: which automations of a stage will run. Preview, dry run and the real thing share it; it has no effects."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.automations.registry import ACTIONS, CATALOGUE
from domain.pipelines.conditions import Facts, Verdict
from domain.pipelines.model import Automation, Repeat


@dataclass(frozen=True, slots=True)
class Turn:
    """What an automation's turn comes to: it runs, or is skipped for a reason."""

    automation: Automation
    runs: bool
    reason: str | None
    verdicts: tuple[Verdict, ...]

    def view(self) -> dict[str, object]:
        """The plan's entry, as preview and move show it."""
        action = ACTIONS[self.automation.action]
        return {
            "automation_id": self.automation.id,
            "action": self.automation.action,
            "title": CATALOGUE.sentence(self.automation),
            "outcome": "will_run" if self.runs else "skipped",
            "reason": self.reason,
            "verdicts": [verdict.view() for verdict in self.verdicts],
            "outward": action.outward,
            "makes_action_item": action.makes_action_item,
        }


def take_turn(automation: Automation, facts: Facts, *, skipped: Collection[UUID], been_here: bool) -> Turn:
    """Judge one automation with the facts of its turn (§6, order)."""
    if not automation.enabled:
        return Turn(automation, runs=False, reason="It is switched off.", verdicts=())
    if automation.id in skipped:
        return Turn(automation, runs=False, reason="The mover left it out.", verdicts=())
    if been_here and automation.repeat is Repeat.FIRST_VISIT:
        return Turn(automation, runs=False, reason="It runs on the first visit only.", verdicts=())
    verdicts = tuple(condition.judge(facts) for condition in automation.conditions)
    unmet = [verdict.text for verdict in verdicts if not verdict.holds]
    if unmet:
        return Turn(automation, runs=False, reason=f"Not met: {'; '.join(unmet)}.", verdicts=verdicts)
    return Turn(automation, runs=True, reason=None, verdicts=verdicts)


def plan_runs(
    automations: Sequence[Automation],
    facts: Facts,
    *,
    skipped: Collection[UUID] = (),
    been_here: bool = False,
) -> list[Turn]:
    """What entering the stage would do: each turn sees what the earlier ones would have changed."""
    turns = []
    for automation in automations:
        turn = take_turn(automation, facts, skipped=skipped, been_here=been_here)
        turns.append(turn)
        if turn.runs:
            action = ACTIONS[automation.action]
            facts = action.foresee(action.read(automation.settings), facts)
    return turns
