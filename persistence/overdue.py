"""What is past its due date on the firm's own day, by the database's clock."""

from datetime import date

from sqlalchemy import Date, Integer, ScalarSelect, Select, bindparam, cast, func, select, text

from persistence.firms.tables import firms
from persistence.statement import Statement


def today() -> ScalarSelect[date]:
    """The firm's day. A demo's clock may be ahead."""
    now = func.now() + firms.c.test_clock_seconds * text("interval '1 second'")
    return select(cast(func.timezone(firms.c.time_zone, now), Date)).where(
        firms.c.firm_id == bindparam("firm_id"), firms.c.id == bindparam("firm_id")
    ).scalar_subquery()  # fmt: skip


def overdue(found: Select[tuple[object, ...]]) -> Statement:
    """Some of these, locked; those that another is at are left to it."""
    return Statement(found.limit(bindparam("most", type_=Integer)).with_for_update(skip_locked=True))
