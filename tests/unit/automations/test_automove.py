"""The rules of automove, each named by its number in the rule book's section on automove."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest

from domain.automations.automove import judge_automove
from domain.automations.run import RunState
from domain.jobs.model import JobStatus
from domain.jobs.visit import StageVisit
from domain.pipelines.conditions import Condition
from tests.unit.entities import LATER, NOON, a_job, a_pipeline, a_run, a_stage, a_visit, an_item, facts

EARLIER = NOON - timedelta(days=1)


@dataclass(frozen=True)
class Item:
    resolved: bool = False
    before_link: bool = False
    unlinked: bool = False
    action_item: bool = True


DONE, OPEN = Item(resolved=True), Item()


@dataclass(frozen=True)
class Case:
    rule: str
    expected: str
    items: Sequence[Item] = ()
    runs: Sequence[RunState] = ()
    automove: bool = True
    status: JobStatus = JobStatus.ACTIVE
    ran: bool = True
    last: bool = False


CASES = [
    Case("1: a stage with the switch off holds the job", "automove_off", [DONE], automove=False),
    Case("1: the last stage has nowhere to go", "last_stage", [DONE], last=True),
    Case("2: all resolved moves it on", "moves", [DONE, DONE]),
    Case("2: one open item holds it", "items_open", [DONE, OPEN]),
    Case("2: a stage that never had an item holds it", "nothing_resolved"),
    Case("2: what needs no act neither holds nor moves", "nothing_resolved", [Item(action_item=False)]),
    Case("2: what needs no act does not hold", "moves", [DONE, Item(action_item=False)]),
    Case("3: a waiting run that would make an item holds it", "run_pending", [DONE], [RunState.WAITING]),
    Case("3: a failed run that would make an item holds it", "run_pending", [DONE], [RunState.FAILED]),
    Case("3: a skipped run does not hold", "moves", [DONE], [RunState.SKIPPED]),
    Case("3: automations not yet considered hold it", "automations_pending", [DONE], ran=False),
    Case("6: a completed job stays", "job_not_active", [DONE], status=JobStatus.COMPLETED),
    Case("6: an archived job stays", "job_not_active", [DONE], status=JobStatus.ARCHIVED),
    Case(
        "6: an item resolved before it was linked does not hold",
        "moves",
        [DONE, Item(resolved=True, before_link=True)],
    ),
    Case(
        "6: nor does it move the job by itself", "nothing_resolved", [Item(resolved=True, before_link=True)]
    ),
    Case("7: an unlinked item stops holding", "moves", [DONE, Item(unlinked=True)]),
    Case("7: the move still needs one really resolved", "nothing_resolved", [Item(unlinked=True)]),
    Case(
        "7: an unlinked item that was resolved is none",
        "nothing_resolved",
        [Item(resolved=True, unlinked=True)],
    ),
]


def build(item: Item, visit: StageVisit) -> object:
    resolved_at = (EARLIER if item.before_link else LATER) if item.resolved else None
    return an_item(visit, resolved_at=resolved_at, unlinked=item.unlinked, action_item=item.action_item)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_rule(case: Case) -> None:
    pipeline = a_pipeline("Collect", a_stage("Prepare", automove=case.automove), "Done")
    if case.last:
        pipeline.stages = pipeline.stages[:2]
    job = a_job(pipeline, case.status, stage=1)
    visit = a_visit(job, ran=case.ran)
    items = [build(item, visit) for item in case.items]
    runs = [a_run(visit, state) for state in case.runs]
    judged = judge_automove(job, visit, pipeline, items, runs, facts())  # type: ignore[arg-type]
    assert judged.code == case.expected
    assert (judged.stage is not None) == (case.expected == "moves")
    assert judged.view()["reason"]


def test_a_failed_run_that_makes_no_item_does_not_hold() -> None:
    pipeline = a_pipeline(a_stage("Prepare", automove=True), "Done")
    job = a_job(pipeline)
    visit = a_visit(job)
    failed = a_run(visit, RunState.FAILED, makes_action_item=False)
    judged = judge_automove(job, visit, pipeline, [an_item(visit, resolved_at=LATER)], [failed], facts())
    assert judged.code == "moves"


def test_rule_4_stages_whose_conditions_do_not_hold_are_skipped() -> None:
    extension = uuid4()
    conditional = a_stage("Extension", Condition("account_tags", "all_of", (extension,)))
    pipeline = a_pipeline(a_stage("Collect", automove=True), conditional, "Prepare", "Done")
    job = a_job(pipeline)
    visit = a_visit(job)
    done = [an_item(visit, resolved_at=LATER)]
    without = judge_automove(job, visit, pipeline, done, [], facts())
    assert without.stage is pipeline.stages[2]
    with_tag = judge_automove(job, visit, pipeline, done, [], facts(extension))
    assert with_tag.stage is conditional


def test_rule_4_the_last_stage_is_always_eligible() -> None:
    never = a_stage("Never", Condition("account_type", values=("company",)))
    pipeline = a_pipeline(a_stage("Collect", automove=True), never, "Done")
    job = a_job(pipeline)
    visit = a_visit(job)
    judged = judge_automove(job, visit, pipeline, [an_item(visit, resolved_at=LATER)], [], facts())
    assert judged.stage is pipeline.stages[2]
