"""What a custom field takes, how it is called in texts, and what a table's cells mean."""

import pytest
from hypothesis import given, strategies as st

from domain.accounts.custom_field import CustomField, FieldType, Value, code_for, value_words
from domain.accounts.import_accounts import read_accounts
from domain.accounts.imported_account import ImportedAccount
from domain.shared.shortcodes import codes_in
from tests.unit.entities import a_field


@pytest.mark.parametrize(
    ("type_", "good", "bad"),
    [
        (FieldType.TEXT, ["x", "a b"], ["", "  ", 1, None, True, "x" * 1001]),
        (FieldType.NUMBER, [0, -5, 12.5], ["5", True, None, float("nan"), float("inf"), 10**15]),
        (FieldType.DATE, ["2027-02-28"], ["2027-02-29", "28.2.2027", "2027-2-8", 20270228, "20270228", None]),
        (FieldType.YES_NO, [True, False], ["yes", 1, 0, None]),
        (FieldType.CHOICE, ["S corporation"], ["s corporation", "", None, 1]),
    ],
)
def test_a_field_takes_values_of_its_type_and_no_others(
    type_: FieldType, good: list[object], bad: list[object]
) -> None:
    field = a_field(type_)
    assert [value for value in good if field.wrong(value) is not None] == []
    assert [value for value in bad if field.wrong(value) is None] == []
    assert (field.wrong(bad[0]) or "").startswith("“Tax class” takes ")


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("Tax class", (), "ACCOUNT_FIELD_TAX_CLASS"),
        ("  Größe (m²)! ", (), "ACCOUNT_FIELD_GROE_M2"),
        ("Tax-class", ("ACCOUNT_FIELD_TAX_CLASS",), "ACCOUNT_FIELD_TAX_CLASS_2"),
        ("Tax class", ("ACCOUNT_FIELD_TAX_CLASS", "ACCOUNT_FIELD_TAX_CLASS_2"), "ACCOUNT_FIELD_TAX_CLASS_3"),
        ("客户", (), "ACCOUNT_FIELD_1"),
        ("x" * 39 + " y z", (), "ACCOUNT_FIELD_" + "X" * 39),
    ],
)
def test_a_code_is_made_of_the_name(name: str, taken: tuple[str, ...], code: str) -> None:
    assert code_for(name, taken) == code


@given(st.text(max_size=60), st.integers(0, 3))
def test_any_name_gives_a_new_code_that_texts_can_hold(name: str, times: int) -> None:
    taken: set[str] = set()
    for _ in range(times + 1):
        code = code_for(name, taken)
        assert codes_in(f"[{code}]") == [code]
        assert code not in taken
        taken.add(code)


@pytest.mark.parametrize(
    ("type_", "value", "words"),
    [
        (FieldType.DATE, "2027-04-15", "April 15, 2027"),
        (FieldType.YES_NO, True, "yes"),
        (FieldType.YES_NO, False, "no"),
        (FieldType.NUMBER, 0, "0"),
        (FieldType.NUMBER, 5.0, "5"),
        (FieldType.NUMBER, 0.00001, "0.00001"),
        (FieldType.NUMBER, -1234.5, "-1234.5"),
        (FieldType.TEXT, "as it is", "as it is"),
        (FieldType.TEXT, None, None),
        (FieldType.DATE, None, None),
    ],
)
def test_a_value_in_words(type_: FieldType, value: Value | None, words: str | None) -> None:
    assert a_field(type_).words(value) == words


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        (FieldType.TEXT, "x", "x"),
        (FieldType.NUMBER, "$1,234.50", 1234.5),
        (FieldType.NUMBER, "7", 7),
        (FieldType.NUMBER, "many", "many"),
        (FieldType.DATE, "4/5/2027", "2027-04-05"),
        (FieldType.DATE, "2027-04-05", "2027-04-05"),
        (FieldType.YES_NO, "Y", True),
        (FieldType.YES_NO, "No", False),
        (FieldType.YES_NO, "maybe", "maybe"),
        (FieldType.CHOICE, "s CORPORATION", "S corporation"),
        (FieldType.CHOICE, "Club", "Club"),
    ],
)
def test_a_cell_is_read_by_the_fields_type(type_: FieldType, text: str, value: Value) -> None:
    assert a_field(type_).parse(text) == value


@pytest.mark.parametrize("type_", FieldType)
def test_every_field_has_a_sample_for_the_picker(type_: FieldType) -> None:
    shortcode = a_field(type_).shortcode
    assert (shortcode.title, shortcode.group) == ("Tax class", "account")
    assert shortcode.sample


@given(st.one_of(st.booleans(), st.integers(-(10**15), 10**15), st.floats(-1e15, 1e15), st.text(min_size=1)))
def test_every_value_has_words(value: Value) -> None:
    assert "e+" not in value_words(value) or isinstance(value, str)


def test_a_column_with_the_name_of_a_field_holds_its_values() -> None:
    staff, note = a_field(FieldType.NUMBER, "Staff"), a_field(FieldType.TEXT, "Notes")
    old = a_field(FieldType.TEXT, "Old")
    old.archived = True
    text = "Account Name,STAFF,Notes,Old\nA,,first,x\nA,12,,x\nB,many,,\nC,,,\nA,13,,\n"
    found = read_accounts(text, [], fields=[staff, note, old])
    assert [(one.name, one.custom_fields, one.notes) for one in found.accounts] == [
        ("A", {str(staff.id): 12}, "first"),
        ("C", {}, ""),
    ]
    [bad] = found.bad_rows
    assert (bad.row, bad.code, bad.reason) == (4, "custom_field_invalid", "“Staff” takes a number.")


def test_a_file_taken_in_before_there_were_fields_is_still_read() -> None:
    [account] = read_accounts("Account Name\nA\n", []).accounts
    former = {name: value for name, value in account.view().items() if name != "custom_fields"}
    assert ImportedAccount.from_view(former) == account


def test_the_view_of_a_field_tells_all_of_it() -> None:
    field: CustomField = a_field(FieldType.CHOICE)
    assert field.view()["options"] == ["S corporation", "Partnership"]
