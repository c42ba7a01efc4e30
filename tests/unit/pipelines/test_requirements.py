"""What a stage asks for before a job enters."""

import pytest

from domain.pipelines.requirements import Arrival, Mode, Requirement, WipLimit

NOTHING = Arrival(values={"due_date": None, "assignee_ids": []})
ALL = Arrival(values={"due_date": "2026-04-15", "assignee_ids": ["ana"]}, permissions=None)


@pytest.mark.parametrize(
    ("requirement", "code"),
    [
        (Requirement("field", "due_date"), "field_missing"),
        (Requirement("field", "assignee_ids"), "field_missing"),
        (Requirement("permission", "manage_invoices"), "mover_not_permitted"),
    ],
)
def test_what_is_missing_is_named(requirement: Requirement, code: str) -> None:
    unmet = requirement.judge(NOTHING)
    assert unmet is not None
    assert (unmet.code, unmet.mode) == (code, Mode.BLOCK)
    assert requirement.judge(ALL) is None


def test_a_permission_that_is_held_lets_in() -> None:
    held = Arrival(values={}, permissions=frozenset({"manage_invoices"}))
    assert Requirement("permission", "manage_invoices").judge(held) is None


def test_open_tasks_are_named_up_to_three() -> None:
    requirement = Requirement("tasks_done", mode=Mode.WARN)
    assert requirement.judge(NOTHING) is None
    unmet = requirement.judge(Arrival(values={}, open_tasks=["A", "B", "C", "D", "E"]))
    assert unmet is not None
    assert unmet.view() == {
        "code": "tasks_open",
        "mode": "warn",
        "detail": "Still to be done: “A”, “B”, “C” and 2 more.",
        "field": None,
    }


@pytest.mark.parametrize(("standing", "arriving", "full"), [(4, 1, False), (5, 1, True), (3, 3, True)])
def test_a_limit_counts_those_that_are_there_and_those_that_come(
    standing: int, arriving: int, *, full: bool
) -> None:
    unmet = WipLimit(5).judge(Arrival(values={}, standing=standing, arriving=arriving))
    assert (unmet is not None) is full
    assert unmet is None or unmet.code == "wip_limit_reached"


@pytest.mark.parametrize(
    "view",
    [
        {"kind": "field", "field": "due_date", "mode": "block"},
        {"kind": "tasks_done", "mode": "warn"},
        {"kind": "permission", "permission": "manage_invoices", "mode": "block"},
    ],
)
def test_a_requirement_is_stored_as_it_is_shown(view: dict[str, str]) -> None:
    assert Requirement.from_view(view).view() == view
