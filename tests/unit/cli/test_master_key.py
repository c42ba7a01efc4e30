import base64
from pathlib import Path

import pytest

from cli.master_key import master_key
from cli.problem import Problem


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TICKMARK_MASTER_KEY", raising=False)


def test_the_first_start_makes_a_key_for_its_owner_alone(tmp_path: Path) -> None:
    key = master_key(tmp_path)
    assert (tmp_path / "master.key").stat().st_mode & 0o777 == 0o600
    assert master_key(tmp_path) == key
    assert [file.name for file in tmp_path.iterdir()] == ["master.key"]


def test_the_environments_key_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = base64.b64encode(bytes(32)).decode()
    monkeypatch.setenv("TICKMARK_MASTER_KEY", given)
    assert master_key(tmp_path) == given
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_is_not_whole_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "master.key").write_text("half\n")
    with pytest.raises(Problem, match="not whole"):
        master_key(tmp_path)
    assert (tmp_path / "master.key").read_text() == "half\n"
