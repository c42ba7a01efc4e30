from datetime import timedelta

from persistence.database import Database
from persistence.ids import new_id
from tests.builders import World
from tests.workers.working import Working
from workers.sweep import sweep

KEY = """INSERT INTO idempotency_keys (firm_id, id, owner, route, key, fingerprint, status, body, created_at)
    VALUES ($1, $2::uuid, 'o', 'r', $2::uuid::text, 'f', 200, '{}', now() - $3::interval)"""


async def test_keys_are_kept_seven_days_and_forgotten_then(
    world: World, working: Working, watching: Database
) -> None:
    for age in (timedelta(days=6, hours=23), timedelta(days=7, minutes=1)):
        async with world.uow() as uow:
            await uow.transaction.driver.execute(KEY, world.firm.id, new_id(), age)
            await uow.commit()
    await sweep(watching, working.database)
    kept = "SELECT count(*) FROM idempotency_keys WHERE firm_id = $1"
    assert await working.value(world, kept, world.firm.id) == 1


async def test_sessions_that_ended_are_forgotten(world: World, working: Working, watching: Database) -> None:
    session = """INSERT INTO sessions (firm_id, id, member_id, token_hash, created_at, last_seen_at, expires_at, user_agent, address)
        VALUES ($1, $2::uuid, $3, sha256($2::uuid::text::bytea), now(), now(), now() - $4::int * interval '1 day', '', '')"""
    for days in (-1, 0, 2):
        async with world.uow() as uow:
            await uow.transaction.driver.execute(session, world.firm.id, new_id(), world.owner.id, days)
            await uow.commit()
    await sweep(watching, working.database)
    kept = "SELECT count(*) FROM sessions WHERE firm_id = $1"
    assert await working.value(world, kept, world.firm.id) == 2
