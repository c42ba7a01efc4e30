"""Entities without a database, for tests of pure rules."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from domain.accounts.custom_field import CustomField, FieldType, code_for
from domain.automations.run import Run, RunState
from domain.items.model import LinkedItem
from domain.jobs.model import Job, JobStatus
from domain.jobs.visit import StageVisit, VisitReason
from domain.pipelines.conditions import Condition, Facts
from domain.pipelines.model import Automation, Pipeline, Stage
from domain.shared.context import Actor, Context

FIRM = uuid4()
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
ANA = Actor("member", uuid4(), "Ana")


def at(now: datetime = NOON, actor: Actor = ANA) -> Context:
    return Context(firm_id=FIRM, actor=actor, now=now, new_id=uuid4)


def a_stage(name: str, *conditions: Condition, automove: bool = False) -> Stage:
    return Stage(
        firm_id=FIRM,
        id=uuid4(),
        pipeline_id=FIRM,
        position=0,
        name=name,
        automove=automove,
        conditions=list(conditions),
    )


def a_pipeline(*stages: Stage | str) -> Pipeline:
    made = [a_stage(stage) if isinstance(stage, str) else stage for stage in stages]
    pipeline = Pipeline(firm_id=FIRM, id=FIRM, created_at=NOON, updated_at=NOON, name="1040", stages=made)
    pipeline.renumber()
    return pipeline


def an_automation(stage: Stage, action: str = "create_task", **more: object) -> Automation:
    settings = more.pop("settings", {"title": "Review"})
    return Automation(
        firm_id=FIRM,
        id=uuid4(),
        pipeline_id=FIRM,
        stage_id=stage.id,
        position=0,
        action=action,
        settings=settings,  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )


def a_job(pipeline: Pipeline, status: JobStatus = JobStatus.ACTIVE, stage: int = 0) -> Job:
    return Job(
        firm_id=FIRM,
        id=uuid4(),
        created_at=NOON,
        updated_at=NOON,
        account_id=uuid4(),
        pipeline_id=pipeline.id,
        stage_id=pipeline.stages[stage].id,
        visit_id=uuid4(),
        name="Rossi 1040",
        entered_stage_at=NOON,
        status=status,
    )


def a_visit(job: Job, *, ran: bool = True) -> StageVisit:
    return StageVisit(
        firm_id=FIRM,
        id=job.visit_id,
        job_id=job.id,
        stage_id=job.stage_id,
        entered_at=NOON,
        entered_by=ANA,
        reason=VisitReason.MOVED,
        root_id=uuid4(),
        ran_at=NOON if ran else None,
    )


def an_item(
    visit: StageVisit,
    *,
    resolved_at: datetime | None = None,
    unlinked: bool = False,
    action_item: bool = True,
) -> LinkedItem:
    return LinkedItem(
        firm_id=FIRM,
        id=uuid4(),
        job_id=visit.job_id,
        visit_id=visit.id,
        linked_at=NOON,
        linked_by=ANA,
        task_id=uuid4(),
        action_item=action_item,
        resolved_at=resolved_at,
        resolution="completed" if resolved_at else None,
        unlinked_at=LATER if unlinked else None,
    )


def a_run(visit: StageVisit, state: RunState, *, makes_action_item: bool = True) -> Run:
    return Run(
        firm_id=FIRM,
        id=uuid4(),
        event_id=uuid4(),
        root_id=uuid4(),
        job_id=visit.job_id,
        visit_id=visit.id,
        automation_id=uuid4(),
        pipeline_id=FIRM,
        stage_id=visit.stage_id,
        revision=1,
        action="create_task",
        title="create task “Review”",
        created_at=NOON,
        updated_at=NOON,
        state=state,
        makes_action_item=makes_action_item,
    )


def facts(*tags: UUID, account_type: str = "individual") -> Facts:
    return Facts(tag_ids=frozenset(tags), account_type=account_type)


def a_field(type_: FieldType = FieldType.TEXT, name: str = "Tax class") -> CustomField:
    return CustomField(
        firm_id=FIRM,
        id=uuid4(),
        created_at=NOON,
        updated_at=NOON,
        name=name,
        type=type_,
        code=code_for(name, ()),
        position=0,
        options=["S corporation", "Partnership"] if type_ is FieldType.CHOICE else [],
    )
