import re
from pathlib import Path

import pytest

from cli.docs import ACTIONS_PAGE, render_actions
from cli.paths import ROOT
from domain.automations.registry import ACTIONS

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
PLACE = re.compile(
    r"`((?:api|bench|cli|domain|frontend|migrations|persistence|tests|workers)/[\w./-]+\.(?:py|tsx?|json))`"
)


def test_the_page_of_actions_is_what_the_registry_says() -> None:
    assert ACTIONS_PAGE.read_text() == render_actions(), "write it anew with: ./dev run docs"


def test_the_page_of_actions_names_each_of_them() -> None:
    page = render_actions()
    assert all(f"`{key}`" in page for key in ACTIONS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_and_file_names_lead_somewhere(page: Path) -> None:
    text = page.read_text()
    linked = [page.parent / target for target in LINK.findall(text)]
    named = [ROOT / place for place in PLACE.findall(text)]
    missing = [path for path in (*linked, *named) if not path.exists() and path.suffix != ".png"]
    assert missing == []
