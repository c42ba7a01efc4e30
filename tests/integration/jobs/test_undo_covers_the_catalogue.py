"""Whatever action a move sets off: after the undo nothing of it is left, and nothing has left the firm."""

import json
from typing import Any
from uuid import UUID

import pytest

from domain.accounts.save_account import set_access
from domain.automations.registry import ACTIONS
from domain.automations.undo_move import undo_move
from domain.jobs.move_job import MoveJob, move_job
from domain.unit_of_work import UnitOfWork
from tests.builders import World, automation, stage
from tests.integration.jobs.test_more_actions import _role
from tests.samples import SOME, Known, samples
from tests.workers.working import Working, with_contact

# What tells that something was: it is kept for ever, and says that it was undone.
LEDGERS = {"events", "history", "runs", "answers", "pipeline_revisions"}
GONE = ("deleted_at", "removed_at", "unlinked_at", "undone_at")


async def what_is(world: World) -> dict[str, Any]:
    """Every row of the firm that people see or workers act on, without version and time of change."""
    seen: dict[str, Any] = {}
    async with world.database.reading(world.firm.id) as reading:
        names = await reading.driver.fetch(
            "SELECT table_name FROM information_schema.columns WHERE column_name = 'firm_id' "
            "AND table_schema = 'public'"
        )
        for name in sorted({row["table_name"] for row in names} - LEDGERS):
            rows = await reading.driver.fetch(
                f"SELECT to_jsonb(t)::text AS row FROM {name} t WHERE firm_id = $1", world.firm.id
            )
            for row in map(json.loads, (one["row"] for one in rows)):
                gone = any(row.get(column) for column in GONE) or row.get("state") == "cancelled"
                if not gone and row.get("status") != "archived":
                    key = f"{name} {row.get('id') or row}"
                    seen[key] = {k: v for k, v in row.items() if k not in ("version", "updated_at")}
    return {key: row for key, row in seen.items() if not _of_a_job_that_is_gone(row, seen)}


def _of_a_job_that_is_gone(row: dict[str, Any], seen: dict[str, Any]) -> bool:
    """A job that was made is archived, never deleted; what belongs to it went with it."""
    return "job_id" in row and row["job_id"] is not None and f"jobs {row['job_id']}" not in seen


async def _root(uow: UnitOfWork, job_id: UUID) -> UUID:
    return (await uow.jobs.at_hand(job_id)).visit.root_id


@pytest.mark.parametrize("key", sorted(ACTIONS))
async def test_after_the_undo_nothing_is_left_of_it(world: World, working: Working, key: str) -> None:
    account = await with_contact(world)
    await set_access(account.id, (), world.uow(), world.context())
    tag, other = await world.tag("Extension"), await world.pipeline("X", "Y")
    async with world.uow() as uow:
        role = uow.account_roles.add(_role(world))
        await uow.commit()
    known = Known(member=world.owner.id, role=role.id, tag=tag.id, pipeline=other.id, stage="C")
    pipeline = await world.pipeline("A", stage("B", automation(key, **samples(known)[key])), "C")
    job = await world.job(pipeline, account)
    await working.drain_all(world)
    before = await what_is(world)
    command = MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id, hold_seconds=60)
    await move_job(command, world.uow(), world.context())
    await working.drain_all(world)
    async with world.uow() as uow:
        assert [run.made != [] for run in await uow.runs.of_root(job.id, await _root(uow, job.id))] == [True]
    assert await what_is(world) != before
    await undo_move(job.id, world.uow(), world.context())
    await working.drain_all(world)
    for effect in await working.effects(world):
        await working.deliver.effect(effect)
    assert await what_is(world) == before
    assert working.mails.sent == []


def test_every_action_has_its_sample() -> None:
    assert set(samples(SOME)) == set(ACTIONS)
