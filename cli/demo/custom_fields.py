"""What the demo firm wants to know of its clients beyond what every firm does."""

from cli.demo.clients import Client
from domain.accounts.custom_field import FieldType, Value
from domain.accounts.model import AccountType
from domain.accounts.save_custom_field import CreateCustomField

ENTITY, FEE, LETTERS = "Entity type", "Fee a year", "Letters by post"
_BUSINESSES = ("Partnership", "S corporation", "C corporation")

CUSTOM_FIELDS = (
    CreateCustomField(name=ENTITY, type=FieldType.CHOICE, options=(*_BUSINESSES, "Trust or estate")),
    CreateCustomField(name=FEE, type=FieldType.NUMBER),
    CreateCustomField(name=LETTERS, type=FieldType.YES_NO),
)


def known_of(client: Client) -> dict[str, Value]:
    """The client's values, by the names of the fields."""
    person = client.type is AccountType.INDIVIDUAL
    fee = (480 if person else 1_800) + (120 if person else 900) * len(client.tags)
    known: dict[str, Value] = {FEE: fee}
    if not person:
        known[ENTITY] = _entity(client)
    if not client.has_email:
        known[LETTERS] = True
    return known


def _entity(client: Client) -> str:
    if client.type is AccountType.OTHER:
        return "Trust or estate"
    endings = {"Inc.": "S corporation", "PC": "C corporation", "PLLC": "C corporation"}
    return endings.get(client.name.rsplit(" ", 1)[-1], "Partnership")
