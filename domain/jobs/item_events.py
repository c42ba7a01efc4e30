"""What happens to the things that are attached to a job."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from domain.shared.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class JobItemLinked(Event):
    """Something was attached to a job by hand."""

    type = "job.item_linked"

    item_id: UUID
    task_id: UUID | None
    item_type: str = "task"
    title: str = ""

    def data(self) -> Mapping[str, object]:
        """What was attached."""
        told = {"item_id": self.item_id, "task_id": self.task_id}
        return {**told, "item_type": self.item_type, "title": self.title}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobItemUnlinked(Event):
    """Something attached no longer belongs to the job; what holds the job may have gone with it."""

    type = "job.item_unlinked"
    drained = True

    item_id: UUID
    task_id: UUID | None

    def data(self) -> Mapping[str, object]:
        """What was detached."""
        return {"item_id": self.item_id, "task_id": self.task_id}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobItemResolved(Event):
    """What the job waited for came, or somebody decided about it; the job may move on."""

    type = "job.item_resolved"
    drained = True

    item_id: UUID
    item_type: str
    title: str
    resolution: str

    def data(self) -> Mapping[str, object]:
        """Which item, and how it was resolved."""
        return {
            "item_id": self.item_id,
            "item_type": self.item_type,
            "title": self.title,
            "resolution": self.resolution,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class JobItemRelinked(Event):
    """What was detached is attached again where it was, as if it had not been detached."""

    type = "job.item_relinked"
    drained = True

    item_id: UUID
    task_id: UUID | None

    def data(self) -> Mapping[str, object]:
        """What is attached again."""
        return {"item_id": self.item_id, "task_id": self.task_id}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobItemCarried(Event):
    """A mover takes something that is still open along: it holds the job in the next stage."""

    type = "job.item_carried"

    item_id: UUID
    task_id: UUID | None
    title: str

    def data(self) -> Mapping[str, object]:
        """What goes along."""
        return {"item_id": self.item_id, "task_id": self.task_id, "title": self.title}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobItemReminded(Event):
    """The client was reminded of what the job waits for."""

    type = "job.item_reminded"

    item_id: UUID
    title: str
    number: int

    def data(self) -> Mapping[str, object]:
        """Of which item, for which time."""
        return {"item_id": self.item_id, "title": self.title, "number": self.number}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobItemRemindersSwitched(Event):
    """Somebody switched the reminders of an item off, or on again."""

    type = "job.item_reminders_switched"

    item_id: UUID
    title: str
    on: bool

    def data(self) -> Mapping[str, object]:
        """Of which item, and which of both."""
        return {"item_id": self.item_id, "title": self.title, "on": self.on}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedItemChanged(Event):
    """News of an item on its job. `left_behind`: the job has moved on, and stays where it is."""

    item_id: UUID
    task_id: UUID | None
    title: str
    left_behind: bool = False

    def data(self) -> Mapping[str, object]:
        """Which item, and whether it was left behind."""
        told = {"item_id": self.item_id, "task_id": self.task_id, "title": self.title}
        return {**told, "left_behind": self.left_behind}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobItemSettled(LinkedItemChanged):
    """A task that is linked to this job, but belongs to another or to none, was completed or canceled."""

    type = "job.item_settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobItemReopened(LinkedItemChanged):
    """What this job waited for is open again: a reply, or a task, told when the job has moved on or it is another job's."""

    type = "job.item_reopened"
