"""Custom fields: what a firm wants to know of its accounts beyond what every firm does."""

import math
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from domain.shared.entity import Entity
from domain.shared.shortcodes import FIELD_PREFIX, Shortcode, full_date

Value = str | int | float | bool
"""What an account may have in a field; a date is its ISO text."""

LONGEST_TEXT = 1000
LARGEST_NUMBER = 10**15
_LONGEST_CODE = 40
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_YES, _NO = frozenset({"yes", "y", "true", "1", "x"}), frozenset({"no", "n", "false", "0"})


class FieldType(StrEnum):
    """What kind of value it takes."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"


_SAMPLES = {
    FieldType.TEXT: "a text",
    FieldType.NUMBER: "42",
    FieldType.DATE: "April 15, 2027",
    FieldType.YES_NO: "yes",
}


@dataclass(slots=True, kw_only=True)
class CustomField(Entity):
    """A field of the firm's own. `code` is its shortcode and stays as it is when the field is renamed."""

    kind: ClassVar[str] = "custom_field"

    name: str
    type: FieldType
    code: str
    position: int
    options: list[str] = field(default_factory=list)
    archived: bool = False

    def view(self) -> dict[str, object]:
        """The public object."""
        return {
            "id": self.id,
            "version": self.version,
            "name": self.name,
            "type": self.type,
            "code": self.code,
            "position": self.position,
            "options": self.options,
            "archived": self.archived,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }

    @property
    def shortcode(self) -> Shortcode:
        """What stands for its value in texts."""
        return Shortcode(self.code, self.name, _SAMPLES.get(self.type) or self.options[0], "account")

    def wrong(self, value: object) -> str | None:
        """Why an account can't have this value here; None when it can."""
        match self.type:
            case FieldType.TEXT:
                fits = isinstance(value, str) and 0 < len(value.strip()) <= LONGEST_TEXT
                wants = f"a text of at most {LONGEST_TEXT} characters"
            case FieldType.NUMBER:
                fits, wants = _is_number(value), "a number"
            case FieldType.DATE:
                fits, wants = _is_date(value), "a date, written as YYYY-MM-DD"
            case FieldType.YES_NO:
                fits, wants = isinstance(value, bool), "yes or no (true or false)"
            case _:
                fits, wants = value in self.options, f"one of {', '.join(self.options)}"
        return None if fits else f"“{self.name}” takes {wants}."

    def parse(self, text: str) -> Value:
        """What a cell of a table says; what can't be understood stays a text, for `wrong` to tell."""
        match self.type:
            case FieldType.NUMBER:
                return _number(text)
            case FieldType.DATE:
                found = _US_DATE.fullmatch(text)
                return f"{found[3]}-{int(found[1]):02}-{int(found[2]):02}" if found else text
            case FieldType.YES_NO:
                return True if text.lower() in _YES else False if text.lower() in _NO else text
            case FieldType.CHOICE:
                return next((one for one in self.options if one.lower() == text.lower()), text)
            case _:
                return text

    def words(self, value: Value | None) -> str | None:
        """The value as a letter says it."""
        if self.type is FieldType.DATE and value is not None:
            return full_date(date.fromisoformat(str(value)))
        return None if value is None else value_words(value)


def value_words(value: Value) -> str:
    """A value in words: yes or no, a number without needless zeros, a text as it is."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{Decimal(str(value)):f}"
    return str(value)


def code_for(name: str, taken: Collection[str]) -> str:
    """A shortcode from the name: plain capitals, and a number after it when it is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    stem = re.sub(r"[^A-Z0-9]+", "_", plain).strip("_")[:_LONGEST_CODE].rstrip("_") or "1"
    number, code = 1, FIELD_PREFIX + stem
    while code in taken:
        number += 1
        code = f"{FIELD_PREFIX}{stem}_{number}"
    return code


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and abs(value) < LARGEST_NUMBER


def _is_date(value: object) -> bool:
    if not isinstance(value, str) or not _ISO_DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _number(text: str) -> Value:
    plain = text.replace(",", "").lstrip("$").strip()
    for read in (int, float):
        try:
            return read(plain)
        except ValueError:
            continue
    return text
