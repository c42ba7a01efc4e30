"""Contacts, and their part in accounts."""

from collections.abc import Mapping
from uuid import UUID

from domain.accounts.events import AccountUpdated, ContactSaved
from domain.accounts.model import AccountContact, Contact
from domain.accounts.save_account import seen_account
from domain.shared.context import Context
from domain.shared.errors import NotFound, StaleVersion
from domain.unit_of_work import UnitOfWork

FIELDS = ("first_name", "last_name", "emails", "phone")


async def create_contact(
    first_name: str, last_name: str, emails: list[str], phone: str, uow: UnitOfWork, context: Context
) -> Contact:
    """A new contact.

    Raises Forbidden.
    """
    context.rights.require("manage_contacts")
    async with uow:
        contact = Contact(
            firm_id=context.firm_id,
            id=context.new_id(),
            created_at=context.now,
            updated_at=context.now,
            first_name=first_name,
            last_name=last_name,
            emails=emails,
            phone=phone,
        )
        uow.contacts.add(contact)
        contact.record(ContactSaved(), context)
        await uow.commit(contact)
    return contact


async def update_contact(
    contact_id: UUID,
    values: Mapping[str, object],
    uow: UnitOfWork,
    context: Context,
    *,
    expected_version: int | None = None,
) -> Contact:
    """Set the given fields (of FIELDS).

    Raises Forbidden, NotFound, StaleVersion.
    """
    context.rights.require("manage_contacts")
    async with uow:
        contact = await uow.contacts.locked(contact_id)
        if expected_version not in (None, contact.version):
            raise StaleVersion("contact", contact.version)
        changed = [name for name in FIELDS if name in values and getattr(contact, name) != values[name]]
        for name in changed:
            setattr(contact, name, values[name])
        if changed:
            contact.record(ContactSaved(), context)
        await uow.commit(contact)
    return contact


async def link_contact(
    account_id: UUID, contact_id: UUID, part: Mapping[str, bool], uow: UnitOfWork, context: Context
) -> AccountContact:
    """Give the contact a part in the account (portal, notified, signatory), or change it.

    Raises Forbidden, NotFound.
    """
    context.rights.require("manage_contacts")
    async with uow:
        account = await seen_account(account_id, uow, context)
        contact = await uow.contacts.get(contact_id)
        links = await uow.account_contacts.of_account(account_id)
        link = next((link for link in links if link.contact_id == contact.id), None)
        if link is None:
            link = AccountContact(
                firm_id=context.firm_id, id=context.new_id(), account_id=account_id, contact_id=contact_id
            )
            uow.account_contacts.add(link)
        for name, value in part.items():
            setattr(link, name, value)
        account.record(AccountUpdated(), context)
        await uow.commit(link)
    return link


async def unlink_contact(account_id: UUID, contact_id: UUID, uow: UnitOfWork, context: Context) -> None:
    """Take the contact out of the account.

    Raises Forbidden, NotFound.
    """
    context.rights.require("manage_contacts")
    async with uow:
        account = await seen_account(account_id, uow, context)
        links = await uow.account_contacts.of_account(account_id)
        link = next((link for link in links if link.contact_id == contact_id), None)
        if link is None:
            raise NotFound("contact")
        uow.account_contacts.remove(link)
        account.record(AccountUpdated(), context)
        await uow.commit()
