"""What a preview says is what then happens: verdicts, outcomes, texts, people and dates of any stage."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import hypothesis
from hypothesis import strategies as st

from domain.accounts.model import AccountRole
from domain.accounts.save_account import set_access, set_roles
from domain.automations.job_dates import LABELS
from domain.automations.plan_runs import Turn
from domain.automations.preview_move import preview_move
from domain.automations.run import Run, RunState
from domain.jobs.model import Job
from domain.jobs.move_job import MoveJob, move_job
from domain.pipelines.conditions import Condition
from domain.pipelines.model import OnFailure, Pipeline, Repeat
from domain.pipelines.requirements import Requirement, WipLimit
from domain.pipelines.specs import AutomationSpec, StageSpec
from domain.pipelines.trigger import ENTERED, Trigger
from domain.shared.calendar import UNITS
from domain.shared.shortcodes import full_date, weekday_date
from domain.unit_of_work import UnitOfWork
from persistence.database import Database
from persistence.ids import new_id
from tests.builders import World, a_world, automation, stage
from tests.workers.working import with_contact

TEXTS = ("Do it", "[ACCOUNT_NAME], [FIRM_NAME]", "By [JOB_DUE_DATE]", "For [JOB_ASSIGNEE]", "No [ACCOUNT_ID]")
texts = st.sampled_from(TEXTS)
few = st.one_of(st.none(), st.integers(0, 9))
maybe = st.booleans()


def drawn_settings(of: "Firm") -> st.SearchStrategy[tuple[str, dict[str, object]]]:
    """An action with settings, some of which fail."""
    members = st.sampled_from([[], [str(of.world.owner.id)]])
    roles = st.sampled_from([[], [str(of.full)], [str(of.empty)], [str(of.full), str(of.empty)]])
    tags = st.sampled_from([[], [str(of.tags[0])], [str(of.tags[1])]])
    task: dict[str, st.SearchStrategy[Any]] = {
        "title": texts,
        "description": st.sampled_from(("", *TEXTS)),
        "subtasks": st.sampled_from(([], ["Ask [ACCOUNT_NAME]", "File it"], ["No [ACCOUNT_ID]"])),
        "role_ids": roles,
    }
    task |= {
        "assignee_ids": members,
        "due_in_days": few,
        "due_unit": st.sampled_from(UNITS),
    }
    job: dict[str, st.SearchStrategy[Any]] = {"priority": st.sampled_from(("", "high")), "role_ids": roles}
    for name in ("start", "due", "internal_deadline"):
        job[f"{name}_in_days"] = st.one_of(st.none(), st.integers(-9, 9))
        job[f"{name}_unit"] = st.sampled_from(UNITS)
        job[f"{name}_from"] = st.sampled_from(
            ("today", "entered", "start_date", "due_date", "internal_deadline")
        )
    settings: Mapping[str, dict[str, st.SearchStrategy[Any]]] = {
        "create_task": task,
        "update_job": job,
        "update_account_tags": {"add": tags, "remove": tags, "clear": maybe},
        "update_account_access": {"add": members, "remove": members, "reset": maybe},
        "notify_members": {"text": texts, "role_ids": roles, "to_assignees": maybe},
        "send_email": {
            "subject": texts,
            "body": texts,
            "mode": st.sampled_from(("account", "contact")),
            "wait": maybe,
        },
        "link_note": {"title": texts, "text": texts},
        "create_job": {
            "pipeline_id": st.just(str(of.other)),
            "stage_id": st.sampled_from(("", *of.stages)),
            "name": texts,
            "role_ids": st.sampled_from([[], [str(of.full)]]),
            "assignee_ids": members,
            "due_in_days": few,
            "due_unit": st.sampled_from(UNITS),
        },
        "move_job": {"stage_id": st.sampled_from(("Asks", "Full", "Free"))},
    }
    return st.one_of(
        *(
            st.tuples(st.just(key), st.fixed_dictionaries(fields).filter(_does_something))
            for key, fields in settings.items()
        )
    )


def _does_something(settings: Mapping[str, object]) -> bool:
    """Saving others is refused."""
    if settings.get("to_assignees") is False and not settings["role_ids"]:
        return False
    return any(
        value not in ("", [], None) and value is not False
        for name, value in settings.items()
        if not name.endswith(("_unit", "_from"))
    )


def drawn_automation(of: "Firm") -> st.SearchStrategy[AutomationSpec]:
    """With any trigger, conditions and what follows a failure."""
    condition = st.sampled_from(
        (
            Condition("account_tags", "all_of", (of.tags[0],)),
            Condition("account_tags", "none_of", tuple(of.tags)),
            Condition("priority", values=("medium", "high")),
            Condition("assignee", ids=(of.world.owner.id,)),
        )
    )
    often = st.sampled_from((ENTERED, ENTERED, ENTERED, Trigger("after", 2), Trigger("due_date", -1)))
    return st.builds(
        lambda made, conditions, **more: AutomationSpec(
            action=made[0], settings=made[1], conditions=tuple(conditions), **more
        ),
        drawn_settings(of),
        st.lists(condition, max_size=1),
        trigger=often,
        enabled=st.sampled_from((True, True, True, False)),
        repeat=st.sampled_from(tuple(Repeat)),
        on_failure=st.sampled_from(tuple(OnFailure)),
    )


class Firm:
    """A firm with two roles (one is empty), two tags, another pipeline, and an account that can be written to, or not."""

    world: World
    full: UUID
    empty: UUID
    tags: list[UUID]
    other: UUID
    stages: list[str]

    @classmethod
    async def made(cls, database: Database) -> "Firm":
        firm = cls()
        firm.world = world = await a_world(database)
        firm.tags = [(await world.tag(name)).id for name in ("Extension", "VIP")]
        other = await world.pipeline("X", StageSpec(name="Y", wip_limit=WipLimit(2)), "Z")
        firm.other, firm.stages = other.id, [str(one.id) for one in other.stages]
        async with world.uow() as uow:
            firm.full, firm.empty = (
                uow.account_roles.add(_role(world, name)).id for name in ("Full", "Empty")
            )
            await uow.commit()
        return firm

    async def job(self, data: st.DataObject) -> tuple[Job, Pipeline]:
        """A job before a stage of any kind."""
        world = self.world
        account = await (with_contact(world) if data.draw(maybe) else world.account())
        await set_roles(account.id, {self.full: (world.owner.id,)}, world.uow(), world.context())
        await set_access(account.id, (world.owner.id,), world.uow(), world.context())
        automations = tuple(data.draw(st.lists(drawn_automation(self), min_size=4, max_size=8)))
        pipeline = await world.pipeline(
            "A",
            StageSpec(name="B", automations=automations),
            StageSpec(
                name="Asks", requirements=(Requirement("field", "due_date"), Requirement("tasks_done"))
            ),
            StageSpec(name="Full", wip_limit=WipLimit(1)),
            "Free",
        )
        job = await world.job(pipeline, account)
        if data.draw(maybe):
            other = await world.job(pipeline, account)
            command = MoveJob(job_id=other.id, stage_id=pipeline.stages[3].id)
            await move_job(command, world.uow(), world.context())
        await world.drain()
        return job, pipeline


def _role(world: World, name: str) -> AccountRole:
    now = world.context().now
    return AccountRole(firm_id=world.firm.id, id=new_id(), created_at=now, updated_at=now, name=name)


@hypothesis.given(data=st.data())
@hypothesis.settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(hypothesis.Phase.generate,),
    suppress_health_check=list(hypothesis.HealthCheck),
)
async def test_the_plan_equals_what_ran(data: st.DataObject, database: Database) -> None:
    firm = await Firm.made(database)
    world = firm.world
    job, pipeline = await firm.job(data)
    automations = pipeline.automations_of(pipeline.stages[1].id)
    skip = tuple(one.id for one in automations if data.draw(st.sampled_from((False, False, True))))
    command = MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id, skip_automations=skip)
    plan = (await preview_move(command, world.uow(), world.context())).plan
    await move_job(command, world.uow(), world.context())
    await world.drain()
    async with world.uow() as uow:
        visit = (await uow.visits.of_root(job.id, (await uow.jobs.at_hand(job.id)).visit.root_id))[0]
        runs = {run.automation_id: run for run in await uow.runs.of_visit(visit.id)}
        for turn in plan:
            await _equal(turn, runs[turn.automation.id], uow)


async def test_what_one_automation_sets_on_the_job_the_next_ones_speak_of(world: World) -> None:
    pipeline = await world.pipeline(
        stage(
            "A",
            automation("update_job", due_in_days=3, assignee_ids=[str(world.owner.id)]),
            automation("create_task", title="[JOB_ASSIGNEE], by [JOB_DUE_DATE]"),
        ),
        "B",
    )
    job = await world.job(pipeline)
    await world.drain()
    async with world.uow() as uow:
        due = (await uow.jobs.get(job.id)).due_date
        [task] = await uow.tasks.open_of_job(job.id)
    assert due is not None
    assert task.title == f"Olive Owner, by {full_date(due)}"


async def _equal(turn: Turn, run: Run, uow: UnitOfWork) -> None:
    """What was said, and what then was."""
    assert turn.title == run.title
    if turn.outcome in ("planned", "cancelled"):
        assert run.state is {"planned": RunState.WAITING, "cancelled": RunState.CANCELLED}[turn.outcome], turn
        assert turn.cancelled or turn.reason == run.reason
        return
    assert [verdict.view() for verdict in turn.verdicts] == [verdict.view() for verdict in run.verdicts]
    if turn.would_fail is not None:
        assert (run.state, (run.error or {}).get("detail")) == (RunState.FAILED, turn.would_fail)
    elif turn.outcome == "skipped":
        assert (run.state, run.reason) == (RunState.SKIPPED, turn.reason)
    else:
        assert run.state in (RunState.SUCCEEDED, RunState.WAITING), run.error
        assert run.error is None
        lines = [line.text for line in turn.lines]
        waited = [made["title"] for made in run.made if made["type"] == "item"]
        assert waited == ([turn.awaited.title] if turn.awaited and turn.outward else [])
        for made in run.made:
            for said in await _said(made, uow):
                assert said in lines, (turn.lines, made)


async def _said(made: Mapping[str, Any], uow: UnitOfWork) -> list[str]:
    """What the preview must have told of a thing that was made."""
    id_ = UUID(str(made["id"]))
    match made["type"]:
        case "task":
            task = await uow.tasks.get(id_)
            due = [] if task.due_date is None else [weekday_date(task.due_date)]
            lines = ["\n".join(one.title for one in task.subtasks)] if task.subtasks else []
            return [task.title, *([task.description] if task.description else []), *lines, *due]
        case "note":
            note = await uow.items.get(id_)
            return [str(note.title), str(note.text)]
        case "email":
            mail = (await uow.effects.get(id_)).payload
            return [str(mail["subject"]), str(mail["body"])]
        case "notification":
            return [(await uow.notifications.get(id_)).text]
        case "created_job":
            job = await uow.jobs.get(id_)
            pipeline = await uow.pipelines.current(job.pipeline_id)
            place = pipeline.stage(job.stage_id)
            people = [", ".join(one.name for one in await uow.members.many(job.assignee_ids))]
            people = people if job.assignee_ids else []
            due = [] if job.due_date is None else [weekday_date(job.due_date)]
            return [job.name, *([f"{pipeline.name}: {place.name}"] if place.position else []), *due, *people]
        case "account_tags":
            names = await uow.tags.names([UUID(tag) for tag in [*made["added"], *made["removed"]]])
            added = ", ".join(sorted(names[UUID(tag)] for tag in made["added"]))
            removed = ", ".join(sorted(names[UUID(tag)] for tag in made["removed"]))
            return [one for one in (added, removed) if one]
        case "job":
            after = made["after"]
            dates = [weekday_date(date.fromisoformat(str(after[name]))) for name in LABELS if name in after]
            return [*([str(after["priority"])] if "priority" in after else []), *dates]
        case _:
            return []
