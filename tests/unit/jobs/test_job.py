import pytest

from domain.jobs.events import JobCreated, JobStageChanged
from domain.jobs.model import JobIsArchived, JobStatus
from domain.jobs.visit import Entry, VisitReason
from tests.unit.entities import LATER, a_job, a_pipeline, a_visit, at

MOVED = Entry(reason=VisitReason.MOVED)


def test_entering_a_stage_is_news() -> None:
    pipeline = a_pipeline("Review docs", "Prepare return")
    job = a_job(pipeline)
    job.enter(pipeline.stages[1], a_visit(job), pipeline.stages[0], MOVED, at())
    assert [type(recorded.event) for recorded in job.pull_events()] == [JobStageChanged]
    assert job.pull_events() == []


def test_a_move_closes_one_visit_and_opens_the_next() -> None:
    pipeline = a_pipeline("Review docs", "Prepare return")
    job = a_job(pipeline)
    left = a_visit(job)
    entered = job.enter(pipeline.stages[1], left, pipeline.stages[0], MOVED, at(LATER))
    assert (left.left_at, entered.left_at) == (LATER, None)
    assert job.visit_id == entered.id
    assert entered.previous_visit_id == left.id


def test_an_archived_job_does_not_move() -> None:
    pipeline = a_pipeline("A", "B")
    job = a_job(pipeline, JobStatus.ARCHIVED)
    with pytest.raises(JobIsArchived):
        job.enter(pipeline.stages[1], a_visit(job), pipeline.stages[0], MOVED, at())


def test_an_archived_job_is_rehomed_when_its_stage_goes_and_nothing_fires() -> None:
    pipeline = a_pipeline("A", "B")
    job = a_job(pipeline, JobStatus.ARCHIVED)
    visit = job.rehome(pipeline.stages[1], a_visit(job), pipeline.stages[0], MOVED, at())
    assert job.status is JobStatus.ARCHIVED
    assert visit.ran_at is not None


def test_every_fact_raises_the_version_by_one() -> None:
    pipeline = a_pipeline("A", "B")
    job = a_job(pipeline)
    job.begin(pipeline.stages[0], at())
    job.change({"name": "2025 1040"}, at())
    job.set_status(JobStatus.COMPLETED, at())
    recorded = job.pull_events()
    assert [told.sequence for told in recorded] == [1, 2, 3]
    assert job.version == 3
    assert isinstance(recorded[0].event, JobCreated)


def test_what_changes_nothing_is_no_news() -> None:
    job = a_job(a_pipeline("A"))
    assert not job.change({"name": job.name}, at())
    assert not job.set_status(JobStatus.ACTIVE, at())
    assert job.pull_events() == []


def test_completing_notes_when_and_reopening_forgets_it() -> None:
    job = a_job(a_pipeline("A"))
    job.set_status(JobStatus.COMPLETED, at(LATER))
    assert job.completed_at == LATER
    job.set_status(JobStatus.ACTIVE, at(LATER))
    assert job.completed_at is None
