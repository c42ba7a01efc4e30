"""Pipelines and boards, as answers have them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from api.schemas import Answer, Entity, Who


class AutomationAnswer(Answer):
    """An automation of a stage."""

    id: UUID
    action: str
    settings: dict[str, Any]
    conditions: list[dict[str, Any]]
    on_failure: str
    repeat: str
    trigger: dict[str, Any]
    enabled: bool


class StageAnswer(Answer):
    """A step of a pipeline, a column of its board."""

    id: UUID
    pipeline_id: UUID
    name: str
    color: str
    position: int
    automove: bool
    conditions: list[dict[str, Any]]
    limit: dict[str, Any] | None
    requirements: list[dict[str, Any]]
    wip_limit: dict[str, Any] | None
    automations: list[AutomationAnswer]
    jobs_count: int = 0


class StatusAnswer(Answer):
    """A custom job status of a pipeline."""

    id: UUID
    pipeline_id: UUID
    name: str
    color: str
    position: int
    automove: bool
    automations: list[AutomationAnswer]
    jobs_count: int = 0


class PipelineAnswer(Entity):
    """A pipeline with its stages in order."""

    name: str
    status: str
    revision: int
    settings: dict[str, Any]
    visible_to: list[UUID] | None
    stages: list[StageAnswer]
    statuses: list[StatusAnswer]
    jobs_count: int = 0


class RevisionAnswer(Answer):
    """What the pipeline was after one save."""

    id: UUID
    pipeline_id: UUID
    revision: int
    changed_at: datetime
    changed_by: Who
    changes: list[str]
    snapshot: dict[str, Any]


class ActionAnswer(Answer):
    """An action of the catalogue; `settings_schema` is the JSON Schema of its settings. `action_item` tells whether it makes
    one: always, sometimes (its settings decide) or never; `makes_action_item` whether it ever does.
    """

    key: str
    title: str
    description: str
    settings_schema: dict[str, Any]
    makes_action_item: bool
    action_item: str
    outward: bool


class BoardNames(Answer):
    """A side table: cards refer to these by place."""

    id: list[UUID]
    name: list[str]
    color: list[str]


class BoardAccounts(Answer):
    """The accounts of the cards; `tags` are places in the tags' table."""

    id: list[UUID]
    name: list[str]
    number: list[str | None]
    type: list[str]
    tags: list[list[int]]


class BoardCards(Answer):
    """Columns of equal length: one card is a row across them. Instants are Unix seconds. `status` is 0 active,
    1 completed, from 2 on a place in the statuses' table. `client` is 0 when the client does not see the job, 1 when they
    see it without a status, from 2 on a place in the client-facing statuses' table.
    """

    id: list[UUID]
    version: list[int]
    name: list[str]
    stage: list[int]
    account: list[int]
    status: list[int]
    client: list[int]
    priority: list[int]
    assignees: list[list[int]]
    start: list[str | None]
    due: list[str | None]
    entered_at: list[int]
    created_at: list[int]
    items_open: list[int]
    items_total: list[int]
    running: list[int]
    failed: list[int]
    stopped: list[int]
    parked: list[int]


class Board(Answer):
    """One columnar snapshot of all open cards."""

    pipeline_id: UUID
    board_version: str
    stages: list[UUID]
    statuses: BoardNames
    client_statuses: BoardNames
    members: BoardNames
    tags: BoardNames
    accounts: BoardAccounts
    cards: BoardCards
