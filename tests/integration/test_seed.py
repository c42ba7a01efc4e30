import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import asyncpg
import pytest
from typer.testing import CliRunner

from cli.main import app
from cli.seed import seed_demo
from persistence.firms.passwords import ArgonPasswords
from persistence.transaction import Driver
from tests.template import clone_external, drop_external

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def empty_url(database_url: str) -> Iterator[str]:
    """A migrated database without any firm."""
    url = clone_external(database_url)
    yield url
    drop_external(database_url, url)


@pytest.fixture(scope="module")
async def demo_url(database_url: str) -> AsyncIterator[str]:
    """A database with the demo firm."""
    url = clone_external(database_url)
    assert await seed_demo(url)
    yield url
    drop_external(database_url, url)


@pytest.fixture(scope="module")
async def demo(demo_url: str) -> AsyncIterator[Driver]:
    """The application looking at the demo, behind the wall of its firm."""
    connection = await asyncpg.connect(demo_url)
    await connection.execute("SET ROLE tickmark_app")
    firm_id = await connection.fetchval("SELECT firm_id FROM tickmark_find_sign_in('owner@demo.example')")
    await connection.execute("SELECT set_config('app.firm_id', $1, false)", str(firm_id))
    yield connection
    await connection.close()


async def test_the_demo_has_what_it_promises(demo: Driver) -> None:
    wanted = {"firms": 1, "members": 6, "account_roles": 5, "accounts": 60, "pipelines": 2, "jobs": 150}
    counted = {table: await demo.fetchval(f"SELECT count(*) FROM {table}") for table in wanted}
    assert counted == wanted
    statuses = {row["status"] for row in await demo.fetch("SELECT DISTINCT status FROM jobs")}
    assert statuses == {"active", "completed", "archived", "custom"}


async def test_accounts_have_values_in_the_firms_own_fields(demo: Driver) -> None:
    rows = await demo.fetch(
        """SELECT f.name, count(*) FROM custom_fields f JOIN accounts a ON a.custom_fields ? CAST(f.id AS text)
        GROUP BY f.name"""
    )
    assert {row["name"]: row["count"] for row in rows} == {
        "Entity type": 18,
        "Fee a year": 60,
        "Letters by post": 1,
    }


async def test_clients_see_some_of_the_jobs_with_a_status_and_a_text_that_fits(demo: Driver) -> None:
    seen = await demo.fetch(
        """SELECT s.name AS stage, c.name AS status, count(*) FROM jobs j JOIN stages s ON s.id = j.stage_id
            JOIN client_statuses c ON c.id = j.client_status_id
        WHERE j.client_shown AND j.status <> 'archived' GROUP BY 1, 2"""
    )
    told = {(row["stage"], row["status"]) for row in seen}
    assert ("Review", "In review") in told
    assert ("Sign 8879", "Ready for your signature") in told
    assert ("Client questions", "Waiting for your documents") in told
    assert await demo.fetchval("SELECT count(*) FROM jobs WHERE NOT client_shown") > 10
    assert await demo.fetchval("SELECT count(*) FROM client_statuses") == 5


async def test_all_members_sign_in_with_the_password_of_the_demo(demo: Driver) -> None:
    rows = await demo.fetch("SELECT email, role, password_hash FROM members ORDER BY email")
    passwords = ArgonPasswords()
    assert all([await passwords.verify("tickmark-demo", row["password_hash"]) for row in rows])
    assert [row["email"] for row in rows if row["role"] == "owner"] == ["owner@demo.example"]


async def test_every_job_stands_in_its_one_open_visit(demo: Driver) -> None:
    wrong = await demo.fetch(
        """SELECT j.id FROM jobs j LEFT JOIN visits v ON v.job_id = j.id AND v.left_at IS NULL AND v.undone_at IS NULL
                AND v.status_id IS NULL
        GROUP BY j.id, j.stage_id, j.visit_id, j.entered_stage_at
        HAVING count(v.id) <> 1 OR bool_or(v.id <> j.visit_id OR v.stage_id <> j.stage_id
            OR v.entered_at <> j.entered_stage_at)"""
    )
    assert wrong == []


async def test_visits_follow_one_another_without_gaps(demo: Driver) -> None:
    wrong = await demo.fetch(
        """SELECT v.id FROM visits v JOIN visits former ON former.id = v.previous_visit_id
        WHERE v.undone_at IS NULL AND (former.left_at <> v.entered_at OR former.stage_id <> v.from_stage_id
            OR former.entered_at >= v.entered_at)"""
    )
    assert wrong == []
    assert await demo.fetchval("SELECT count(*) FROM visits WHERE previous_visit_id IS NOT NULL") > 200


async def test_every_automation_had_its_turn_and_nothing_waits(demo: Driver) -> None:
    assert await demo.fetchval("SELECT count(*) FROM events WHERE state <> 1") == 0
    assert await demo.fetchval("SELECT count(*) FROM visits WHERE ran_at IS NULL") == 0
    states = {row["state"] for row in await demo.fetch("SELECT DISTINCT state FROM runs")}
    assert states == {"succeeded", "skipped", "failed", "cancelled", "waiting"}
    assert await demo.fetchval("SELECT bool_and(timed AND due_at > now()) FROM runs WHERE state = 'waiting'")
    assert await demo.fetchval(
        """SELECT bool_and(jsonb_array_length(verdicts) > 0 OR (timed AND reason LIKE '% was over: %')) FROM runs
        WHERE state = 'skipped'"""
    )
    failed = await demo.fetch("SELECT DISTINCT error ->> 'code' AS code FROM runs WHERE state = 'failed'")
    assert [row["code"] for row in failed] == ["no_recipients"]


async def test_reminders_were_sent_through_the_months(demo: Driver) -> None:
    days = await demo.fetchval(
        "SELECT count(DISTINCT finished_at::date) FROM runs WHERE timed AND attempts > 0 AND action = 'send_email'"
    )
    assert days > 20


async def test_no_mail_of_the_demo_can_leave(demo: Driver) -> None:
    rows = await demo.fetch("SELECT DISTINCT state, delivered_by FROM effects")
    assert {tuple(row) for row in rows} == {("delivered", "log"), ("cancelled", None)}
    strangers = await demo.fetchval(
        "SELECT count(*) FROM contacts, unnest(emails) AS email WHERE email NOT LIKE '%@example.com'"
    )
    assert strangers == 0


async def test_nothing_happened_in_the_future(demo: Driver) -> None:
    newest = await demo.fetchval(
        """SELECT greatest((SELECT max(occurred_at) FROM events), (SELECT max(entered_at) FROM visits),
            (SELECT max(delivered_at) FROM effects), (SELECT max(finished_at) FROM runs))"""
    )
    assert newest < datetime.now(UTC)


async def test_events_of_each_thing_are_numbered_without_gaps(demo: Driver) -> None:
    wrong = await demo.fetch(
        "SELECT aggregate_id FROM events GROUP BY aggregate_id HAVING max(sequence) <> count(*)"
    )
    assert wrong == []


async def test_a_second_time_changes_nothing(demo: Driver, demo_url: str) -> None:
    before = await demo.fetchval("SELECT max(position) FROM events")
    assert not await seed_demo(demo_url)
    assert await demo.fetchval("SELECT max(position) FROM events") == before


async def test_what_stops_half_way_leaves_nothing(empty_url: str) -> None:
    def stop(done: int, of: int) -> None:
        if done == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await seed_demo(empty_url, tell=stop)
    connection = await asyncpg.connect(empty_url)
    try:
        assert await connection.fetchval("SELECT tickmark_firm_count()") == 0
    finally:
        await connection.close()


async def test_the_command_says_that_a_firm_stays_as_it_is(demo_url: str) -> None:
    result = await asyncio.to_thread(CliRunner().invoke, app, ["seed", "--database-url", demo_url])
    assert result.exit_code == 0, result.output


def test_the_command_says_what_it_misses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    result = CliRunner().invoke(app, ["seed"])
    assert result.exit_code == 1
    assert "DATABASE_URL" in result.output
