"""Who works in the demo firm, and on what."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.firms.model import Role

FIRM_NAME = "Hart & Whitfield Tax"
HOLIDAYS = "US-NY"
TIME_ZONE = "America/New_York"
CURRENCY = "USD"
OWNER_NAME = "Olivia Hart"
OWNER_EMAIL = "owner@demo.example"
PASSWORD = "tickmark-demo"  # noqa: S105 - shown on the first screen of the demo

# The pipelines of the library that the firm has installed; the others are there to be tried.
PIPELINES = ("1040", "monthly-bookkeeping")

ROLES = ("Account manager", "Preparer", "Reviewer", "Partner", "Bookkeeper")


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member beside the owner."""

    name: str
    email: str
    role: Role
    color: str
    permissions: tuple[str, ...] = ()


COLLEAGUES = (
    Colleague("Dana Whitfield", "dana@demo.example", Role.ADMIN, "violet"),
    Colleague(
        "Ines Carvalho",
        "ines@demo.example",
        Role.EMPLOYEE,
        "teal",
        (
            "view_all_accounts",
            "manage_accounts",
            "manage_contacts",
            "manage_tags",
            "manage_pipelines",
            "manage_tasks_of_others",
        ),
    ),
    Colleague("Marcus Bell", "marcus@demo.example", Role.EMPLOYEE, "orange", ("manage_contacts",)),
    Colleague(
        "Priya Raman",
        "priya@demo.example",
        Role.EMPLOYEE,
        "pink",
        (
            "view_all_accounts",
            "manage_accounts",
            "manage_contacts",
            "assign_members",
            "manage_tasks_of_others",
        ),
    ),
    Colleague("Tom Okafor", "tom@demo.example", Role.EMPLOYEE, "olive"),
)

# Who may hold which account role; each account draws one of them.
CASTING: Mapping[str, tuple[str, ...]] = {
    "Account manager": ("Priya Raman", "Priya Raman", "Ines Carvalho"),
    "Preparer": ("Marcus Bell", "Marcus Bell", "Ines Carvalho"),
    "Reviewer": ("Dana Whitfield", "Dana Whitfield", "Olivia Hart"),
    "Partner": ("Olivia Hart",),
    "Bookkeeper": ("Tom Okafor", "Tom Okafor", "Marcus Bell"),
}
