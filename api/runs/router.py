"""The run log of the firm, and its e-mails."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.caller import Me
from api.documented import READ, WRITE
from api.idempotency import answer_once
from api.lists import list_answer
from api.runs.schemas import MailAnswer, MailFilters, RunAnswer, RunFilters
from api.schemas import Page
from domain.automations.retry_run import retry_run
from domain.automations.run import Run
from persistence.automations.reader import mail_listing
from persistence.jobs.parts_reader import runs_listing
from persistence.jobs.reader import viewer

router = APIRouter(tags=["runs"])


@router.get(
    "/v1/runs",
    operation_id="list_runs",
    summary="The run log",
    response_model=Page[RunAnswer],
    responses=READ,
)
async def list_runs(me: Me, filters: Annotated[RunFilters, Query()]) -> Response:
    """Newest first."""
    wanted = {**filters.model_dump(), **viewer(me.rights)}
    return await list_answer(me, runs_listing, filters, wanted, "-created_at")


@router.post(
    "/v1/runs/{run_id}/retry",
    operation_id="retry_run",
    summary="Try a failed run again",
    status_code=202,
    response_model=RunAnswer,
    responses=WRITE,
)
async def post_retry(me: Me, run_id: UUID) -> Response:
    """The worker tries it again; the run tells what became of it."""
    context = me.context()
    return await answer_once(me, 202, lambda uow: retry_run(run_id, uow, context), Run.view)


@router.get(
    "/v1/mail-log",
    operation_id="list_mail",
    summary="The firm's e-mails",
    response_model=Page[MailAnswer],
    responses=READ,
)
async def list_mail(me: Me, filters: Annotated[MailFilters, Query()]) -> Response:
    """Newest first. Without a mail server they are only written here."""
    wanted = {**filters.model_dump(), **viewer(me.rights)}
    return await list_answer(me, mail_listing, filters, wanted, "-created_at")
