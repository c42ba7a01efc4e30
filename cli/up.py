import asyncio
import importlib.util
import os
import socket
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from cli.child import Child
from cli.database_check import check_external, count_firms
from cli.embedded.postgres import EmbeddedPostgres, start_with_database
from cli.embedded.redis import EmbeddedRedis
from cli.master_key import master_key
from cli.migrations import upgrade
from cli.place import listening_socket, prepare_folder, take_data
from cli.problem import Problem
from cli.readiness import wait_until_ready
from cli.redis_check import check_redis
from cli.steps import console, step, warn
from cli.supervisor import Stopped, Supervisor

DEMO_SIGN_IN = ("owner@demo.example", "tickmark-demo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the person asked `up` for."""

    data: Path
    host: str
    port: int
    demo: bool

    @property
    def url(self) -> str:
        return (
            f"http://{'localhost' if self.host in {'127.0.0.1', '0.0.0.0', '::'} else self.host}:{self.port}"  # noqa: S104 - compared, not bound
        )


def run(wishes: Wishes) -> None:
    """Run everything until Ctrl-C. Raises Problem with one clear sentence when it cannot."""
    logs = prepare_folder(wishes.data)
    with take_data(wishes.data, wishes.url), listening_socket(wishes.host, wishes.port) as listener:
        supervisor = Supervisor()
        supervisor.listen()
        try:
            _start(wishes, supervisor, listener, logs)
            supervisor.watch()
            console.print("  Stopping …")
        except Stopped:
            console.print("  Stopped before it had started.")
        finally:
            listener.close()  # who calls now is refused at once instead of waiting for nobody
            supervisor.stop()


def _start(wishes: Wishes, supervisor: Supervisor, listener: socket.socket, logs: Path) -> None:
    database_url = _database(supervisor, wishes.data, logs)
    redis_url = _redis(supervisor, wishes.data, logs)
    with step("schema"):
        _migrate(database_url)
    new = asyncio.run(count_firms(database_url)) == 0
    if new and wishes.demo and importlib.util.find_spec("cli.seed"):
        with step("demo firm"):
            _seed(database_url)
    environment = {
        "DATABASE_URL": database_url,
        "TICKMARK_URL": os.environ.get("TICKMARK_URL") or wishes.url,
        "TICKMARK_MASTER_KEY": master_key(wishes.data),
    }
    if redis_url:
        environment["REDIS_URL"] = redis_url
    fd = listener.fileno()
    api = Child("api", ["serve", "--fd", str(fd)], environment, logs / "api.log", pass_fds=(fd,))
    with step("API and app"):
        supervisor.start(api)
        for name in ("relay", "worker"):
            supervisor.start(Child(name, [name], environment, logs / f"{name}.log"))
        wait_until_ready(wishes.host, wishes.port, api)
    _welcome(wishes, database_url)


def _database(supervisor: Supervisor, data: Path, logs: Path) -> str:
    external = os.environ.get("DATABASE_URL")
    if external:
        with step("database (external)"):
            asyncio.run(check_external(external))
        return external
    with step("database"):
        supervisor.postgres = EmbeddedPostgres(data / "postgres", logs / "postgres.log")
        return start_with_database(supervisor.postgres)


def _migrate(database_url: str) -> None:
    try:
        asyncio.run(upgrade(database_url))
    except (asyncpg.PostgresError, DBAPIError, CommandError) as error:
        words = str(getattr(error, "orig", None) or error).splitlines()
        raise Problem(
            f"The schema could not be brought up to date: {words[0] if words else error}"
        ) from error


def _redis(supervisor: Supervisor, data: Path, logs: Path) -> str | None:
    """Redis only wakes workers; without it everything still happens, a little later."""
    external = os.environ.get("REDIS_URL")
    if external:
        check_redis(external)
        return external
    if external is not None:
        warn("Going on without Redis, as REDIS_URL is empty.")
        return None
    server = EmbeddedRedis(data / "redis", logs / "redis.log")
    try:
        with step("Redis"):
            server.start()
    except Problem as problem:
        warn(f"Going on without Redis. {problem}")
        return None
    supervisor.redis = server
    return server.url()


def _seed(database_url: str) -> None:
    from cli.seed import seed_demo

    asyncio.run(seed_demo(database_url))


def _welcome(wishes: Wishes, database_url: str) -> None:
    console.print(f"\n  Tickmark runs at [bold]{wishes.url}[/]")
    if asyncio.run(count_firms(database_url)) == 0:
        console.print("  Open it and set up your firm.")
    elif wishes.demo:
        console.print(f"  Sign in as [bold]{DEMO_SIGN_IN[0]}[/] with the password [bold]{DEMO_SIGN_IN[1]}[/]")
    console.print("  Ctrl-C stops it; your data stays.\n")
