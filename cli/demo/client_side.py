"""What the clients of the demo firm see: its pipelines say so, and for some jobs people do."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from cli.demo.office import Office
from domain.automations.registry import CATALOGUE
from domain.jobs.update_job import update_job
from domain.pipelines.check_board import USUAL, CardFact
from domain.pipelines.edit_pipeline import update_pipeline
from domain.pipelines.model import Automation, Pipeline
from domain.pipelines.set_automations import set_stage_automations
from domain.pipelines.specs import AutomationSpec

# What the client of a return reads as it enters a stage: the status, and more where the status does not say it all.
_OF_RETURNS: Mapping[str, tuple[str, str]] = {
    "Collect documents": ("Waiting for your documents", ""),
    "Extension": ("In preparation", "We file for more time to file. What you owe is still due in April."),
    "Prepare return": ("In preparation", ""),
    "Review": ("In review", ""),
    "Sign 8879": ("Ready for your signature", ""),
    "E-file": (
        "Filed",
        "We are sending your return to the IRS these days. You hear from us when it is accepted.",
    ),
}
# What somebody writes by hand when the books stand there.
_OF_BOOKS: Mapping[str, tuple[str, str]] = {
    "Collect statements": ("Waiting for your documents", "Please send the statement of the company card."),
    "Client questions": (
        "Waiting for your documents",
        "We have a few questions; they are in our last e-mail.",
    ),
    "Review": ("In review", ""),
}


async def tell_clients(
    pipeline: Pipeline, office: Office, moment: datetime, owner_id: UUID
) -> Mapping[str, UUID]:
    """Let the stages of the returns say how far they are; tells the firm's client-facing statuses by name."""
    context = office.context(moment, owner_id)
    async with office.part() as uow:
        statuses = {status.name: status.id for status in await uow.client_statuses.all()}
        await uow.commit()
    for stage in pipeline.stages:
        if stage.name in _OF_RETURNS:
            name, text = _OF_RETURNS[stage.name]
            tells = AutomationSpec(
                action="update_client_status",
                settings={
                    "shown": "show",
                    "name": "Individual tax return",
                    "status_id": str(statuses[name]),
                    "text": text,
                    "clear_text": not text,
                },
            )
            specs = (*_kept(pipeline.automations_of(stage.id)), tells)
            await set_stage_automations(stage.id, specs, CATALOGUE, office.part(), context)
    settings = {"settings": {**pipeline.settings, "card_facts": [*USUAL, CardFact.CLIENT_STATUS]}}
    await update_pipeline(pipeline.id, settings, office.part(), context)
    return statuses


async def write_to_client(
    job_id: UUID, stage: str, statuses: Mapping[str, UUID], office: Office, moment: datetime, who: UUID
) -> None:
    """Show the books to their client, where it is time to say something."""
    if stage in _OF_BOOKS:
        name, text = _OF_BOOKS[stage]
        values = {
            "client_shown": True,
            "client_name": "Your monthly books",
            "client_status_id": statuses[name],
            "client_description": text or None,
        }
        await update_job(job_id, values, office.part(), office.context(moment, who))


def _kept(automations: Sequence[Automation]) -> list[AutomationSpec]:
    """Those that are there, as they are."""
    return [
        AutomationSpec(
            id=one.id,
            action=one.action,
            settings=one.settings,
            conditions=tuple(one.conditions),
            on_failure=one.on_failure,
            repeat=one.repeat,
            trigger=one.trigger,
            enabled=one.enabled,
        )
        for one in automations
    ]
