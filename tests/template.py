"""The migrated database that every test process starts from; made once for each state of the migrations."""

import asyncio
import fcntl
import hashlib
import os
import shutil
import tempfile
import uuid
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from cli.database_url import plain_url
from cli.embedded.postgres import EmbeddedPostgres
from cli.migrations import upgrade

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("migrations", "persistence", "cli/embedded")
KEPT = 3


def template_cluster(copy_to: Path) -> Path:
    """Copy the migrated data folder to `copy_to`, making it first when the migrations have changed."""
    shelf = Path(tempfile.gettempdir()) / f"tickmark-tests-{os.geteuid()}"
    shelf.mkdir(mode=0o700, exist_ok=True)
    with (shelf / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        template = shelf / f"template-{_fingerprint()}"
        if not template.exists():
            _make(template)
        template.touch()
        _forget_old(shelf)
        shutil.copytree(template / "data", copy_to, symlinks=True)
    return copy_to


def clone_external(server_url: str) -> str:
    """A new migrated database on somebody's server."""
    name = f"tickmark_test_{uuid.uuid4().hex[:12]}"
    _apart(_execute(server_url, f'CREATE DATABASE "{name}"'))
    parts = urlsplit(plain_url(server_url))
    url = urlunsplit(parts._replace(path=f"/{name}"))
    _migrate(url)
    return url


def drop_external(server_url: str, url: str) -> None:
    name = urlsplit(url).path.lstrip("/")
    _apart(_execute(server_url, f'DROP DATABASE "{name}" WITH (FORCE)'))


def _make(template: Path) -> None:
    making = template.with_name(f"making-{uuid.uuid4().hex}")
    making.mkdir()
    server = EmbeddedPostgres(making / "data", making / "postgres.log", durable=False)
    try:
        server.start()
        _apart(server.ensure_database())
        _migrate(server.url())
        server.stop()
        making.rename(template)
    finally:
        server.stop()
        shutil.rmtree(making, ignore_errors=True)


def _migrate(url: str) -> None:
    if (ROOT / "migrations" / "env.py").exists():
        _apart(upgrade(url))


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(plain_url(url))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _apart(work: Coroutine[object, object, None]) -> None:
    """Run `work` on an event loop in another thread: the one of the tests stays as it is."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for folder in SOURCES:
        for path in sorted([*(ROOT / folder).rglob("*.py"), *(ROOT / folder).rglob("*.sql")]):
            digest.update(path.as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _forget_old(shelf: Path) -> None:
    templates = sorted(shelf.glob("template-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in templates[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
