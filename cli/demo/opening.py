"""The demo firm opens: its people, labels, clients and pipelines."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from uuid import UUID

from cli.demo.client_side import tell_clients
from cli.demo.clients import TAGS, Client, all_clients
from cli.demo.custom_fields import CUSTOM_FIELDS, known_of
from cli.demo.office import Office
from cli.demo.people import (
    CASTING,
    COLLEAGUES,
    CURRENCY,
    FIRM_NAME,
    HOLIDAYS,
    OWNER_EMAIL,
    OWNER_NAME,
    PASSWORD,
    PIPELINES,
    ROLES,
    TIME_ZONE,
)
from domain.accounts.events import AccountCreated, ContactSaved
from domain.accounts.labels import create_role, create_tag
from domain.accounts.model import Account, AccountContact, Contact
from domain.accounts.save_custom_field import create_custom_field
from domain.automations.registry import CATALOGUE
from domain.firms.events import MemberJoined
from domain.firms.model import Member
from domain.firms.ports import PasswordHasher
from domain.firms.set_up_firm import SetUpFirm, set_up_firm
from domain.pipelines.library.install_pipeline import install_pipeline
from domain.pipelines.model import Pipeline
from domain.unit_of_work import UnitOfWork

_FIRST_NUMBER = 1001
_STREETS = ("Alder St", "Beacon Hill Rd", "Canal St", "Elm Ave", "Harbor Ln", "Mill Rd", "Orchard Way")
_PLACES = ("Portsmouth, NH 03801", "Dover, NH 03820", "Kittery, ME 03904", "Newburyport, MA 01950")


@dataclass(frozen=True, slots=True)
class Opened:
    """What the stories of the demo are told with. `clients` pairs what was written with what became of it."""

    owner_id: UUID
    clients: list[tuple[Client, Account]]
    pipelines: Mapping[str, Pipeline]
    roles: Mapping[str, UUID]
    tags: Mapping[str, UUID]
    client_statuses: Mapping[str, UUID]


async def open_firm(office: Office, hasher: PasswordHasher, moment: datetime, chance: Random) -> Opened:
    """Make everything that is there before the first job."""
    owner = await _people(office, hasher, moment)
    context = office.context(moment, owner.id)
    roles = {name: (await create_role(name, office.part(), context)).id for name in ROLES}
    tags = {name: (await create_tag(name, color, office.part(), context)).id for name, color in TAGS.items()}
    fields = {one.name: (await create_custom_field(one, office.part(), context)).id for one in CUSTOM_FIELDS}
    clients = await _clients(office, moment, owner.id, roles, tags, fields, chance)
    pipelines = {key: await install_pipeline(key, CATALOGUE, office.part(), context) for key in PIPELINES}
    shown = await tell_clients(pipelines["1040"], office, moment, owner.id)
    return Opened(owner.id, clients, pipelines, roles, tags, shown)


async def _people(office: Office, hasher: PasswordHasher, moment: datetime) -> Member:
    command = SetUpFirm(
        firm_name=FIRM_NAME,
        time_zone=TIME_ZONE,
        currency=CURRENCY,
        name=OWNER_NAME,
        email=OWNER_EMAIL,
        password=PASSWORD,
    )
    _, owner = await set_up_firm(command, hasher, office.part(), office.context(moment))
    office.members = {owner.id: owner}
    context = office.context(moment, owner.id)
    async with office.part() as uow:
        for colleague in COLLEAGUES:
            member = replace(
                owner,
                id=context.new_id(),
                name=colleague.name,
                email=colleague.email,
                role=colleague.role,
                color=colleague.color,
                permissions=list(colleague.permissions),
                version=0,
            )
            uow.members.add(member)
            member.record(MemberJoined(), context)
            office.members = {**office.members, member.id: member}
        firm = await uow.firms.current()
        firm.demo, firm.holidays = True, HOLIDAYS
        await uow.commit()
    return owner


async def _clients(
    office: Office,
    moment: datetime,
    owner_id: UUID,
    roles: Mapping[str, UUID],
    tags: Mapping[str, UUID],
    fields: Mapping[str, UUID],
    chance: Random,
) -> list[tuple[Client, Account]]:
    """As an import brings them: all at once."""
    context = office.context(moment, owner_id)
    by_name = {member.name: member.id for member in office.members.values()}
    made = []
    async with office.part() as uow:
        for number, client in enumerate(all_clients(), _FIRST_NUMBER):
            cast = {roles[role]: by_name[chance.choice(CASTING[role])] for role in ROLES}
            account = Account(
                firm_id=office.firm_id,
                id=context.new_id(),
                created_at=moment,
                updated_at=moment,
                name=client.name,
                type=client.type,
                number=str(number),
                tag_ids=sorted((tags[name] for name in client.tags), key=str),
                member_ids=list(dict.fromkeys(cast.values())),
                roles={str(role): [str(member)] for role, member in cast.items()},
                notes=client.notes,
                custom_fields={str(fields[name]): value for name, value in known_of(client).items()},
                address=f"{chance.randint(3, 980)} {chance.choice(_STREETS)}, {chance.choice(_PLACES)}",
            )
            uow.accounts.add(account)
            account.record(AccountCreated(), context)
            _contacts(client, account, office, moment, uow)
            made.append((client, account))
        await uow.commit()
    return made


def _contacts(client: Client, account: Account, office: Office, moment: datetime, uow: UnitOfWork) -> None:
    context = office.context(moment)
    for place, name in enumerate(client.contacts):
        first, last = name.rsplit(" ", 1)
        contact = Contact(
            firm_id=office.firm_id,
            id=context.new_id(),
            created_at=moment,
            updated_at=moment,
            first_name=first,
            last_name=last,
            emails=[_address(first, last)] if client.has_email else [],
            phone=f"+1 (603) 555-01{int(account.number or 0) % 100:02}",
        )
        uow.contacts.add(contact)
        contact.record(ContactSaved(), context)
        uow.account_contacts.add(
            AccountContact(
                firm_id=office.firm_id,
                id=context.new_id(),
                account_id=account.id,
                contact_id=contact.id,
                portal=client.has_email,
                notified=True,
                signatory=place == 0 or account.type == "individual",
            )
        )


def _address(first: str, last: str) -> str:
    plain = unicodedata.normalize("NFKD", f"{first}.{last}").encode("ascii", "ignore").decode().lower()
    return f"{''.join(c for c in plain if c.isalnum() or c == '.')}@example.com"
