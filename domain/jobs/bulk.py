"""Several changes of jobs at once, each judged like a single one: nothing that one is refused for passes in bulk."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.jobs.model import Job
from domain.shared.context import Context
from domain.shared.errors import RuleViolation, TickmarkError
from domain.unit_of_work import UnitOfWork

MOST_AT_ONCE = 500

Change = Callable[[UnitOfWork, Context], Awaitable[Job]]
"""A use-case on one job; its unit of work is a part that can fail alone."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A change of a job; `of_account`: it changes the job's account."""

    job_id: UUID
    change: Change
    of_account: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it: the job, or the refusal."""

    job_id: UUID
    job: Job | None = None
    refusal: TickmarkError | None = None


class OneWasRefused(RuleViolation):
    """All or none was asked for, and one was refused."""

    code = "bulk_refused"

    def __init__(self, place: int, refusal: TickmarkError) -> None:
        super().__init__(
            f"Nothing was changed, because one change was refused: {refusal}",
            details={"operation": place, "refused": {"code": refusal.stable_code, **refusal.details}},
        )


async def change_jobs(
    wanted: Sequence[Wanted], uow: UnitOfWork, context: Context, *, atomic: bool
) -> list[Outcome]:
    """Do each in turn, in one transaction; with `atomic` all or none. The outcomes are in the order of `wanted`.

    Raises OneWasRefused.
    """
    outcomes: list[Outcome] = []
    async with uow:
        # All jobs first, in one order, then accounts, and stages after them: two of these never wait for each other in a circle.
        await uow.jobs.lock_all(one.job_id for one in wanted)
        if accounts := [one.job_id for one in wanted if one.of_account]:
            await uow.jobs.lock_accounts(accounts)
        for place, one in enumerate(wanted):
            try:
                outcomes.append(Outcome(one.job_id, await one.change(uow.nested(), context)))
            except TickmarkError as refusal:
                if atomic:
                    raise OneWasRefused(place, refusal) from refusal
                outcomes.append(Outcome(one.job_id, refusal=refusal))
        await uow.commit(outcomes)
    return outcomes
