"""When a job moves on by itself (§7), as one pure judgement."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.automations.run import Run
from domain.items.model import LinkedItem
from domain.jobs.model import Job, JobStatus
from domain.jobs.visit import StageVisit
from domain.pipelines.conditions import Facts
from domain.pipelines.model import Pipeline, Stage


@dataclass(frozen=True, slots=True)
class Automove:
    """Where the job goes by itself, or what holds it: a stable code and a sentence."""

    stage: Stage | None
    code: str
    reason: str

    def view(self) -> dict[str, object]:
        """The public object."""
        return {"stage_id": self.stage.id if self.stage else None, "code": self.code, "reason": self.reason}


def held(code: str, reason: str) -> Automove:
    """It stays: a stable code and a sentence."""
    return Automove(None, code, reason)


def judge_automove(
    job: Job,
    visit: StageVisit,
    pipeline: Pipeline,
    items: Sequence[LinkedItem],
    runs: Sequence[Run],
    facts: Facts,
) -> Automove:
    """Whether everything that the stage waits for is done, and where the job goes then.

    `items` and `runs` are those of `visit`, the job's present one.
    """
    if not pipeline.stage(job.stage_id).automove:
        return held("automove_off", "The stage does not move jobs on by itself.")
    if job.status is not JobStatus.ACTIVE:
        return held("job_not_active", f"The job is {_named(job, pipeline)}.")
    waits = _what_holds(visit, items, runs)
    if waits is not None:
        return waits
    target = pipeline.next_eligible(job.stage_id, facts)
    if target is None:
        return held("last_stage", "This is the last stage.")
    return Automove(target, "moves", f"All action items are resolved; it goes to “{target.name}”.")


def judge_return(
    job: Job, visit: StageVisit, pipeline: Pipeline, items: Sequence[LinkedItem], runs: Sequence[Run]
) -> Automove:
    """Whether the job's custom status ends by itself: `items` and `runs` are those of the stay in it (§7.1)."""
    if job.status_id is None or not pipeline.custom_status(job.status_id).automove:
        return held("automove_off", "The status does not end by itself.")
    waits = _what_holds(visit, items, runs)
    return waits or Automove(None, RETURNS, "All action items are resolved; it is active again.")


RETURNS = "returns"


def _what_holds(visit: StageVisit, items: Sequence[LinkedItem], runs: Sequence[Run]) -> Automove | None:
    if visit.ran_at is None:
        return held("automations_pending", "The automations have not run yet.")
    pending = [run for run in runs if run.may_still_make_item]
    if pending:
        return held("run_pending", f"The automation “{pending[0].title}” is {pending[0].state}.")
    open_items = [item for item in items if item.holds]
    if open_items:
        return held("items_open", f"{len(open_items)} action item(s) are still open.")
    if not any(item.really_resolved for item in items):
        return held("nothing_resolved", "No action item was resolved here yet.")
    return None


def _named(job: Job, pipeline: Pipeline) -> str:
    return str(job.status) if job.status_id is None else f"“{pipeline.custom_status(job.status_id).name}”"
