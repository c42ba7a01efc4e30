from uuid import uuid4

import pytest
from hypothesis import given, strategies as st

from domain.pipelines.conditions import Condition, Facts, Verdict
from domain.shared.errors import NotFound, RuleViolation
from tests.unit.entities import a_pipeline, a_stage, facts

TAGS = [uuid4() for _ in range(4)]
SOME = st.frozensets(st.sampled_from(TAGS))
COMPANY = Condition("account_type", values=("company",))


@given(wanted=SOME, present=SOME)
def test_tags_match_as_sets(wanted: frozenset[object], present: frozenset[object]) -> None:
    seen = Facts(tag_ids=present, account_type="individual")  # type: ignore[arg-type]

    def holds(match: str) -> bool:
        return Condition("account_tags", match, tuple(wanted)).holds(seen)  # type: ignore[arg-type]

    assert holds("all_of") == wanted.issubset(present)
    assert holds("any_of") == bool(wanted & present)
    assert holds("none_of") == (not wanted & present)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (Condition("account_type", values=("company", "other")), False),
        (Condition("account_type", values=("individual",)), True),
        (Condition("priority", values=("medium",)), True),
        (Condition("priority", values=("low",)), False),
        (Condition("assignee", ids=(uuid4(),)), False),
    ],
)
def test_other_conditions(condition: Condition, holds: bool) -> None:
    verdict = condition.judge(facts())
    assert verdict.holds is holds
    assert verdict.text


@pytest.mark.parametrize(
    "condition",
    [
        Condition("account_tags", "none_of", tuple(TAGS)),
        Condition("assignee", ids=(TAGS[0],)),
        Condition("priority", values=("urgent", "high")),
    ],
)
def test_a_condition_and_its_verdict_survive_their_public_form(condition: Condition) -> None:
    assert Condition.from_view(condition.view()) == condition
    verdict = condition.judge(facts())
    assert Verdict.from_view(verdict.view()) == verdict


def test_a_verdict_without_its_condition_is_refused() -> None:
    with pytest.raises(TypeError):
        Verdict.from_view({"condition": None, "holds": True, "text": ""})


def test_a_condition_whose_list_is_none_never_holds() -> None:
    assert not Condition.from_view({"kind": "priority", "in": None}).holds(facts())


@pytest.mark.parametrize(
    ("stages", "code"),
    [
        ([], "pipeline_needs_stages"),
        ([a_stage("A", COMPANY), a_stage("B")], "first_stage_has_conditions"),
        ([a_stage("A"), a_stage("B", COMPANY)], "last_stage_has_conditions"),
        ([a_stage("A"), a_stage("B", automove=True)], "last_stage_has_automove"),
    ],
)
def test_a_shape_that_breaks_the_rules_is_refused(stages: list[object], code: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        a_pipeline(*stages).check_shape()  # type: ignore[arg-type]
    assert refused.value.stable_code == code


def test_conditions_and_automove_in_the_middle_are_fine() -> None:
    a_pipeline(a_stage("A", automove=True), a_stage("B", COMPANY, automove=True), "C").check_shape()


def test_a_stage_of_another_pipeline_is_not_found() -> None:
    with pytest.raises(NotFound):
        a_pipeline("A").stage(uuid4())


def test_the_last_stage_has_no_next() -> None:
    pipeline = a_pipeline("A", "B")
    assert pipeline.next_eligible(pipeline.stages[1].id, facts()) is None
