import re

import pytest

from cli.paths import ROOT


@pytest.mark.parametrize("name", ["runtime", "dev", "uv"])
def test_a_lock_names_no_host_and_hashes_every_package(name: str) -> None:
    text = (ROOT / ".requirements" / f"{name}.txt").read_text()
    assert "://" not in text
    assert not re.search(r"^--(index|extra-index|find-links)", text, re.MULTILINE)
    packages = re.findall(r"^[a-z0-9][^\n]*\n(?:    --hash|    #)?", text, re.MULTILINE)
    assert packages
    assert all("--hash" in package for package in packages)
