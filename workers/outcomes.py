"""What can come of an attempt to send something."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Reply:
    """What the other side answered: its status and the beginning of its words."""

    status: int
    text: str


@dataclass(frozen=True, slots=True)
class Sent:
    """It was taken; perhaps there is something to note."""

    note: str | None = None
    reply: Reply | None = None


class Undeliverable(Exception):
    """It was refused for good."""

    def __init__(self, sentence: str, reply: Reply | None = None) -> None:
        super().__init__(sentence)
        self.reply = reply


class NotNow(Exception):
    """It could not be sent at the moment; another attempt is worth it, `after` a while at the earliest."""

    def __init__(self, sentence: str, reply: Reply | None = None, after: timedelta | None = None) -> None:
        super().__init__(sentence)
        self.reply = reply
        self.after = after
