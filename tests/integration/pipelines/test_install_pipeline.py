from dataclasses import replace

import pytest

from domain.accounts.labels import create_role
from domain.automations.registry import CATALOGUE
from domain.pipelines.library import library
from domain.pipelines.library.install_pipeline import install_pipeline
from domain.shared.errors import Forbidden, NotFound
from domain.shared.rights import Rights
from tests.builders import World


@pytest.mark.parametrize("key", [entry.key for entry in library.entries()])
async def test_installing_brings_the_pipeline_with_its_tags_and_roles(world: World, key: str) -> None:
    entry = library.entry(key)
    pipeline = await install_pipeline(key, CATALOGUE, world.uow(), world.context())
    async with world.uow() as uow:
        stored = await uow.pipelines.get(pipeline.id)
        tags = [tag.name for tag in await uow.tags.all()]
        roles = [role.name for role in await uow.account_roles.all()]
    assert [stage.name for stage in stored.stages] == [stage.name for stage in entry.stages]
    of_stages = sum(len(stage.automations) for stage in entry.stages)
    assert len(stored.automations) == of_stages + sum(len(one.automations) for one in entry.statuses)
    assert set(tags) == set(entry.tags)
    assert tuple(roles) == entry.roles


async def test_tags_and_roles_that_the_firm_has_are_used(world: World) -> None:
    tag = await world.tag("extension")
    role = await create_role("PREPARER", world.uow(), world.context())
    pipeline = await install_pipeline("1040", CATALOGUE, world.uow(), world.context())
    extension = next(stage for stage in pipeline.stages if stage.name == "Extension")
    assert extension.conditions[0].ids == (tag.id,)
    [task] = [a for a in pipeline.automations_of(extension.id) if a.action == "create_task"]
    assert task.settings["role_ids"] == [str(role.id)]
    async with world.uow() as uow:
        roles = await uow.account_roles.all()
    assert len({role.position for role in roles}) == len(roles) == len(library.entry("1040").roles)


async def test_a_second_installation_gets_a_number_after_its_name(world: World) -> None:
    names = [(await install_pipeline("1040", CATALOGUE, world.uow(), world.context())).name for _ in range(3)]
    assert names == ["1040 individual return", "1040 individual return (2)", "1040 individual return (3)"]


async def test_installing_needs_the_permission_to_manage_pipelines(world: World) -> None:
    employee = replace(world.context(), rights=Rights(permissions=frozenset({"manage_tags"})))
    with pytest.raises(Forbidden):
        await install_pipeline("1040", CATALOGUE, world.uow(), employee)


async def test_missing_roles_need_the_permission_to_assign_members(world: World) -> None:
    employee = replace(
        world.context(), rights=Rights(permissions=frozenset({"manage_tags", "manage_pipelines"}))
    )
    with pytest.raises(Forbidden) as refused:
        await install_pipeline("1040", CATALOGUE, world.uow(), employee)
    assert refused.value.details == {"permission": "assign_members"}
    async with world.uow() as uow:
        assert await uow.tags.all() == []


async def test_what_the_library_does_not_have_cannot_be_installed(world: World) -> None:
    with pytest.raises(NotFound):
        await install_pipeline("9999", CATALOGUE, world.uow(), world.context())
