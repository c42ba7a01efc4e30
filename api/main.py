"""The composition root of the API's process."""

from fastapi import FastAPI

from api.app import create_app
from api.services import Services
from api.settings import Settings
from persistence.database import Database


def app() -> FastAPI:
    """The application as the environment wants it."""
    settings = Settings()  # type: ignore[call-arg] # from the environment
    database = Database(settings.database_url, pool_size=settings.tickmark_pool_size, name="tickmark api")
    return create_app(Services(database=database, url=settings.tickmark_url))
