import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from workers.mailer import NotNow, SmtpMailer, Undeliverable

MAIL = {
    "to": ["rita@client.example"],
    "cc": ["paul@client.example"],
    "subject": "Hello\nBcc: x",
    "body": "Grüße",
}


class MailServer:
    """A real SMTP server that refuses whom the test names."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.refused: dict[str, str] = {}

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.refused.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.mails.append(message_from_bytes(envelope.original_content or b""))
        return "250 OK"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server() -> Iterator[tuple[MailServer, SmtpMailer]]:
    handler = MailServer()
    port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, SmtpMailer(f"smtp://127.0.0.1:{port}", "Tickmark <tickmark@firm.example>")
    controller.stop()


async def test_a_mail_arrives_and_a_repeat_of_it_is_recognisable(
    server: tuple[MailServer, SmtpMailer],
) -> None:
    handler, mailer = server
    for _ in range(2):
        assert await mailer.send("run:contact", MAIL) is None
    first, second = handler.mails
    assert (first["To"], first["Cc"]) == ("rita@client.example", "paul@client.example")
    assert (first["Subject"], first["Bcc"]) == ("Hello Bcc: x", None)
    assert first["Message-ID"] == second["Message-ID"] == "<run.contact@tickmark>"


async def test_one_refused_of_several_is_told_and_the_others_have_it(
    server: tuple[MailServer, SmtpMailer],
) -> None:
    handler, mailer = server
    handler.refused["paul@client.example"] = "550 no such mailbox"
    note = await mailer.send("key", MAIL)
    assert note == "The mail server refused paul@client.example (no such mailbox)"
    assert len(handler.mails) == 1


@pytest.mark.parametrize(
    ("answer", "refusal"), [("550 no such mailbox", Undeliverable), ("450 try later", NotNow)]
)
async def test_never_and_not_now_are_told_apart(
    server: tuple[MailServer, SmtpMailer], answer: str, refusal: type[Exception]
) -> None:
    handler, mailer = server
    handler.refused = {"paul@client.example": answer, "rita@client.example": answer}
    with pytest.raises(refusal, match=answer[4:]):
        await mailer.send("key", MAIL)


async def test_a_mail_server_that_is_away_may_be_back_later() -> None:
    with pytest.raises(NotNow, match="could not be reached"):
        await SmtpMailer("smtp://127.0.0.1:1", "a@firm.example").send("key", MAIL)
