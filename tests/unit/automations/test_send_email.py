import pytest

from domain.automations.registry import ACTIONS, CATALOGUE
from tests.unit.automations.outlooks import ADA, LEO, an_outlook, foretold, words
from tests.unit.entities import a_stage, an_automation

MAIL = {"subject": "About [JOB_NAME]", "body": "Hello"}


@pytest.mark.parametrize("wait", [False, True])
def test_the_job_waits_only_if_it_is_to(wait: bool) -> None:
    turn = foretold("send_email", an_outlook(), **MAIL, wait=wait)
    assert turn.view()["makes_action_item"] is wait
    assert turn.view()["outward"] is True
    assert ("The job waits" in words(turn), "Reminders" in words(turn)) == (wait, wait)
    assert (turn.awaited.title if turn.awaited else None) == ("Reply: About Rossi 1040" if wait else None)


def test_the_menu_tells_that_it_waits_sometimes() -> None:
    assert ACTIONS["send_email"].action_item == "sometimes"


def test_it_is_said_in_words() -> None:
    said = [
        CATALOGUE.sentence(an_automation(a_stage("B"), "send_email", settings={**MAIL, "wait": wait}))
        for wait in (False, True)
    ]
    assert said == [
        "send e-mail “About [JOB_NAME]”",
        "send e-mail “About [JOB_NAME]” and wait for the reply",
    ]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({}, "after 3 day(s) each, at most 1"),
        ({"remind_after_days": 7, "reminders": 4}, "after 7 day(s) each, at most 4"),
        ({"remind_after_days": None}, None),
        ({"reminders": None}, None),
        ({"reminders": 0}, None),
    ],
)
def test_reminders_are_told_if_there_will_be_any(settings: dict[str, object], told: str | None) -> None:
    assert words(foretold("send_email", an_outlook(), **MAIL, wait=True, **settings)).get("Reminders") == told


def test_the_reply_is_named_after_the_first_mail() -> None:
    both = an_outlook(recipients=(ADA, LEO))
    mail = {"subject": "Hello [CONTACT_NAME]", "body": "x", "mode": "contact", "wait": True}
    turn = foretold("send_email", an_outlook(recipients=(ADA,)), **mail)
    assert turn.awaited is not None
    assert turn.awaited.title == "Reply: Hello Ada Rossi"
    assert foretold("send_email", both, **mail).would_fail is not None
