"""E-mail by SMTP; without a mail server it is only logged."""

from email.message import EmailMessage
from email.utils import formatdate
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib


class Undeliverable(Exception):
    """The mail server refused the mail for good."""


class Mailer(Protocol):
    """Something that sends e-mail; `name` is what the mail log shows as having delivered it."""

    name: str

    async def send(self, key: str, payload: dict[str, Any]) -> None:
        """Send one mail. The same key again is recognisable as the same mail.

        Raises Undeliverable when it never can be; anything else is worth another attempt.
        """
        ...


class MailLog:
    """No mail server: the mail stands in the log, and is not sent."""

    name = "log"

    async def send(self, key: str, payload: dict[str, Any]) -> None:
        """Nothing leaves."""


class SmtpMailer:
    """Sends through smtp://, smtp+starttls:// or smtps:// with user and password from the URL."""

    name = "smtp"

    def __init__(self, url: str, sender: str) -> None:
        parts = urlsplit(url)
        self._sender = sender
        self._server: dict[str, Any] = {
            "hostname": parts.hostname or "localhost",
            "port": parts.port
            or (465 if parts.scheme == "smtps" else 587 if "starttls" in parts.scheme else 25),
            "username": unquote(parts.username) if parts.username else None,
            "password": unquote(parts.password) if parts.password else None,
            "use_tls": parts.scheme == "smtps",
            "start_tls": True if "starttls" in parts.scheme else False if parts.scheme == "smtps" else None,
            "timeout": 15,
        }

    async def send(self, key: str, payload: dict[str, Any]) -> None:
        """Send one mail; its Message-ID comes from the key, so that a repeat is recognised as one.

        Raises Undeliverable when the server refuses it for good.
        """
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = ", ".join(payload["to"])
        if payload.get("cc"):
            message["Cc"] = ", ".join(payload["cc"])
        message["Subject"] = " ".join(str(payload["subject"]).split())
        message["Date"] = formatdate()
        message["Message-ID"] = f"<{key.replace(':', '.')}@tickmark>"
        message.set_content(payload["body"])
        try:
            await aiosmtplib.send(message, **self._server)
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise Undeliverable(f"The mail server refused the address: {error}") from error
        except aiosmtplib.SMTPResponseException as error:
            if error.code >= 500:
                raise Undeliverable(
                    f"The mail server refused the mail: {error.code} {error.message}"
                ) from error
            raise


def mailer_for(smtp_url: str | None, sender: str) -> Mailer:
    """The mailer of the environment."""
    return SmtpMailer(smtp_url, sender) if smtp_url else MailLog()
