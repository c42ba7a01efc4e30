from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from cli.demo.calendar import Calendar
from cli.demo.cast import draw_stories
from cli.demo.clients import TAGS, Client, all_clients
from cli.demo.ids import DemoIds
from cli.demo.people import CASTING, COLLEAGUES, OWNER_NAME, PIPELINES, ROLES, TIME_ZONE
from cli.demo.stories import Story
from domain.accounts.model import Account
from domain.pipelines.library import library

NEW_YORK = ZoneInfo(TIME_ZONE)
NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
SUNDAY_NIGHT = datetime(2027, 1, 3, 8, tzinfo=UTC)
AFTER_THE_CLOCKS_CHANGED = datetime(2027, 3, 15, 13, 40, tzinfo=UTC)
any_day = pytest.mark.parametrize("now", [NOON, SUNDAY_NIGHT, AFTER_THE_CLOCKS_CHANGED])


def calendar(now: datetime) -> Calendar:
    return Calendar(now, NEW_YORK, Random(7))


def clients() -> list[tuple[Client, Account]]:
    made = []
    for client in all_clients():
        account = Account(
            firm_id=uuid4(), id=uuid4(), created_at=NOON, updated_at=NOON, name=client.name, type=client.type
        )
        made.append((client, account))
    return made


def stories(now: datetime) -> list[Story]:
    return draw_stories(clients(), calendar(now), Random(7))


@any_day
def test_people_work_on_weekdays_in_office_hours_and_never_tomorrow(now: datetime) -> None:
    days = calendar(now)
    for ago in range(100):
        moment = days.moment(ago)
        local = moment.astimezone(NEW_YORK)
        assert moment <= now - timedelta(minutes=10)
        assert local.weekday() < 5
        assert 8 <= local.hour < 18


@any_day
def test_a_hundred_and_fifty_jobs_walk_forward_through_stages_that_exist(now: datetime) -> None:
    drawn = stories(now)
    assert len(drawn) == 150
    known = {entry.key: [stage.name for stage in entry.stages] for entry in library.entries()}
    for story in drawn:
        moments = [moment for _, moment in story.path]
        assert {stage for stage, _ in story.path} <= set(known[story.pipeline])
        assert all(later - earlier >= timedelta(minutes=40) for earlier, later in pairwise(moments))
        assert moments[-1] <= now - timedelta(minutes=10)


@any_day
def test_every_stage_of_both_boards_holds_an_active_job_until_the_books_are_closed(now: datetime) -> None:
    standing = {(story.pipeline, story.path[-1][0]) for story in stories(now) if story.status == "active"}
    stages = {(key, stage.name) for key in PIPELINES for stage in library.entry(key).stages}
    assert stages - standing == {("monthly-bookkeeping", "Closed")}


def test_the_same_day_has_the_same_stories() -> None:
    def told(drawn: list[Story]) -> list[object]:
        return [(s.account.name, s.name, s.path, s.priority, s.due_date, s.status, s.by_hand) for s in drawn]

    assert told(stories(NOON)) == told(stories(NOON))


def test_jobs_are_overdue_due_this_week_and_later() -> None:
    today = NOON.date()
    days = [(story.due_date - today).days for story in stories(NOON) if story.status == "active"]
    assert min(days) < 0
    assert any(0 <= day < 7 for day in days)
    assert max(days) > 7


def test_sixty_clients_carry_only_tags_that_the_firm_has() -> None:
    everyone = all_clients()
    assert len(everyone) == len({client.name for client in everyone}) == 60
    assert {tag for client in everyone for tag in client.tags} <= set(TAGS)
    assert [client.name for client in everyone if not client.has_email] == ["Schneider, Karl"]


def test_the_demo_has_the_tags_and_roles_of_its_pipelines_and_casts_its_members() -> None:
    for entry in map(library.entry, PIPELINES):
        assert set(entry.tags) <= set(TAGS)
        assert set(entry.roles) <= set(ROLES)
    members = {OWNER_NAME, *(colleague.name for colleague in COLLEAGUES)}
    assert set(CASTING) == set(ROLES)
    assert {name for names in CASTING.values() for name in names} <= members
    assert len(members) == 6


def test_ids_grow_with_the_moment_and_never_repeat() -> None:
    ids = DemoIds(Random(7))
    made = [ids.at(NOON)() for _ in range(5000)] + [ids.at(NOON + timedelta(seconds=9))() for _ in range(10)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {id_.version for id_ in made} == {7}
