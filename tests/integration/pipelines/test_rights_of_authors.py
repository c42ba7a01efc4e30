from dataclasses import replace

import pytest

from domain.automations.registry import CATALOGUE
from domain.pipelines.create_pipeline import CreatePipeline, create_pipeline
from domain.pipelines.set_automations import set_stage_automations
from domain.pipelines.specs import AutomationSpec
from domain.shared.context import Context
from domain.shared.errors import Forbidden, NotFound
from domain.shared.rights import Rights
from tests.builders import World, automation, stage


def editor(world: World, *more: str) -> Context:
    return replace(world.context(), rights=Rights(permissions=frozenset({"manage_pipelines", *more})))


async def test_an_automation_that_changes_tags_is_saved_only_by_who_may_manage_tags(world: World) -> None:
    tag = await world.tag("VIP")
    command = CreatePipeline(
        name="Tagging", stages=(stage("A", automation("update_account_tags", add=[str(tag.id)])),)
    )
    with pytest.raises(Forbidden) as refused:
        await create_pipeline(command, CATALOGUE, world.uow(), editor(world))
    assert refused.value.details == {"permission": "manage_tags"}
    made = await create_pipeline(command, CATALOGUE, world.uow(), editor(world, "manage_tags"))
    assert made.automations


async def test_what_others_saved_may_stay_beside_a_new_automation(world: World) -> None:
    tag = await world.tag("VIP")
    pipeline = await world.pipeline(stage("A", automation("update_account_tags", add=[str(tag.id)])), "B")
    [former] = pipeline.automations
    kept = AutomationSpec(id=former.id, action=former.action, settings=former.settings)
    both = (kept, automation("create_task", title="Call"))
    changed = await set_stage_automations(pipeline.stages[0].id, both, CATALOGUE, world.uow(), editor(world))
    assert [a.action for a in changed.automations] == ["update_account_tags", "create_task"]
    other = replace(kept, settings={"remove": [str(tag.id)]})
    with pytest.raises(Forbidden):
        await set_stage_automations(pipeline.stages[0].id, (other,), CATALOGUE, world.uow(), editor(world))


async def test_automations_of_a_pipeline_that_is_not_seen_are_not_found(world: World) -> None:
    pipeline = await world.pipeline("A")
    async with world.uow() as uow:
        (await uow.pipelines.locked(pipeline.id)).visible_to = [world.owner.id]
        await uow.commit()
    with pytest.raises(NotFound):
        await set_stage_automations(pipeline.stages[0].id, (), CATALOGUE, world.uow(), editor(world))
