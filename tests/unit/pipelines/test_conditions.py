"""Conditions that are made of others, and those that ask for custom fields."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given, strategies as st

from domain.accounts.custom_field import FieldType, Value
from domain.pipelines.condition_limits import check_conditions
from domain.pipelines.conditions import Condition, Facts, Verdict
from domain.pipelines.field_match import match_faults, matches
from domain.pipelines.loops import _exclude_each_other
from domain.shared.errors import Invalid
from tests.unit.entities import a_field, a_pipeline, a_stage, an_automation

TAGS, MEMBERS, FIELDS = ([uuid4() for _ in range(3)] for _ in range(3))
NUMBERS = st.integers(-2, 2)
PRIORITIES = ("low", "medium", "high", "urgent")
TYPES = ("individual", "company", "other")


def some(values: list[UUID]) -> st.SearchStrategy[tuple[UUID, ...]]:
    return st.lists(st.sampled_from(values), min_size=1, unique=True).map(tuple)


def words(values: tuple[str, ...]) -> st.SearchStrategy[tuple[Value, ...]]:
    return st.lists(st.sampled_from(values), min_size=1, unique=True).map(tuple)


OF_FIELDS = st.one_of(
    st.tuples(st.just("one_of"), st.lists(NUMBERS, min_size=1, max_size=3).map(tuple)),
    st.tuples(st.sampled_from(("less_than", "greater_than")), NUMBERS.map(lambda number: (number,))),
    st.tuples(st.sampled_from(("is_set", "is_not_set")), st.just(())),
)
LEAVES = st.one_of(
    st.builds(
        Condition,
        st.just("account_tags"),
        match=st.sampled_from(("all_of", "any_of", "none_of")),
        ids=some(TAGS),
    ),
    st.builds(Condition, st.just("account_type"), values=words(TYPES)),
    st.builds(Condition, st.just("priority"), values=words(PRIORITIES)),
    st.builds(Condition, st.just("assignee"), ids=some(MEMBERS)),
    st.builds(
        lambda field, asked: Condition("custom_field", asked[0], (field,), asked[1]),
        st.sampled_from(FIELDS),
        OF_FIELDS,
    ),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda parts: st.builds(
        Condition,
        st.sampled_from(("all", "any", "none")),
        conditions=st.lists(parts, min_size=1, max_size=3).map(tuple),
    ),
    max_leaves=8,
)
FACTS = st.builds(
    Facts,
    tag_ids=st.frozensets(st.sampled_from(TAGS)),
    account_type=st.sampled_from(TYPES),
    priority=st.sampled_from(PRIORITIES),
    assignee_ids=st.frozensets(st.sampled_from(MEMBERS)),
    custom_fields=st.dictionaries(st.sampled_from(FIELDS).map(str), NUMBERS),
)


def algebra(verdict: Verdict) -> bool:
    """What a verdict must be, from those of its leaves alone."""
    held = [algebra(part) for part in verdict.parts]
    match verdict.condition.kind:
        case "all":
            return False not in held
        case "any":
            return True in held
        case "none":
            return True not in held
        case _:
            return verdict.holds


@given(CONDITIONS, FACTS)
def test_a_groups_verdict_is_the_algebra_of_its_leaves(condition: Condition, facts: Facts) -> None:
    verdict = condition.judge(facts)
    assert verdict.holds == condition.holds(facts) == algebra(verdict)
    assert verdict.text.count("✓") + verdict.text.count("✗") >= len(verdict.parts)


@given(CONDITIONS, FACTS)
def test_conditions_and_verdicts_survive_their_public_form(condition: Condition, facts: Facts) -> None:
    assert Condition.from_view(condition.view()) == condition
    verdict = condition.judge(facts)
    assert Verdict.from_view(verdict.view()) == verdict


@given(st.lists(CONDITIONS, min_size=1, max_size=4), FACTS)
def test_what_is_said_to_exclude_each_other_never_holds_together(
    conditions: list[Condition], facts: Facts
) -> None:
    if all(condition.holds(facts) for condition in conditions):
        assert not _exclude_each_other(conditions)


LOW, HIGH = Condition("priority", values=("low",)), Condition("priority", values=("high",))
VIP = Condition("account_tags", "any_of", (TAGS[0],))


def field(match: str, *values: Value, which: int = 0) -> Condition:
    return Condition("custom_field", match, (FIELDS[which],), values)


def group(kind: str, *parts: Condition) -> Condition:
    return Condition(kind, conditions=parts)


@pytest.mark.parametrize(
    ("one", "other", "excluded"),
    [
        (group("all", LOW, VIP), HIGH, True),
        (group("any", LOW, group("all", VIP, LOW)), HIGH, True),
        (group("any", LOW, VIP), HIGH, False),
        (group("any", LOW, VIP), group("any", HIGH), False),
        (group("none", VIP, LOW), VIP, True),
        (LOW, group("none", LOW), True),
        (group("none", LOW), HIGH, False),
        (group("none", LOW), group("none", LOW), False),
        (group("all", LOW, HIGH), VIP, True),
        (field("one_of", 1, 2), field("one_of", 3), True),
        (field("one_of", 1, 2), field("one_of", 2, 3), False),
        (field("one_of", 1, 2), field("one_of", 3, which=1), False),
        (field("one_of", "A"), field("one_of", "a"), False),
        (field("is_set"), field("is_not_set"), True),
        (field("is_not_set"), field("is_not_set"), False),
        (field("is_not_set"), field("less_than", 5), True),
        (field("is_set"), field("less_than", 5), False),
        (field("less_than", 5), field("greater_than", 5), True),
        (field("greater_than", 4), field("less_than", 5), False),
        (field("less_than", "2027-01-01"), field("greater_than", "2027-06-30"), True),
        (field("less_than", 5), field("one_of", 5, 6), True),
        (field("greater_than", 5), field("one_of", 5, 6), False),
    ],
)
def test_only_what_can_never_hold_together_excludes_each_other(
    one: Condition, other: Condition, *, excluded: bool
) -> None:
    assert _exclude_each_other([one, other]) is excluded
    assert _exclude_each_other([other, one]) is excluded


@pytest.mark.parametrize(
    ("match", "values", "present", "holds"),
    [
        ("one_of", ("S corporation",), "s corporation", True),
        ("one_of", (1, 2), 2, True),
        ("one_of", (True,), False, False),
        ("one_of", ("x",), None, False),
        ("is_set", (), False, True),
        ("is_set", (), None, False),
        ("is_not_set", (), None, True),
        ("is_not_set", (), 0, False),
        ("less_than", (5,), 4.5, True),
        ("less_than", (5,), 5, False),
        ("less_than", (5,), None, False),
        ("greater_than", ("2027-03-31",), "2027-04-01", True),
        ("greater_than", ("2027-03-31",), "2027-03-31", False),
    ],
)
def test_what_a_field_has_is_compared(
    match: str, values: tuple[Value, ...], present: Value | None, *, holds: bool
) -> None:
    assert matches(match, values, present) is holds


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (field("one_of", "A", "B"), "Tax class is A or B (it is C)"),
        (field("is_set"), "Tax class is set (it is C)"),
        (field("is_not_set", which=1), "a deleted field is not set (it is not set)"),
        (field("less_than", 5, which=2), "Staff (archived) is less than 5 (it is 7)"),
        (field("greater_than", "2027-01-01"), "Tax class is after 2027-01-01 (it is C)"),
        (field("less_than", "2027-01-01"), "Tax class is before 2027-01-01 (it is C)"),
        (Condition("assignee", ids=(MEMBERS[0], MEMBERS[1])), "job is assigned to Ana or a former member"),
        (
            group("any", VIP, group("none", LOW)),
            "any of (✗ account has any of: a deleted tag; ✗ none of (✓ priority is low (it is low)))",
        ),
        (
            group("all", field("one_of", True, which=2), LOW),
            "all of (✗ Staff (archived) is yes (it is 7); ✓ priority is low (it is low))",
        ),
    ],
)
def test_a_verdict_says_what_was_asked_and_what_is(condition: Condition, text: str) -> None:
    facts = Facts(
        tag_ids=frozenset(),
        account_type="company",
        priority="low",
        custom_fields={str(FIELDS[0]): "C", str(FIELDS[2]): 7},
        names={FIELDS[0]: "Tax class", FIELDS[2]: "Staff (archived)", MEMBERS[0]: "Ana"},
    )
    assert condition.judge(facts).text == text


def nested(depth: int) -> Condition:
    return LOW if depth == 0 else group("any", HIGH, nested(depth - 1))


@pytest.mark.parametrize(
    ("conditions", "pointer", "code"),
    [
        ([LOW, nested(4)], "/c/1/conditions/1/conditions/1/conditions/1", "conditions_too_deep"),
        ([group("any", *[LOW] * 20), LOW], "/c", "too_many_conditions"),
    ],
)
def test_too_many_or_too_deep_is_refused_with_its_place(
    conditions: list[Condition], pointer: str, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        check_conditions(conditions, "/c")
    [fault] = refused.value.faults
    assert (fault.pointer, fault.code) == (pointer, code)


def test_as_much_as_is_allowed_is_fine() -> None:
    check_conditions([nested(3), group("none", *[LOW] * 16)], "/c")


def test_what_a_field_can_not_be_asked_is_told_with_its_place() -> None:
    text, number, choice = a_field(), a_field(FieldType.NUMBER), a_field(FieldType.CHOICE)
    assert match_faults(text, "is_set", (), "") == match_faults(number, "less_than", (5,), "") == []
    assert [fault.pointer for fault in match_faults(text, "less_than", ("x",), "/p")] == ["/p/match"]
    assert [fault.pointer for fault in match_faults(number, "greater_than", ("x",), "/p")] == ["/p/than"]
    wrong = match_faults(choice, "one_of", ("Partnership", "Club"), "/p")
    assert [(fault.pointer, fault.code) for fault in wrong] == [("/p/in/1", "custom_field_invalid")]


def test_an_automation_tells_whatever_its_groups_name() -> None:
    automation = an_automation(
        a_stage("A"), conditions=[group("any", VIP, group("none", field("is_set"))), LOW]
    )
    assert automation.named() == [TAGS[0], FIELDS[0]]


def test_automove_goes_by_groups_too() -> None:
    wanted = group("any", group("all", VIP, LOW), field("one_of", "S corporation"))
    pipeline = a_pipeline("A", a_stage("B", wanted), "C")
    facts = Facts(
        tag_ids=frozenset(), account_type="company", custom_fields={str(FIELDS[0]): "S corporation"}
    )
    assert pipeline.next_eligible(pipeline.stages[0].id, facts) is pipeline.stages[1]
    bare = Facts(tag_ids=frozenset(), account_type="company")
    assert pipeline.next_eligible(pipeline.stages[0].id, bare) is pipeline.stages[2]
