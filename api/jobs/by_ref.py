"""Jobs by their ids in other systems."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints

from api.answers import entity_answer
from api.caller import Me
from api.documented import WRITE
from api.jobs.schemas import JobAnswer
from api.refs import RefId, System, once_more
from api.schemas import Body, Day, Ids, Name, Priority, Words
from domain.jobs.create_jobs import CreateJobs
from domain.jobs.model import Priority as JobPriority
from domain.jobs.upsert_job import UpsertJob, upsert_job

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])


class JobByRef(Body):
    """The job. `pipeline_id` and `stage_id` are where a new one begins: one that is there stays where it is, and only what
    else is sent is changed. `url` is its address in the other system.
    """

    pipeline_id: UUID
    account_id: UUID
    stage_id: UUID | None = None
    name: Name | None = None
    priority: Priority = "medium"
    assignee_ids: Ids = []
    start_date: Day | None = None
    due_date: Day | None = None
    internal_deadline: Day | None = None
    description: Words = ""
    url: Annotated[str, StringConstraints(max_length=2000)] | None = Field(default=None)


@router.put(
    "/by-ref/{system}/{id}",
    operation_id="put_job_by_ref",
    summary="Make or change the job with an id of another system",
    response_model=JobAnswer,
    responses={**WRITE, 201: {"model": JobAnswer, "description": "It is new."}},
)
async def put_by_ref(me: Me, system: System, id: RefId, body: JobByRef) -> Response:  # noqa: A002 - as in external_refs
    """200 when the firm has a job with this id, 201 when it is new. The same again changes nothing."""
    places = ("pipeline_id", "account_id", "stage_id", "url")
    values = {name: value for name, value in body.given().items() if name not in places}
    if values.get("name", "") is None:
        del values["name"]  # a job keeps its name
    command = UpsertJob(
        system=system,
        ref=id,
        new=CreateJobs(
            pipeline_id=body.pipeline_id,
            account_ids=(body.account_id,),
            stage_id=body.stage_id,
            name=body.name,
            priority=JobPriority(body.priority),
            assignee_ids=tuple(body.assignee_ids),
            start_date=body.start_date,
            due_date=body.due_date,
            internal_deadline=body.internal_deadline,
            description=body.description,
        ),
        values=values,
        url=body.url,
    )
    job, created = await once_more(lambda: upsert_job(command, me.uow(), me.context()))
    return entity_answer(job.view(), 201 if created else 200)
