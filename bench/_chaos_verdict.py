"""The figures of the chaos, and which promises they keep."""

from collections.abc import Mapping

import asyncpg

from bench._chaos_check import (
    DUPLICATE,
    INVERSIONS,
    LOST,
    arrivals,
    count_rows,
    gaps,
    heard_events,
    missing,
    p99,
)
from bench._chaos_clock import Clocks
from bench._chaos_load import Load
from bench._chaos_place import Place
from bench._report import table
from workers.crash_points import POINTS

EVENTS, KILLS, WIPES = 2_000, 30, 5
_GAP_KILL_SECONDS, _GAP_REDIS_SECONDS = 15.0, 30.0


async def judge(
    place: Place, load: Load, clocks: Clocks, poison: int
) -> tuple[Mapping[str, object], list[str]]:
    """The figures, and what is wrong with them."""
    connection = await asyncpg.connect(place.server.database_url)
    try:
        never, unknown, repeats = await arrivals(connection, place.mails.seen, place.calls.seen)
        lost = await count_rows(connection, LOST) | await missing(connection, load.noted)
        lost["mails and calls that never arrived"] = never
        twice = await count_rows(connection, DUPLICATE)
        twice["mails and calls that nobody sent"] = unknown
        late, again, expected, made = await clocks.judge(connection)
        lost, twice = lost | late, twice | again
        killed = [at for victim in place.victims for at in victim.killed_at]
        after_kill, after_wipe = await gaps(connection, killed, place.wiped_at)
        hit = place.worker.hit + place.relay.hit
        figures = {
            "events": await heard_events(connection),
            "kills": len(killed),
            "wipes": len(place.wiped_at),
            "points": sum(1 for point in POINTS if hit[point]),
            "lost": sum(lost.values()),
            "duplicates": sum(twice.values()),
            "inversions": await connection.fetchval(INVERSIONS),
            "parked": await connection.fetchval("SELECT count(*) FROM events WHERE state = 2"),
            "injected": poison,
            "gap_p99_s": round(p99(after_kill), 2),
            "redis_gap_p99_s": round(p99(after_wipe), 2),
            "heard_without_redis": place.heard_without_redis,
            "occurrences_expected": expected,
            "occurrences": made,
            "timed_tasks": await clocks.timed_tasks(connection),
            "mails": len(place.mails.seen),
            "calls": len(place.calls.seen),
            "repeated": repeats,
            "errors": len(load.noted.broken),
        }
    finally:
        await connection.close()
    table("What was lost, and what happened twice", ("question", "answer"), [*lost.items(), *twice.items()])
    table("Where processes killed themselves", ("point", "times"), [(point, hit[point]) for point in POINTS])
    print(f"answers of the API: {dict(load.noted.answers)}")
    for words in load.noted.broken[:10]:
        print(words)
    return figures, faults(figures, place)


def faults(figures: Mapping[str, object], place: Place) -> list[str]:
    """Why it did not pass."""
    must = {
        "nothing is lost": figures["lost"] == 0,
        "nothing happens twice": figures["duplicates"] == 0,
        "order is kept": figures["inversions"] == 0,
        "poison is parked, exactly": figures["parked"] == figures["injected"],
        "each date makes its job": figures["occurrences"] == figures["occurrences_expected"],
        "the API fails nobody": figures["errors"] == 0,
        f"{EVENTS} events": float(str(figures["events"])) >= EVENTS,
        f"{KILLS} kills": float(str(figures["kills"])) >= KILLS,
        f"{WIPES} wipes": float(str(figures["wipes"])) >= WIPES,
        "every point was reached": figures["points"] == len(POINTS),
        "a dead worker's work goes on": float(str(figures["gap_p99_s"])) <= _GAP_KILL_SECONDS,
        "events are heard without Redis": place.heard_without_redis > 0,
        "work goes on without Redis": float(str(figures["redis_gap_p99_s"])) <= _GAP_REDIS_SECONDS,
        "processes end only when killed": not any(victim.odd_ends for victim in place.victims),
    }
    return [promise for promise, kept in must.items() if not kept]
