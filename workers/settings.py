"""What the worker and the relay are told by their environment."""

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read once by each process. Without `redis_url` the relay does the work itself; without `smtp_url` mail is logged,
    without `tickmark_master_key` no webhook leaves.
    """

    # An empty REDIS_URL is how a person says "without Redis".
    model_config = SettingsConfigDict(env_ignore_empty=True)

    database_url: str
    redis_url: str | None = None
    smtp_url: str | None = None
    tickmark_mail_from: str = "Tickmark <no-reply@localhost>"
    tickmark_url: str = "http://localhost:8000"
    tickmark_master_key: str | None = None
    tickmark_webhook_allow: str = ""
