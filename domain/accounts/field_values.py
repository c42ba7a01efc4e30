"""The values of custom fields in an account, and in texts about it."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from domain.accounts.custom_field import CustomField, Value
from domain.accounts.model import Account
from domain.shared.errors import Fault, Invalid
from domain.shared.shortcodes import own_codes_in
from domain.unit_of_work import UnitOfWork


async def merged_values(
    present: Mapping[str, Value], changes: Mapping[UUID, Value | None], uow: UnitOfWork
) -> dict[str, Value]:
    """The account's values with these in; None takes one out.

    Raises Invalid with a fault for each that can't be taken.
    """
    known = {field.id: field for field in await uow.custom_fields.all()} if changes else {}
    faults, merged = [], dict(present)
    for id_, value in changes.items():
        pointer, field = f"/custom_fields/{id_}", known.get(id_)
        if field is None:
            faults.append(Fault(pointer, "custom_field_not_found", "There is no such custom field."))
        elif value is None:
            merged.pop(str(id_), None)
        elif field.archived:
            faults.append(Fault(pointer, "custom_field_archived", f"“{field.name}” is archived."))
        elif (wrong := field.wrong(value)) is not None:
            faults.append(Fault(pointer, "custom_field_invalid", wrong))
        else:
            merged[str(id_)] = value
    if faults:
        raise Invalid(faults)
    return merged


async def fields_in(uow: UnitOfWork, *texts: str) -> Sequence[CustomField]:
    """The firm's fields, looked up only when the texts hold such codes."""
    return await uow.custom_fields.all() if own_codes_in(*texts) else ()


def words_of(account: Account, fields: Iterable[CustomField]) -> dict[str, str | None]:
    """What the codes of the fields stand for in texts about the account."""
    return {field.code: field.words(account.custom_fields.get(str(field.id))) for field in fields}


async def check_field_codes(texts: Mapping[str, str], uow: UnitOfWork) -> None:
    """The firm has a field for each such code in the texts, which are by their JSON pointers.

    Raises Invalid.
    """
    known = {field.code for field in await fields_in(uow, *texts.values())}
    faults = [
        Fault(pointer, "unknown_shortcode", f"There is no custom field with the shortcode [{code}].")
        for pointer, text in texts.items()
        for code in own_codes_in(text)
        if code not in known
    ]
    if faults:
        raise Invalid(faults)
