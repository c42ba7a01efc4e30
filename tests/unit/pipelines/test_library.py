from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from domain.automations.registry import CATALOGUE
from domain.pipelines.library import library
from domain.pipelines.library.entry import LibraryEntry
from domain.pipelines.model import Pipeline
from domain.pipelines.specs import STAGE_COLORS
from domain.shared.context import SYSTEM, Context
from domain.shared.errors import NotFound

CONTEXT = Context(firm_id=uuid4(), actor=SYSTEM, now=datetime(2026, 2, 2, tzinfo=UTC), new_id=uuid4)
each = pytest.mark.parametrize("entry", library.entries(), ids=lambda entry: entry.key)


def built(entry: LibraryEntry) -> Pipeline:
    """The pipeline as a firm would get it."""
    tags: dict[str, UUID] = {name: uuid4() for name in entry.tags}
    roles: dict[str, UUID] = {name: uuid4() for name in entry.roles}
    command = entry.command(entry.name, tags, roles)
    pipeline = Pipeline(
        firm_id=CONTEXT.firm_id,
        id=uuid4(),
        created_at=CONTEXT.now,
        updated_at=CONTEXT.now,
        name=command.name,
    )
    for position, spec in enumerate(command.stages):
        stage = spec.build(pipeline.id, position, CONTEXT)
        pipeline.stages.append(stage)
        pipeline.automations += [a.build(stage, order, CONTEXT) for order, a in enumerate(spec.automations)]
    for position, named in enumerate(command.statuses):
        status = named.build(pipeline.id, position, CONTEXT)
        pipeline.statuses.append(status)
        pipeline.automations += [a.build(status, order, CONTEXT) for order, a in enumerate(named.automations)]
    by_name = {stage.name: str(stage.id) for stage in pipeline.stages}
    for automation in pipeline.automations:
        if "stage_id" in automation.settings:
            automation.settings["stage_id"] = by_name[str(automation.settings["stage_id"])]
    return pipeline


@each
def test_a_library_pipeline_keeps_the_rules_of_its_stages(entry: LibraryEntry) -> None:
    built(entry).check_shape()


@each
def test_every_automation_of_the_library_is_one_the_catalogue_accepts(entry: LibraryEntry) -> None:
    pipeline = built(entry)
    assert pipeline.automations
    for automation in pipeline.automations:
        CATALOGUE.check(automation, pipeline, "/automations")


@each
def test_names_are_replaced_by_the_firms_own_ids(entry: LibraryEntry) -> None:
    for automation in built(entry).automations:
        for key in ("role_ids", "add", "remove"):
            for value in automation.settings.get(key, []):  # type: ignore[attr-defined]
                assert str(UUID(value)) == value


@each
def test_every_task_of_the_library_says_who_does_it_and_when(entry: LibraryEntry) -> None:
    tasks = [a for stage in entry.stages for a in stage.automations if a.action == "create_task"]
    assert tasks
    for task in tasks:
        assert task.settings["role_ids"]
        assert task.settings["due_in_days"]


@each
def test_stages_can_be_told_apart_by_colour(entry: LibraryEntry) -> None:
    colors = [stage.color for stage in entry.stages]
    assert len(set(colors)) == len(colors)
    assert set(colors) <= set(STAGE_COLORS)


def test_an_extension_is_only_for_accounts_tagged_so() -> None:
    pipeline = built(library.entry("1040"))
    conditional = [stage for stage in pipeline.stages if stage.conditions]
    assert [stage.name for stage in conditional] == ["Extension"]
    assert conditional[0].conditions[0].match == "all_of"


def test_the_library_shows_name_summary_and_stages() -> None:
    view = library.entry("monthly-bookkeeping").view()
    assert view["name"] == "Monthly bookkeeping"
    assert view["summary"]
    assert view["stages"] == [stage.name for stage in library.entry("monthly-bookkeeping").stages]


def test_a_pipeline_that_the_library_does_not_have_is_not_found() -> None:
    with pytest.raises(NotFound) as refused:
        library.entry("1120-S")
    assert refused.value.stable_code == "library_pipeline_not_found"
