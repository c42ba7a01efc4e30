"""What is past its due date on the firm's own day, or past another time, by the database's clock."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Date, Integer, ScalarSelect, Select, bindparam, cast, func, select, text

from persistence.firms.tables import firms
from persistence.statement import Statement

# A demo's clock may be ahead.
_NOW: ColumnElement[datetime] = func.now() + firms.c.test_clock_seconds * text("interval '1 second'")
_THE_FIRM = (firms.c.firm_id == bindparam("firm_id"), firms.c.id == bindparam("firm_id"))


def now() -> ScalarSelect[datetime]:
    """The firm's clock."""
    return select(_NOW).where(*_THE_FIRM).scalar_subquery()


def today() -> ScalarSelect[date]:
    """The firm's day."""
    return select(cast(func.timezone(firms.c.time_zone, _NOW), Date)).where(*_THE_FIRM).scalar_subquery()


def overdue(found: Select[tuple[object, ...]]) -> Statement:
    """Some of these, locked; those that another is at are left to it."""
    return Statement(found.limit(bindparam("most", type_=Integer)).with_for_update(skip_locked=True))
