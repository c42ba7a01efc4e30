"""Outlooks for tests of what is foretold."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from domain.accounts.recipient import Recipient
from domain.automations.outlook import Outlook, Person
from domain.automations.plan_runs import Plan, Planner, Turn
from domain.automations.registry import FORESIGHTS
from domain.pipelines.conditions import Facts
from domain.pipelines.model import Automation
from domain.shared.calendar import Calendar
from tests.unit.entities import a_stage, an_automation

FRIDAY = datetime(2026, 3, 6, 15, tzinfo=UTC)
ANA, BEN, GONE = uuid4(), uuid4(), uuid4()
PREPARER, REVIEWER = uuid4(), uuid4()
TAG, OTHER_TAG = uuid4(), uuid4()
ADA = Recipient(uuid4(), "Ada", "Rossi", "ada@rossi.example")
LEO = Recipient(uuid4(), "", "", "leo@rossi.example")


def an_outlook(**more: Any) -> Outlook:
    """A job of Rossi's on a Friday; Ana is their preparer, nobody their reviewer."""
    outlook = Outlook(
        now=FRIDAY,
        facts=Facts(frozenset(), "individual", names={TAG: "Extension", OTHER_TAG: "VIP"}),
        account_name="Rossi",
        account_number="1042",
        job_name="Rossi 1040",
        roles={PREPARER: (ANA,)},
        role_names={PREPARER: "Preparer", REVIEWER: "Reviewer"},
        people={ANA: Person("Ana Lima"), BEN: Person("Ben Ott"), GONE: Person("Gil Gone", active=False)},
        recipients=(ADA, LEO),
        access=(BEN,),
        calendar=Calendar("UTC", lambda day: "Founders' day" if day == date(2026, 3, 9) else None),
    )
    return replace(outlook, **more)


def foretold(action: str, outlook: Outlook | None = None, **settings: object) -> Turn:
    """What one automation comes to."""
    return planned(an_automation(a_stage("B"), action, settings=settings), outlook=outlook).turns[0]


def planned(*automations: Automation, outlook: Outlook | None = None, **more: Any) -> Plan:
    """What these come to."""
    return Planner(FORESIGHTS).plan(automations, outlook or an_outlook(), **more)


def words(turn: Turn) -> dict[str, str]:
    """Its lines by label."""
    return {line.label: line.text for line in turn.lines}
