"""The contract's examples can be sent as they are."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from api.app import create_app
from api.examples import EXAMPLES
from api.schemas import Body
from api.services import Services
from persistence.database import Database


def models(of: type[Body] = Body) -> dict[str, type[Body]]:
    found = {of.__name__: of}
    for inner in of.__subclasses__():
        found |= models(inner)
    return found


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_an_example_is_a_body_of_its_model(name: str) -> None:
    TypeAdapter(models()[name]).validate_python(EXAMPLES[name])


def test_every_request_body_has_its_example() -> None:
    schema = create_app(Services(database=Database("postgresql://nobody@nowhere/nothing"))).openapi()
    lacking = []
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            body: Any = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            shape = body.get("schema", {})
            reference = shape.get("$ref") or next(iter(shape.get("anyOf", [{}]))).get("$ref", "")
            name = reference.rpartition("/")[2]
            if body and "examples" not in schema["components"]["schemas"].get(name, {}):
                lacking.append((method, path, name))
    assert lacking == []
