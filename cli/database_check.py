from urllib.parse import urlsplit

import asyncpg

from cli.database_url import plain_url
from cli.problem import Problem

OLDEST = 14


async def check_external(database_url: str) -> None:
    """Raises Problem, without any password in it, when the database cannot be used."""
    try:
        connection = await asyncpg.connect(plain_url(database_url), timeout=5)
    except (TimeoutError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
        reason = str(error).strip() or "no answer within 5 seconds"
        raise Problem(f"The database at {_place(database_url)} is not reachable: {reason}") from error
    try:
        version = connection.get_server_version().major
        if version < OLDEST:
            raise Problem(f"The database is PostgreSQL {version}; Tickmark needs {OLDEST} or newer.")
    finally:
        await connection.close()


async def count_firms(database_url: str) -> int:
    """How many firms there are, whoever asks: row-level security hides the rows themselves."""
    connection = await asyncpg.connect(plain_url(database_url))
    try:
        return int(await connection.fetchval("SELECT tickmark_firm_count()"))
    finally:
        await connection.close()


def _place(database_url: str) -> str:
    parts = urlsplit(plain_url(database_url))
    try:
        port = parts.port
    except ValueError:
        port = None
    return f"{parts.hostname or 'DATABASE_URL'}{f':{port}' if port else ''}"
