"""Whether the process lives, and whether it can work."""

from fastapi import APIRouter, Request, Response

from api.answers import view_answer
from api.caller import Shared
from api.errors import problem
from persistence.firms.sign_in import count_firms

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def healthz() -> Response:
    """The process answers."""
    return view_answer({"status": "ok"})


@router.get("/readyz")
async def readyz(request: Request, services: Shared) -> Response:
    """The database answers and has the schema, and the server is not going down."""
    if request.app.state.draining:
        return problem(request, 503, "draining", "The server is going down.", headers={"Retry-After": "2"})
    await count_firms(services.database)
    return view_answer({"status": "ok"})
