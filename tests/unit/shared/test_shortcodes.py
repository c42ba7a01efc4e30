from datetime import date

import pytest
from hypothesis import given, strategies as st

from domain.shared.shortcodes import (
    IN_CONTACT_TEXTS,
    IN_JOB_NAMES,
    ShortcodeIsEmpty,
    codes_in,
    date_values,
    fill,
    misspelt_code,
    unknown_code,
    wrong_in_name,
)


def test_each_code_is_replaced_once_and_its_value_is_not_read_again() -> None:
    values = {"ACCOUNT_NAME": "[FIRM_NAME] & [ACCOUNT_NAME]", "FIRM_NAME": "Hart"}
    assert fill("Dear [ACCOUNT_NAME] of [FIRM_NAME]", values) == "Dear [FIRM_NAME] & [ACCOUNT_NAME] of Hart"


def test_what_is_no_code_stays() -> None:
    text = "[x] [ACCOUNT NAME] [account_name] 100% {ACCOUNT_NAME} [[1]]"
    assert fill(text, {}) == text
    assert codes_in(text) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("[ACCOUNT NAME]", "ACCOUNT_NAME"),
        ("[account_name]", "ACCOUNT_NAME"),
        ("[CURRENT-YEAR]", "CURRENT_YEAR"),
        ("[ Contact  first-name ]", "CONTACT_FIRST_NAME"),
        ("[_job__name_]", "JOB_NAME"),
        ("[Account field tax class]", "ACCOUNT_FIELD_TAX_CLASS"),
    ],
)
def test_a_code_that_is_written_otherwise_is_told_with_the_one_that_is_meant(
    written: str, meant: str
) -> None:
    sentence = f"{written} would stay as it is: did you mean [{meant}]?"
    assert misspelt_code(f"For [ACCOUNT_NAME]: [draft] {written}") == sentence
    assert wrong_in_name(f"Return {written}", ()) == sentence


def test_brackets_that_resemble_no_code_are_text() -> None:
    text = "[draft] [x] [2026] [] [ACCOUNT_NAME] [ACCOUNT_FIELD_STAFF] [see the account name below] [[1]]"
    assert misspelt_code(text) is None
    assert wrong_in_name("[draft] [CURRENT_YEAR]", ()) is None
    assert wrong_in_name("[ACCOUNT_NAM]", ()) == "There is no shortcode [ACCOUNT_NAM] for names."


@pytest.mark.parametrize("empty", [None, ""])
def test_a_value_that_is_missing_is_told_by_its_code(empty: str | None) -> None:
    with pytest.raises(ShortcodeIsEmpty, match=r"\[JOB_DUE_DATE\] has no value"):
        fill("Due [JOB_DUE_DATE]", {"JOB_DUE_DATE": empty})


def test_a_code_is_known_only_where_it_has_a_meaning() -> None:
    assert unknown_code("[CONTACT_NAME]", IN_JOB_NAMES) == "CONTACT_NAME"
    assert unknown_code("[CONTACT_NAME] [CURRENT_YEAR]", IN_CONTACT_TEXTS) is None
    assert unknown_code("[CURRENT_YEAR] [ACCOUNT_NAM]", IN_JOB_NAMES) == "ACCOUNT_NAM"


@pytest.mark.parametrize(
    ("day", "code", "value"),
    [
        (date(2027, 1, 1), "LAST_YEAR", "2026"),
        (date(2027, 1, 1), "LAST_MONTH_NAME", "December"),
        (date(2027, 1, 1), "LAST_QUARTER", "4"),
        (date(2027, 1, 1), "LAST_FULL_DATE", "December 31, 2026"),
        (date(2027, 12, 31), "NEXT_MONTH_NUMBER", "1"),
        (date(2027, 12, 31), "NEXT_DAY", "1"),
        (date(2027, 1, 31), "NEXT_MONTH_NAME", "February"),
        (date(2028, 2, 29), "NEXT_YEAR", "2029"),
        (date(2027, 3, 31), "NEXT_QUARTER", "2"),
        (date(2027, 4, 15), "CURRENT_WEEKDAY", "Thursday"),
        (date(2027, 1, 3), "CURRENT_WEEK", "53"),
        (date(2027, 1, 3), "NEXT_WEEK", "1"),
    ],
)
def test_date_codes_look_back_and_ahead(day: date, code: str, value: str) -> None:
    assert date_values(day)[code] == value


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9990, 1, 1)))
def test_every_day_has_every_date_code(day: date) -> None:
    values = date_values(day)
    assert len(values) == 24
    assert all(values.values())


@given(st.text(), st.text())
def test_any_text_is_filled_or_refused_by_a_code_that_it_holds(text: str, value: str) -> None:
    values = dict.fromkeys(codes_in(text), value or "x")
    filled = fill(text, values)
    if not codes_in(text):
        assert filled == text
