"""Store the accounts of a file: new ones are made, known ones completed; nothing is made twice."""

from collections.abc import Mapping
from uuid import UUID

from domain.accounts.events import AccountCreated, AccountRoleSaved, AccountUpdated, ContactSaved
from domain.accounts.imported_account import ImportedAccount, ImportedContact
from domain.accounts.model import Account, AccountContact, AccountRole, Contact
from domain.accounts.tag_names import tags_named
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork


async def store_account(wanted: ImportedAccount, uow: UnitOfWork, context: Context) -> bool:
    """Store one account of a file with its contacts, tags and roles; tells whether it is new.

    A known account (by its number, else by name and type) keeps what it has and gets what is missing.
    Raises Forbidden.
    """
    context.rights.require("manage_accounts")
    async with uow:
        account = await uow.accounts.known_as(wanted.number, wanted.name, wanted.type)
        new = account is None
        if account is None:
            account = _new(wanted, context)
            uow.accounts.add(account)
        before = _filled(account)
        members = {member.name: member.id for member in await uow.members.active()}
        tags = [tag.id for tag in await tags_named(wanted.tags, uow, context)]
        account.tag_ids = list(dict.fromkeys([*account.tag_ids, *tags]))
        people = [members[name] for name in wanted.members if name in members]
        account.member_ids = list(dict.fromkeys([*account.member_ids, *people]))
        account.roles = {**await _roles(wanted.roles, members, uow, context), **account.roles}
        account.notes, account.address = account.notes or wanted.notes, account.address or wanted.address
        account.custom_fields = {**wanted.custom_fields, **account.custom_fields}
        linked = await _link_contacts(account, wanted.contacts, uow, context)
        if new or linked or _filled(account) != before:
            account.record(AccountCreated() if new else AccountUpdated(), context)
        await uow.commit(account)
    return new


def _filled(account: Account) -> tuple[object, ...]:
    """What a file may complete; it is replaced, never changed in place."""
    return (
        account.tag_ids,
        account.member_ids,
        account.roles,
        account.notes,
        account.address,
        account.custom_fields,
    )


def _new(wanted: ImportedAccount, context: Context) -> Account:
    return Account(
        firm_id=context.firm_id,
        id=context.new_id(),
        created_at=context.now,
        updated_at=context.now,
        name=wanted.name,
        type=wanted.type,
        number=wanted.number,
    )


async def _roles(
    wanted: Mapping[str, str], members: Mapping[str, UUID], uow: UnitOfWork, context: Context
) -> dict[str, list[str]]:
    """The account's role map; roles that the firm lacks are made."""
    present = await uow.account_roles.all()
    known = {role.name.lower(): role for role in present}
    found = {}
    for name, member in wanted.items():
        if member not in members:
            continue  # they left while the file was on its way in
        role = known.get(name.lower())
        if role is None:
            role = known[name.lower()] = AccountRole(
                firm_id=context.firm_id,
                id=context.new_id(),
                created_at=context.now,
                updated_at=context.now,
                name=name,
                position=len(known),
            )
            uow.account_roles.add(role)
            role.record(AccountRoleSaved(), context)
        found[str(role.id)] = [str(members[member])]
    return found


async def _link_contacts(
    account: Account, wanted: list[ImportedContact], uow: UnitOfWork, context: Context
) -> bool:
    """Link those that the account does not have yet, by name and e-mail; tells whether there were any."""
    links = await uow.account_contacts.of_account(account.id)
    present = await uow.contacts.many(link.contact_id for link in links)
    known = {(one.first_name, one.last_name, *one.emails[:1]) for one in present}
    linked = False
    for person in wanted:
        emails = [person.email] if person.email else []
        if (person.first_name, person.last_name, *emails) in known:
            continue
        known.add((person.first_name, person.last_name, *emails))
        contact = Contact(
            firm_id=context.firm_id,
            id=context.new_id(),
            created_at=context.now,
            updated_at=context.now,
            first_name=person.first_name,
            last_name=person.last_name,
            emails=emails,
            phone=person.phone,
        )
        uow.contacts.add(contact)
        contact.record(ContactSaved(), context)
        uow.account_contacts.add(
            AccountContact(
                firm_id=context.firm_id,
                id=context.new_id(),
                account_id=account.id,
                contact_id=contact.id,
                portal=person.portal,
                notified=person.notified,
                signatory=person.signatory,
            )
        )
        linked = True
    return linked
