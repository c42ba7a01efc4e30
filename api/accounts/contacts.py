"""Contacts."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.accounts.schemas import ContactAnswer, ContactChange, ContactFilters, NewContact
from api.answers import entity_answer
from api.caller import Me
from api.documented import READ, READ_ONE, WRITE
from api.idempotency import answer_once
from api.lists import list_answer, single_answer
from api.schemas import Page
from domain.accounts.model import Contact
from domain.accounts.save_contact import create_contact, update_contact
from persistence.accounts.reader import contacts_listing
from persistence.jobs.reader import viewer

router = APIRouter(prefix="/v1/contacts", tags=["accounts"])


@router.get(
    "",
    operation_id="list_contacts",
    summary="List contacts",
    response_model=Page[ContactAnswer],
    responses=READ,
)
async def list_contacts(me: Me, filters: Annotated[ContactFilters, Query()]) -> Response:
    """Newest first, unless `sort` says otherwise."""
    wanted = {**filters.model_dump(), **viewer(me.rights)}
    return await list_answer(me, contacts_listing, filters, wanted, filters.sort)


@router.post(
    "",
    operation_id="create_contact",
    summary="Create a contact",
    status_code=201,
    response_model=ContactAnswer,
    responses=WRITE,
)
async def post_contact(me: Me, body: NewContact) -> Response:
    """Link it to accounts afterwards."""
    context = me.context()
    return await answer_once(
        me,
        201,
        lambda uow: create_contact(body.first_name, body.last_name, body.emails, body.phone, uow, context),
        Contact.view,
    )


@router.get(
    "/{contact_id}",
    operation_id="get_contact",
    summary="One contact",
    response_model=ContactAnswer,
    responses=READ_ONE,
)
async def get_contact(me: Me, contact_id: UUID) -> Response:
    """With the accounts it belongs to."""
    return await single_answer(
        me, contacts_listing, {"contact_id": contact_id, **viewer(me.rights)}, "contact"
    )


@router.patch(
    "/{contact_id}",
    operation_id="update_contact",
    summary="Change a contact",
    response_model=ContactAnswer,
    responses=WRITE,
)
async def patch_contact(me: Me, contact_id: UUID, body: ContactChange) -> Response:
    """Only what is sent is changed."""
    contact = await update_contact(
        contact_id, body.given(), me.uow(), me.context(), expected_version=me.expected_version("contact")
    )
    return entity_answer(contact.view())
