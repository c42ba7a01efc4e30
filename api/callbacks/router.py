"""Where the receiver of a webhook calls back. Its URL is the permission."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import StringConstraints

from api.caller import Shared, check_parameters
from api.documented import errors
from api.schemas import Body
from domain.automations.answer_item import receive_callback
from domain.automations.callback import Callback
from domain.shared.context import SYSTEM, Cause, Context
from domain.shared.errors import NotFound
from persistence.ids import new_id

router = APIRouter(tags=["automations"])


class CallbackBody(Body):
    """What the firm shall read of it; the job shows it."""

    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)] = ""


@router.post(
    "/v1/callbacks/{token}",
    operation_id="call_back",
    summary="Say that what a webhook asked for is done",
    status_code=204,
    responses=errors(400, 404, 413, 415),
)
async def post_callback(
    request: Request, services: Shared, token: str, body: CallbackBody | None = None
) -> Response:
    """For the receiver of a webhook that waits: the `callback_url` in its body. Again does nothing more. No sign-in."""
    check_parameters(request)
    callback = Callback.read(token, services.master_key) if services.master_key else None
    address = request.client.host if request.client else ""
    services.callbacks.attempt(str(callback.item_id) if callback else "unknown", address)
    if callback is None:
        raise NotFound("callback")
    context = Context(
        firm_id=callback.firm_id,
        actor=SYSTEM,
        now=services.clock(),
        new_id=new_id,
        cause=Cause(request_id=request.state.request_id),
    )
    note = body.note if body else ""
    await receive_callback(callback, note, services.unit_of_work(callback.firm_id), context)
    return Response(status_code=204)
