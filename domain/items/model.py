"""Linked items: what is attached to a job, and whether it still needs a human act."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from domain.shared.calendar import Calendar
from domain.shared.context import Actor
from domain.shared.entity import Record

BY_HAND: Mapping[str, str] = {"done": "completed", "cancel": "canceled"}
"""How an item is resolved that a mover settles."""

LEAVE, CARRY = "leave", "carry"
"""What else a mover says of an open item: it stays behind, or goes along and holds the next stage."""


@dataclass(slots=True, kw_only=True)
class LinkedItem(Record):
    """Something attached to a job in the scope of one visit: a task, another job, or a note, the answer of a webhook or
    the reply to an e-mail, which have their own title and text.

    An action item holds the visit until it is resolved. One that reminds (§8) has `remind_at`, the next time, as long as
    reminders are left and switched on.
    """

    kind: ClassVar[str] = "item"

    job_id: UUID
    visit_id: UUID
    linked_at: datetime
    linked_by: Actor
    type: str = "task"
    task_id: UUID | None = None
    linked_job_id: UUID | None = None
    title: str | None = None
    text: str | None = None
    action_item: bool = True
    run_id: UUID | None = None
    resolved_at: datetime | None = None
    resolution: str | None = None
    reopened_at: datetime | None = None
    unlinked_at: datetime | None = None
    remind_after_days: int | None = None
    reminders_left: int = 0
    reminders_sent: int = 0
    remind_at: datetime | None = None

    @property
    def holds(self) -> bool:
        """Whether it still needs a human act."""
        return self.action_item and self.unlinked_at is None and self.resolved_at is None

    @property
    def really_resolved(self) -> bool:
        """Resolved while it was linked; one completed before does not move a job by itself (§7.6)."""
        return (
            self.action_item
            and self.unlinked_at is None
            and self.resolved_at is not None
            and self.resolved_at >= self.linked_at
        )

    @property
    def by_hand(self) -> bool:
        """Somebody decided about it; what it waited for did not come."""
        return self.resolution in BY_HAND.values()

    def resolve(self, resolution: str, at: datetime) -> None:
        """It needs no act any more."""
        self.resolved_at, self.resolution = at, resolution

    def reopen(self, at: datetime) -> None:
        """It needs an act again."""
        self.resolved_at, self.resolution, self.reopened_at = None, None, at

    @property
    def reminders_off(self) -> bool:
        """Somebody switched off those that are left."""
        return self.reminders_left > 0 and self.remind_at is None

    def reminder_due(self, now: datetime) -> bool:
        """Whether the time of one has come."""
        return self.remind_at is not None and self.remind_at <= now

    def begin_reminders(self, since: datetime, days: int, most: int, calendar: Calendar) -> None:
        """Remind at most so many times, so many days apart, at the time on the firm's clock when it began (§8)."""
        self.remind_after_days, self.reminders_left = days, most
        self.remind_at = self._after(since, calendar)

    def remind(self, now: datetime, calendar: Calendar) -> None:
        """One is sent. It stands for all whose time is over by now; the others keep their times (§8)."""
        self.reminders_sent += 1
        while self.remind_at is not None and self.remind_at <= now:
            self.reminders_left -= 1
            self.remind_at = self._after(self.remind_at, calendar) if self.reminders_left else None

    def put_off_reminders(self, now: datetime, calendar: Calendar) -> None:
        """None can be sent now, and none is used up: the next of their times that is to come."""
        while self.remind_at is not None and self.remind_at <= now:
            self.remind_at = self._after(self.remind_at, calendar)

    def switch_reminders(self, now: datetime, calendar: Calendar, *, on: bool) -> None:
        """Off, or on again: then the first is due after the full time."""
        self.remind_at = self._after(now, calendar) if on else None

    def _after(self, moment: datetime, calendar: Calendar) -> datetime:
        assert self.remind_after_days is not None  # it reminds
        return calendar.same_time(moment, self.remind_after_days, "days")
