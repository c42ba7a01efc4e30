"""Whatever people do, in any order: one present visit, each automation once per visit, automove only when it may."""

import hypothesis

from persistence.database import Database
from tests.any_order import an_office, steps


@hypothesis.given(acts=steps)
@hypothesis.settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)
async def test_every_promise_holds_after_every_act(acts: list[tuple[str, int]], database: Database) -> None:
    office = await an_office(database)
    for act, number in acts:
        await office.do(act, number)
        await office.world.drain()
        await office.check()
