"""Moves: do, preview, undo."""

from uuid import UUID

import orjson
from fastapi import APIRouter, Response

from api.answers import view_answer
from api.caller import Caller, Me
from api.documented import WRITE
from api.idempotency import answer_once
from api.jobs.move_schemas import Move, Moved, Nothing, Preview, Undone
from domain.automations.move_with_plan import PlannedMove, move_with_plan
from domain.automations.preview_move import preview_move
from domain.automations.undo_move import undo_move
from domain.jobs.check_entry import Answered
from domain.jobs.move_job import MoveJob
from persistence.jobs.parts_reader import items_listing

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])


def _moved_view(moved: PlannedMove) -> dict[str, object]:
    return {
        "job": moved.job.view(),
        "plan": [turn.view() for turn in moved.plan],
        "undo_until": moved.undo_until,
        "changed": moved.changed,
    }


def move_command(job_id: UUID, body: Move, *, across: bool = False) -> MoveJob:
    """The move that a body asks for; `across`: its stage may be one of another pipeline."""
    return MoveJob(
        job_id=job_id,
        stage_id=body.stage_id,
        across=across,
        expected_version=body.expected_version,
        operation_id=body.operation_id,
        skip_automations=tuple(body.skip_automations),
        open_items=tuple((item.item_id, item.decision) for item in body.open_items),
        other_items=body.other_items,
        hold_seconds=body.hold_seconds,
        answered=Answered(override_reason=body.override_reason, accept_warnings=body.accept_warnings),
    )


@router.post(
    "/{job_id}/move",
    operation_id="move_job",
    summary="Move a job to a stage",
    response_model=Moved,
    responses=WRITE,
)
async def post_move(me: Me, job_id: UUID, body: Move) -> Response:
    """Fires the automations of the stage. What leaves the firm is held until `undo_until`."""
    command, context = move_command(job_id, body), me.context()
    return await answer_once(me, 200, lambda uow: move_with_plan(command, uow, context), _moved_view)


@router.post(
    "/{job_id}/move/preview",
    operation_id="preview_move",
    summary="See what a move would do",
    response_model=Preview,
    responses=WRITE,
)
async def post_preview(me: Me, job_id: UUID, body: Move) -> Response:
    """The plan with the verdict of each condition, the open items, the requirements that do not hold, and where automove would go next. No effect."""
    return await _previewed(me, move_command(job_id, body))


@router.post(
    "/{job_id}/transfer",
    operation_id="transfer_job",
    summary="Transfer a job to a stage of another pipeline",
    response_model=Moved,
    responses=WRITE,
)
async def post_transfer(me: Me, job_id: UUID, body: Move) -> Response:
    """Like a move, and the stage names its pipeline. History, items and visits are kept, a custom status ends. A stage of the job's own pipeline makes it a plain move."""
    command, context = move_command(job_id, body, across=True), me.context()
    return await answer_once(me, 200, lambda uow: move_with_plan(command, uow, context), _moved_view)


@router.post(
    "/{job_id}/transfer/preview",
    operation_id="preview_transfer",
    summary="See what a transfer would do",
    response_model=Preview,
    responses=WRITE,
)
async def post_transfer_preview(me: Me, job_id: UUID, body: Move) -> Response:
    """The same as the preview of a move. No effect."""
    return await _previewed(me, move_command(job_id, body, across=True))


async def _previewed(me: Caller, command: MoveJob) -> Response:
    context, job_id = me.context(), command.job_id
    preview = await preview_move(command, me.uow(), context)
    open_ids = {str(item.id) for item in preview.open_items}
    items: list[object] = []
    if open_ids:
        async with me.services.database.reading(me.firm_id) as reading:
            rows = await items_listing.page(
                reading, me.firm_id, {"job_id": job_id}, sort="linked_at", limit=200
            )
        items = [item for item in orjson.loads(rows.data) if item["id"] in open_ids]
    return view_answer(
        {
            "changed": preview.changed,
            "plan": [turn.view() for turn in preview.plan],
            "open_items": items,
            "carried_item_ids": preview.carried,
            "requirements": [one.view() for one in preview.unmet],
            "may_override": context.rights.everything,
            "next_stage_id": preview.next_stage.id if preview.next_stage else None,
        }
    )


@router.post(
    "/{job_id}/move/undo",
    operation_id="undo_move",
    summary="Take a move or transfer back within its hold",
    response_model=Undone,
    responses=WRITE,
)
async def post_undo(me: Me, job_id: UUID, body: Nothing | None = None) -> Response:
    """The job returns to its former visit; what the automations made is removed, what was held is never sent."""
    context = me.context()
    return await answer_once(
        me, 200, lambda uow: undo_move(job_id, uow, context), lambda job: {"job": job.view()}
    )
