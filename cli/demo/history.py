"""The demo firm from its first day until now."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from cli.demo.calendar import Calendar
from cli.demo.cast import draw_stories
from cli.demo.ids import DemoIds
from cli.demo.office import Office
from cli.demo.opening import Opened, open_firm
from cli.demo.people import TIME_ZONE
from cli.demo.stories import Story
from cli.demo.tell import Telling
from domain.automations.timed_runs import fire_due
from domain.firms.ports import PasswordHasher
from domain.jobs.model import JobStatus
from domain.recurrences.model import JobTemplate
from domain.recurrences.save_recurrence import CreateRecurrences, create_recurrences
from domain.tasks.create_task import CreateTask, create_task
from domain.tasks.model import TaskStatus
from persistence.database import Database
from persistence.pipelines.repository import PipelineCache
from persistence.playback import learn_sizes, may_begin
from persistence.unit_of_work import PostgresUnitOfWork

_DAYS_OLD = 170
# The same chance every time: who looks at the demo twice on one day sees the same firm.
_SEED = 1040
# Work of the firm itself: title, days from today, status.
_OFFICE_TASKS = (
    ("Renew the PTINs", 9, TaskStatus.PLANNED),
    ("Write the client letter for the new season", 3, TaskStatus.IN_PROGRESS),
    ("Order toner and return folders", -1, TaskStatus.PLANNED),
    ("Update the security plan (WISP)", 20, TaskStatus.WAITING),
    ("Book the continuing education courses", 14, TaskStatus.PLANNED),
    ("Back up last year's files", -6, TaskStatus.COMPLETED),
)

_CHECKLISTS = {
    "Update the security plan (WISP)": (
        "List the devices that hold client data",
        "Check who may open the server room",
        "Try the restore of a backup",
        "Have the plan signed",
    ),
    "Write the client letter for the new season": (
        "Collect what is new in the law",
        "Ask Olivia for the opening",
    ),
}

# After so many acts the database looks again how much there is: its first plans were made for empty tables.
_LOOK_AGAIN = (40, 300)

_BOOKS = "monthly-bookkeeping"
_EVERY_MONTH = {"rule": "FREQ=MONTHLY;BYMONTHDAY=3", "at_minute": 6 * 60, "roll": "after"}

Tell = Callable[[int, int], object]


async def make_history(database: Database, now: datetime, hasher: PasswordHasher, tell: Tell) -> bool:
    """All of it in one transaction: whole or not at all, and hidden from workers until it is. False when a firm is there.

    `tell` hears how many acts of how many are done.
    """
    chance = Random(_SEED)  # noqa: S311 - the same demo every time is the point
    ids = DemoIds(chance)
    calendar = Calendar(now, ZoneInfo(TIME_ZONE), chance)
    began = calendar.moment(_DAYS_OLD)
    async with PostgresUnitOfWork(database, ids.at(began)(), PipelineCache()) as whole:
        if not await may_begin(whole.transaction):
            return False
        office = Office(whole, ids)
        opened = await open_firm(office, hasher, began, chance)
        stories = draw_stories(opened.clients, calendar, chance)
        acts = [act for story in stories for act in Telling(story, office, opened, chance).acts()]
        acts.sort(key=lambda act: act.moment)
        day = began.date()
        for done, act in enumerate(acts, 1):
            if act.moment.date() != day:
                day = act.moment.date()
                await _what_was_due(office, act.moment)
            await act.do(act.moment)
            if done in _LOOK_AGAIN:
                await learn_sizes(whole.transaction)
            tell(done, len(acts))
        await _office_tasks(office, opened, calendar)
        await _schedules(office, opened, calendar, [story for story in stories if story.pipeline == _BOOKS])
        await _what_was_due(office, now)
        await office.deliver_mail()
        await whole.commit()
    return True


async def _schedules(office: Office, opened: Opened, calendar: Calendar, books: list[Story]) -> None:
    """Every client of the monthly books has them come again."""
    moment = calendar.moment(3)
    values = {
        **_EVERY_MONTH,
        "starts_on": calendar.day(0),
        "period_unit": "month",
        "period_offset": -1,
        "template": JobTemplate(
            name="Books [PERIOD_MONTH_NAME] [PERIOD_YEAR]",
            role_ids=(opened.roles["Bookkeeper"],),
            due_in_days=17,
        ),
    }
    clients = tuple(dict.fromkeys(story.account.id for story in books if story.status is JobStatus.ACTIVE))
    command = CreateRecurrences(pipeline_id=opened.pipelines[_BOOKS].id, account_ids=clients, values=values)
    await create_recurrences(command, office.part(), office.context(moment, opened.owner_id))


async def _what_was_due(office: Office, now: datetime) -> None:
    """Reminders whose time has come are sent, as each morning."""
    due = 1
    while due:
        async with office.part() as uow:
            due = await fire_due(uow, office.context(now))
            await uow.commit()
        await office.catch_up(now)


async def _office_tasks(office: Office, opened: Opened, calendar: Calendar) -> None:
    """Tasks that belong to no job."""
    members = list(office.members)
    for place, (title, days, status) in enumerate(_OFFICE_TASKS):
        moment = calendar.moment(12) + timedelta(minutes=place)
        command = CreateTask(
            title=title,
            status=status,
            assignee_ids=(members[place % len(members)],),
            due_date=calendar.day(days),
            subtasks=_CHECKLISTS.get(title, ()),
        )
        await create_task(command, office.part(), office.context(moment, opened.owner_id))
