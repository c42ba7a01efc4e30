"""The holidays of countries and their parts, from a library, beside a firm's own days off."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

import holidays as library

from domain.shared.calendar import Calendar


@cache
def places() -> dict[str, tuple[str, ...]]:
    """The countries whose holidays are known, by code, each with its parts."""
    return {country: tuple(parts) for country, parts in library.list_supported_countries().items()}


def is_place(code: str) -> bool:
    """Whether it is a country (US) or a part of one (US-NY)."""
    country, _, part = code.partition("-")
    return country in places() and (not part or part in places()[country])


@cache
def _of_place(code: str) -> library.HolidayBase:
    country, _, part = code.partition("-")
    return library.country_holidays(country, subdiv=part or None)


def calendar_of(time_zone: str, holidays: str | None, days_off: Iterable[Mapping[str, str]]) -> Calendar:
    """A firm's business days: of its time zone, without the holidays of a place and its own days off."""
    own = {date.fromisoformat(day["date"]): day["name"] for day in days_off}
    place = _of_place(holidays) if holidays else None

    def holiday(day: date) -> str | None:
        return own.get(day) or (place.get(day) if place is not None else None)

    return Calendar(time_zone, holiday)
