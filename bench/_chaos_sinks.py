"""Where the chaos's mails and calls arrive, and how often each came."""

import base64
import secrets
import threading
from collections import Counter
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bench._server import free_port


class MailSink:
    """A mail server that counts what it was given, by Message-ID."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Aiosmtpd's name for: here is a mail."""
        message = message_from_bytes(envelope.original_content or b"")
        self.seen[str(message["Message-ID"])] += 1
        return "250 OK"

    def start(self) -> None:
        """Serve from a thread."""
        self._controller.start()

    def stop(self) -> None:
        """Serve no more."""
        self._controller.stop()


class CallSink:
    """A receiver of webhooks that counts what it was given, by webhook-id."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        seen = self.seen
        key = base64.b64encode(secrets.token_bytes(32)).decode()
        # What lets Tickmark call an address of this machine, and sign what it says.
        self.environment = {"TICKMARK_WEBHOOK_ALLOW": "127.0.0.0/8", "TICKMARK_MASTER_KEY": key}

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                seen[self.headers["webhook-id"]] += 1
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        """What an automation calls."""
        return f"http://127.0.0.1:{self._server.server_port}/hook"

    def start(self) -> None:
        """Serve from a thread."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Serve no more."""
        self._server.shutdown()
        self._server.server_close()
