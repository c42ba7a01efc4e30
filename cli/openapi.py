import json

from cli.paths import ROOT
from cli.problem import Problem

CONTRACT = ROOT / "openapi.json"


def render() -> str:
    """The contract as the code has it, in a stable order."""
    from api.openapi import document

    return json.dumps(document(), indent=2, ensure_ascii=False) + "\n"


def write_contract() -> None:
    CONTRACT.write_text(render())


def check_contract() -> None:
    """Raises Problem when the committed contract is not what the code says."""
    if not CONTRACT.exists() or CONTRACT.read_text() != render():
        raise Problem("openapi.json is stale; write it anew with: ./dev run openapi")
