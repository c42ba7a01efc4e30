"""The composition root of the API's process."""

from fastapi import FastAPI

from api.app import create_app
from api.services import Services
from api.settings import Settings
from api.throttle import Quota
from domain.automations.registry import Catalogue
from domain.shared.master_key import MasterKey
from domain.shared.web_address import Allowed
from persistence.database import RELAY_ROLE, Database


def app() -> FastAPI:
    """The application as the environment wants it."""
    settings = Settings()  # type: ignore[call-arg] # from the environment
    database = Database(settings.database_url, pool_size=settings.tickmark_pool_size, name="tickmark api")
    watching = Database(settings.database_url, role=RELAY_ROLE, pool_size=2, name="tickmark metrics")
    return create_app(
        Services(
            database=database,
            url=settings.tickmark_url.rstrip("/"),
            quota=Quota(settings.tickmark_requests_a_minute),
            metrics_token=settings.tickmark_metrics_token or None,
            watching=watching,
            master_key=MasterKey.read(settings.tickmark_master_key) if settings.tickmark_master_key else None,
            catalogue=Catalogue(Allowed.read(settings.tickmark_webhook_allow)),
        )
    )
