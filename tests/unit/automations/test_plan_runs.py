from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from domain.automations.outlook import Outlook, Person
from domain.automations.plan_runs import Planner, Turn
from domain.automations.registry import FORESIGHTS
from domain.pipelines.conditions import Condition, Facts
from domain.pipelines.model import Automation, Repeat
from tests.unit.entities import NOON, a_stage, an_automation, facts

STAGE = a_stage("Review")
TAG, ANA = uuid4(), uuid4()
NEEDS_TAG = Condition("account_tags", "all_of", (TAG,))


def plan_runs(automations: Sequence[Automation], seen: Facts, **more: Any) -> list[Turn]:
    seen = replace(seen, names={TAG: "Extension"})
    outlook = Outlook(now=NOON, facts=seen, people={ANA: Person("Ana Lima")})
    return Planner(FORESIGHTS).plan(automations, outlook, **more).turns


def test_automations_take_their_turn_in_list_order() -> None:
    automations = [an_automation(STAGE, settings={"title": str(number)}) for number in range(3)]
    assert [turn.automation for turn in plan_runs(automations, facts())] == automations


def test_a_condition_that_does_not_hold_skips_with_its_verdict() -> None:
    [turn] = plan_runs([an_automation(STAGE, conditions=[NEEDS_TAG])], facts())
    assert not turn.runs
    assert [verdict.holds for verdict in turn.verdicts] == [False]
    assert "Not met" in str(turn.view()["reason"])


def test_a_tag_foreseen_from_an_earlier_turn_counts() -> None:
    tags = an_automation(STAGE, "update_account_tags", settings={"add": [str(TAG)]})
    later = an_automation(STAGE, conditions=[NEEDS_TAG])
    assert [turn.runs for turn in plan_runs([tags, later], facts())] == [True, True]
    assert [turn.runs for turn in plan_runs([later, tags], facts())] == [False, True]


def test_a_tag_of_a_skipped_automation_is_not_foreseen() -> None:
    tags = an_automation(STAGE, "update_account_tags", settings={"add": [str(TAG)]})
    later = an_automation(STAGE, conditions=[NEEDS_TAG])
    plan = plan_runs([tags, later], facts(), skipped=[tags.id])
    assert [turn.runs for turn in plan] == [False, False]
    assert plan[0].reason == "The mover left it out."


def test_a_priority_and_assignee_foreseen_from_an_earlier_turn_count() -> None:
    sets = an_automation(STAGE, "update_job", settings={"priority": "urgent", "assignee_ids": [str(ANA)]})
    urgent = an_automation(STAGE, conditions=[Condition("priority", values=("urgent",))])
    hers = an_automation(STAGE, conditions=[Condition("assignee", ids=(ANA,))])
    assert [turn.runs for turn in plan_runs([sets, urgent, hers], facts())] == [True, True, True]
    assert [turn.runs for turn in plan_runs([urgent, hers], facts())] == [False, False]


def test_one_that_is_switched_off_is_skipped() -> None:
    [turn] = plan_runs([an_automation(STAGE, enabled=False)], facts())
    assert turn.reason == "It is switched off."


def test_first_visit_only_is_skipped_on_the_next() -> None:
    once = an_automation(STAGE, repeat=Repeat.FIRST_VISIT)
    assert plan_runs([once], facts())[0].runs
    assert not plan_runs([once], facts(), been_here=True)[0].runs


def test_the_plan_says_what_leaves_the_firm() -> None:
    mail = an_automation(STAGE, "send_email", settings={"subject": "Hello", "body": "…"})
    [turn] = plan_runs([mail], facts())
    assert turn.view()["outward"] is True
    assert turn.view()["title"] == "send e-mail “Hello”"
