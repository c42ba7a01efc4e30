from uuid import uuid4

import pytest
from hypothesis import given, strategies as st

from domain.accounts.custom_field import CustomField, FieldType
from domain.accounts.model import AccountRole, Tag
from domain.automations.registry import ACTIONS, CATALOGUE
from domain.firms.model import Member, MemberStatus, Role
from domain.pipelines.edit_pipeline import as_command
from domain.pipelines.export_pipeline import document_of
from domain.pipelines.labels import free_name, labels
from domain.pipelines.ports import Outline, Setting
from domain.pipelines.read_view import listed, mapped
from domain.pipelines.references import Reference, mentions, translated, translated_settings
from domain.pipelines.things import Things
from domain.pipelines.whereabouts import where
from tests.unit.entities import FIRM, NOON, a_pipeline, an_automation

VIEW: dict[str, object] = {
    "name": "P",
    "visible_to": ["ana"],
    "stages": [
        {
            "name": "A",
            "conditions": [
                {
                    "kind": "any",
                    "conditions": [{"kind": "assignee", "in": ["ben"]}, {"kind": "priority", "in": ["low"]}],
                }
            ],
            "automations": [
                {
                    "action": "create_task",
                    "settings": {"title": "T", "role_ids": ["Preparer"], "assignee_ids": ["ana", "ben"]},
                    "conditions": [{"kind": "account_tags", "match": "all_of", "tags": ["VIP"]}],
                },
                {"action": "create_job", "settings": {"pipeline_id": "Payroll"}},
            ],
        }
    ],
    "statuses": [{"name": "S", "automations": [{"action": "move_job", "settings": {"stage_id": "A"}}]}],
}


def test_every_mention_is_found_with_its_place() -> None:
    found = [(one.kind, one.value, one.place) for one in mentions(VIEW, CATALOGUE)]
    assert found == [
        ("member", "ana", "/visible_to/0"),
        ("member", "ben", "/stages/0/conditions/0/conditions/0/in/0"),
        ("role", "Preparer", "/stages/0/automations/0/settings/role_ids/0"),
        ("member", "ana", "/stages/0/automations/0/settings/assignee_ids/0"),
        ("member", "ben", "/stages/0/automations/0/settings/assignee_ids/1"),
        ("tag", "VIP", "/stages/0/automations/0/conditions/0/tags/0"),
        ("pipeline", "Payroll", "/stages/0/automations/1/settings/pipeline_id"),
        ("stage", "A", "/statuses/0/automations/0/settings/stage_id"),
    ]


def test_what_has_no_other_name_is_left_out() -> None:
    told = translated(
        VIEW, CATALOGUE, lambda one: None if one.value in {"ben", "VIP", "Payroll"} else one.value
    )
    assert told["visible_to"] == ["ana"]
    [stage] = listed(told, "stages")
    assert stage["conditions"] == [{"kind": "any", "conditions": [{"kind": "priority", "in": ["low"]}]}]
    task, job = listed(stage, "automations")
    assert mapped(task, "settings")["assignee_ids"] == ["ana"]
    assert task["conditions"] == []
    assert job["settings"] == {"pipeline_id": ""}


@pytest.mark.parametrize("nothing", [None, 3, "words", [1, None, {"kind": 4}, {"automations": 7}]])
def test_what_has_another_shape_is_left_as_it_is(nothing: object) -> None:
    """A file may hold anything; its shape is checked afterwards."""
    for key in ("visible_to", "conditions", "automations", "settings"):
        stage = {"name": "A", "conditions": [], key: nothing}
        view: dict[str, object] = {
            "visible_to": nothing if key == "visible_to" else None,
            "stages": [stage, nothing],
        }
        translated(view, CATALOGUE, lambda one: one.value)
    strange = {
        "stages": [{"conditions": nothing, "automations": [nothing, {"action": [], "settings": nothing}]}]
    }
    told = translated(strange, CATALOGUE, lambda one: one.value)
    assert told["stages"][0]["conditions"] == nothing  # type: ignore[index]
    assert translated({"stages": nothing}, CATALOGUE, lambda one: one.value) == {"stages": nothing}


def test_the_suggested_schedule_speaks_of_account_roles() -> None:
    view: dict[str, object] = {
        "settings": {"sort": "name", "schedule": {"rule": "X", "role_ids": ["Preparer"]}}
    }
    [found] = mentions(view, CATALOGUE)
    assert (found.kind, found.value, found.place) == ("role", "Preparer", "/settings/schedule/role_ids/0")
    for settings in ({"schedule": None}, {"schedule": {"rule": "X"}}, {"sort": "name"}):
        assert translated({"settings": settings}, CATALOGUE, lambda one: one.value) == {"settings": settings}


def test_a_group_that_has_lost_all_its_conditions_is_left_out() -> None:
    group = {"kind": "any", "conditions": [{"kind": "assignee", "in": ["ben"]}]}
    told = translated({"stages": [{"conditions": [group]}]}, CATALOGUE, lambda _: None)
    assert told["stages"][0]["conditions"] == []  # type: ignore[index]


class Elsewhere:
    """A catalogue with one action that speaks of a stage of another pipeline."""

    def settings(self, action: str) -> tuple[Setting, ...]:
        return (
            Setting("stage_id", "To", "stage"),
            Setting("pipeline_id", "Of", "pipeline"),
            Setting("n", "N"),
        )


def test_a_stage_of_another_pipeline_is_told_with_its_pipeline() -> None:
    found: list[Reference] = []

    def note(one: Reference) -> str:
        found.append(one)
        return "x"

    settings = {"stage_id": "A", "pipeline_id": "Payroll", "n": 3}
    told = translated_settings("go", settings, Elsewhere(), note)  # type: ignore[arg-type]
    assert told == {"stage_id": "x", "pipeline_id": "x", "n": 3}
    assert [(one.kind, one.inside) for one in found] == [("stage", "Payroll"), ("pipeline", "")]


def test_the_catalogue_knows_by_their_widgets_which_settings_speak_of_things() -> None:
    told = {
        key: {one.name: one.refers_to for one in CATALOGUE.settings(key) if one.refers_to} for key in ACTIONS
    }
    assert told["create_task"] == {"role_ids": "role", "assignee_ids": "member"}
    assert told["update_account_tags"] == {"add": "tag", "remove": "tag"}
    assert told["update_job"]["custom_status_id"] == "status"
    assert told["update_client_status"] == {"status_id": "client_status"}
    assert told["move_job"]["stage_id"] == "stage"
    assert CATALOGUE.settings("send_fax") == ()


NAMES = st.lists(st.sampled_from(["A", "A (2)", "A (3)", "B"]), max_size=8)


@given(NAMES)
def test_labels_tell_things_of_one_name_apart(names: list[str]) -> None:
    told = labels(names)
    assert len(set(told)) == len(names)
    assert told == labels(names)
    for name in set(names):
        assert told[names.index(name)] == name


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert free_name("A", frozenset({"A", "A (2)"})) == "A (3)"
    assert free_name("B", frozenset({"A"})) == "B"


def a_member(name: str, status: MemberStatus = MemberStatus.ACTIVE) -> Member:
    return Member(
        firm_id=FIRM,
        id=uuid4(),
        created_at=NOON,
        updated_at=NOON,
        name=name,
        email=f"{name}@Firm.example",
        role=Role.EMPLOYEE,
        status=status,
    )


def test_the_things_of_a_firm_are_known_by_id_and_by_name() -> None:
    ana, gone = a_member("Ana"), a_member("Gone", MemberStatus.REMOVED)
    tag = Tag(firm_id=FIRM, id=uuid4(), created_at=NOON, updated_at=NOON, name="VIP")
    role = AccountRole(firm_id=FIRM, id=uuid4(), created_at=NOON, updated_at=NOON, name="Preparer")
    stages = ((uuid4(), "A"), (uuid4(), "A"))
    older, newer = (Outline(id=uuid4(), name="Payroll", stages=stages) for _ in range(2))
    deleted = Outline(id=uuid4(), name="Old", gone=True)
    state, archived = (
        CustomField(
            firm_id=FIRM,
            id=uuid4(),
            created_at=NOON,
            updated_at=NOON,
            name=name,
            type=FieldType.TEXT,
            code=name,
            position=0,
            archived=name == "Old",
        )
        for name in ("State", "Old")
    )
    things = Things([tag], [role], [ana, gone], [older, newer, deleted], [state, archived])

    def by_name(kind: str, name: str, inside: str = "") -> str | None:
        return things.id(Reference(kind, name, "", inside))

    assert by_name("tag", " vip ") == str(tag.id)
    assert by_name("role", "PREPARER") == str(role.id)
    assert by_name("field", "state") == str(state.id)
    assert by_name("field", "Old") is None
    assert by_name("member", "ana@firm.example") == str(ana.id)
    assert by_name("member", gone.email) is None
    assert by_name("pipeline", "payroll") == str(older.id)
    assert by_name("pipeline", "Old") is None
    assert by_name("stage", "A (2)", str(older.id)) == str(stages[1][0])
    assert by_name("stage", "A") is None

    def is_gone(kind: str, id_: object, inside: str = "") -> bool:
        return things.gone(Reference(kind, str(id_), "", inside))

    assert not any(is_gone("member", one.id) for one in (ana,))
    assert is_gone("member", gone.id)
    assert not is_gone("pipeline", newer.id)
    assert is_gone("pipeline", deleted.id)
    assert is_gone("tag", uuid4())
    assert is_gone("field", archived.id)
    assert not is_gone("field", state.id)
    assert not is_gone("tag", tag.id)
    assert not is_gone("stage", uuid4())
    assert is_gone("stage", uuid4(), str(older.id))
    assert things.shown()["member"][str(gone.id)] == "Gone"
    assert things.name(Reference("pipeline", str(deleted.id), "")) == "Old"


@pytest.mark.parametrize(
    ("pointer", "words"),
    [
        ("/settings/schedule/role_ids/0", "The suggested schedule"),
        ("/visible_to/0", "Who sees it"),
        ("/stages/0/conditions/0/in/0", "Stage “A”"),
        ("/stages/0/automations/1/settings/pipeline_id", "Stage “A”, automation 2"),
        ("/statuses/0/automations/0", "Status “S”, automation 1"),
    ],
)
def test_a_place_is_said_in_words(pointer: str, words: str) -> None:
    assert where(VIEW, pointer) == words


def test_a_pipeline_that_speaks_of_itself_speaks_of_its_copy_then() -> None:
    pipeline = a_pipeline("A")
    settings = {"pipeline_id": str(pipeline.id)}
    pipeline.automations = [an_automation(pipeline.stages[0], "create_job", settings=settings)]
    assert as_command(pipeline, CATALOGUE).stages[0].automations[0].settings == {"pipeline_id": ""}
    [stage] = listed(document_of(pipeline, Things(), CATALOGUE), "stages")
    assert mapped(listed(stage, "automations")[0], "settings") == {"pipeline_id": ""}
