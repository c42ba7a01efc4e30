"""How long a job stays where it is, as foreseen, and which timed automations have their turn meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.automations.outlook import Outlook
from domain.automations.plan_runs import LEFT, Planner, Turn, take_turn
from domain.automations.way import Stay, Waits

CLOSING_TIME = timedelta(hours=17)
IF_HERE = "Only if the job is still here then."


@dataclass(frozen=True, slots=True)
class Passed:
    """What is so at the end of the stay; `led` is the timed turn that ended it, if one did."""

    outlook: Outlook
    led: Turn | None = None


def wait_for(turns: Sequence[Turn], outlook: Outlook) -> list[Waits]:
    """The action items that turns make now, each taken to be done on the day it is due."""
    return [
        Waits(turn.awaited, _done_at(turn, outlook))
        for turn in turns
        if turn.succeeds and turn.makes_action_item and turn.awaited
    ]


def pass_time(
    stays: Sequence[Stay], outlook: Outlook, planner: Planner, *, held: bool, for_good: bool
) -> Passed:
    """Let time pass until all that is waited for is done.

    `held`: automove ends the stay, which runs that will make an action item hold as well (§7.3). Where a person
    moves the job nobody knows whether it is still there later: what is timed for then is told as possible.
    `for_good`: it stays, so that all that is timed has its turn.
    """
    until = max((one.until for stay in stays for one in stay.waits_for), default=outlook.now)
    hold = [at for at, turn, _ in _timed(stays) if for_good or (held and turn.makes_action_item)]
    until = max([until, *hold])
    for at, turn, stay in _timed(stays):
        if at > until:
            reason = LEFT if held else f"{turn.reason} {IF_HERE}"
            _put(stay, turn, replace(turn, cancelled=held, reason=reason))
            continue
        outlook = outlook.at(max(at, outlook.now))
        done, outlook = _run(turn, outlook, planner)
        _put(stay, turn, done)
        made = wait_for([done], outlook)
        stay.waits_for += made
        until = max([until, *(one.until for one in made)])
        if planner.leads_to(done) is not None:
            cancel_timed(stays)
            return Passed(outlook, done)
    return Passed(outlook.at(max(until, outlook.now)))


def cancel_timed(stays: Sequence[Stay]) -> None:
    """The job leaves: what has not had its turn will not."""
    for _, turn, stay in _timed(stays):
        _put(stay, turn, replace(turn, cancelled=True, reason=LEFT))


def _timed(stays: Sequence[Stay]) -> list[tuple[datetime, Turn, Stay]]:
    found = [
        (turn.planned.at, turn, stay)
        for stay in stays
        for turn in stay.turns
        if turn.outcome == "planned" and turn.planned and turn.planned.at
    ]
    return sorted(found, key=lambda one: one[0])


def _run(turn: Turn, outlook: Outlook, planner: Planner) -> tuple[Turn, Outlook]:
    """Its time has come: conditions are judged now."""
    judged = take_turn(turn.automation, outlook.facts, skipped=(), been_here=False)
    if not judged.runs and turn.planned:
        over = replace(turn.planned, over=True)
        return replace(turn, planned=over, verdicts=judged.verdicts, reason=judged.reason, lines=()), outlook
    return planner.run(replace(turn, runs=True, verdicts=judged.verdicts), outlook)


def _put(stay: Stay, before: Turn, after: Turn) -> None:
    stay.turns = [after if turn is before else turn for turn in stay.turns]


def _done_at(turn: Turn, outlook: Outlook) -> datetime:
    due = turn.awaited.due_date if turn.awaited else None
    return outlook.now if due is None else max(outlook.now, outlook.calendar.moment(due, CLOSING_TIME))
