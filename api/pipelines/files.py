"""Pipelines as files: export one, import one."""

import re
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.answers import view_answer
from api.caller import Me
from api.documented import READ_ONE, WRITE
from api.idempotency import answer_once
from api.pipelines.answers import ImportedAnswer, PipelineDocument
from api.pipelines.documents import PipelineFile
from api.pipelines.schemas import ImportOptions
from domain.pipelines.export_pipeline import export_pipeline
from domain.pipelines.import_pipeline import Imported, import_pipeline

router = APIRouter(prefix="/v1/pipelines", tags=["pipelines"])


@router.get(
    "/{pipeline_id}/export",
    operation_id="export_pipeline",
    summary="A pipeline as one document",
    response_model=PipelineDocument,
    responses=READ_ONE,
)
async def get_export(me: Me, pipeline_id: UUID) -> Response:
    """To import it in another firm, or to keep it. Without jobs."""
    document = await export_pipeline(pipeline_id, me.services.catalogue, me.uow(), me.context())
    name = f"{document['name']}.pipeline.json"
    plain = re.sub(r"[^A-Za-z0-9 ._-]+", "_", name)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return view_answer(document, headers={"Content-Disposition": disposition})


@router.post(
    "/import",
    operation_id="import_pipeline",
    summary="Make a pipeline of a document",
    status_code=201,
    response_model=ImportedAnswer,
    responses={200: {"model": ImportedAnswer, "description": "What would be made."}, **WRITE},
)
async def post_import(me: Me, body: PipelineFile, options: Annotated[ImportOptions, Query()]) -> Response:
    """Tags and account roles that the firm lacks are made; members are known by their e-mail, unknown ones are left out
    and told in `notes`. With `preview` nothing is stored.
    """
    document = body.document(await me.request.json())
    context, preview = me.context(), options.preview
    return await answer_once(
        me,
        200 if preview else 201,
        lambda uow: import_pipeline(
            document, me.services.catalogue, uow, context, name=options.name, preview=preview
        ),
        Imported.view,
    )
