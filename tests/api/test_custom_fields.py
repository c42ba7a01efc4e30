"""A firm's own fields of accounts: who may define them, what accounts may have in them, what changes tell."""

from typing import Any

import pytest

from api.services import Services
from domain.accounts.model import AccountType
from tests.api.conftest import Client, signed_in

KINDS: dict[str, Any] = {"text": "Ltd.", "number": 12, "date": "2027-03-31", "yes_no": True, "choice": "B"}


async def a_field(owner: Client, name: str, type_: str = "text") -> Any:
    more = {"options": ["A", "B"]} if type_ == "choice" else {}
    return await owner.made("/v1/custom-fields", {"name": name, "type": type_, **more})


async def test_an_account_has_values_in_fields_of_every_type(owner: Client) -> None:
    fields = {type_: await a_field(owner, f"Of {type_}", type_) for type_ in KINDS}
    values = {fields[type_]["id"]: value for type_, value in KINDS.items()}
    account = await owner.made("/v1/accounts", {"name": "Rossi", "custom_fields": values})
    assert account["custom_fields"] == values
    path = f"/v1/accounts/{account['id']}"
    assert (await owner.get(path)).json()["custom_fields"] == values
    [listed] = (await owner.get("/v1/accounts")).json()["data"]
    assert listed["custom_fields"] == values
    number, text = fields["number"]["id"], fields["text"]["id"]
    changed = await owner.send("PATCH", path, {"custom_fields": {number: 7.5, text: None}})
    wanted = {id_: value for id_, value in (values | {number: 7.5}).items() if id_ != text}
    assert changed.json()["custom_fields"] == wanted
    [told] = (await owner.get("/v1/events", type="account.updated")).json()["data"]
    assert told["previous_attributes"] == {"custom_fields": values}
    assert told["data"]["object"]["custom_fields"] == wanted
    same = await owner.send("PATCH", path, {"custom_fields": {number: 7.5, text: None}})
    assert same.json()["version"] == changed.json()["version"]


@pytest.mark.parametrize(
    ("type_", "wrong"),
    [("text", 5), ("number", "5"), ("date", "March"), ("yes_no", "yes"), ("choice", "C"), ("text", " ")],
)
async def test_a_value_of_another_kind_is_refused_with_its_pointer(
    owner: Client, type_: str, wrong: object
) -> None:
    field = await a_field(owner, "Field", type_)
    answer = await owner.post("/v1/accounts", {"name": "x", "custom_fields": {field["id"]: wrong}})
    [fault] = answer.json()["errors"]
    assert answer.status_code == 422
    assert (fault["pointer"], fault["code"]) == (f"/custom_fields/{field['id']}", "custom_field_invalid")


async def test_a_field_that_is_unknown_or_archived_takes_nothing_and_all_faults_are_told(
    owner: Client,
) -> None:
    field, unknown = await a_field(owner, "Old"), "0198f3a2-6c1e-7c3b-9d44-5b1f0a7e2c10"
    account = await owner.made("/v1/accounts", {"name": "x", "custom_fields": {field["id"]: "kept"}})
    assert (await owner.post(f"/v1/custom-fields/{field['id']}/archive", {})).json()["archived"] is True
    body = {"custom_fields": {field["id"]: "new", unknown: "x"}}
    refused = await owner.send("PATCH", f"/v1/accounts/{account['id']}", body)
    assert [fault["code"] for fault in refused.json()["errors"]] == [
        "custom_field_archived",
        "custom_field_not_found",
    ]
    kept = (await owner.get(f"/v1/accounts/{account['id']}")).json()
    assert kept["custom_fields"] == {field["id"]: "kept"}
    emptied = await owner.send(
        "PATCH", f"/v1/accounts/{account['id']}", {"custom_fields": {field["id"]: None}}
    )
    assert emptied.json()["custom_fields"] == {}


async def test_the_list_is_renamed_ordered_archived_and_restored_and_codes_stay(owner: Client) -> None:
    first, second = await a_field(owner, "Fiscal year end", "date"), await a_field(owner, "Staff", "number")
    assert first["code"] == "ACCOUNT_FIELD_FISCAL_YEAR_END"
    renamed = await owner.send("PATCH", f"/v1/custom-fields/{first['id']}", {"name": "Year end"})
    assert (renamed.json()["name"], renamed.json()["code"]) == ("Year end", first["code"])
    same = await owner.send("PATCH", f"/v1/custom-fields/{first['id']}", {"name": "Year end"})
    assert same.json()["version"] == renamed.json()["version"]
    for _ in range(2):
        ordered = await owner.send(
            "PUT", "/v1/custom-fields/order", {"field_ids": [second["id"], first["id"]]}
        )
        assert [(one["name"], one["version"]) for one in ordered.json()["data"]] == [
            ("Staff", 2),
            ("Year end", 3),
        ]
    assert [one["name"] for one in (await owner.get("/v1/custom-fields")).json()["data"]] == [
        "Staff",
        "Year end",
    ]
    for _ in range(2):
        gone = await owner.post(f"/v1/custom-fields/{second['id']}/archive", {})
        assert gone.json()["version"] == ordered.json()["data"][0]["version"] + 1
    active = await owner.get("/v1/custom-fields", archived="false")
    assert [one["name"] for one in active.json()["data"]] == ["Year end"]
    short = await owner.send("PUT", "/v1/custom-fields/order", {"field_ids": [second["id"]]})
    assert short.json()["errors"][0]["code"] == "fields_incomplete"
    for _ in range(2):
        back = await owner.post(f"/v1/custom-fields/{second['id']}/restore", {})
        assert back.json()["version"] == gone.json()["version"] + 1
    other = await owner.made("/v1/custom-fields", {"name": "Fiscal-year end"})
    assert other["code"] == f"{first['code']}_2"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"name": "x", "type": "choice"}, "options_missing"),
        ({"name": "x", "type": "text", "options": ["A"]}, "options_not_wanted"),
        ({"name": "x", "type": "choice", "options": ["A", "a"]}, "options_repeated"),
        ({"name": "Spouse's SSN"}, "sensitive_field"),
    ],
)
async def test_what_makes_no_sense_as_a_field_is_refused(
    owner: Client, body: dict[str, Any], code: str
) -> None:
    answer = await owner.post("/v1/custom-fields", body)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)


async def test_names_are_taken_once_and_a_choice_keeps_what_accounts_have(owner: Client) -> None:
    field = await a_field(owner, "Class", "choice")
    taken = await owner.post("/v1/custom-fields", {"name": "CLASS"})
    assert (taken.status_code, taken.json()["code"]) == (409, "custom_field_name_taken")
    account = await owner.made("/v1/accounts", {"name": "x", "custom_fields": {field["id"]: "B"}})
    fewer = await owner.send("PATCH", f"/v1/custom-fields/{field['id']}", {"options": ["A", "C"]})
    assert fewer.json()["options"] == ["A", "C"]
    kept = await owner.send("PATCH", f"/v1/accounts/{account['id']}", {"notes": "n"})
    assert kept.json()["custom_fields"] == {field["id"]: "B"}


async def test_a_firm_has_a_hundred_fields_at_most(owner: Client) -> None:
    for number in range(100):
        await a_field(owner, f"Field {number}")
    answer = await owner.post("/v1/custom-fields", {"name": "One more"})
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_custom_fields")


async def test_owner_and_admins_define_fields_and_whoever_manages_accounts_fills_them(
    owner: Client, employee: Client, services: Services
) -> None:
    field = await a_field(owner, "Class")
    account = await owner.made(
        "/v1/accounts", {"name": "x", "type": AccountType.COMPANY, "member_ids": [str(employee.member.id)]}
    )
    for method, path, body in (
        ("POST", "/v1/custom-fields", {"name": "Mine"}),
        ("PATCH", f"/v1/custom-fields/{field['id']}", {"name": "Mine"}),
        ("PUT", "/v1/custom-fields/order", {"field_ids": [field["id"]]}),
        ("POST", f"/v1/custom-fields/{field['id']}/archive", {}),
        ("POST", f"/v1/custom-fields/{field['id']}/restore", {}),
        ("PATCH", f"/v1/accounts/{account['id']}", {"custom_fields": {field["id"]: "x"}}),
    ):
        assert (await employee.send(method, path, body)).status_code == 403, path
    assert (await employee.get("/v1/custom-fields")).status_code == 200
    permitted = {"permissions": ["manage_accounts"]}
    await owner.send("PATCH", f"/v1/members/{employee.member.id}", permitted)
    employee = await signed_in(services, owner.world, employee.member)
    filled = await employee.send(
        "PATCH", f"/v1/accounts/{account['id']}", {"custom_fields": {field["id"]: "x"}}
    )
    assert filled.json()["custom_fields"] == {field["id"]: "x"}


async def test_the_picker_lists_the_firms_fields(owner: Client) -> None:
    kept, gone = await a_field(owner, "Class", "choice"), await a_field(owner, "Old")
    await owner.post(f"/v1/custom-fields/{gone['id']}/archive", {})
    own = [one for one in (await owner.get("/v1/shortcodes")).json()["data"] if "FIELD" in one["code"]]
    assert own == [{"code": kept["code"], "title": "Class", "sample": "A", "group": "account"}]


async def test_a_field_that_a_pipeline_names_is_not_archived(owner: Client) -> None:
    field = await a_field(owner, "Class")
    task = {"action": "create_task", "settings": {"title": f"File as [{field['code']}]"}}
    body = {"name": "1120", "stages": [{"name": "A", "automations": [task]}, {"name": "B"}]}
    await owner.made("/v1/pipelines", body)
    answer = await owner.post(f"/v1/custom-fields/{field['id']}/archive", {})
    assert (answer.status_code, answer.json()["code"]) == (409, "custom_field_in_use")
    assert answer.json()["detail"] == "“Class” is named in the pipeline(s) 1120. Change them first."
