"""What the API is told by its environment."""

from pydantic import Field
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    """Read once, in `api/main.py`."""

    database_url: str
    redis_url: str | None = None
    smtp_url: str | None = None
    tickmark_url: str = Field(default="http://localhost:8000")
    tickmark_metrics_token: str | None = None
    tickmark_requests_a_minute: int = Field(default=3000, ge=60)
    tickmark_master_key: str | None = None
    tickmark_webhook_allow: str = ""
    tickmark_pool_size: int = Field(default=12, ge=2, le=200)
