import base64

import pytest

from domain.shared.master_key import MasterKey


def test_keys_are_derived_as_the_standard_says() -> None:
    """RFC 5869, test case 3: no salt, no info; the first block."""
    derived = MasterKey(b"\x0b" * 22).derive("")
    assert derived.hex() == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"


def test_each_purpose_has_a_key_of_its_own() -> None:
    key = MasterKey(bytes(32))
    assert key.derive("one") != key.derive("two")
    assert key.derive("one") == MasterKey(bytes(32)).derive("one")


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_a_key_is_read_in_either_alphabet_with_or_without_its_end(encode: object) -> None:
    raw = bytes(range(223, 256))
    text = (
        base64.b64encode(raw).decode()
        if encode is base64.b64encode
        else base64.urlsafe_b64encode(raw).decode()
    )
    assert MasterKey.read(f" {text}\n").raw == MasterKey.read(text.rstrip("=")).raw == raw


@pytest.mark.parametrize("text", ["", "short", "####", base64.b64encode(bytes(31)).decode(), "A" * 45])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="TICKMARK_MASTER_KEY"):
        MasterKey.read(text)


def test_a_key_is_not_shown() -> None:
    assert "raw" not in repr(MasterKey(bytes(32)))
