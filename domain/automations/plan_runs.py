"""The planner: which automations of a stage will run, and what they will make. Move, preview, simulator and the real
thing share it; nothing that it is given can have an effect.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from domain.automations.foresight import Awaited, Foresight
from domain.automations.outlook import Line, Outlook
from domain.pipelines.conditions import Facts, Verdict
from domain.pipelines.model import Automation, OnFailure, Repeat, Stage
from domain.pipelines.trigger import Planned
from domain.shared.errors import TickmarkError

LEFT = "The job will have left before its time."


@dataclass(frozen=True, slots=True)
class Turn:
    """What an automation's turn comes to: it runs, is skipped for a reason, or is planned for a time.

    `would_fail` is why a run would fail as things stand, `awaited` the action item that it would make; `cancelled`: the
    job will have left before its time.
    """

    automation: Automation
    runs: bool
    reason: str | None
    verdicts: tuple[Verdict, ...]
    planned: Planned | None = None
    title: str = ""
    outward: bool = False
    makes_action_item: bool = False
    lines: tuple[Line, ...] = ()
    would_fail: str | None = None
    awaited: Awaited | None = None
    cancelled: bool = False

    @property
    def succeeds(self) -> bool:
        """Whether it runs, as far as can be foreseen with success."""
        return self.runs and self.would_fail is None

    @property
    def outcome(self) -> str:
        """In a word."""
        if self.cancelled:
            return "cancelled"
        waits = self.planned is not None and not self.planned.over
        return "will_run" if self.runs else "planned" if waits else "skipped"

    def view(self) -> dict[str, object]:
        """The plan's entry, as preview, move and simulator show it."""
        return {
            "automation_id": self.automation.id,
            "action": self.automation.action,
            "title": self.title,
            "outcome": self.outcome,
            "due_at": self.planned.at if self.planned else None,
            "reason": self.reason,
            "verdicts": [verdict.view() for verdict in self.verdicts],
            "outward": self.outward,
            "makes_action_item": self.makes_action_item,
            "lines": [line.view() for line in self.lines],
            "would_fail": self.would_fail,
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """The turns in their order, and what will be so after those that run at once."""

    turns: list[Turn]
    after: Outlook


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


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans with the foresights of the actions."""

    foresights: Mapping[str, Foresight]

    def plan(
        self,
        automations: Sequence[Automation],
        outlook: Outlook,
        *,
        stage: Stage | None = None,
        skipped: Collection[UUID] = (),
        been_here: bool = False,
    ) -> Plan:
        """What the begin of a stay would do: each turn sees what the earlier ones would have changed.

        `stage` is where the job then is. Conditions of timed automations are judged when their time comes.
        """
        turns: list[Turn] = []
        stopped_by: str | None = None
        for automation in automations:
            if stopped_by:
                why = f"“{stopped_by}” failed before it."
                turns.append(self.named(Turn(automation, runs=False, reason=why, verdicts=())))
                continue
            turn = take_turn(automation, outlook.facts, skipped=skipped, been_here=been_here)
            if automation.trigger.timed:
                out = left_out(automation, skipped=skipped, been_here=been_here)
                turn = replace(turn, runs=out is None, reason=out)
            else:
                turn, outlook = self.run(turn, outlook)
            turns.append(self.named(turn))
            if turn.would_fail and automation.on_failure is OnFailure.STOP_THE_REST:
                stopped_by = turns[-1].title
        later = [turn.runs and turn.automation.trigger.timed for turn in turns]
        planned = (
            self._wait(turn, outlook, stage) if waits else turn
            for turn, waits in zip(turns, later, strict=True)
        )
        return Plan(list(planned), outlook)

    def run(self, turn: Turn, outlook: Outlook) -> tuple[Turn, Outlook]:
        """What a turn would make, and what will be so after it."""
        if not turn.runs:
            return turn, outlook
        turn = self._foretold(turn, outlook)
        if turn.would_fail:
            return turn, outlook
        seen = self.foresights[turn.automation.action]
        settings = seen.read(turn.automation.settings)
        return replace(turn, awaited=seen.awaits(settings, outlook)), seen.foresee(settings, outlook)

    def leads_to(self, turn: Turn) -> UUID | None:
        """The stage or custom status that a turn brings the job to, if it does and succeeds."""
        seen = self.foresights[turn.automation.action]
        place = seen.leads_to(seen.read(turn.automation.settings)) if turn.succeeds else ""
        return UUID(place) if place else None

    def _wait(self, turn: Turn, outlook: Outlook, stage: Stage | None) -> Turn:
        """A timed one: when, and what it would make then as things stand."""
        planned = turn.automation.trigger.plan(outlook.moments(stage))
        if planned.over:
            return replace(turn, runs=False, reason=planned.reason, verdicts=())
        if stage is not None and outlook.stage_id != stage.id:
            return replace(turn, runs=False, planned=planned, reason=LEFT, verdicts=(), cancelled=True)
        then = outlook.at(planned.at or outlook.now)
        verdicts = tuple(condition.judge(then.facts) for condition in turn.automation.conditions)
        waits = replace(turn, runs=False, planned=planned, reason=planned.reason, verdicts=verdicts)
        return self._foretold(waits, then)

    def _foretold(self, turn: Turn, outlook: Outlook) -> Turn:
        seen, lines = self.foresights[turn.automation.action], []
        try:
            for line in seen.foretell(seen.read(turn.automation.settings), outlook):
                lines.append(line)  # noqa: PERF402 - those before a failure are told
        except TickmarkError as failure:
            return replace(turn, lines=tuple(lines), would_fail=str(failure))
        return replace(turn, lines=tuple(lines))

    def named(self, turn: Turn) -> Turn:
        """With what its action says of itself."""
        seen = self.foresights[turn.automation.action]
        settings = seen.read(turn.automation.settings)
        return replace(
            turn,
            title=seen.sentence(settings),
            outward=seen.outward,
            makes_action_item=seen.makes_action_item(settings),
        )
