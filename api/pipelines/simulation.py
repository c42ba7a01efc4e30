"""Test a pipeline with an account."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.answers import view_answer
from api.caller import Me
from api.documented import WRITE
from api.pipelines.simulation_schemas import Simulate, Simulation
from domain.automations.simulate_pipeline import SimulatePipeline, simulate_pipeline
from domain.jobs.model import Priority

router = APIRouter(prefix="/v1/pipelines", tags=["pipelines"])


@router.post(
    "/{pipeline_id}/simulate",
    operation_id="simulate_pipeline",
    summary="See the whole way of an account's job, without making it",
    response_model=Simulation,
    responses=WRITE,
)
async def post_simulate(me: Me, pipeline_id: UUID, body: Simulate) -> Response:
    """Each stage with the turns of its automations, their resolved texts and dates, what the job would wait for, and
    how it would go on. No effect: nothing is stored, and no event exists afterwards.
    """
    command = SimulatePipeline(
        pipeline_id=pipeline_id,
        account_id=body.account_id,
        stage_id=body.stage_id,
        name=body.name,
        due_date=body.due_date,
        priority=Priority(body.priority),
        assignee_ids=tuple(dict.fromkeys(body.assignee_ids)),
    )
    simulated = await simulate_pipeline(command, me.uow(), me.context())
    return view_answer(simulated.view())
