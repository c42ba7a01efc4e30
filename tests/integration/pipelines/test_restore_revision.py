from contextlib import suppress
from dataclasses import replace
from random import Random
from typing import Any
from uuid import UUID

import orjson
import pytest

from domain.accounts.labels import create_role, delete_role
from domain.automations.registry import CATALOGUE
from domain.jobs.model import JobStatus
from domain.jobs.move_job import MoveJob, move_job
from domain.jobs.remove_stage import remove_stage
from domain.jobs.remove_status import remove_status
from domain.jobs.restore_revision import Restored, RestoreRevision, restore_revision
from domain.jobs.set_job_status import set_job_status
from domain.pipelines.conditions import Condition
from domain.pipelines.edit_pipeline import copy_pipeline, update_pipeline
from domain.pipelines.edit_stages import add_stage, reorder_stages, update_stage
from domain.pipelines.edit_statuses import add_status, update_status
from domain.pipelines.model import Pipeline
from domain.pipelines.requirements import Mode, Requirement, WipLimit
from domain.pipelines.set_automations import set_stage_automations, set_status_automations
from domain.pipelines.specs import AutomationSpec, CustomStatusSpec, StageSpec
from domain.pipelines.trigger import Trigger
from domain.shared.errors import Forbidden, NotFound, RuleViolation, StaleVersion
from domain.shared.rights import Rights
from persistence.mapper import to_json
from tests.builders import World, automation, stage
from tests.integration.jobs.test_requirements import an_employee

TASK = automation("create_task", title="Review it")


async def stored(world: World, pipeline: Pipeline) -> Pipeline:
    async with world.uow() as uow:
        return await uow.pipelines.get(pipeline.id)


async def restore(world: World, pipeline: Pipeline, number: int, **jobs_to: UUID) -> Restored:
    command = RestoreRevision(
        pipeline_id=pipeline.id, number=number, jobs_to={UUID(key): to for key, to in jobs_to.items()}
    )
    return await restore_revision(command, CATALOGUE, world.uow(), world.context())


async def snapshot(world: World, pipeline: Pipeline, number: int) -> Any:
    """What a revision is about: without what each has for itself."""
    async with world.uow() as uow:
        kept = dict((await uow.pipelines.revision(pipeline.id, number)).snapshot)
    return {key: value for key, value in kept.items() if key not in {"version", "revision", "updated_at"}}


class Editing:
    """Edits at random, through the use-cases that people have."""

    def __init__(self, world: World, pipeline: Pipeline, seed: int, tag: UUID) -> None:
        self.world, self.pipeline, self.random, self.tag = world, pipeline, Random(seed), tag

    async def edit(self) -> None:
        edits = (self.add, self.change, self.take_out, self.reorder, self.automate, self.rename, self.status)
        with suppress(RuleViolation):  # the shape of the pipeline may forbid it
            await self.random.choice(edits)(await stored(self.world, self.pipeline))

    async def add(self, pipeline: Pipeline) -> None:
        spec = StageSpec(name=self.word(), automations=(TASK,))
        place = self.random.randint(0, len(pipeline.stages))
        await add_stage(pipeline.id, spec, place, CATALOGUE, self.world.uow(), self.world.context())

    async def change(self, pipeline: Pipeline) -> None:
        pick = self.random.choice
        values: dict[str, object] = {
            "name": self.word(),
            "color": pick(("pink", "olive")),
            "automove": pick((True, False)),
            "conditions": pick(([], [Condition("account_tags", "any_of", (self.tag,))])),
            "limit_amount": pick((None, 5)),
            "limit_unit": pick(("days", "business_days")),
            "requirements": pick(([], [Requirement("field", "due_date", Mode.WARN)])),
            "wip_limit": pick((None, WipLimit(9, Mode.WARN))),
        }
        wanted = dict(self.random.sample(list(values.items()), 4))
        await update_stage(pick(pipeline.stages).id, wanted, self.world.uow(), self.world.context())

    async def take_out(self, pipeline: Pipeline) -> None:
        if len(pipeline.stages) > 1:
            gone = self.random.choice(pipeline.stages)
            to = next(one.id for one in pipeline.stages if one.id != gone.id)
            await remove_stage(gone.id, to, self.world.uow(), self.world.context())

    async def reorder(self, pipeline: Pipeline) -> None:
        order = [one.id for one in pipeline.stages]
        self.random.shuffle(order)
        await reorder_stages(pipeline.id, order, self.world.uow(), self.world.context())

    async def automate(self, pipeline: Pipeline) -> None:
        owner = self.random.choice(pipeline.stages)
        kept = [
            AutomationSpec(id=one.id, action=one.action, settings=one.settings)
            for one in pipeline.automations_of(owner.id)
        ]
        new = AutomationSpec(
            action="create_task",
            settings={"title": self.word()},
            trigger=self.random.choice((Trigger(), Trigger("after", 2, "hours"))),
            enabled=self.random.choice((True, False)),
        )
        specs = [one for one in kept if self.random.random() < 0.7] + [new]
        self.random.shuffle(specs)
        await set_stage_automations(owner.id, specs, CATALOGUE, self.world.uow(), self.world.context())

    async def rename(self, pipeline: Pipeline) -> None:
        values: dict[str, object] = {
            "name": self.word(),
            "settings": {"sort": self.random.choice(("priority", "due_date")), "card_facts": []},
            "visible_to": self.random.choice((None, [self.world.owner.id])),
        }
        await update_pipeline(pipeline.id, values, self.world.uow(), self.world.context())

    async def status(self, pipeline: Pipeline) -> None:
        world = self.world
        if not pipeline.statuses or self.random.random() < 0.4:
            spec = CustomStatusSpec(name=self.word(), automations=(TASK,))
            await add_status(pipeline.id, spec, CATALOGUE, world.uow(), world.context())
        elif self.random.random() < 0.5:
            await remove_status(pipeline.statuses[0].id, world.uow(), world.context())
        else:
            one = pipeline.statuses[0].id
            await update_status(one, {"name": self.word(), "automove": True}, world.uow(), world.context())
            await set_status_automations(one, [TASK], CATALOGUE, world.uow(), world.context())

    def word(self) -> str:
        return f"Word {self.random.randint(0, 100_000)}"


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_was_saved_since_a_revision_comes_back_as_it_was(world: World, seed: int) -> None:
    tag = await world.tag("Extension")
    pipeline = await world.pipeline("A", stage("B", TASK, automove=True), "C", "D")
    await world.job(pipeline)
    editing = Editing(world, pipeline, seed, tag.id)
    for _ in range(14):
        await editing.edit()
    newest = (await stored(world, pipeline)).revision
    for number in (1, max(1, newest // 2), max(1, newest - 1), newest):
        wanted = await snapshot(world, pipeline, number)
        present = await stored(world, pipeline)
        leaving = [one.id for one in present.stages if str(one.id) not in {s["id"] for s in wanted["stages"]}]
        first = UUID(wanted["stages"][0]["id"])
        restored = await restore(world, pipeline, number, **{str(one): first for one in leaving})
        assert orjson.loads(to_json((await stored(world, pipeline)).view())) == orjson.loads(
            to_json(restored.pipeline.view())
        )
        assert await snapshot(world, pipeline, restored.pipeline.revision) == wanted
        async with world.uow() as uow:
            [card] = [job for one in restored.pipeline.stages for job in await uow.jobs.standing_in(one.id)]
        assert card.stage_id in {one.id for one in restored.pipeline.stages}


async def test_a_restored_revision_is_one_more_save(world: World) -> None:
    pipeline = await world.pipeline("A", "B")
    await update_stage(pipeline.stages[0].id, {"name": "Asked"}, world.uow(), world.context())
    restored = (await restore(world, pipeline, 1)).pipeline
    assert (restored.stages[0].name, restored.revision) == ("A", 3)
    async with world.uow() as uow:
        assert (await uow.pipelines.revision(pipeline.id, 3)).changes == ["Restored revision 1"]
    assert (await restore(world, pipeline, 3)).pipeline.revision == 3
    assert (await restore(world, pipeline, 2)).pipeline.stages[0].name == "Asked"


async def test_jobs_that_stand_in_a_stage_that_goes_are_asked_for_and_fire_nothing(world: World) -> None:
    pipeline = await world.pipeline(stage("A", TASK), "B")
    added = await add_stage(
        pipeline.id, StageSpec(name="Sign", automations=(TASK,)), 1, CATALOGUE, world.uow(), world.context()
    )
    job = await world.job(pipeline)
    await world.drain()
    move = MoveJob(job_id=job.id, stage_id=added.stage.id)
    await move_job(move, world.uow(), world.context())
    await world.drain()
    with pytest.raises(RuleViolation) as refused:
        await restore(world, pipeline, 1)
    assert refused.value.stable_code == "stage_has_jobs"
    assert refused.value.details["stages"] == [{"id": added.stage.id, "name": "Sign", "jobs": 1}]
    with pytest.raises(NotFound):
        await restore(world, pipeline, 1, **{str(added.stage.id): added.stage.id})
    assert len((await stored(world, pipeline)).stages) == 3
    await restore(world, pipeline, 1, **{str(added.stage.id): pipeline.stages[0].id})
    await world.drain()
    async with world.uow() as uow:
        assert (await uow.jobs.get(job.id)).stage_id == pipeline.stages[0].id
        assert await uow.runs.count_of_job(job.id, job.created_at) == 2  # those of the two entries before


async def test_a_removed_stage_comes_back_with_its_id_and_automations_and_fires_for_who_enters(
    world: World,
) -> None:
    pipeline = await world.pipeline("A", stage("Review", TASK), "C")
    review = pipeline.stages[1]
    [task] = pipeline.automations
    await remove_stage(review.id, None, world.uow(), world.context())
    job = await world.job(pipeline)
    await world.drain()
    restored = (await restore(world, pipeline, 1)).pipeline
    assert [one.id for one in restored.stages] == [one.id for one in pipeline.stages]
    assert [one.id for one in restored.automations_of(review.id)] == [task.id]
    await world.drain()
    async with world.uow() as uow:
        assert await uow.runs.count_of_job(job.id, job.created_at) == 0
    await move_job(MoveJob(job_id=job.id, stage_id=review.id), world.uow(), world.context())
    await world.drain()
    async with world.uow() as uow:
        assert await uow.runs.count_of_job(job.id, job.created_at) == 1


async def test_jobs_with_a_status_that_goes_are_active_again(world: World) -> None:
    pipeline = await world.pipeline("A", "B")
    added = await add_status(
        pipeline.id, CustomStatusSpec(name="On hold"), CATALOGUE, world.uow(), world.context()
    )
    await add_status(pipeline.id, CustomStatusSpec(name="Kept"), CATALOGUE, world.uow(), world.context())
    job = await world.job(pipeline)
    await set_job_status(job.id, JobStatus.CUSTOM, world.uow(), world.context(), status_id=added.status.id)
    await restore(world, pipeline, 3)
    async with world.uow() as uow:
        assert (await uow.jobs.get(job.id)).status is JobStatus.CUSTOM
    await restore(world, pipeline, 1)
    async with world.uow() as uow:
        assert (await uow.jobs.get(job.id)).status is JobStatus.ACTIVE


async def test_whoever_restores_needs_the_permission_of_the_actions_that_come_back(world: World) -> None:
    tag = await world.tag("VIP")
    pipeline = await world.pipeline(stage("A", automation("update_account_tags", add=[str(tag.id)])), "B")
    await set_stage_automations(pipeline.stages[0].id, [], CATALOGUE, world.uow(), world.context())
    command = RestoreRevision(pipeline_id=pipeline.id, number=1, jobs_to={})
    for permissions in (frozenset({"manage_pipelines"}), frozenset[str]()):
        employee = replace(world.context(), rights=Rights(permissions=permissions))
        with pytest.raises(Forbidden):
            await restore_revision(command, CATALOGUE, world.uow(), employee)
    assert (await stored(world, pipeline)).automations == []


async def test_a_revision_that_nobody_saved_or_of_another_version_is_refused(world: World) -> None:
    pipeline = await world.pipeline("A", "B")
    with pytest.raises(NotFound) as refused:
        await restore(world, pipeline, 9)
    assert refused.value.stable_code == "revision_not_found"
    stale = RestoreRevision(pipeline_id=pipeline.id, number=1, jobs_to={}, expected_version=99)
    with pytest.raises(StaleVersion):
        await restore_revision(stale, CATALOGUE, world.uow(), world.context())


async def test_what_a_revision_speaks_of_and_is_gone_is_told(world: World) -> None:
    role = await create_role("Preparer", world.uow(), world.context())
    gone = (await an_employee(world)).actor.id
    assert gone is not None
    task = automation("create_task", title="T", role_ids=[str(role.id)], assignee_ids=[str(gone)])
    pipeline = await world.pipeline("A", stage("Review", task), "C")
    await set_stage_automations(pipeline.stages[1].id, [], CATALOGUE, world.uow(), world.context())
    await world.erased("members", gone)
    await delete_role(role.id, world.uow(), world.context())
    assert (await restore(world, pipeline, 1)).notes == (
        "Stage “Review”, automation 1 speaks of an account role that is gone.",
        "Stage “Review”, automation 1 speaks of a member that is gone.",
    )


async def test_a_copy_points_to_its_own_stages_though_two_have_one_name(world: World) -> None:
    pipeline = await world.pipeline("A", "Wait", "Wait", "End")
    jump = automation("move_job", stage_id=str(pipeline.stages[2].id))
    await set_stage_automations(pipeline.stages[0].id, [jump], CATALOGUE, world.uow(), world.context())
    copy = await copy_pipeline(pipeline.id, CATALOGUE, world.uow(), world.context())
    assert copy.automations[0].settings == {"stage_id": str(copy.stages[2].id)}
    assert copy.name == f"{pipeline.name} (2)"
