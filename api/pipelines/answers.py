"""Pipelines and boards, as answers have them."""

from datetime import datetime
from typing import Any, Literal
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
    """One save of a pipeline: who, when, what changed."""

    id: UUID
    pipeline_id: UUID
    revision: int
    changed_at: datetime
    changed_by: Who
    changes: list[str]


class WholeRevisionAnswer(RevisionAnswer):
    """With what the pipeline was after it."""

    snapshot: dict[str, Any]


class PartAnswer(Answer):
    """A pipeline, stage, status or automation, by what it is called."""

    type: str
    id: str
    name: str


class DifferenceAnswer(Answer):
    """One change. `kind` is added, removed, moved or changed; `of` is the stage or status that an automation belongs to.

    Of a changed setting, `field` and its `title`, and both values: as data, and in words.
    """

    kind: str
    object: PartAnswer
    of: PartAnswer | None
    field: str | None
    title: str | None
    before: Any
    after: Any
    before_words: str | None
    after_words: str | None
    text: str


class ComparisonAnswer(Answer):
    """What changed from `revision` to the revision `to`."""

    revision: int
    to: int
    same: bool
    differences: list[DifferenceAnswer]


class RestoredAnswer(Answer):
    """The pipeline as it is now; `notes` tell what it speaks of that is gone."""

    pipeline: PipelineAnswer
    notes: list[str]


class ImportedAnswer(Answer):
    """The pipeline of a file, what was made for it, and what was left out. In a preview nothing is stored, and ids mean
    nothing.
    """

    pipeline: PipelineAnswer
    new_tags: list[str]
    new_roles: list[str]
    notes: list[str]


class PipelineDocument(Answer):
    """A pipeline as one document: tags, account roles, stages and pipelines are said by name, members by their e-mail."""

    format: Literal["tickmark.pipeline"]
    version: int
    name: str
    settings: dict[str, Any]
    visible_to: list[str] | None
    tags: list[dict[str, Any]]
    roles: list[str]
    stages: list[dict[str, Any]]
    statuses: list[dict[str, Any]]


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
    limit_at: list[int | None]
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
