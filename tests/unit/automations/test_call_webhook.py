from datetime import timedelta
from uuid import uuid4

import pytest

from domain.automations.registry import ACTIONS, CATALOGUE, Catalogue
from domain.automations.run import MOST_ATTEMPTS_KEPT, RunState
from domain.firms.model import Firm
from domain.firms.webhook_secret import signing_secrets
from domain.shared.effects import Attempt
from domain.shared.errors import Invalid
from domain.shared.master_key import MasterKey
from domain.shared.web_address import Allowed
from tests.unit.automations.outlooks import planned, words
from tests.unit.entities import FIRM, NOON, a_job, a_pipeline, a_run, a_stage, a_visit, an_automation

URL = "https://books.example/hook"


@pytest.mark.parametrize(("wait", "waits"), [("no", False), ("answer", True), ("callback", True)])
def test_the_job_waits_only_if_it_is_to(wait: str, waits: bool) -> None:
    call = an_automation(a_stage("File"), "call_webhook", settings={"url": URL, "wait": wait})
    [turn] = planned(call).turns
    assert turn.view()["makes_action_item"] is waits
    assert turn.view()["outward"] is True
    assert (turn.awaited is not None) is waits
    assert words(turn)["To"] == "books.example"
    assert ("The job waits" in words(turn)) is waits


def test_the_menu_tells_what_always_sometimes_and_never_waits() -> None:
    told = {key: ACTIONS[key].action_item for key in ("create_task", "call_webhook", "link_note")}
    assert told == {"create_task": "always", "call_webhook": "sometimes", "link_note": "never"}


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        ("no", "call the webhook books.example"),
        ("answer", "call the webhook books.example and wait for its answer"),
        ("callback", "call the webhook books.example and wait until it calls back"),
    ],
)
def test_it_is_said_in_words(wait: str, words: str) -> None:
    call = an_automation(a_stage("File"), "call_webhook", settings={"url": URL, "wait": wait})
    assert CATALOGUE.sentence(call) == words


@pytest.mark.parametrize(
    ("settings", "pointer", "code"),
    [
        ({"url": "https://127.0.0.1/"}, "/0/settings/url", "address_refused"),
        ({"url": "no address"}, "/0/settings/url", "address_refused"),
        ({"url": URL, "note": "[NOTHING]"}, "/0/settings/note", "unknown_shortcode"),
    ],
)
def test_what_can_never_work_is_refused_when_it_is_saved(
    settings: dict[str, object], pointer: str, code: str
) -> None:
    pipeline = a_pipeline("A")
    call = an_automation(pipeline.stages[0], "call_webhook", settings=settings)
    with pytest.raises(Invalid) as refused:
        CATALOGUE.check(call, pipeline, "/0")
    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [(pointer, code)]


def test_the_operator_may_allow_a_place_in_the_office() -> None:
    pipeline = a_pipeline("A")
    call = an_automation(pipeline.stages[0], "call_webhook", settings={"url": "http://10.0.0.7/hook"})
    Catalogue(Allowed.read("10.0.0.0/24")).check(call, pipeline, "/0")


def test_once_the_item_is_there_it_holds_and_not_the_run() -> None:
    run = a_run(a_visit(a_job(a_pipeline("A"))), RunState.WAITING)
    assert run.may_still_make_item
    run.made = [{"type": "item", "id": uuid4()}]
    assert not run.may_still_make_item


def an_attempt(number: int) -> Attempt:
    return Attempt(number=number, at=NOON, status=503, text="busy", error="It was answered with 503.")


def test_a_run_keeps_what_came_of_the_last_attempts() -> None:
    run = a_run(a_visit(a_job(a_pipeline("A"))), RunState.WAITING)
    effect_id = uuid4()
    run.made = [{"type": "webhook", "id": str(effect_id)}, {"type": "item", "id": str(uuid4())}]
    for number in (*range(1, MOST_ATTEMPTS_KEPT + 5), MOST_ATTEMPTS_KEPT + 4):
        run.note_attempt(effect_id, an_attempt(number))
    kept = run.made[0]["attempts"]
    assert [one["number"] for one in kept] == list(range(5, MOST_ATTEMPTS_KEPT + 5))
    assert [one["text"] for one in kept] == [""] * (MOST_ATTEMPTS_KEPT - 1) + ["busy"]
    assert "attempts" not in run.made[1]


def test_after_a_rotation_the_former_secret_signs_for_a_day() -> None:
    firm = Firm(firm_id=FIRM, id=FIRM, created_at=NOON, updated_at=NOON, name="Ledger & Co")
    master = MasterKey(bytes(32))
    [first] = signing_secrets(firm, master, NOON)
    firm.webhook_secret_number, firm.webhook_secret_rotated_at = 2, NOON
    second, former = signing_secrets(firm, master, NOON + timedelta(hours=23))
    assert former == first
    assert second != first
    assert signing_secrets(firm, master, NOON + timedelta(hours=24)) == [second]
    assert second.startswith("whsec_")
