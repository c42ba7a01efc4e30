"""The run log of the firm, and its e-mails."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.caller import Caller, Me
from api.documented import READ, READ_ONE, WRITE
from api.idempotency import answer_once
from api.lists import list_answer, single_answer
from api.runs.schemas import (
    MailAnswer,
    MailFilters,
    OneRun,
    RetryAnswer,
    RetryRuns,
    RunAnswer,
    RunFilters,
)
from api.schemas import Page
from domain.automations.retry_run import MOST_AT_ONCE, Retry, retry_run, retry_runs
from domain.automations.run import Run
from persistence.automations.reader import mail_listing
from persistence.automations.runs_reader import one_run, runs_listing
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


@router.get(
    "/v1/runs/{run_id}",
    operation_id="get_run",
    summary="A run and its cause",
    response_model=OneRun,
    responses=READ_ONE,
)
async def get_run(me: Me, run_id: UUID) -> Response:
    """What was judged and made, and which event it came from: who did what, and how many steps before."""
    return await single_answer(me, one_run, {"run_id": run_id, **viewer(me.rights)}, "run")


@router.post(
    "/v1/runs/retry",
    operation_id="retry_runs",
    summary="Try many failed runs again",
    status_code=202,
    response_model=RetryAnswer,
    responses=WRITE,
)
async def post_retries(me: Me, body: RetryRuns) -> Response:
    """Each is judged like a single one, and its outcome is told; the worker tries them, those of each job in order."""
    context, found = me.context(), await _found(me, body)
    wanted, more = found[:MOST_AT_ONCE], len(found) > MOST_AT_ONCE
    return await answer_once(
        me, 202, lambda uow: retry_runs(wanted, uow, context), lambda outcomes: _told(outcomes, more=more)
    )


async def _found(me: Caller, body: RetryRuns) -> list[UUID]:
    """The runs that are meant: one more than are tried at once, if there are more."""
    if body.filter is None:
        return body.run_ids or []
    wanted = {**body.filter.model_dump(), "retryable": True, **viewer(me.rights)}
    async with me.services.database.reading(me.firm_id) as reading:
        return await runs_listing.ids(reading, me.firm_id, wanted, sort="created_at", limit=MOST_AT_ONCE + 1)


def _told(outcomes: Sequence[Retry], *, more: bool) -> dict[str, object]:
    told = [
        {
            "run_id": one.run_id,
            "ok": one.refusal is None,
            "run": one.run.view() if one.run else None,
            "code": one.refusal.stable_code if one.refusal else None,
            "detail": str(one.refusal) if one.refusal else None,
        }
        for one in outcomes
    ]
    retried = sum(1 for one in outcomes if one.refusal is None)
    return {"data": told, "retried": retried, "refused": len(told) - retried, "more": more}


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
