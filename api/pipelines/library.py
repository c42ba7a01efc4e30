"""The pipeline library: look, and install."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.answers import view_answer
from api.caller import Me
from api.documented import READ, WRITE
from api.idempotency import answer_once
from api.pipelines.answers import PipelineAnswer
from api.schemas import Answer, Listed
from domain.pipelines.library.install_pipeline import install_pipeline
from domain.pipelines.library.library import entries
from domain.pipelines.model import Pipeline

router = APIRouter(prefix="/v1/pipeline-library", tags=["pipelines"])


class LibraryAnswer(Answer):
    """A pipeline that can be installed."""

    key: str
    name: str
    summary: str
    stages: list[str]
    statuses: list[str]


@router.get(
    "",
    operation_id="list_pipeline_library",
    summary="Pipelines to install",
    response_model=Listed[LibraryAnswer],
    responses=READ,
)
async def list_library(me: Me) -> Response:
    """What other firms start with."""
    return view_answer({"data": [one.view() for one in entries()]})


@router.post(
    "/{key}/install",
    operation_id="install_pipeline",
    summary="Install a pipeline of the library",
    status_code=201,
    response_model=PipelineAnswer,
    responses=WRITE,
)
async def post_install(me: Me, key: Annotated[str, Path(max_length=60)]) -> Response:
    """With its automations; tags and account roles that are missing are made."""
    context = me.context()
    return await answer_once(
        me, 201, lambda uow: install_pipeline(key, me.services.catalogue, uow, context), Pipeline.view
    )
