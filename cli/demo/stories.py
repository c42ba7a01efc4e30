"""What happened to each job of the demo, and when: plans, before anything is done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from cli.demo.calendar import Calendar
from cli.demo.clients import Client
from domain.accounts.model import Account
from domain.jobs.model import JobStatus, Priority

_APART = timedelta(minutes=40)
_PRIORITIES = (Priority.LOW, *[Priority.MEDIUM] * 6, *[Priority.HIGH] * 3, Priority.URGENT)
# Days from today, so that the board shows what is overdue, due now, soon and later.
_OVERDUE, _NOW, _SOON, _LATER = range(-12, 0), range(1), range(1, 6), range(7, 55)
_DUE = [*[_OVERDUE] * 3, _NOW, *[_SOON] * 4, *[_LATER] * 9]


@dataclass(slots=True, kw_only=True)
class Story:
    """One job: the stages it was in with the moments it entered them, and how it stands there now."""

    pipeline: str
    name: str
    account: Account
    path: list[tuple[str, datetime]]
    priority: Priority
    due_date: date
    status: JobStatus = JobStatus.ACTIVE
    questions: bool = False
    undone: bool = False
    extra_task: str = ""
    held: str = ""
    description: str = ""
    by_hand: frozenset[int] = field(default_factory=frozenset)


class Planner:
    """Draws stories; the same chance gives the same stories."""

    def __init__(self, calendar: Calendar, chance: Random) -> None:
        self._calendar = calendar
        self._chance = chance

    def current_return(self, client: Client, account: Account, name: str, target: str, order: int) -> Story:
        """A return of this year that stands in `target`; a few were sent back from the review once."""
        path = _return_path(client, target)
        if target in ("Invoice", "Sign 8879") and order % 4 == 0:
            at = path.index("Review")
            path[at + 1 : at + 1] = ["Prepare return", "Review"]
        here = self._chance.choice((0, 0, 1, 1, 2, 3, 4, 5, 7, 9, 12, 16))
        done = target == "E-file" and order % 2 == 0
        return self._story(
            "1040",
            name,
            account,
            self._entered(path, here, (2, 9)),
            due=self._calendar.day(self._chance.choice(self._chance.choice(_DUE))),
            status=JobStatus.COMPLETED if done else JobStatus.ACTIVE,
        )

    def former_return(self, client: Client, account: Account, name: str, order: int) -> Story:
        """Last year's return, filed late and long done; most are archived by now. Tickmark met it near its end."""
        path = ["Sign 8879", "E-file"]
        status = JobStatus.COMPLETED if order % 3 == 0 else JobStatus.ARCHIVED
        entered = self._entered(path, self._chance.randint(50, 90), (2, 7))
        return self._story("1040", name, account, entered, due=entered[-1][1].date(), status=status)

    def books(
        self,
        account: Account,
        name: str,
        began: int,
        target: str | None,
        *,
        taken_over: bool = False,
        archived: bool = False,
    ) -> Story:
        """One month's books, begun so many days ago; without a target they are closed.

        Those that were taken over came from another system when they were nearly done.
        """
        questions = target == "Client questions"
        path = ["Collect statements", "Categorize", "Client questions", "Reconcile", "Review"]
        path += ["Send reports", "Closed"]
        if not questions:
            path.remove("Client questions")
        path = path[-2:] if taken_over else path[: path.index(target or "Closed") + 1]
        here = self._chance.randint(0, 5) if target else max(0, began - self._chance.randint(15, 21))
        if len(path) == 1:
            here = began
        began = min(began, here + 4) if taken_over else began
        step = (began - here) / max(1, len(path) - 1)
        days = [began - step * place for place in range(len(path))]
        entered = list(zip(path, self._moments(days), strict=True))
        status = JobStatus.ACTIVE if target else JobStatus.COMPLETED
        story = self._story(
            "monthly-bookkeeping",
            name,
            account,
            entered,
            due=self._calendar.day(20 - began + self._chance.choice((-4, -2, 0, 0, 3, 6))),
            status=JobStatus.ARCHIVED if archived else status,
        )
        story.questions = questions
        return story

    def _story(
        self,
        pipeline: str,
        name: str,
        account: Account,
        path: list[tuple[str, datetime]],
        due: date,
        status: JobStatus,
    ) -> Story:
        by_hand = frozenset(place for place in range(len(path)) if self._chance.random() < 0.15)
        priority = self._chance.choice(_PRIORITIES)
        return Story(
            pipeline=pipeline,
            name=name,
            account=account,
            path=path,
            priority=priority,
            due_date=due,
            status=status,
            by_hand=by_hand,
        )

    def _entered(self, path: list[str], here: int, pace: tuple[int, int]) -> list[tuple[str, datetime]]:
        """The moments of entry: in the last stage since `here` days, in each earlier one for some days."""
        days = [float(here)]
        for _ in path[1:]:
            days.insert(0, days[0] + self._chance.randint(*pace))
        return list(zip(path, self._moments(days), strict=True))

    def _moments(self, days: Sequence[float]) -> list[datetime]:
        moments = sorted(self._calendar.moment(ago) for ago in days)
        for place in range(len(moments) - 2, -1, -1):
            moments[place] = min(moments[place], moments[place + 1] - _APART)
        return moments


def _return_path(client: Client, target: str) -> list[str]:
    stages = ["Engagement letter", "Collect documents", "Extension", "Prepare return", "Review", "Invoice"]
    stages += ["Sign 8879", "E-file"]
    if "Multi-year engagement" in client.tags:
        stages.remove("Engagement letter")
    if "Extension" not in client.tags:
        stages.remove("Extension")
    return stages[: stages.index(target) + 1] if target in stages else ["Collect documents"]
