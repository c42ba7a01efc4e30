from uuid import uuid4

import pytest

from domain.jobs.events import JobCreated, JobMoveUndone, JobStageChanged, JobTransferred
from domain.jobs.model import JobIsArchived, JobStatus
from domain.jobs.place import Place
from domain.jobs.visit import Entry, VisitReason
from domain.pipelines.model import CustomStatus
from domain.shared.calendar import Calendar
from tests.unit.entities import FIRM, LATER, a_job, a_pipeline, a_visit, at

MOVED = Entry(reason=VisitReason.MOVED, calendar=Calendar())


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


def two_pipelines() -> tuple[Place, Place]:
    """A place in each of two pipelines; the first has a custom status."""
    sales, work = a_pipeline("Asked", "Won"), a_pipeline("In", "Out")
    work.id = uuid4()
    sales.statuses.append(
        CustomStatus(firm_id=FIRM, id=uuid4(), pipeline_id=sales.id, position=0, name="On hold")
    )
    return Place(sales, sales.stages[0]), Place(work, work.stages[0])


def test_a_transfer_is_news_of_its_own_that_both_boards_hear() -> None:
    here, there = two_pipelines()
    job = a_job(here.pipeline)
    visit = job.transfer(there, a_visit(job), here, MOVED, at())
    [recorded] = job.pull_events()
    assert isinstance(recorded.event, JobTransferred)
    assert (job.board_id, recorded.event.left_board_id) == (there.pipeline.id, here.pipeline.id)
    assert (job.stage_id, visit.from_stage_id) == (there.stage.id, here.stage.id)
    assert "ended_status" not in recorded.event.data()
    assert "override_reason" not in recorded.event.data()
    assert visit.ended_status_visit_id is None


def test_a_transfer_ends_the_custom_status_and_says_why_requirements_were_overridden() -> None:
    here, there = two_pipelines()
    job = a_job(here.pipeline)
    stay = job.give_status(here.pipeline.statuses[0], at())
    entry = Entry(reason=VisitReason.MOVED, calendar=Calendar(), override_reason="The client waits")
    visit = job.transfer(there, a_visit(job), here, entry, at())
    assert (job.status, job.status_id, visit.ended_status_visit_id) == (JobStatus.ACTIVE, None, stay.id)
    data = job.pull_events()[-1].event.data()
    assert data["ended_status"] == {"id": stay.status_id, "name": "On hold"}
    assert data["override_reason"] == "The client waits"
    stay.leave(at())
    job.resume_status(stay)
    assert (job.status, job.status_visit_id, stay.left_at) == (JobStatus.CUSTOM, stay.id, None)


def test_a_completed_job_stays_completed_in_the_other_pipeline_and_an_archived_one_stays_where_it_is() -> (
    None
):
    here, there = two_pipelines()
    job = a_job(here.pipeline, JobStatus.COMPLETED)
    job.transfer(there, a_visit(job), here, MOVED, at())
    assert job.status is JobStatus.COMPLETED
    archived = a_job(here.pipeline, JobStatus.ARCHIVED)
    with pytest.raises(JobIsArchived):
        archived.transfer(there, a_visit(archived), here, MOVED, at())


def test_an_undo_tells_the_pipelines_only_where_they_are_two() -> None:
    here, there = two_pipelines()
    within = JobMoveUndone(left=Place(here.pipeline, here.pipeline.stages[1]), entered=here)
    assert (within.left_board_id, set(within.data())) == (None, {"from_stage", "to_stage"})
    across = JobMoveUndone(left=there, entered=here)
    assert across.left_board_id == there.pipeline.id
    assert set(across.data()) == {"from_pipeline", "to_pipeline", "from_stage", "to_stage"}
