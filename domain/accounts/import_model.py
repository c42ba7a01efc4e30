"""A file of accounts on its way in."""

from dataclasses import dataclass, field
from typing import ClassVar

from domain.accounts.imported_account import ImportedAccount
from domain.shared.entity import Entity


@dataclass(slots=True, kw_only=True)
class Import(Entity):
    """One file on its way in. `done` of `total` accounts are stored, `made` of them new; they are forgotten here when all are."""

    kind: ClassVar[str] = "import"

    file_name: str
    accounts: list[ImportedAccount]
    total: int
    rows: int
    contacts: int
    done: int = 0
    made: int = 0
    bad_rows: list[dict[str, object]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def finished(self) -> bool:
        """Whether every account was stored or refused."""
        return self.done >= self.total

    def view(self) -> dict[str, object]:
        """The public object, without the file."""
        return {
            "id": self.id,
            "version": self.version,
            "type": "accounts",
            "file_name": self.file_name,
            "state": "finished" if self.finished else "running",
            "rows": self.rows,
            "total": self.total,
            "done": self.done,
            "made": self.made,
            "contacts": self.contacts,
            "bad_rows": self.bad_rows,
            "left_out": self.left_out,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }
