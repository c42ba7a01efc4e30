import base64
from uuid import uuid4

import pytest

from domain.automations.callback import Callback
from domain.shared.master_key import MasterKey

MASTER = MasterKey(bytes(range(32)))
WAITING = Callback(uuid4(), uuid4(), uuid4())


def test_a_token_stands_for_one_item() -> None:
    token = WAITING.token(MASTER)
    assert Callback.read(token, MASTER) == WAITING
    assert len(token) < 120
    assert token.replace("-", "").replace("_", "").isalnum()


def test_a_token_of_another_server_is_none() -> None:
    assert Callback.read(WAITING.token(MASTER), MasterKey(bytes(32))) is None


def test_no_bit_of_a_token_can_be_changed() -> None:
    token = WAITING.token(MASTER)
    raw = bytearray(base64.urlsafe_b64decode(token + "="))
    for place in range(len(raw)):
        raw[place] ^= 1
        changed = base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("=")
        assert Callback.read(changed, MASTER) is None
        raw[place] ^= 1


@pytest.mark.parametrize("spoil", ["{}=", "{}A", "{}\n", "", "?", "ä", "{0}{0}"])
def test_a_token_has_one_spelling(spoil: str) -> None:
    assert Callback.read(spoil.format(WAITING.token(MASTER)), MASTER) is None
