"""What whoever acts may see and do."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from domain.shared.errors import Forbidden, NotFound


@dataclass(frozen=True, slots=True)
class Rights:
    """The rights of the one who acts. `everything` is for owners, admins and the firm's own automations."""

    everything: bool = False
    member_id: UUID | None = None
    permissions: frozenset[str] = frozenset()

    def may(self, permission: str) -> bool:
        """Whether the permission is held."""
        return self.everything or permission in self.permissions

    def require(self, permission: str) -> None:
        """Go on only with the permission.

        Raises Forbidden.
        """
        if not self.may(permission):
            raise Forbidden(permission)

    def sees_account(self, member_ids: Collection[UUID]) -> bool:
        """An account is seen by those who have access to it, or see all accounts."""
        return self.may("view_all_accounts") or self.member_id in member_ids

    def sees_pipeline(self, visible_to: Collection[UUID] | None) -> bool:
        """A pipeline is seen by those it names; by everyone when it names nobody."""
        return self.everything or visible_to is None or self.member_id in visible_to

    def check_job(self, visible_to: Collection[UUID] | None, member_ids: Collection[UUID]) -> None:
        """A job is seen only with access to its pipeline and its account (§11).

        Raises NotFound.
        """
        if not (self.sees_pipeline(visible_to) and self.sees_account(member_ids)):
            raise NotFound("job")


EVERYTHING = Rights(everything=True)
