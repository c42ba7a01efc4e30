"""What the worker and the relay are told by their environment."""

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    """Read once by each process. Without `redis_url` the relay does the work itself; without `smtp_url` mail is logged."""

    database_url: str
    redis_url: str | None = None
    smtp_url: str | None = None
    tickmark_mail_from: str = "Tickmark <no-reply@localhost>"
