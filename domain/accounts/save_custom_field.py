"""The firm's custom fields of accounts: add, change, order, archive, restore."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.accounts.custom_field import CustomField, FieldType, code_for
from domain.accounts.events import CustomFieldArchived, CustomFieldRestored, CustomFieldSaved
from domain.accounts.import_accounts import SENSITIVE
from domain.firms.manage_members import check_manages
from domain.shared.context import Context
from domain.shared.errors import Fault, Invalid, RuleViolation
from domain.unit_of_work import UnitOfWork

MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateCustomField:
    """A name, what it takes, and for a choice its options."""

    name: str
    type: FieldType
    options: tuple[str, ...] = ()


async def create_custom_field(command: CreateCustomField, uow: UnitOfWork, context: Context) -> CustomField:
    """A new field, after the others.

    Raises Forbidden, Invalid, RuleViolation, Conflict when the name is taken.
    """
    check_manages(context)
    _check_name(command.name)
    _check_options(command.type, command.options)
    async with uow:
        present = await uow.custom_fields.all()
        if len(present) >= MOST:
            sentence = f"A firm has at most {MOST} custom fields, archived ones too."
            raise RuleViolation(sentence, code="too_many_custom_fields")
        field = CustomField(
            firm_id=context.firm_id,
            id=context.new_id(),
            created_at=context.now,
            updated_at=context.now,
            name=command.name,
            type=command.type,
            code=code_for(command.name, {one.code for one in present}),
            position=len(present),
            options=list(command.options),
        )
        uow.custom_fields.add(field)
        field.record(CustomFieldSaved(), context)
        await uow.commit(field)
    return field


async def update_custom_field(
    field_id: UUID, values: Mapping[str, object], uow: UnitOfWork, context: Context
) -> CustomField:
    """Set name or options; accounts that have an option which is gone keep it, and so does the shortcode.

    Raises Forbidden, NotFound, Invalid, Conflict when the name is taken.
    """
    check_manages(context)
    async with uow:
        field = await uow.custom_fields.locked(field_id)
        changed = [
            name for name in ("name", "options") if name in values and getattr(field, name) != values[name]
        ]
        for name in changed:
            setattr(field, name, values[name])
        if changed:
            _check_name(field.name)
            _check_options(field.type, field.options)
            field.record(CustomFieldSaved(), context)
        await uow.commit(field)
    return field


async def order_custom_fields(
    field_ids: Sequence[UUID], uow: UnitOfWork, context: Context
) -> list[CustomField]:
    """Put the fields that are not archived into this order; it must name each exactly once.

    Raises Forbidden, Invalid.
    """
    check_manages(context)
    async with uow:
        present = {field.id: field for field in await uow.custom_fields.all()}
        active = {id_ for id_, field in present.items() if not field.archived}
        if len(field_ids) != len(active) or set(field_ids) != active:
            sentence = "The order must name each field that is not archived exactly once."
            raise Invalid([Fault("/field_ids", "fields_incomplete", sentence)])
        ordered = [present[id_] for id_ in field_ids]
        archived = [field for field in present.values() if field.archived]
        for position, field in enumerate([*ordered, *archived]):
            if field.position != position:
                field.position = position
                field.record(CustomFieldSaved(), context)
        await uow.commit(ordered)
    return ordered


async def archive_custom_field(field_id: UUID, uow: UnitOfWork, context: Context) -> CustomField:
    """No longer ask for it; values are kept. One that a pipeline names stays.

    Raises Forbidden, NotFound, RuleViolation.
    """
    check_manages(context)
    async with uow:
        field = await uow.custom_fields.locked(field_id)
        if not field.archived:
            using = await uow.custom_fields.used_by_pipelines(field)
            if using:
                sentence = (
                    f"“{field.name}” is named in the pipeline(s) {', '.join(using)}. Change them first."
                )
                raise RuleViolation(sentence, code="custom_field_in_use", details={"pipelines": list(using)})
            field.archived = True
            field.record(CustomFieldArchived(), context)
        await uow.commit(field)
    return field


async def restore_custom_field(field_id: UUID, uow: UnitOfWork, context: Context) -> CustomField:
    """Ask for it again.

    Raises Forbidden, NotFound.
    """
    check_manages(context)
    async with uow:
        field = await uow.custom_fields.locked(field_id)
        if field.archived:
            field.archived = False
            field.record(CustomFieldRestored(), context)
        await uow.commit(field)
    return field


def _check_name(name: str) -> None:
    if SENSITIVE.search(name):
        sentence = "Numbers such as SSN and EIN may only be kept encrypted; a custom field is not."
        raise Invalid([Fault("/name", "sensitive_field", sentence)])


def _check_options(type_: FieldType, options: Sequence[str]) -> None:
    if type_ is not FieldType.CHOICE and options:
        raise Invalid([Fault("/options", "options_not_wanted", "Only a choice has options.")])
    if type_ is FieldType.CHOICE and not options:
        raise Invalid([Fault("/options", "options_missing", "A choice needs at least one option.")])
    if len({option.lower() for option in options}) < len(options):
        raise Invalid([Fault("/options", "options_repeated", "Each option may stand there once.")])
