"""The pipeline library: look, and install."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response

from api.answers import view_answer
from api.caller import Me
from api.documented import READ, READ_ONE, WRITE
from api.idempotency import answer_once
from api.pipelines.answers import PipelineAnswer
from api.schemas import Answer, Listed
from domain.pipelines.library.install_pipeline import install_pipeline
from domain.pipelines.library.library import entries, entry
from domain.pipelines.model import Pipeline

router = APIRouter(prefix="/v1/pipeline-library", tags=["pipelines"])

Key = Annotated[str, Path(max_length=60)]


class LibraryStep(Answer):
    """A stage of the way. Conditions name the account's tags."""

    name: str
    color: str
    automove: bool
    conditions: list[dict[str, Any]]


class LibrarySchedule(Answer):
    """How the work comes again: what a new schedule of the installed pipeline begins with."""

    rule: str
    name: str
    due_in_days: int


class LibraryCard(Answer):
    """A pipeline that can be installed, and what it brings: automations, tags, account roles."""

    key: str
    name: str
    summary: str
    stages: list[LibraryStep]
    statuses: list[str]
    automations_count: int
    tags: list[str]
    roles: list[str]
    schedule: LibrarySchedule | None


class LibraryAutomation(Answer):
    """An automation. Settings and conditions name tags, roles and stages."""

    action: str
    settings: dict[str, Any]
    conditions: list[dict[str, Any]]
    trigger: dict[str, Any]


class LibraryStage(LibraryStep):
    """A stage with everything that it will have."""

    limit: dict[str, Any] | None
    requirements: list[dict[str, Any]]
    wip_limit: dict[str, Any] | None
    automations: list[LibraryAutomation]


class LibraryStatus(Answer):
    """A custom job status."""

    name: str
    color: str
    automove: bool
    automations: list[LibraryAutomation]


class LibraryPipeline(Answer):
    """All of a pipeline, before it is installed."""

    key: str
    name: str
    summary: str
    stages: list[LibraryStage]
    statuses: list[LibraryStatus]
    automations_count: int
    tags: list[str]
    roles: list[str]
    schedule: LibrarySchedule | None


@router.get(
    "",
    operation_id="list_pipeline_library",
    summary="Pipelines to install",
    response_model=Listed[LibraryCard],
    responses=READ,
)
async def list_library(me: Me) -> Response:
    """What other firms start with."""
    return view_answer({"data": [one.card() for one in entries()]})


@router.get(
    "/{key}",
    operation_id="get_library_pipeline",
    summary="A pipeline of the library, before it is installed",
    response_model=LibraryPipeline,
    responses=READ_ONE,
)
async def get_library(me: Me, key: Key) -> Response:
    """Its stages and custom statuses with their automations; tags and roles by name."""
    return view_answer(entry(key).view())


@router.post(
    "/{key}/install",
    operation_id="install_pipeline",
    summary="Install a pipeline of the library",
    status_code=201,
    response_model=PipelineAnswer,
    responses=WRITE,
)
async def post_install(me: Me, key: Key) -> Response:
    """With its automations; tags and account roles that are missing are made."""
    context = me.context()
    return await answer_once(
        me, 201, lambda uow: install_pipeline(key, me.services.catalogue, uow, context), Pipeline.view
    )
