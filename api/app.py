"""The application, built from its services."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from api import errors, health, metrics, test_clock
from api.accounts import imports
from api.accounts.router import routers as accounts
from api.callbacks import router as callbacks
from api.client_statuses import router as client_statuses
from api.events import parked, router as events
from api.firms import invitations, router as firms, webhook_secret
from api.guard import Guard
from api.jobs import bulk, by_ref as jobs_by_ref, comments, moves, parts, router as jobs
from api.notifications import router as notifications
from api.pipelines import (
    boards,
    files,
    health as automation_health,
    library,
    revisions,
    router as pipelines,
    shortcodes,
    simulation,
    stages,
    statuses,
)
from api.recurrences import occurrences, router as recurrences
from api.runs import router as runs
from api.services import Services
from api.session import keys, own, router as session
from api.tasks import router as tasks, subtasks

# They are tried in this order: what is asked for most comes first.
ROUTERS = (
    moves.router,
    bulk.router,
    jobs.router,
    parts.router,
    comments.router,
    jobs_by_ref.router,
    session.router,
    keys.router,
    own.router,
    firms.router,
    invitations.router,
    webhook_secret.router,
    *accounts,
    imports.router,
    pipelines.router,
    boards.router,
    boards.menu,
    revisions.router,
    automation_health.router,
    files.router,
    shortcodes.router,
    stages.router,
    statuses.router,
    simulation.router,
    library.router,
    client_statuses.router,
    client_statuses.starting,
    tasks.router,
    subtasks.router,
    runs.router,
    callbacks.router,
    notifications.router,
    recurrences.router,
    recurrences.drafts,
    occurrences.router,
    test_clock.router,
    events.router,
    parked.router,
    health.router,
    metrics.router,
)

BUILT_APP = Path(__file__).resolve().parent.parent / "frontend" / "dist"


def create_app(services: Services) -> FastAPI:
    """The API, and the built app where there is one."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        await drain()
        await services.database.close()
        if services.watching is not None:
            await services.watching.close()

    async def drain() -> None:
        """Give notice, and end what would never end by itself; the server calls this before it closes connections."""
        app.state.draining = True
        await services.stream.close()

    app = FastAPI(
        title="Tickmark",
        version="1",
        summary="The open workflow system for tax and accounting firms",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        separate_input_output_schemas=False,
    )
    app.state.services = services
    app.state.draining = False
    app.state.drain = drain
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router)
    app.state.routes = [route for router in ROUTERS for route in router.routes]
    app.add_middleware(Guard)
    if BUILT_APP.is_dir():
        _serve_app(app, BUILT_APP)
    return app


class Assets(StaticFiles):
    """Files with their content's hash in the name: they never change."""

    def file_response(self, *arguments: Any, **more: Any) -> Response:
        """A file, to be kept for good."""
        response = super().file_response(*arguments, **more)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def _serve_app(app: FastAPI, built: Path) -> None:
    """The single-page app: its files, and its index for every other path."""
    app.mount("/assets", GZipMiddleware(Assets(directory=built / "assets"), compresslevel=6), name="assets")

    @app.get("/{path:path}", include_in_schema=False)
    async def index(request: Request, path: str) -> FileResponse:
        if path.startswith(("v1/", "portal/")):
            raise HTTPException(405 if errors.methods_of(request) else 404, "There is no such thing.")
        file = (built / path).resolve()
        if path and file.is_file() and file.is_relative_to(built):
            return FileResponse(file)
        return FileResponse(built / "index.html", headers={"Cache-Control": "no-cache"})
