"""Which jobs the demo firm has: a hundred and fifty of them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from cli.demo.calendar import Calendar
from cli.demo.clients import Client
from cli.demo.stories import Planner, Story
from domain.accounts.model import Account, AccountType

_RETURNS: Mapping[str, int] = {
    "Engagement letter": 7,
    "Collect documents": 17,
    "Prepare return": 11,
    "Review": 8,
    "Invoice": 6,
    "Sign 8879": 5,
    "E-file": 4,
}
_BOOKS: Mapping[str, int] = {
    "Collect statements": 4,
    "Categorize": 5,
    "Client questions": 2,
    "Reconcile": 3,
    "Review": 2,
    "Send reports": 2,
}
_LATE_BOOKS = ("Reconcile", "Review", "Review")
_SECOND_RETURNS = (
    "Noah",
    "Mia",
    "Leo",
    "Ada",
    "Sam",
    "Zoe",
    "Max",
    "Ivy",
    "Ben",
    "Eva",
    "Tim",
    "Liv",
    "Jon",
    "Amy",
)
_FORMER_RETURNS = 22
_EXTRA_TASKS = (
    "Call about the missing K-1",
    "Ask the county for the property tax bill",
    "Check the basis of the shares sold in March",
    "Compare withholding with the last pay slip",
    "Find out who claims the dependent",
    "Set up the online tax account",
)
_HELD = (*["Missing information"] * 5, "On hold", "Extended")
_UNREACHABLE_STAGE = "Collect documents"


def draw_stories(
    clients: Sequence[tuple[Client, Account]], calendar: Calendar, chance: Random
) -> list[Story]:
    """Every story of the demo."""
    planner = Planner(calendar, chance)
    stories = [*_returns(clients, planner, calendar.today, chance), *_books(clients, planner, calendar.today)]
    open_ones = [story for story in stories if story.status == "active"]
    for title, story in zip(_EXTRA_TASKS, chance.sample(open_ones, len(_EXTRA_TASKS)), strict=True):
        story.extra_task = title
    resting = ("Collect documents", "Prepare return", "Review")
    returns = [s for s in open_ones if s.pipeline == "1040" and s.path[-1][0] in resting]
    for held, story in zip(_HELD, chance.sample(returns, len(_HELD)), strict=True):
        story.held = held
    waiting = [story for story in open_ones if story.path[-1][0] in ("Prepare return", "Categorize")]
    for story in chance.sample(waiting, 3):
        story.undone = True
    return stories


def _returns(
    clients: Sequence[tuple[Client, Account]], planner: Planner, today: date, chance: Random
) -> list[Story]:
    year = today.year - 1
    people = [pair for pair in clients if pair[1].type is AccountType.INDIVIDUAL]
    families = [pair for pair in people if "Extension" not in pair[0].tags and pair[0].has_email]
    wanted = [(client, account, f"{year} 1040") for client, account in people]
    for first, (client, account) in zip(_SECOND_RETURNS, chance.sample(families, 14), strict=True):
        wanted.append((client, account, f"{year} 1040 · {first}"))
    targets = [stage for stage, count in _RETURNS.items() for _ in range(count)]
    chance.shuffle(targets)
    stories = []
    for order, (client, account, name) in enumerate(wanted):
        target = _target(client, targets, order)
        stories.append(planner.current_return(client, account, name, target, order))
    old = [pair for pair in families if "New client" not in pair[0].tags]
    for order, (client, account) in enumerate(chance.sample(old, _FORMER_RETURNS)):
        stories.append(planner.former_return(client, account, f"{year - 1} 1040", order))
    return stories


def _target(client: Client, targets: list[str], order: int) -> str:
    """The next free place on the board that suits the client."""
    if not client.has_email:
        return _UNREACHABLE_STAGE
    if "Extension" in client.tags and order % 2:
        return "Extension"
    past_first = "Multi-year engagement" in client.tags
    suits = [target for target in targets if not (past_first and target == "Engagement letter")]
    target = suits[0] if suits else _UNREACHABLE_STAGE
    if suits:
        targets.remove(target)
    return target


def _books(clients: Sequence[tuple[Client, Account]], planner: Planner, today: date) -> list[Story]:
    """Four months of books; the newest are in the works."""
    accounts = [account for client, account in clients if "Bookkeeping" in client.tags]
    newest: list[str | None] = [stage for stage, count in _BOOKS.items() for _ in range(count)]
    late: list[str | None] = [*_LATE_BOOKS]
    stories = []
    for slot, began in enumerate((18, 49, 80, 111)):
        name = f"Bookkeeping {_month(today - timedelta(days=18), back=slot + 1)}"
        targets = (newest, late, [], [])[slot]
        for place, account in enumerate(accounts):
            # Later months begin elsewhere in the list, so that nobody is late twice.
            target = (
                targets[(place * 5) % len(accounts)] if (place * 5) % len(accounts) < len(targets) else None
            )
            old = slot > 1 or (target is None and place % 3 > 0)
            stories.append(planner.books(account, name, began, target, taken_over=old, archived=slot == 3))
    return stories


def _month(day: date, *, back: int) -> str:
    months = day.year * 12 + day.month - 1 - back
    return date(months // 12, months % 12 + 1, 1).strftime("%B %Y")
