"""The firm and its members."""

from datetime import date, timedelta
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import AfterValidator, Field, StringConstraints

from api.answers import entity_answer, view_answer
from api.caller import Me
from api.documented import READ, READ_ONE, WRITE
from api.lists import list_answer, single_answer
from api.paging import Paging
from api.pipelines.schemas import Color
from api.schemas import Answer, Body, Day, Listed, Name, Page, Whole
from api.session.schemas import FirmAnswer, MemberAnswer
from domain.firms.manage_members import remove_member, update_firm, update_member
from persistence.firms.calendars import is_place, places
from persistence.firms.reader import members_listing

router = APIRouter(tags=["firm"])


def _known_place(code: str) -> str:
    if not is_place(code):
        raise ValueError("no holidays are known of this place; /v1/holiday-calendars lists those that are")
    return code


class DayOff(Body):
    """A day on which the firm does not work."""

    date: Day
    name: Name


class FirmChange(Body):
    """Only what is sent is changed. `holidays` is a country or a part of one: US, US-NY."""

    name: Name = ""
    time_zone: Annotated[str, StringConstraints(max_length=60)] = ""
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "USD"
    grace_seconds: Annotated[Whole, Field(ge=0, le=60)] = 10
    holidays: Annotated[str, StringConstraints(max_length=20), AfterValidator(_known_place)] | None = None
    days_off: Annotated[list[DayOff], Field(max_length=500)] = []


class HolidayCalendarAnswer(Answer):
    """A country whose holidays are known, with its parts."""

    country: str
    parts: list[str]


class HolidayAnswer(Answer):
    """A day on which the firm does not work."""

    date: date
    name: str


class MemberChange(Body):
    """Only what is sent is changed."""

    name: Name = ""
    color: Color = "blue"
    role: Literal["admin", "employee"] = "employee"
    permissions: Annotated[list[Annotated[str, StringConstraints(max_length=60)]], Field(max_length=50)] = []


class MemberFilters(Paging):
    """Which members, by name."""

    status: Literal["active", "removed"] | None = None


@router.get(
    "/v1/firm", operation_id="get_firm", summary="The firm", response_model=FirmAnswer, responses=READ
)
async def get_firm(me: Me) -> Response:
    """Name, zone, currency, and how many seconds outward effects of a move are held."""
    async with me.uow() as uow:
        firm = await uow.firms.current()
    return entity_answer(firm.view())


@router.patch(
    "/v1/firm",
    operation_id="update_firm",
    summary="Change the firm's settings",
    response_model=FirmAnswer,
    responses=WRITE,
)
async def patch_firm(me: Me, body: FirmChange) -> Response:
    """Only what is sent is changed. For owner and admins."""
    version, values = me.expected_version("firm"), body.given()
    if "days_off" in values:
        days = sorted(body.days_off, key=lambda one: one.date)
        values["days_off"] = [{"date": one.date.isoformat(), "name": one.name} for one in days]
    return entity_answer((await update_firm(values, me.uow(), me.context(), expected_version=version)).view())


@router.get(
    "/v1/holiday-calendars",
    operation_id="list_holiday_calendars",
    summary="Places whose holidays are known",
    response_model=Listed[HolidayCalendarAnswer],
    responses=READ,
)
async def list_calendars(me: Me) -> Response:
    """Countries, each with the parts that have holidays of their own: US with NY is asked for as US-NY."""
    return view_answer(
        {"data": [{"country": code, "parts": parts} for code, parts in sorted(places().items())]}
    )


@router.get(
    "/v1/holidays",
    operation_id="list_holidays",
    summary="The firm's days off in a year",
    response_model=Listed[HolidayAnswer],
    responses=READ,
)
async def list_holidays(me: Me, year: Annotated[int, Query(ge=1970, le=2200)]) -> Response:
    """Holidays of its place, and its own days."""
    async with me.uow() as uow:
        calendar = await uow.firms.calendar()
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    named = [(day, calendar.holiday(day)) for day in days if day.year == year]
    return view_answer({"data": [{"date": day, "name": name} for day, name in named if name]})


@router.get(
    "/v1/members",
    operation_id="list_members",
    summary="List members",
    response_model=Page[MemberAnswer],
    responses=READ,
)
async def list_members(me: Me, filters: Annotated[MemberFilters, Query()]) -> Response:
    """By name, removed ones too unless `status` says otherwise."""
    return await list_answer(me, members_listing, filters, filters.model_dump(), "name")


@router.get(
    "/v1/members/{member_id}",
    operation_id="get_member",
    summary="One member",
    response_model=MemberAnswer,
    responses=READ_ONE,
)
async def get_member(me: Me, member_id: UUID) -> Response:
    """Name, role and permissions."""
    return await single_answer(me, members_listing, {"member_id": member_id}, "member")


@router.patch(
    "/v1/members/{member_id}",
    operation_id="update_member",
    summary="Change a member",
    response_model=MemberAnswer,
    responses=WRITE,
)
async def patch_member(me: Me, member_id: UUID, body: MemberChange) -> Response:
    """Members change their own name and colour; owner and admins the rest."""
    member = await update_member(
        member_id, body.given(), me.uow(), me.context(), expected_version=me.expected_version("member")
    )
    me.services.sessions.clear()
    return entity_answer(member.view())


@router.delete(
    "/v1/members/{member_id}",
    operation_id="remove_member",
    summary="Remove a member",
    status_code=204,
    responses=WRITE,
)
async def delete_member(me: Me, member_id: UUID) -> Response:
    """Ends the member's sessions and invitations. The owner stays."""
    await remove_member(member_id, me.uow(), me.context())
    me.services.sessions.clear()
    return Response(status_code=204)
