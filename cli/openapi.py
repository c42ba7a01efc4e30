import json

from cli.paths import ROOT
from cli.problem import Problem

CONTRACT = ROOT / "openapi.json"


def render() -> str:
    """The contract as the code has it. The database of this application is never asked anything."""
    from api.app import create_app
    from api.services import Services
    from persistence.database import Database

    application = create_app(Services(database=Database("postgresql://localhost/nowhere")))
    return json.dumps(application.openapi(), indent=2, ensure_ascii=False) + "\n"


def write_contract() -> None:
    CONTRACT.write_text(render())


def check_contract() -> None:
    """Raises Problem when the committed contract is not what the code says."""
    if not CONTRACT.exists() or CONTRACT.read_text() != render():
        raise Problem("openapi.json is stale; write it anew with: ./dev run openapi")
