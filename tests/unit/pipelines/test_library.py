import json
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

import pytest

from domain.automations.registry import CATALOGUE
from domain.automations.run_automations import MAX_RUNS_OF_A_JOB
from domain.pipelines.conditions import Condition
from domain.pipelines.create_pipeline import draft
from domain.pipelines.library import library
from domain.pipelines.library.entry import LibraryEntry
from domain.pipelines.loops import check_loops
from domain.pipelines.model import Pipeline
from domain.pipelines.read_view import read_automations, read_pipeline
from domain.pipelines.references import Reference, translated
from domain.pipelines.requirements import Mode
from domain.pipelines.specs import STAGE_COLORS
from domain.shared.context import SYSTEM, Context
from domain.shared.errors import NotFound
from domain.shared.shortcodes import IN_JOB_NAMES, codes_in, unknown_code

CONTEXT = Context(firm_id=uuid4(), actor=SYSTEM, now=datetime(2026, 2, 2, tzinfo=UTC), new_id=uuid4)
each = pytest.mark.parametrize("entry", library.entries(), ids=lambda entry: entry.key)


def built(entry: LibraryEntry) -> Pipeline:
    """The pipeline as a firm would get it."""

    def an_id(mentioned: Reference) -> str:
        return mentioned.value if mentioned.kind == "stage" else str(uuid5(NAMESPACE_OID, mentioned.value))

    command = read_pipeline(translated(entry.document(), CATALOGUE, an_id))
    return draft(command, CATALOGUE, CONTEXT)[0]


@each
def test_a_library_pipeline_keeps_the_rules_of_its_stages(entry: LibraryEntry) -> None:
    built(entry).check_shape()


@each
def test_every_automation_of_the_library_is_one_the_catalogue_accepts(entry: LibraryEntry) -> None:
    pipeline = built(entry)
    assert pipeline.automations
    for automation in pipeline.automations:
        CATALOGUE.check(automation, pipeline, "/automations")


@each
def test_names_are_replaced_by_the_firms_own_ids(entry: LibraryEntry) -> None:
    for automation in built(entry).automations:
        for key in ("role_ids", "add", "remove"):
            for value in automation.settings.get(key, []):  # type: ignore[attr-defined]
                assert str(UUID(value)) == value


@each
def test_every_task_of_the_library_says_who_does_it_and_when(entry: LibraryEntry) -> None:
    tasks = [automation for automation in entry.automations if automation.action == "create_task"]
    assert tasks
    for task in tasks:
        assert task.settings["role_ids"]
        assert task.settings["due_in_days"]


@each
def test_stages_can_be_told_apart_by_colour(entry: LibraryEntry) -> None:
    colors = [stage.color for stage in entry.stages]
    assert len(set(colors)) == len(colors)
    assert set(colors) <= set(STAGE_COLORS)


@each
def test_automations_of_the_library_form_no_loop(entry: LibraryEntry) -> None:
    check_loops(built(entry), CATALOGUE)


@each
def test_a_stage_that_moves_jobs_on_makes_a_task_for_every_account(entry: LibraryEntry) -> None:
    for stage in entry.stages:
        if stage.automove:
            tasks = [a for a in stage.automations if a.action == "create_task"]
            assert any(all(rule.match == "none_of" for rule in task.when) for task in tasks), stage.name


@each
def test_nothing_timed_makes_a_task_because_that_would_hold_the_job_until_then(entry: LibraryEntry) -> None:
    timed = [automation for automation in entry.automations if automation.trigger.timed]
    assert timed
    assert "create_task" not in {automation.action for automation in timed}


@each
def test_texts_ask_only_for_what_a_job_always_has(entry: LibraryEntry) -> None:
    for automation in entry.automations:
        codes = codes_in(*(value for value in automation.settings.values() if isinstance(value, str)))
        assert not [code for code in codes if code.startswith("PERIOD_")]
        assert automation.trigger.kind == "due_date" or "JOB_DUE_DATE" not in codes


@each
def test_the_way_of_a_job_through_all_stages_is_within_the_pace_of_the_loop_guard(
    entry: LibraryEntry,
) -> None:
    assert sum(len(stage.automations) for stage in entry.stages) < MAX_RUNS_OF_A_JOB


@each
def test_what_leaves_the_firm_needs_all_tasks_done_and_work_may_rest(
    entry: LibraryEntry,
) -> None:
    asked = [(asks.kind, asks.mode) for stage in entry.stages for asks in stage.asks]
    assert ("tasks_done", Mode.BLOCK) in asked
    assert "On hold" in {status.name for status in entry.statuses}


@each
def test_a_schedule_names_its_jobs_with_codes_that_a_name_may_hold(entry: LibraryEntry) -> None:
    if entry.schedule is not None:
        assert codes_in(entry.schedule.name)
        assert unknown_code(entry.schedule.name, IN_JOB_NAMES) is None
        assert entry.schedule.role in entry.roles


def test_the_library_has_the_work_of_a_tax_firm() -> None:
    assert [one.key for one in library.entries()] == [
        "1040",
        "business-return",
        "monthly-bookkeeping",
        "payroll",
        "client-onboarding",
        "sales-lead",
        "1099-season",
        "sales-tax",
    ]
    assert [one.key for one in library.entries() if one.schedule is None] == [
        "client-onboarding",
        "sales-lead",
    ]


@pytest.mark.parametrize(
    ("key", "conditional"),
    [
        ("1040", {"Extension": ["Extension"]}),
        ("business-return", {"Adjust the books": ["Clean-up"], "Extension": ["Extension"]}),
        ("payroll", {"Multi-state check": ["Multi-state payroll"], "Quarterly returns": ["Quarter end"]}),
        (
            "client-onboarding",
            {"Set up the books": ["Bookkeeping", "Sales tax"], "Set up payroll": ["Payroll"]},
        ),
        ("sales-tax", {"Nexus check": ["Nexus states"]}),
    ],
)
def test_work_branches_by_tags(key: str, conditional: dict[str, list[str]]) -> None:
    stages = library.entry(key).stages
    branches = {stage.name: [name for rule in stage.only for name in rule.names] for stage in stages}
    assert {name: tags for name, tags in branches.items() if tags} == conditional


@each
def test_what_is_shown_before_installing_is_what_is_installed(entry: LibraryEntry) -> None:
    shown, pipeline = json.loads(json.dumps(entry.view())), built(entry).view()
    for kind in ("stages", "statuses"):
        made: list[dict[str, Any]] = pipeline[kind]  # type: ignore[assignment]
        for here, there in zip(shown[kind], made, strict=True):
            assert [one["action"] for one in here["automations"]] == [
                one["action"] for one in there["automations"]
            ]
            assert {name: here[name] for name in ("name", "color", "automove")} == {
                name: there[name] for name in ("name", "color", "automove")
            }
    for here, there in zip(shown["stages"], pipeline["stages"], strict=True):  # type: ignore[call-overload]
        assert (here["limit"], here["requirements"], here["wip_limit"]) == (
            there["limit"],
            there["requirements"],
            there["wip_limit"],
        )


def test_a_card_tells_what_the_pipeline_brings() -> None:
    entry = library.entry("client-onboarding")
    card = entry.card()
    assert card["automations_count"] == len(built(entry).automations)
    assert card["roles"] == list(entry.roles)
    assert card["schedule"] is None
    steps: list[dict[str, object]] = card["stages"]  # type: ignore[assignment]
    assert [step["name"] for step in steps] == [stage.name for stage in entry.stages]
    assert steps[3]["conditions"] == [
        {"kind": "account_tags", "match": "any_of", "tags": ["Bookkeeping", "Sales tax"]}
    ]


def test_a_condition_may_speak_of_the_type_of_the_account() -> None:
    information = library.entry("client-onboarding").stages[1]
    [person, business, *_] = information.automations
    assert person.view()["conditions"] == [{"kind": "account_type", "in": ["individual"]}]
    [command] = read_automations({"automations": [business.view()]})
    assert command.conditions == (Condition("account_type", values=("company", "other")),)


def test_the_suggested_schedule_is_kept_in_the_settings_with_the_firms_own_role() -> None:
    entry = library.entry("monthly-bookkeeping")
    schedule: dict[str, object] = built(entry).settings["schedule"]  # type: ignore[assignment]
    assert schedule["role_ids"] == [str(uuid5(NAMESPACE_OID, "Bookkeeper"))]
    assert (schedule["period_unit"], schedule["period_offset"]) == ("month", -1)
    assert entry.view()["schedule"] == {
        "rule": "FREQ=MONTHLY;BYMONTHDAY=3",
        "name": "Books [PERIOD_MONTH_NAME] [PERIOD_YEAR]",
        "due_in_days": 17,
    }


def test_a_pipeline_that_the_library_does_not_have_is_not_found() -> None:
    with pytest.raises(NotFound) as refused:
        library.entry("1120-S")
    assert refused.value.stable_code == "library_pipeline_not_found"
