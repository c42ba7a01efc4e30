from dataclasses import replace
from typing import Any
from uuid import uuid4

import orjson
import pytest

from domain.accounts.custom_field import CustomField, FieldType
from domain.accounts.labels import create_role, create_tag
from domain.accounts.save_custom_field import CreateCustomField, create_custom_field
from domain.automations.registry import CATALOGUE
from domain.firms.model import Member, Role
from domain.pipelines.conditions import Condition
from domain.pipelines.create_pipeline import CreatePipeline, create_pipeline
from domain.pipelines.export_pipeline import export_pipeline
from domain.pipelines.import_pipeline import Imported, import_pipeline
from domain.pipelines.library import library
from domain.pipelines.library.install_pipeline import install_pipeline
from domain.pipelines.model import Pipeline
from domain.pipelines.requirements import Mode, Requirement, WipLimit
from domain.pipelines.specs import AutomationSpec, CustomStatusSpec, StageSpec
from domain.pipelines.trigger import Trigger
from domain.shared.errors import Forbidden, Invalid, NotFound
from domain.shared.rights import Rights
from persistence.database import Database
from persistence.mapper import to_json
from tests.builders import World, a_world, automation


async def export(world: World, pipeline: Pipeline) -> Any:
    document = await export_pipeline(pipeline.id, CATALOGUE, world.uow(), world.context())
    return orjson.loads(to_json(document))


async def take_in(world: World, document: Any, **more: Any) -> Imported:
    return await import_pipeline(document, CATALOGUE, world.uow(), world.context(), **more)


async def a_member(world: World, name: str, email: str) -> Member:
    now = world.context().now
    member = Member(
        firm_id=world.firm.id,
        id=uuid4(),
        created_at=now,
        updated_at=now,
        name=name,
        email=email,
        role=Role.EMPLOYEE,
    )
    async with world.uow() as uow:
        uow.members.add(member)
        await uow.commit()
    return member


async def a_whole_pipeline(world: World) -> Pipeline:
    """With everything that can be said by name."""
    role = await create_role("Preparer", world.uow(), world.context())
    vip = await create_tag("VIP", "violet", world.uow(), world.context())
    ben = await a_member(world, "Ben", f"ben-{world.firm.id}@firm.example")
    payroll = await create_pipeline(CreatePipeline(name="Payroll"), CATALOGUE, world.uow(), world.context())
    task = AutomationSpec(
        action="create_task",
        settings={"title": "T", "role_ids": [str(role.id)], "assignee_ids": [str(ben.id)]},
        conditions=(Condition("account_tags", "none_of", (vip.id,)), Condition("assignee", ids=(ben.id,))),
        trigger=Trigger("after", 2, "hours"),
        enabled=False,
    )
    stages = (
        StageSpec(
            name="Wait",
            color="pink",
            limit_amount=3,
            requirements=(Requirement("field", "due_date"),),
            wip_limit=WipLimit(4, Mode.WARN),
            automations=(
                task,
                automation("create_job", pipeline_id=str(payroll.id)),
                automation("move_job", stage_id="Wait (2)"),
            ),
        ),
        StageSpec(name="Wait", conditions=(Condition("account_tags", "all_of", (vip.id,)),)),
        StageSpec(name="End", automations=(automation("update_job", custom_status_id="On hold"),)),
    )
    statuses = (
        CustomStatusSpec(
            name="On hold", automove=True, automations=(automation("create_task", title="Ask"),)
        ),
    )
    command = CreatePipeline(
        name="Returns", stages=stages, statuses=statuses, settings={"sort": "priority"}, visible_to=(ben.id,)
    )
    return await create_pipeline(command, CATALOGUE, world.uow(), world.context())


async def test_an_export_names_everything_and_holds_no_id(world: World) -> None:
    document = await export(world, await a_whole_pipeline(world))
    assert (document["format"], document["version"], document["name"]) == ("tickmark.pipeline", 1, "Returns")
    assert document["tags"] == [{"name": "VIP", "color": "violet"}]
    assert document["roles"] == ["Preparer"]
    task, job, jump = document["stages"][0]["automations"]
    assert task["settings"]["role_ids"] == ["Preparer"]
    assert task["settings"]["assignee_ids"] == [f"ben-{world.firm.id}@firm.example"]
    assert task["conditions"][0]["tags"] == ["VIP"]
    assert job["settings"]["pipeline_id"] == "Payroll"
    assert jump["settings"]["stage_id"] == "Wait (2)"
    assert document["stages"][2]["automations"][0]["settings"]["custom_status_id"] == "On hold"
    assert "id" not in document["stages"][0]


async def test_what_is_exported_and_imported_is_exported_the_same(world: World) -> None:
    document = await export(world, await a_whole_pipeline(world))
    imported = await take_in(world, document, name="Returns again")
    assert (imported.notes, imported.new_tags, imported.new_roles) == ((), (), ())
    assert {**await export(world, imported.pipeline), "name": "Returns"} == document


@pytest.mark.parametrize("key", [entry.key for entry in library.entries()])
async def test_a_library_pipeline_goes_to_another_firm_and_back_as_it_is(
    world: World, database: Database, key: str
) -> None:
    document = await export(world, await install_pipeline(key, CATALOGUE, world.uow(), world.context()))
    other = await a_world(database)
    imported = await take_in(other, document)
    assert imported.notes == ()
    assert set(imported.new_tags) == {tag["name"] for tag in document["tags"]}
    assert set(imported.new_roles) == set(document["roles"])
    assert await export(other, imported.pipeline) == document
    async with other.uow() as uow:
        roles = {str(role.id) for role in await uow.account_roles.all()}
    schedule: Any = imported.pipeline.settings.get("schedule", {})
    assert set(schedule.get("role_ids", [])) <= roles


async def test_another_firm_lacks_people_and_pipelines_and_is_told(world: World, database: Database) -> None:
    document = await export(world, await a_whole_pipeline(world))
    other = await a_world(database)
    imported = await take_in(other, document)
    ben = f"ben-{world.firm.id}@firm.example"
    assert imported.notes == (
        f"Who sees it: there is no member “{ben}” here; left out.",
        f"Stage “Wait”, automation 1: there is no member “{ben}” here; left out.",
        "Stage “Wait”, automation 2: there is no pipeline “Payroll” here; left out.",
        "Stage “Wait”, automation 1 was left out: it makes no sense without that.",
        "Stage “Wait”, automation 2 was left out: it makes no sense without that.",
    )
    first = imported.pipeline.stages[0]
    assert [one.action for one in imported.pipeline.automations_of(first.id)] == ["move_job"]
    assert imported.pipeline.visible_to == []
    async with other.uow() as uow:
        assert [(tag.name, tag.color) for tag in await uow.tags.all()] == [("VIP", "violet")]


async def test_a_task_without_its_member_is_made_all_the_same(world: World) -> None:
    task = {"action": "create_task", "settings": {"title": "T", "assignee_ids": ["nobody@firm.example"]}}
    document = {"name": "P", "stages": [{"name": "A", "automations": [task]}]}
    imported = await take_in(world, document)
    assert imported.pipeline.automations[0].settings == {"title": "T", "assignee_ids": []}
    assert len(imported.notes) == 1


async def test_an_automation_that_would_run_for_more_jobs_is_left_out(world: World) -> None:
    asks = {"kind": "any", "conditions": [{"kind": "assignee", "in": ["nobody@firm.example"]}]}
    task = {"action": "create_task", "settings": {"title": "T"}, "conditions": [asks]}
    status = {"name": "S", "automations": [task, {"action": "create_task", "settings": {"title": "U"}}]}
    imported = await take_in(world, {"name": "P", "stages": [{"name": "A"}], "statuses": [status]})
    assert [one.settings["title"] for one in imported.pipeline.automations] == ["U"]
    assert imported.notes[1] == "Status “S”, automation 1 was left out: it makes no sense without that."


async def test_a_preview_stores_nothing(world: World) -> None:
    document = library.entry("1040").document()
    seen = await take_in(world, document, preview=True)
    assert seen.new_tags
    assert seen.pipeline.stages[0].name == "Engagement letter"
    async with world.uow() as uow:
        assert await uow.tags.all() == []
        assert await uow.account_roles.all() == []
        assert await uow.pipelines.outlines() == []


async def test_a_name_that_is_taken_gets_a_number_and_a_wanted_one_is_kept(world: World) -> None:
    document = {"name": "P", "stages": [{"name": "A"}]}
    names = [(await take_in(world, document)).pipeline.name for _ in range(2)]
    assert names == ["P", "P (2)"]
    assert (await take_in(world, document, name="P")).pipeline.name == "P"


async def test_importing_needs_the_permissions_of_what_it_makes(world: World) -> None:
    tagged = {"kind": "account_tags", "match": "any_of", "tags": ["New"]}
    for document, needs in (
        ({"name": "P", "stages": [{"name": "A"}]}, "manage_pipelines"),
        (
            {"name": "P", "stages": [{"name": "A"}, {"name": "B", "conditions": [tagged]}, {"name": "C"}]},
            "manage_tags",
        ),
    ):
        some = frozenset({"manage_pipelines"}) - {needs}
        employee = replace(world.context(), rights=Rights(permissions=some))
        with pytest.raises(Forbidden) as refused:
            await import_pipeline(document, CATALOGUE, world.uow(), employee)
        assert refused.value.details == {"permission": needs}


async def test_a_fault_is_told_with_its_place_in_the_document(world: World) -> None:
    jump = {"action": "move_job", "settings": {"stage_id": "Nowhere"}}
    lost = {"action": "create_job", "settings": {"pipeline_id": "Payroll"}}
    with pytest.raises(Invalid) as refused:
        await take_in(
            world, {"name": "P", "stages": [{"name": "A", "automations": [lost, jump]}, {"name": "B"}]}
        )
    assert [one.pointer for one in refused.value.faults] == ["/stages/0/automations/1/settings/stage_id"]


async def test_what_was_deleted_since_is_called_so(world: World) -> None:
    pipeline = await a_whole_pipeline(world)
    async with world.uow() as uow:
        payroll = next(one for one in await uow.pipelines.outlines() if one.name == "Payroll")
    await world.erased("pipelines", payroll.id)
    document = await export(world, pipeline)
    assert document["stages"][0]["automations"][1]["settings"]["pipeline_id"] == "Payroll"
    assert "automation 2" in (await take_in(world, document)).notes[0]
    tag, role = await world.tag("Old"), await create_role("Typist", world.uow(), world.context())
    for table, gone, spec, told in (
        ("tags", tag, automation("update_account_tags", add=[str(tag.id)]), {"add": ["a deleted tag"]}),
        (
            "account_roles",
            role,
            automation("create_task", title="T", role_ids=[str(role.id)]),
            {"title": "T", "role_ids": []},
        ),
    ):
        made = await world.pipeline(StageSpec(name="A", automations=(spec,)))
        await world.erased(table, gone.id)
        assert (await export(world, made))["stages"][0]["automations"][0]["settings"] == told


async def test_a_pipeline_that_one_may_not_see_is_not_exported(world: World) -> None:
    pipeline = await create_pipeline(
        CreatePipeline(name="Secret", visible_to=()), CATALOGUE, world.uow(), world.context()
    )
    employee = replace(world.context(), rights=Rights(permissions=frozenset({"manage_pipelines"})))
    with pytest.raises(NotFound):
        await export_pipeline(pipeline.id, CATALOGUE, world.uow(), employee)


async def a_field(world: World, name: str, type_: FieldType) -> CustomField:
    command = CreateCustomField(name=name, type=type_, options=())
    return await create_custom_field(command, world.uow(), world.context())


async def test_conditions_on_custom_fields_go_where_there_is_such_a_field(
    world: World, database: Database
) -> None:
    fee = await a_field(world, "Fee", FieldType.NUMBER)
    asks = Condition("any", conditions=(Condition("custom_field", "less_than", (fee.id,), (500,)),))
    task = AutomationSpec(action="create_task", settings={"title": "T"}, conditions=(asks,))
    status = CustomStatusSpec(name="S", automations=(task,))
    command = CreatePipeline(name="P", stages=(StageSpec(name="A"),), statuses=(status,))
    document = await export(world, await create_pipeline(command, CATALOGUE, world.uow(), world.context()))
    [automation_] = document["statuses"][0]["automations"]
    [condition] = automation_["conditions"][0]["conditions"]
    assert condition == {"kind": "custom_field", "field": "Fee", "match": "less_than", "than": 500}
    assert {**await export(world, (await take_in(world, document)).pipeline), "name": "P"} == document
    other = await a_world(database)
    assert (await take_in(other, document)).notes == (
        "Status “S”, automation 1: there is no custom field “Fee” here; left out.",
        "Status “S”, automation 1 was left out: it makes no sense without that.",
    )
    await a_field(other, "fee", FieldType.TEXT)
    with pytest.raises(Invalid) as refused:
        await take_in(other, document)
    place = "/statuses/0/automations/0/conditions/0/conditions/0/match"
    assert [(one.pointer, one.code) for one in refused.value.faults] == [(place, "match_not_possible")]


async def test_more_conditions_than_people_can_read_are_refused(world: World) -> None:
    conditions = [{"kind": "priority", "in": ["low"]}] * 21
    stages = [{"name": "A"}, {"name": "B", "conditions": conditions}, {"name": "C"}]
    with pytest.raises(Invalid) as refused:
        await take_in(world, {"name": "P", "stages": stages})
    assert refused.value.faults[0].pointer == "/stages/1/conditions"


async def test_a_stage_of_another_pipeline_is_told_with_that_pipeline(
    world: World, database: Database
) -> None:
    def named(name: str, *stages: StageSpec) -> CreatePipeline:
        return CreatePipeline(name=name, stages=stages)

    stages = (StageSpec(name="Same"), StageSpec(name="Same"))
    books = await create_pipeline(named("Books", *stages), CATALOGUE, world.uow(), world.context())
    jump = automation("move_job", pipeline_id=str(books.id), stage_id=str(books.stages[1].id))
    there = named("Lead", StageSpec(name="Same", automations=(jump,)))
    lead = await create_pipeline(there, CATALOGUE, world.uow(), world.context())
    document = await export(world, lead)
    settings = document["stages"][0]["automations"][0]["settings"]
    assert settings == {"pipeline_id": "Books", "stage_id": "Same (2)"}
    assert {**await export(world, (await take_in(world, document)).pipeline), "name": "Lead"} == document
    other = await a_world(database)
    await create_pipeline(named("books"), CATALOGUE, other.uow(), other.context())
    imported = await take_in(other, document)
    assert imported.notes == (
        "Stage “Same”, automation 1: there is no stage “Same (2)” here; left out.",
        "Stage “Same”, automation 1 was left out: it makes no sense without that.",
    )
