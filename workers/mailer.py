"""E-mail by SMTP; without a mail server it is only logged."""

from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import formatdate
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib

from workers.outcomes import NotNow as NotNow, Undeliverable as Undeliverable


class Mailer(Protocol):
    """Something that sends e-mail; `name` is what the mail log shows as having delivered it."""

    name: str

    async def send(self, key: str, payload: Mapping[str, Any]) -> str | None:
        """Send one mail; tells who of several recipients was refused. The same key again is the same mail.

        Raises Undeliverable when it never can be, NotNow when it may be later.
        """
        ...


class MailLog:
    """No mail server: the mail stands in the log, and is not sent."""

    name = "log"

    async def send(self, key: str, payload: Mapping[str, Any]) -> str | None:
        """Nothing leaves."""
        return None


class SmtpMailer:
    """Sends through smtp://, smtp+starttls:// or smtps:// with user and password from the URL."""

    name = "smtp"

    def __init__(self, url: str, sender: str) -> None:
        parts = urlsplit(url)
        starttls = "starttls" in parts.scheme
        self._sender = sender
        self._server: dict[str, Any] = {
            "hostname": parts.hostname or "localhost",
            "port": parts.port or (465 if parts.scheme == "smtps" else 587 if starttls else 25),
            "username": unquote(parts.username) if parts.username else None,
            "password": unquote(parts.password) if parts.password else None,
            "use_tls": parts.scheme == "smtps",
            # None: encrypt when the server offers it.
            "start_tls": True if starttls else False if parts.scheme == "smtps" else None,
            "timeout": 15,
        }

    async def send(self, key: str, payload: Mapping[str, Any]) -> str | None:
        """Send one mail; tells who of several recipients was refused.

        Raises Undeliverable when the server refuses it for good, NotNow otherwise.
        """
        try:
            refused, _ = await aiosmtplib.send(_message(key, payload, self._sender), **self._server)
        except aiosmtplib.SMTPRecipientsRefused as error:
            worst = min(error.recipients, key=lambda one: one.code)
            raise _refusal(worst.code, f"{worst.recipient}: {worst.message}") from error
        except aiosmtplib.SMTPResponseException as error:
            raise _refusal(error.code, error.message) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise NotNow(f"The mail server could not be reached: {error}") from error
        if not refused:
            return None
        return f"The mail server refused {', '.join(f'{who} ({why})' for who, (_, why) in refused.items())}"


def _refusal(code: int, words: str) -> Exception:
    """4xx is a mail server's “not now”, 5xx its “never”."""
    sentence = f"The mail server refused the mail ({code}): {' '.join(words.split())}"
    return Undeliverable(sentence) if code >= 500 else NotNow(sentence)


def _message(key: str, payload: Mapping[str, Any], sender: str) -> EmailMessage:
    """The mail; its Message-ID comes from the key, so that a repeat is recognised as one."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = ", ".join(payload["to"])
    if payload.get("cc"):
        message["Cc"] = ", ".join(payload["cc"])
    message["Subject"] = " ".join(str(payload["subject"]).split())
    message["Date"] = formatdate()
    message["Message-ID"] = f"<{key.replace(':', '.')}@tickmark>"
    message.set_content(payload["body"])
    return message


def mailer_for(smtp_url: str | None, sender: str) -> Mailer:
    """The mailer of the environment."""
    return SmtpMailer(smtp_url, sender) if smtp_url else MailLog()
