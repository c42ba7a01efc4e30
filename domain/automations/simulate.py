"""Foresee a job's whole way through a pipeline. It is given plain values and pure functions: it can't do anything.

The order of things is the engine's: what enters a stage has its automations' turns, what these lead to follows one
after another, and only when nothing is under way any more time passes, and the job goes on.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from domain.automations.outlook import Outlook
from domain.automations.pass_time import cancel_timed, pass_time, wait_for
from domain.automations.plan_runs import Planner, Turn
from domain.automations.way import GoesOn, StatusStay, Stay, Step, Way
from domain.pipelines.model import CustomStatus, Pipeline, Stage
from domain.pipelines.requirements import Mode

MOST_VISITS = 2
TASKS_DONE = "Every task is done on the day it is due; one without a due date on the day it is made."
PEOPLE_MOVE = "People move the job on as soon as nothing is open in its stage."
PEOPLE_END = "People make the job active again as soon as nothing is open in its status."
PUT_RIGHT = "What a stage asks for and the job lacks is put right when it comes there."
_AGAIN = "It ran for this job already, because of the same event."
_OVER = {"completed": "The job is completed.", "archived": "The job is archived."}


@dataclass(slots=True)
class Walk:
    """A job on its foreseen way. `heard` are the automations of the present chain: each runs once in it."""

    pipeline: Pipeline
    planner: Planner
    outlook: Outlook
    way: Way = field(default_factory=Way)
    status: StatusStay | None = None
    coming: deque[Stage | CustomStatus] = field(default_factory=deque)
    heard: set[UUID] = field(default_factory=set)
    been: list[UUID] = field(default_factory=list)
    away: bool = False

    def go(self, start: Stage) -> Way:
        """From the creation in `start` to the end."""
        self.coming.append(start)
        came_by: str | None = "created"
        while came_by is not None and self._arrive(came_by):
            came_by = self._go_on()
        return self.way

    @property
    def _step(self) -> Step:
        return self.way.steps[-1]

    def _arrive(self, came_by: str) -> bool:
        """All that is under way happens; false when that is the end."""
        while self.coming:
            place = self.coming.popleft()
            if self.been.count(place.id) >= MOST_VISITS:
                return self._ends(
                    f"The job comes to “{place.name}” again and again: from here it goes round."
                )
            stay = self._enter(place, came_by) if isinstance(place, Stage) else self._give(place)
            self._take_turns(stay)
            came_by = "automation"
        return not self.away or self._ends("It goes on in another pipeline.")

    def _enter(self, stage: Stage, came_by: str) -> Step:
        now = self.outlook.now
        if self.way.steps and self._step.goes_on is None:
            self._step.goes_on = GoesOn("automation", now, "An automation moves it.", stage)
            cancel_timed([self._step])
        unmet = self.outlook.unmet_by_a_person(stage)
        if came_by in ("automove", "automation"):
            unmet = [one for one in unmet if one.mode is Mode.BLOCK]
        if unmet:
            self.way.assumptions[PUT_RIGHT] = None
        step = Step(stage, now, came_by=came_by, unmet=unmet)
        self.way.steps.append(step)
        self.outlook = replace(self.outlook, stage_id=stage.id, entered_at=now)
        return step

    def _give(self, status: CustomStatus) -> StatusStay:
        self.status = StatusStay(status, self.outlook.now)
        self._step.statuses.append(self.status)
        return self.status

    def _take_turns(self, stay: Stay) -> None:
        """The automations of a stage or status, in their order; what they lead to follows."""
        mine, been_here = self.pipeline.automations_of(stay.place.id), stay.place.id in self.been
        fresh = [one for one in mine if one.id not in self.heard]
        here, status = self.outlook.stage_id, self.outlook.status_id
        plan = self.planner.plan(fresh, self.outlook, stage=self._step.place, been_here=been_here)
        again = [Turn(one, runs=False, reason=_AGAIN, verdicts=()) for one in mine if one.id in self.heard]
        stay.turns = [*plan.turns, *(self.planner.named(turn) for turn in again)]
        stay.waits_for = wait_for(plan.turns, self.outlook)
        self.been.append(stay.place.id)
        self.heard |= {one.id for one in mine}
        self.outlook = plan.after
        self._follow(plan.turns, here, status)

    def _follow(self, turns: Iterable[Turn], here: UUID | None, status: UUID | None) -> None:
        """What the turns led to comes next; what the job has, or where it is, is no news."""
        stages = {stage.id: stage for stage in self.pipeline.stages}
        statuses = {status.id: status for status in self.pipeline.statuses}
        for turn in turns:
            place = self.planner.leads_to(turn)
            if place in stages and place != here:
                here = place
                self.coming.append(stages[place])
            elif place in statuses and place != status:
                status = place
                self.coming.append(statuses[place])
            elif place is not None and place not in stages and place not in statuses:
                self.away = True
        if self.status is not None and self.outlook.status_id != self.status.place.id:
            self._end_status(self.status, "automation", "An automation ends it.")

    def _go_on(self) -> str | None:
        """Time passes, and the job goes to its next stage: how, or nothing at the end."""
        step, stage = self._step, self._step.place
        stays: list[Stay] = [step, *([self.status] if self.status else [])]
        if self.outlook.status in _OVER:
            self._over(stays)
            return None
        last = stage.position == self.pipeline.stages[-1].position
        here, status = self.outlook.stage_id, self.outlook.status_id
        passed = pass_time(stays, self.outlook, self.planner, held=stage.automove, for_good=last)
        self.outlook = passed.outlook
        if any(stay.waits_for for stay in stays):
            self.way.assumptions[TASKS_DONE] = None
        if passed.led is not None:
            self._follow([passed.led], here, status)
            return "automation"
        self.heard.clear()  # somebody did something: a new chain begins
        self.outlook = replace(self.outlook, open_tasks=())
        if self.status is not None:
            self._leave_status(self.status)
        if self.outlook.status in _OVER:
            self._over(stays)
            return None
        return self._leave(step, stage)

    def _over(self, stays: list[Stay]) -> None:
        """A job that is completed or archived goes nowhere by itself, and nothing is timed for it any more."""
        cancel_timed(stays)
        self._ends(_OVER[self.outlook.status])

    def _leave_status(self, stay: StatusStay) -> None:
        """A custom status suspends automove; it ends by itself, or somebody ends it."""
        if stay.place.automove and stay.waits_for:
            self._end_status(stay, "automove", "All its action items are done: the job is active again.")
        else:
            self.way.assumptions[PEOPLE_END] = None
            self._end_status(stay, "person", "A person makes the job active again.")
        self.outlook = self.outlook.with_job(status="active", status_id=None)

    def _end_status(self, stay: StatusStay, how: str, reason: str) -> None:
        cancel_timed([stay])
        stay.ends = GoesOn(how, self.outlook.now, reason)
        self.status = None

    def _leave(self, step: Step, stage: Stage) -> str | None:
        target = self.pipeline.next_eligible(stage.id, self.outlook.facts)
        if target is None:
            self._ends("This is the last stage.")
            return None
        how, reason = self._how(step, stage, target)
        step.goes_on = GoesOn(how, self.outlook.now, reason, target, self._passed_over(stage, target))
        if how == "person":
            self.way.assumptions[PEOPLE_MOVE] = None
        self.outlook = self.outlook.left(stage.id)
        self.coming.append(target)
        return how

    def _how(self, step: Step, stage: Stage, target: Stage) -> tuple[str, str]:
        """By automove, or why a person must move it."""
        if not stage.automove:
            return "person", "The stage does not move jobs on by itself: a person moves it."
        undated = [one for one in step.turns if one.outcome == "planned" and one.makes_action_item]
        if undated:
            return "person", f"“{undated[0].title}” still waits, which holds the job: a person moves it."
        if not step.waits_for:
            return "person", "Nothing that the job could wait for is made here: a person moves it."
        unmet = self.outlook.unmet(target)
        if unmet:
            why = " ".join(one.detail for one in unmet)
            return "person", f"“{target.name}” can't be entered by itself. {why} A person moves it."
        return "automove", "All action items are done: it moves on by itself."

    def _passed_over(self, stage: Stage, target: Stage) -> tuple[tuple[Stage, str], ...]:
        """The stages between, each with the conditions that don't hold."""
        facts = self.outlook.facts
        between = [one for one in self.pipeline.stages if stage.position < one.position < target.position]
        judged = ((one, [condition.judge(facts) for condition in one.conditions]) for one in between)
        return tuple(
            (one, f"Not met: {'; '.join(verdict.text for verdict in verdicts if not verdict.holds)}.")
            for one, verdicts in judged
        )

    def _ends(self, reason: str) -> bool:
        self._step.goes_on = GoesOn("ends", self.outlook.now, reason)
        return False
