"""The planner: which automations of a stage will run. Preview, dry run and the real thing share it; it has no effects."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.automations.registry import ACTIONS, CATALOGUE
from domain.pipelines.conditions import Facts, Verdict
from domain.pipelines.model import Automation, Repeat
from domain.pipelines.trigger import Moments, Planned


@dataclass(frozen=True, slots=True)
class Turn:
    """What an automation's turn comes to: it runs, is skipped for a reason, or is planned for a time."""

    automation: Automation
    runs: bool
    reason: str | None
    verdicts: tuple[Verdict, ...]
    planned: Planned | None = None

    def view(self) -> dict[str, object]:
        """The plan's entry, as preview and move show it."""
        action = ACTIONS[self.automation.action]
        return {
            "automation_id": self.automation.id,
            "action": self.automation.action,
            "title": CATALOGUE.sentence(self.automation),
            "outcome": "planned" if self.planned else "will_run" if self.runs else "skipped",
            "due_at": self.planned.at if self.planned else None,
            "reason": self.reason,
            "verdicts": [verdict.view() for verdict in self.verdicts],
            "outward": action.outward,
            "makes_action_item": action.waits(self.automation.settings),
        }


def left_out(automation: Automation, *, skipped: Collection[UUID], been_here: bool) -> str | None:
    """Why the automation does not come into question at all, whatever its conditions say."""
    if not automation.enabled:
        return "It is switched off."
    if automation.id in skipped:
        return "The mover left it out."
    if been_here and automation.repeat is Repeat.FIRST_VISIT:
        return "It runs on the first visit only."
    return None


def take_turn(automation: Automation, facts: Facts, *, skipped: Collection[UUID], been_here: bool) -> Turn:
    """Judge one automation with the facts of its turn (§6, order)."""
    out = left_out(automation, skipped=skipped, been_here=been_here)
    if out is not None:
        return Turn(automation, runs=False, reason=out, verdicts=())
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
    moments: Moments | None = None,
) -> list[Turn]:
    """What entering the stage would do: each turn sees what the earlier ones would have changed.

    `moments` are what timed automations count from; conditions of these are judged when their time comes.
    """
    turns = []
    for automation in automations:
        if automation.trigger.timed and moments is not None:
            turns.append(_plan(automation, moments, skipped=skipped, been_here=been_here))
            continue
        turn = take_turn(automation, facts, skipped=skipped, been_here=been_here)
        turns.append(turn)
        if turn.runs:
            action = ACTIONS[automation.action]
            facts = action.foresee(action.read(automation.settings), facts)
    return turns


def _plan(automation: Automation, moments: Moments, *, skipped: Collection[UUID], been_here: bool) -> Turn:
    out = left_out(automation, skipped=skipped, been_here=been_here)
    if out is not None:
        return Turn(automation, runs=False, reason=out, verdicts=())
    planned = automation.trigger.plan(moments)
    waits = None if planned.over else planned
    return Turn(automation, runs=False, reason=planned.reason, verdicts=(), planned=waits)
