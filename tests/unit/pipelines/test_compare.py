from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest
from hypothesis import given, strategies as st

from domain.automations.registry import CATALOGUE
from domain.pipelines.compare import compare
from domain.pipelines.conditions import Condition
from domain.pipelines.difference import Difference
from domain.pipelines.model import CustomStatus, OnFailure, Pipeline, Repeat
from domain.pipelines.ports import Setting
from domain.pipelines.requirements import Mode, Requirement, WipLimit
from domain.pipelines.setting_words import condition_words, plain, setting_words, words_of
from domain.pipelines.trigger import Trigger
from persistence.mapper import to_json
from tests.unit.entities import FIRM, a_pipeline, a_stage, an_automation
from tests.unit.pipelines.edits import Edited

TAG, ROLE, ANA, BEN = uuid4(), uuid4(), uuid4(), uuid4()
NAMES = {
    "tag": {str(TAG): "Extension"},
    "role": {str(ROLE): "Preparer"},
    "member": {str(ANA): "Ana", str(BEN): "Ben"},
}


def kept(pipeline: Pipeline) -> Any:
    return orjson.loads(to_json(pipeline.view()))


def whole() -> Pipeline:
    """Prepare → Review → File, with two automations at Review and a status."""
    pipeline = a_pipeline("Prepare", "Review", "File")
    review = pipeline.stages[1]
    pipeline.automations = [
        an_automation(review, settings={"title": "Check it"}),
        an_automation(review, "send_email", settings={"subject": "a", "body": "Hello"}),
    ]
    status = CustomStatus(firm_id=FIRM, id=uuid4(), pipeline_id=FIRM, position=0, name="On hold")
    pipeline.statuses = [status]
    return pipeline


def told(edit: Callable[[Pipeline], object]) -> list[Difference]:
    pipeline = whole()
    before = kept(pipeline)
    edit(pipeline)
    return compare(before, kept(pipeline), NAMES, CATALOGUE)


def set_stage(**values: object) -> Callable[[Pipeline], object]:
    return lambda pipeline: put(pipeline.stages[1], values)


def set_first(**values: object) -> Callable[[Pipeline], object]:
    return lambda pipeline: put(pipeline.automations[0], values)


def put(part: object, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(part, name, value)


def insert(pipeline: Pipeline) -> None:
    stage = a_stage("Sign")
    pipeline.stages.insert(2, stage)
    pipeline.automations.append(an_automation(stage, settings={"title": "Sign it", "role_ids": [str(ROLE)]}))


def move_to(place: int) -> Callable[[Pipeline], None]:
    return lambda pipeline: pipeline.stages.insert(place, pipeline.stages.pop(2))


def reverse(pipeline: Pipeline) -> None:
    pipeline.automations.reverse()


def jump(pipeline: Pipeline) -> None:
    pipeline.automations[0].action = "move_job"
    pipeline.automations[0].settings = {"stage_id": str(pipeline.stages[2].id)}


REVIEW = "Stage “Review”: automation “create task ‘Check it’”"


@pytest.mark.parametrize(
    ("edit", "sentences"),
    [
        (lambda p: setattr(p, "name", "1041"), ["Name “1040” → “1041”."]),
        (lambda p: setattr(p, "visible_to", []), ["Who sees it everyone → owner and admins only."]),
        (lambda p: setattr(p, "visible_to", [ANA, BEN]), ["Who sees it everyone → Ana, Ben."]),
        (
            lambda p: setattr(p, "settings", {"sort": "due_date", "card_facts": ["tags", "dates"]}),
            ["Order of the cards none → “due date”.", "Facts on the cards none → tags, dates."],
        ),
        (
            insert,
            [
                "Stage “Sign” was added after “Review”.",
                "Stage “Sign”: automation “create task ‘Sign it’ (Preparer)” was added at the beginning.",
            ],
        ),
        (lambda p: p.stages.pop(2), ["Stage “File” was removed."]),
        (move_to(0), ["Stage “File” now comes at the beginning."]),
        (move_to(1), ["Stage “File” now comes after “Prepare”."]),
        (set_stage(name="Check"), ["Stage “Check”: name “Review” → “Check”."]),
        (set_stage(color="pink"), ["Stage “Review”: colour “blue” → “pink”."]),
        (set_stage(automove=True), ["Stage “Review”: automove no → yes."]),
        (
            set_stage(limit_amount=1, limit_unit="business_days"),
            ["Stage “Review”: time limit none → 1 business day."],
        ),
        (
            set_stage(conditions=[Condition("account_tags", "any_of", (TAG, uuid4()))]),
            ["Stage “Review”: conditions none → the account has any of Extension, a deleted tag."],
        ),
        (
            set_stage(
                requirements=[
                    Requirement("field", "due_date"),
                    Requirement("tasks_done", mode=Mode.WARN),
                    Requirement("permission", "manage_invoices"),
                ]
            ),
            [
                "Stage “Review”: entry requirements none → a due date, all tasks done (asks), the permission to manage invoices."
            ],
        ),
        (set_stage(wip_limit=WipLimit(5)), ["Stage “Review”: WIP limit none → 5 jobs (refuses)."]),
        (set_stage(wip_limit=WipLimit(5, Mode.WARN)), ["Stage “Review”: WIP limit none → 5 jobs (asks)."]),
        (lambda p: p.automations.pop(0), [f"{REVIEW} was removed."]),
        (reverse, ["Stage “Review”: automation “send e-mail ‘a’” now comes at the beginning."]),
        (
            lambda p: p.automations[1].settings.update(subject="b"),
            ["Stage “Review”: automation “send e-mail ‘b’”: subject “a” → “b”."],
        ),
        (
            lambda p: p.automations[1].settings.update(mode="contact"),
            ["Stage “Review”: automation “send e-mail ‘a’”: send none → one mail to each contact."],
        ),
        (
            lambda p: p.automations[1].settings.update(body="Hello " * 40),
            ["Stage “Review”: automation “send e-mail ‘a’”: text changed."],
        ),
        (
            lambda p: p.automations[0].settings.update(role_ids=[str(ROLE)]),
            ["Stage “Review”: automation “create task ‘Check it’ (Preparer)”: for the role none → Preparer."],
        ),
        (
            jump,
            [
                "Stage “Review”: automation “move the job to another stage (File)”: action “create task” → “move job”.",
                "Stage “Review”: automation “move the job to another stage (File)”: title “Check it” → none.",
                "Stage “Review”: automation “move the job to another stage (File)”: to stage none → File.",
            ],
        ),
        (
            set_first(on_failure=OnFailure.STOP_THE_REST),
            [f"{REVIEW}: after a failure “go on” → “stop the rest”."],
        ),
        (set_first(repeat=Repeat.FIRST_VISIT), [f"{REVIEW}: repeat “every visit” → “first visit”."]),
        (
            set_first(trigger=Trigger("after", 2, "days")),
            [f"{REVIEW}: when at once → 2 days after it began."],
        ),
        (
            set_first(trigger=Trigger("limit_passed")),
            [f"{REVIEW}: when at once → the stage's time limit is passed."],
        ),
        (set_first(enabled=False), [f"{REVIEW}: switched on yes → no."]),
        (
            set_first(
                conditions=[Condition("assignee", ids=(ANA,)), Condition("priority", values=("high", "low"))]
            ),
            [f"{REVIEW}: conditions none → the job is assigned to Ana and priority is high or low."],
        ),
        (lambda p: p.statuses.pop(), ["Status “On hold” was removed."]),
        (lambda p: setattr(p.statuses[0], "automove", True), ["Status “On hold”: automove no → yes."]),
    ],
)
def test_each_kind_of_change_is_said_in_words(
    edit: Callable[[Pipeline], object], sentences: list[str]
) -> None:
    assert [one.text for one in told(edit)] == sentences


def test_a_difference_is_data_too() -> None:
    [difference] = told(set_stage(limit_amount=3))
    view = difference.view()
    assert (view["kind"], view["field"], view["title"]) == ("changed", "limit", "Time limit")
    assert (view["before"], view["after"]) == (None, {"amount": 3, "unit": "days"})
    assert (view["before_words"], view["after_words"], view["of"]) == ("none", "3 days", None)
    [removed] = told(lambda pipeline: pipeline.automations.pop(0))
    assert removed.view()["of"] == {
        "type": "stage",
        "id": removed.of.id if removed.of else "",
        "name": "Review",
    }
    assert isinstance(removed.before, dict)
    assert removed.before["settings"] == {"title": "Check it"}


@given(st.integers(), st.integers(0, 12), st.integers(1, 4))
def test_comparing_tells_every_edit_and_nothing_else(seed: int, first: int, more: int) -> None:
    edited = Edited(seed)
    for _ in range(first):
        edited.edit()
    before = kept(edited.pipeline)
    assert compare(before, before, NAMES, CATALOGUE) == []
    for _ in range(more):
        edited.edit()
    after = kept(edited.pipeline)
    differences = compare(before, after, NAMES, CATALOGUE)
    assert bool(differences) == (before != after)
    assert all(one.text.endswith(".") for one in differences)


def test_what_a_former_revision_did_not_know_of_is_no_change_when_it_is_empty() -> None:
    pipeline = whole()
    after = kept(pipeline)
    before = kept(pipeline)
    for stage in before["stages"]:
        del stage["requirements"], stage["wip_limit"], stage["automove"]
    assert compare(before, after, NAMES, CATALOGUE) == []


def test_a_setting_that_has_no_words_yet_is_told_all_the_same() -> None:
    before = kept(whole())
    after = kept(whole())
    after["stages"] = [{**stage} for stage in before["stages"]]
    after["statuses"] = before["statuses"]
    after["stages"][0]["check_list"] = {"items": 3, "strict": True}
    [difference] = compare(before, after, NAMES, CATALOGUE)
    assert difference.text == "Stage “Prepare”: check list none → items 3, strict yes."


def test_an_action_that_is_no_more_is_called_by_its_key() -> None:
    pipeline = whole()
    before = kept(pipeline)
    pipeline.automations[0].action = "send_fax"
    pipeline.automations[1].settings = {"gone": 1}
    texts = [one.text for one in compare(before, kept(pipeline), NAMES, CATALOGUE)]
    assert texts[0] == "Stage “Review”: automation “send fax”: action “create task” → “send fax”."
    assert "Stage “Review”: automation “send e-mail”: gone none → 1." in texts


def test_groups_of_conditions_are_said_with_and_and_or() -> None:
    tag = {"kind": "account_tags", "match": "none_of", "tags": [str(TAG)]}
    kind = {"kind": "account_type", "in": ["company"]}
    group: dict[str, object] = {"kind": "any", "conditions": [tag, kind]}
    assert condition_words(group, NAMES) == "(the account has none of Extension or account type is company)"
    every = {"kind": "all", "conditions": [kind, kind]}
    assert condition_words(every, NAMES).count(" and ") == 1
    none: dict[str, object] = {"kind": "none", "conditions": [every]}
    assert condition_words(none, NAMES).startswith("none of ((")


def test_the_suggested_schedule_is_said_with_the_names_of_its_roles() -> None:
    schedule = {"rule": "FREQ=MONTHLY", "role_ids": [str(ROLE)]}
    assert words_of("settings.schedule", schedule, NAMES) == "rule FREQ=MONTHLY, account roles Preparer"


def test_conditions_on_custom_fields_are_said_with_their_names() -> None:
    field = str(uuid4())
    names = {"field": {field: "State"}}
    asked: dict[str, object] = {"kind": "custom_field", "field": field, "match": "one_of", "in": ["NY", "NJ"]}
    assert condition_words(asked, names) == "State is NY or NJ"
    bound = {"kind": "custom_field", "field": field, "match": "less_than", "than": 5}
    assert condition_words(bound, {}) == "a deleted custom field is less than 5"


def test_requirements_that_have_no_words_yet_are_called_by_their_kind() -> None:
    assert words_of("requirements", [{"kind": "signed_letter", "mode": "warn"}], {}) == "signed letter (asks)"
    assert words_of("requirements", [{"kind": "field", "field": "fee", "mode": "block"}], {}) == "fee"


def test_a_single_thing_that_a_setting_speaks_of_is_named() -> None:
    setting = Setting("member_id", "Member", "member")
    assert setting_words(setting, str(ANA), NAMES) == "Ana"
    assert setting_words(setting, str(UUID(int=1)), NAMES) == "a deleted member"
    assert setting_words(setting, "", NAMES) == "none"
    assert plain(["a", "b"]) == "a, b"
