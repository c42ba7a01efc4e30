"""What use-cases need to know of tasks."""

from typing import Protocol

from domain.shared.ports import Repository
from domain.tasks.model import Task


class Tasks(Repository[Task], Protocol):
    """The firm's tasks; deleted ones are not found."""
