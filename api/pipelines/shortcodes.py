"""The shortcodes, for pickers in text fields."""

from fastapi import APIRouter, Response

from api.answers import view_answer
from api.caller import Me
from api.documented import READ
from api.schemas import Answer, Listed
from domain.shared.shortcodes import IN_CONTACT_TEXTS

router = APIRouter(tags=["pipelines"])


class ShortcodeAnswer(Answer):
    """A placeholder: `[code]` in a text becomes its value when the thing is made or sent.

    `group` is account, firm, job, period (what the work is about), date, or contact, which only mails to one contact
    each may hold; names of jobs may hold account, firm, period and date.
    """

    code: str
    title: str
    sample: str
    group: str


@router.get(
    "/v1/shortcodes",
    operation_id="list_shortcodes",
    summary="The placeholders of texts",
    response_model=Listed[ShortcodeAnswer],
    responses=READ,
)
async def list_shortcodes(me: Me) -> Response:
    """Those of the firm's custom fields among them. Unknown codes are refused when a text is saved; one without a value
    fails the run, with its name.
    """
    async with me.uow() as uow:
        own = [field.shortcode for field in await uow.custom_fields.all() if not field.archived]
    shown = [
        {"code": one.code, "title": one.title, "sample": one.sample, "group": one.group}
        for one in (*IN_CONTACT_TEXTS, *own)
    ]
    return view_answer({"data": shown})
