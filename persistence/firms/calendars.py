"""The holidays of countries and their parts, from a library, beside a firm's own days off."""

from datetime import date
from functools import cache

import holidays as library

from domain.firms.model import Firm
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


def calendar_of(firm: Firm) -> Calendar:
    """The firm's business days."""
    own = {date.fromisoformat(day["date"]): day["name"] for day in firm.days_off}
    place = _of_place(firm.holidays) if firm.holidays else None

    def holiday(day: date) -> str | None:
        return own.get(day) or (place.get(day) if place is not None else None)

    return Calendar(firm.time_zone, holiday)
