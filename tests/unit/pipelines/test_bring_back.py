import dataclasses
from typing import Any
from uuid import uuid4

import orjson
from hypothesis import given, strategies as st

from domain.pipelines.bring_back import bring_back
from domain.pipelines.conditions import Condition
from domain.pipelines.model import Automation, CustomStatus, OnFailure, Pipeline, Repeat, Stage
from domain.pipelines.ports import Removed
from domain.pipelines.read_view import read_pipeline
from domain.pipelines.requirements import Mode, Requirement, WipLimit
from domain.pipelines.trigger import Trigger
from domain.shared.context import SYSTEM, Actor
from persistence.mapper import to_json
from tests.unit.entities import ANA, FIRM, LATER, NOON, a_pipeline, an_automation, at
from tests.unit.pipelines.edits import Edited


def kept(pipeline: Pipeline) -> Any:
    """The snapshot as it is read from the database."""
    return orjson.loads(to_json(pipeline.view()))


@given(st.integers(), st.integers(0, 12), st.integers(1, 12))
def test_whatever_was_edited_a_revision_comes_back_as_it_was(seed: int, first: int, more: int) -> None:
    edited = Edited(seed)
    for _ in range(first):
        edited.edit()
    snapshot = kept(edited.pipeline)
    for _ in range(more):
        edited.edit()
    bring_back(edited.pipeline, edited.removed, snapshot, at(LATER))
    edited.pipeline.renumber()
    assert kept(edited.pipeline) == snapshot
    assert not any(stage.removed_at for stage in edited.pipeline.stages)
    assert not any(status.removed_at for status in edited.pipeline.statuses)
    assert not any(automation.removed_at for automation in edited.pipeline.automations)


def test_every_setting_of_a_stage_a_status_and_an_automation_is_in_a_snapshot() -> None:
    """With all of them set: one that a snapshot forgot would come back as its default."""
    tag = Condition("account_tags", "all_of", (uuid4(),))
    stage = Stage(
        firm_id=FIRM,
        id=uuid4(),
        pipeline_id=FIRM,
        position=0,
        name="Review",
        color="pink",
        automove=True,
        conditions=[tag],
        limit_amount=3,
        limit_unit="business_days",
        requirements=[Requirement("field", "due_date", Mode.WARN)],
        wip_limit=WipLimit(4, Mode.WARN),
    )
    status = CustomStatus(
        firm_id=FIRM, id=uuid4(), pipeline_id=FIRM, position=0, name="On hold", color="sky", automove=True
    )
    automation = an_automation(
        stage,
        conditions=[tag],
        on_failure=OnFailure.STOP_THE_REST,
        repeat=Repeat.FIRST_VISIT,
        trigger=Trigger("after", 2, "hours"),
        enabled=False,
    )
    pipeline = a_pipeline(stage)
    pipeline.statuses, pipeline.automations = [status], [automation]
    pipeline.settings, pipeline.visible_to = {"sort": "priority"}, [uuid4()]
    context = at()
    read = read_pipeline(kept(pipeline))
    built = read.stages[0].build(FIRM, 0, context)
    for was, now in (
        (stage, built),
        (status, read.statuses[0].build(FIRM, 0, context)),
        (automation, read.stages[0].automations[0].build(built, 0, context)),
    ):
        for one in dataclasses.fields(was):
            if one.name not in {"id", "stage_id", "author_id"}:
                assert getattr(now, one.name) == getattr(was, one.name), one.name
    assert (read.name, read.settings, read.visible_to) == (
        pipeline.name,
        pipeline.settings,
        tuple(pipeline.visible_to),
    )


def test_a_revision_of_before_a_setting_existed_has_its_default() -> None:
    read = read_pipeline(
        {"name": "Old", "stages": [{"name": "A", "automations": [{"action": "create_task"}]}]}
    )
    assert (read.stages[0].requirements, read.stages[0].wip_limit, read.statuses) == ((), None, ())
    assert read.stages[0].automations[0].enabled
    assert read.stages[0].automations[0].trigger.kind == "entered"


def an_automation_brought_back_by(actor: Actor) -> Automation:
    pipeline = a_pipeline("A")
    automation = an_automation(pipeline.stages[0], author_id=FIRM, removed_at=NOON)
    pipeline.automations = [automation]
    snapshot = kept(pipeline)
    pipeline.automations = []
    changed = bring_back(pipeline, Removed([], [], [automation]), snapshot, at(actor=actor))
    assert changed == [automation]
    return automation


def test_who_brings_an_automation_back_answers_for_it() -> None:
    assert an_automation_brought_back_by(ANA).author_id == ANA.id
    assert an_automation_brought_back_by(SYSTEM).author_id == FIRM


def test_an_automation_that_stays_as_it_was_keeps_its_author() -> None:
    pipeline = a_pipeline("A")
    pipeline.automations = [an_automation(pipeline.stages[0], author_id=FIRM)]
    assert bring_back(pipeline, Removed([], [], []), kept(pipeline), at()) == []
    assert pipeline.automations[0].author_id == FIRM
