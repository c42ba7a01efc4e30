"""Put the clock of a demo forward."""

from datetime import datetime, timedelta

from domain.firms.events import FirmUpdated
from domain.firms.manage_members import check_manages
from domain.shared.context import Context
from domain.shared.errors import NotFound, RuleViolation
from domain.unit_of_work import UnitOfWork

_FARTHEST = timedelta(days=3653)


async def advance_test_clock(days: int, hours: int, uow: UnitOfWork, context: Context) -> datetime:
    """What time it is then. There is no such clock in a firm that is no demo.

    Raises Forbidden, NotFound, RuleViolation when it would be more than ten years ahead.
    """
    async with uow:
        firm = await uow.firms.locked(uow.firm_id)
        if not firm.demo:
            raise NotFound("test_clock")
        check_manages(context)
        span = timedelta(days=days, hours=hours)
        ahead = timedelta(seconds=firm.test_clock_seconds) + span
        if ahead > _FARTHEST:
            raise RuleViolation("The clock is ten years ahead already.", code="test_clock_too_far")
        firm.test_clock_seconds = int(ahead.total_seconds())
        firm.record(FirmUpdated(), context)
        await uow.commit(firm)
    return context.now + span
