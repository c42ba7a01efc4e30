import pytest

from cli.database_url import plain_url


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg", "postgresql+psycopg"])
def test_any_way_to_write_postgresql_is_understood(scheme: str) -> None:
    assert (
        plain_url(f"{scheme}://me@host/books?sslmode=require") == "postgresql://me@host/books?sslmode=require"
    )


def test_what_is_no_postgresql_stays_for_the_error_message() -> None:
    assert plain_url("mysql://me@host/books") == "mysql://me@host/books"
