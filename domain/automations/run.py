"""Runs: one automation considered for one trigger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from domain.automations.events import RunDue, RunFailed, RunFinished, RunSkipped, RunStopped, RunSucceeded
from domain.pipelines.conditions import Verdict
from domain.pipelines.trigger import Planned
from domain.shared.context import Context
from domain.shared.effects import Attempt
from domain.shared.entity import Entity


class RunState(StrEnum):
    """What became of a run. `stopped` is the loop guard's word."""

    WAITING = "waiting"
    SUCCEEDED = "succeeded"
    SKIPPED = "skipped"
    FAILED = "failed"
    CANCELLED = "cancelled"
    STOPPED = "stopped"


MOST_ATTEMPTS_KEPT = 20
CAME = "Its time has come."
_NEWS: Mapping[RunState, type[RunFinished]] = {
    RunState.SUCCEEDED: RunSucceeded,
    RunState.SKIPPED: RunSkipped,
    RunState.FAILED: RunFailed,
    RunState.STOPPED: RunStopped,
}


@dataclass(slots=True, kw_only=True)
class Run(Entity):
    """One automation considered for one trigger: verdicts, outcome, what it made, error, attempts."""

    kind: ClassVar[str] = "run"

    event_id: UUID
    root_id: UUID
    job_id: UUID
    visit_id: UUID
    automation_id: UUID
    pipeline_id: UUID
    stage_id: UUID
    revision: int
    action: str
    title: str
    state: RunState = RunState.WAITING
    reason: str | None = None
    verdicts: list[Verdict] = field(default_factory=list)
    made: list[dict[str, Any]] = field(default_factory=list)
    error: dict[str, str] | None = None
    attempts: int = 0
    depth: int = 0
    makes_action_item: bool = False
    finished_at: datetime | None = None
    due_at: datetime | None = None
    timed: bool = False

    def plan(self, planned: Planned, context: Context) -> None:
        """It waits for its time, or for what decides it; a time that is over skips it."""
        self.timed, self.due_at, self.reason = True, planned.at, planned.reason
        if planned.over:
            self.finish(RunState.SKIPPED, context, planned.reason)

    @property
    def has_come_due(self) -> bool:
        """Whether the automations are about to hear that its time has come."""
        return self.state is RunState.WAITING and self.reason == CAME

    def come_due(self, context: Context) -> None:
        """Its time has come: the automations hear of it."""
        self.due_at, self.reason = None, CAME
        self.record(RunDue(), context)

    def note_attempt(self, effect_id: UUID, attempt: Attempt) -> None:
        """Keep what came of an attempt to deliver what it made; what was said at length, of the last attempt only."""
        for made in self.made:
            if str(made["id"]) == str(effect_id):
                known = made.get("attempts")
                former = [one for one in known if one["number"] != attempt.number] if known else []
                told = [{**one, "text": ""} for one in former[1 - MOST_ATTEMPTS_KEPT :]]
                made["attempts"] = [*told, attempt.view()]

    def finish(self, state: RunState, context: Context, reason: str | None = None) -> None:
        """It is decided; what was taken back by an undo is no news of its own."""
        self.state, self.reason, self.finished_at = state, reason, context.now
        news = _NEWS.get(state)
        if news is not None:
            self.record(news(reason=reason), context)

    def fail(self, code: str, detail: str, context: Context) -> None:
        """It was tried and refused."""
        self.error = {"code": code, "detail": detail}
        self.finish(RunState.FAILED, context, detail)

    @property
    def board_id(self) -> UUID:
        """Its pipeline's board shows what runs and what failed."""
        return self.pipeline_id

    @property
    def history_job_id(self) -> UUID:
        """Its job's history."""
        return self.job_id

    def view(self) -> dict[str, object]:
        """The public object."""
        return {
            "id": self.id,
            "version": self.version,
            "job_id": self.job_id,
            "visit_id": self.visit_id,
            "automation_id": self.automation_id,
            "pipeline_id": self.pipeline_id,
            "stage_id": self.stage_id,
            "revision": self.revision,
            "action": self.action,
            "title": self.title,
            "state": self.state,
            "reason": self.reason,
            "verdicts": [verdict.view() for verdict in self.verdicts],
            "made": self.made,
            "error": self.error,
            "attempts": self.attempts,
            "created_at": self.created_at,
            "finished_at": self.finished_at,
            "due_at": self.due_at,
        }

    @property
    def may_still_make_item(self) -> bool:
        """Waiting or failed before it made anything, and its action would make an action item: it holds automove (§7.3).

        Once the item is there, the item holds, until somebody resolves it or takes it away.
        """
        return self.makes_action_item and not self.made and self.state in (RunState.WAITING, RunState.FAILED)
