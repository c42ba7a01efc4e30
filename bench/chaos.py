"""Kill the worker and the relay at every named point and at random, wipe Redis, take it away; then count what was lost."""

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg

from bench._chaos_check import heard_events
from bench._chaos_clock import Clocks
from bench._chaos_load import Load
from bench._chaos_place import Place, make_place
from bench._chaos_sinks import CallSink
from bench._chaos_verdict import EVENTS, KILLS, WIPES, judge
from bench._report import finish
from bench._server import running
from persistence.ids import new_id
from workers.crash_points import POINTS

_POISON = """
    INSERT INTO events (firm_id, id, aggregate_type, aggregate_id, sequence, type, board_id, data, previous_attributes,
        actor, cause, occurred_at, state)
    VALUES ($1, $2, 'job', $3, 1, 'job.stage_changed', $3, '{"visit_id": "no id"}', '{}',
        '{"type": "system"}', '{}', now(), 0)"""


def say(words: str) -> None:
    """A line about where it is."""
    print(words, flush=True)


async def until(done: Callable[[], bool | Awaitable[bool]], seconds: float) -> None:
    """Wait for something, no longer than `seconds`."""
    for _ in range(int(seconds / 0.2)):
        answer = done()
        if answer if isinstance(answer, bool) else await answer:
            return
        await asyncio.sleep(0.2)


async def at_named_points(place: Place, each: int) -> None:
    """Every process kills itself at each of its points, `each` times."""
    for point in POINTS:
        victim = place.relay if point.startswith(("relay.", "schedules.")) else place.worker
        victim.points += [point] * each
    for victim in place.victims:
        victim.kill()
    await until(lambda: not any(victim.points for victim in place.victims), 90)


async def at_random(place: Place, load: Load, connection: asyncpg.Connection) -> None:
    """`kill -9` from outside now and then, and Redis emptied or killed with its files in between."""
    for number in range(200):
        await asyncio.sleep(random.uniform(0.8, 1.6))
        random.choice(place.victims).kill()
        if number % 6 == 2:
            place.flush_redis()
        if number % 6 == 5:
            place.kill_redis()
            await asyncio.sleep(0.5)
            place.redis.start()
        kills = sum(len(victim.killed_at) for victim in place.victims)
        many = kills > KILLS and len(place.wiped_at) > WIPES and number > 16
        if many and await heard_events(connection) > EVENTS * 0.8:
            return


async def without_redis(place: Place, connection: asyncpg.Connection, seconds: float) -> None:
    """Redis goes away and stays away; the relay does everything, and dies at the points of the work itself."""
    before = await heard_events(connection)
    place.kill_redis()
    await asyncio.sleep(seconds)
    place.relay.points += [point for point in POINTS if not point.startswith(("relay.", "schedules."))]
    place.relay.kill()
    await until(lambda: not place.relay.points, 40)
    await asyncio.sleep(seconds)
    place.heard_without_redis = await heard_events(connection) - before


async def idle(connection: asyncpg.Connection) -> bool:
    """Whether nothing is left to do."""
    left = """SELECT (SELECT count(*) FROM events WHERE state = 0)
        + (SELECT count(*) FROM effects WHERE state IN ('waiting', 'claimed'))"""
    return not await connection.fetchval(left)


async def enough(connection: asyncpg.Connection) -> bool:
    """Whether as many events were heard as are wanted."""
    return await heard_events(connection) >= EVENTS


async def torment(place: Place, load: Load, clocks: Clocks, poison: int) -> None:
    """All of it, under load, and then a while in peace."""
    connection = await asyncpg.connect(place.server.database_url)
    clock = await asyncpg.connect(place.server.database_url)
    watching = [asyncio.create_task(victim.watch()) for victim in place.victims]
    stopped = asyncio.Event()
    try:
        for _ in range(poison):
            await connection.execute(_POISON, place.server.firm_id, new_id(), new_id())
        writing = asyncio.create_task(load.write(stopped, writers=8, pause=0.35))
        passing = asyncio.create_task(clocks.run(clock, stopped))
        await asyncio.sleep(4)
        say("killing at the named points …")
        await at_named_points(place, each=3)
        say("killing at random, wiping Redis …")
        await at_random(place, load, connection)
        say("without Redis …")
        await without_redis(place, connection, seconds=6)
        await until(lambda: enough(connection), 60)
        stopped.set()
        await writing
        await passing
        say("Redis is back; the rest is worked off …")
        place.redis.start()
        await until(lambda: clocks.settled(connection), 90)
        await until(lambda: idle(connection), 90)
    finally:
        stopped.set()
        for victim in place.victims:
            victim.stop()
        await asyncio.gather(*watching)
        await connection.close()
        await clock.close()


def main() -> None:
    """`./dev bench chaos`."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--poison", type=int, default=5, help="events that can never be heard")
    options.add_argument("--keep", type=Path, help="copy the logs of worker and relay here")
    chosen = options.parse_args()
    begun = time.monotonic()
    calls = CallSink()
    calls.start()
    with (
        running(calls.environment) as server,
        tempfile.TemporaryDirectory(prefix="tickmark-chaos-") as folder,
    ):
        load = Load(server)
        load.set_up(calls.url)
        clocks = Clocks(server.database_url)
        asyncio.run(clocks.set_up())
        place = make_place(server, calls, Path(folder))
        try:
            asyncio.run(torment(place, load, clocks, chosen.poison))
            figures, wrong = asyncio.run(judge(place, load, clocks, chosen.poison))
        finally:
            place.redis.stop()
            place.mails.stop()
            calls.stop()
            for victim in place.victims:
                if chosen.keep:
                    shutil.copy(victim.log, chosen.keep)
    for promise in wrong:
        print(f"NOT KEPT: {promise}", file=sys.stderr)
    finish("chaos", {**figures, "seconds": round(time.monotonic() - begun)}, errors=len(wrong))


if __name__ == "__main__":
    main()
