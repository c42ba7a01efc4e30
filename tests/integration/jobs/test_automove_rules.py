"""The rules of automove on the real engine: each row of the rule book's section on it, by its number."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import pytest

from domain.jobs.link_item import link_task
from domain.pipelines.conditions import Condition
from domain.pipelines.requirements import Requirement
from domain.pipelines.specs import AutomationSpec, CustomStatusSpec, StageSpec
from domain.pipelines.trigger import Trigger
from domain.shared.errors import RuleViolation
from domain.tasks.create_task import CreateTask, create_task
from domain.tasks.delete_task import delete_task
from domain.tasks.update_task import update_task
from persistence.queue import Waiting
from tests.builders import World, automation
from tests.integration.jobs.automove_desk import Desk, a_desk, task
from tests.integration.jobs.test_requirements import told
from tests.workers.working import Working

TWO = (task("One"), task("Two"))
LATER = replace(task("Later"), trigger=Trigger("after", 3, "days"))
NAMES_A_DATE = task("Due [JOB_DUE_DATE]")  # fails while the job has no due date
MAIL = automation("send_email", subject="Hello", body="We begin.")  # fails: nobody to write to
ASKS = Requirement("field", "due_date")
MISSING = CustomStatusSpec(name="Missing", automove=True, automations=(task("Ask"),))
ON_HOLD = CustomStatusSpec(name="On hold", automations=(task("Wait"),))


@dataclass(frozen=True, kw_only=True)
class Case:
    """What the stage “Collect” does, what people do, and where the job is in the end.

    The worker hears everything after each act, but not after one that begins with “quietly”. After “Collect” come
    “Extension” (for accounts with that tag), “Prepare” and “Done”.
    """

    rule: str
    collect: tuple[AutomationSpec, ...] = TWO
    acts: Sequence[str]
    ends: str
    automove: bool = True
    prepare: tuple[Requirement, ...] = ()
    prepare_for: tuple[Condition, ...] = ()
    told: str | None = None
    ran: tuple[str, ...] | None = None  # the stages whose automations were considered


CASES = [
    Case(rule="1: off, the job stays", automove=False, acts=["finish One", "finish Two"], ends="Collect"),
    Case(
        rule="1: a status with the switch ends with its items, in the same stage",
        acts=["give Missing", "finish Ask"],
        ends="Collect",
    ),
    Case(
        rule="1: a status without the switch stays",
        acts=["give On hold", "finish Wait"],
        ends="Collect, custom",
    ),
    Case(rule="2: all resolved, it goes", acts=["finish One", "cancel Two"], ends="Prepare"),
    Case(rule="2: one is open, it stays", acts=["finish One"], ends="Collect"),
    Case(
        rule="2: linked by hand and made by automations count alike",
        acts=["add Three", "finish One", "finish Two"],
        ends="Collect",
    ),
    Case(rule="2: by hand alone is enough", collect=(), acts=["add One", "finish One"], ends="Prepare"),
    Case(rule="2: a stage without an item holds", collect=(), acts=["rename Other"], ends="Collect"),
    Case(
        rule="3: a run that waits and would make an item holds",
        collect=(*TWO, LATER),
        acts=["finish One", "finish Two"],
        ends="Collect",
    ),
    Case(
        rule="3: a failed run that would make an item holds",
        collect=(task("One"), NAMES_A_DATE),
        acts=["finish One"],
        ends="Collect",
    ),
    Case(
        rule="3: tried again, it holds by its item",
        collect=(task("One"), NAMES_A_DATE),
        acts=["due", "retry", "finish One"],
        ends="Collect",
    ),
    Case(
        rule="3: tried again and done, it goes",
        collect=(task("One"), NAMES_A_DATE),
        acts=["finish One", "due", "retry", "finish Due April 15, 2027"],
        ends="Prepare",
    ),
    Case(
        rule="3: a failed run that makes no item does not hold",
        collect=(task("One"), MAIL),
        acts=["finish One"],
        ends="Prepare",
    ),
    Case(
        rule="4: a stage whose conditions do not hold is skipped, and nothing of it fires",
        acts=["finish One", "finish Two"],
        ends="Prepare",
        ran=("Collect", "Prepare"),
    ),
    Case(
        rule="4: one whose conditions hold is next",
        collect=(automation("update_account_tags", add=["Extension"]), *TWO),
        acts=["finish One", "finish Two"],
        ends="Extension",
    ),
    Case(
        rule="4: the last stage always is eligible",
        prepare_for=(Condition("account_type", values=("company",)),),
        acts=["finish One", "finish Two"],
        ends="Done",
    ),
    Case(
        rule="4: requirements block, and those in charge are told why",
        prepare=(ASKS,),
        acts=["finish One", "finish Two"],
        ends="Collect",
        told="The job needs a due date",
    ),
    Case(
        rule="4: as soon as the requirement is met, it goes",
        prepare=(ASKS,),
        acts=["finish One", "finish Two", "due"],
        ends="Prepare",
    ),
    Case(
        rule="6: a completed job stays",
        acts=["finish One", "job completed", "finish Two"],
        ends="Collect, completed",
    ),
    Case(
        rule="6: an archived job stays",
        acts=["finish One", "job archived", "finish Two"],
        ends="Collect, archived",
    ),
    Case(
        rule="6: reopened, it goes",
        acts=["finish One", "job completed", "finish Two", "job active"],
        ends="Prepare",
    ),
    Case(
        rule="6: a job with a custom status stays",
        acts=["give On hold", "finish One", "finish Two"],
        ends="Collect, custom",
    ),
    Case(
        rule="6: one completed before it was linked counts as resolved",
        collect=(task("One"),),
        acts=["link Deed, done", "finish One"],
        ends="Prepare",
    ),
    Case(rule="6: by itself it moves nothing", collect=(), acts=["link Deed, done"], ends="Collect"),
    Case(rule="7: unlinked, it stops holding", acts=["finish One", "unlink Two"], ends="Prepare"),
    Case(rule="7: deleted, it stops holding", acts=["finish One", "delete Two"], ends="Prepare"),
    Case(
        rule="7: one must be really resolved: an unlinked one is not",
        acts=["unlink One", "delete Two"],
        ends="Collect",
    ),
    Case(
        rule="7: nor one that was resolved and then unlinked",
        acts=["finish One", "unlink One", "unlink Two"],
        ends="Collect",
    ),
    Case(
        rule="7: linked again where it was, it holds again",
        acts=["unlink Two", "relink Two", "finish One"],
        ends="Collect",
    ),
    Case(
        rule="7: linked again, what was resolved is resolved again",
        acts=["finish One", "unlink One", "unlink Two", "relink One"],
        ends="Prepare",
    ),
    Case(
        rule="7: finished while it was unlinked, it moves nothing by itself",
        acts=["unlink One", "unlink Two", "finish One", "relink One"],
        ends="Collect",
    ),
    Case(
        rule="7: reopened while it was unlinked, it holds again",
        acts=["finish One", "unlink One", "reopen One", "relink One", "finish Two"],
        ends="Collect",
    ),
    Case(
        rule="8: two completions before the worker hears any move it once",
        acts=["quietly finish One", "finish Two"],
        ends="Prepare",
        ran=("Collect", "Prepare"),
    ),
    Case(
        rule="9: reopened later, the job stays, and those who have to know are told",
        acts=["finish One", "finish Two", "reopen One"],
        ends="Prepare",
        told="“One” is open again, but “1040” has moved on to “Prepare”",
    ),
    Case(
        rule="9: what was left behind holds nothing",
        acts=["finish One", "finish Two", "reopen One", "finish Look"],
        ends="Done",
    ),
    Case(
        rule="9: reopened in time, it holds",
        acts=["finish One", "reopen One", "finish Two"],
        ends="Collect",
    ),
]


def stages(case: Case, tag: UUID) -> tuple[StageSpec, Sequence[StageSpec]]:
    tagged = Condition("account_tags", "all_of", (tag,))
    look = (task("Look"),)
    collect = tuple(_with_tag(one, tag) for one in case.collect)
    return StageSpec(name="Collect", automove=case.automove, automations=collect), (
        StageSpec(name="Extension", automove=True, conditions=(tagged,), automations=look),
        StageSpec(
            name="Prepare",
            automove=True,
            requirements=case.prepare,
            conditions=case.prepare_for,
            automations=look,
        ),
        StageSpec(name="Done"),
    )


def _with_tag(one: AutomationSpec, tag: UUID) -> AutomationSpec:
    return replace(one, settings={"add": [str(tag)]}) if "add" in one.settings else one


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
async def test_rule(case: Case, world: World) -> None:
    collect, others = stages(case, (await world.tag("Extension")).id)
    desk = await a_desk(world, collect, others, (MISSING, ON_HOLD))
    await world.drain()
    for act in case.acts:
        await desk.do(act.removeprefix("quietly "))
        if not act.startswith("quietly"):
            await world.drain()
    await world.drain()
    assert await desk.where() == case.ends
    if case.told is not None:
        assert any(case.told in sentence for sentence in await told(world)), await told(world)
    if case.ran is not None:
        considered = """SELECT s.name FROM visits v JOIN stages s ON s.firm_id = v.firm_id AND s.id = v.stage_id
            WHERE v.firm_id = $1 AND EXISTS (SELECT 1 FROM runs r WHERE r.firm_id = v.firm_id AND r.visit_id = v.id)
            ORDER BY v.entered_at"""
        assert await desk.rows(considered) == [(name,) for name in case.ran]


async def test_rule_3_automations_that_were_not_heard_yet_hold(world: World, working: Working) -> None:
    first = StageSpec(name="Collect", automove=True, automations=(task("One"),))
    desk = await a_desk(world, first, [StageSpec(name="Done")])
    await desk.do("add Early")
    await desk.do("finish Early")
    [[early]] = await desk.rows("SELECT id FROM tasks WHERE firm_id = $1")
    await working.drain.aggregate(Waiting(world.firm.id, early))  # before the job's own event
    assert await desk.where() == "Collect"
    await working.drain_all(world)
    assert await desk.where() == "Collect"
    await desk.do("finish One")
    await working.drain_all(world)
    assert await desk.where() == "Done"


async def test_rule_5_what_the_event_itself_brings_comes_first_then_automove_is_judged(
    world: World, working: Working
) -> None:
    tag = (await world.tag("Extension")).id
    puts = automation("update_account_tags", add=[str(tag)])
    first = StageSpec(name="Collect", automove=True, automations=(puts,))
    tagged = (Condition("account_tags", "all_of", (tag,)),)
    desk = await a_desk(
        world, first, [StageSpec(name="Extension", conditions=tagged), StageSpec(name="Done")]
    )
    await desk.do("add Early")
    await desk.do("finish Early")
    [[early]] = await desk.rows("SELECT id FROM tasks WHERE firm_id = $1")
    await working.drain.aggregate(Waiting(world.firm.id, early))
    # Everything is done; the job's own event sets the tag first, and goes by it then.
    await working.drain.aggregate(Waiting(world.firm.id, desk.job.id))
    assert await desk.where() == "Extension"


async def test_rule_1_the_last_stage_has_no_switch(world: World) -> None:
    with pytest.raises(RuleViolation) as refused:
        await world.pipeline("A", StageSpec(name="Last", automove=True))
    assert refused.value.stable_code == "last_stage_has_automove"


async def two_jobs_on_one_task(world: World, *more: AutomationSpec) -> tuple[Desk, Desk, UUID]:
    """Two jobs of two pipelines that wait for the same task, which belongs to no job."""
    desks = []
    for name in ("P", "Q"):
        first = StageSpec(name=f"Collect {name}", automove=True, automations=more)
        desks.append(await a_desk(world, first, [StageSpec(name=f"Done {name}")]))
    shared = await create_task(CreateTask(title="Deed"), world.uow(), world.context())
    await world.drain()
    for desk in desks:
        await link_task(desk.job.id, shared.id, world.uow(), world.context())
    await world.drain()
    return desks[0], desks[1], shared.id


async def test_rule_10_one_resolved_object_frees_all_jobs_that_it_is_linked_to(world: World) -> None:
    one, other, shared = await two_jobs_on_one_task(world)
    await update_task(shared, {"status": "completed"}, world.uow(), world.context())
    await world.drain()
    assert [await one.where(), await other.where()] == ["Done P", "Done Q"]
    settled = "SELECT count(*) FROM history WHERE firm_id = $1 AND type = 'job.item_settled'"
    assert await one.rows(settled) == [(2,)]  # each job's own history tells it


async def test_rule_10_deleted_it_frees_all_of_them(world: World) -> None:
    one, other, shared = await two_jobs_on_one_task(world, task("Own"))
    for own in await one.rows("SELECT id FROM tasks WHERE firm_id = $1 AND title = 'Own'"):
        await update_task(own[0], {"status": "completed"}, world.uow(), world.context())
    await world.drain()
    assert [await one.where(), await other.where()] == ["Collect P", "Collect Q"]
    await delete_task(shared, world.uow(), world.context())
    await world.drain()
    assert [await one.where(), await other.where()] == ["Done P", "Done Q"]


async def test_rule_8_two_completions_at_once_move_the_job_once(world: World, working: Working) -> None:
    """Two people on two connections, and two workers on what they did: over and over."""
    collect = StageSpec(name="Collect", automove=True, automations=TWO)
    prepare = StageSpec(name="Prepare", automations=(task("Look"), automation("update_job", priority="high")))
    for _ in range(6):
        desk = await a_desk(world, collect, [prepare, StageSpec(name="Done")])
        await working.drain_all(world)
        async with asyncio.TaskGroup() as people:
            for title in ("One", "Two"):
                people.create_task(desk.do(f"finish {title}"))
        other = Working(world.database)
        while waiting := await working.pending(world):
            await asyncio.gather(
                *(worker.drain.aggregate(one) for worker in (working, other) for one in _both_ways(waiting))
            )
        assert await desk.where() == "Prepare"
        moves = "SELECT count(*) FROM visits WHERE firm_id = $1 AND job_id = $2 AND reason = 'automove'"
        assert await desk.rows(moves, desk.job.id) == [(1,)]
        ran = """SELECT r.action, r.state FROM runs r JOIN jobs j ON j.firm_id = r.firm_id AND j.visit_id = r.visit_id
            WHERE r.firm_id = $1 AND j.id = $2 ORDER BY r.id"""
        assert await desk.rows(ran, desk.job.id) == [
            ("create_task", "succeeded"),
            ("update_job", "succeeded"),
        ]


def _both_ways(waiting: Sequence[Waiting]) -> Sequence[Waiting]:
    return [*waiting, *reversed(waiting)]
