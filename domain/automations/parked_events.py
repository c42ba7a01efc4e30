"""An event that automations could not work off is no secret: its job shows it, and those in charge of the firm are told."""

from uuid import UUID

from domain.jobs.events import JobEventParked, JobEventRetried
from domain.notifications.notify import in_charge, notify
from domain.shared.context import Context
from domain.shared.events import Fact
from domain.unit_of_work import UnitOfWork


async def tell_parked(fact: Fact, uow: UnitOfWork, context: Context) -> None:
    """It was given up after many attempts. The commit is the caller's."""
    about = "something"
    if fact.job_id is not None:
        job = await uow.jobs.locked(fact.job_id)
        job.record(JobEventParked(event_id=fact.id, event_type=fact.type), context)
        about = f"what follows from a change of “{job.name}”"
    sentence = f"Automations could not work off {about}. Everything else goes on; the run log has the reason and a retry."
    people = await in_charge((), uow)
    await notify(people, f"parked:{fact.id}", sentence, uow, context, job_id=fact.job_id)


async def tell_retried(
    event_id: UUID, event_type: str, job_id: UUID, uow: UnitOfWork, context: Context
) -> None:
    """Somebody has it tried again. The commit is the caller's."""
    job = await uow.jobs.locked(job_id)
    job.record(JobEventRetried(event_id=event_id, event_type=event_type), context)
