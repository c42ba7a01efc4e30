"""The secret that signs the firm's webhooks."""

from datetime import datetime

from fastapi import APIRouter, Response

from api.answers import view_answer
from api.caller import Me
from api.documented import errors
from api.idempotency import answer_once
from api.schemas import Answer
from domain.firms.webhook_secret import WebhookSecret, rotate_webhook_secret, show_webhook_secret

router = APIRouter(tags=["firm"])


class WebhookSecretAnswer(Answer):
    """`former_until`: how long the former secret signs beside it. The answer to a repeated request has no `secret`."""

    secret: str | None = None
    number: int
    rotated_at: datetime | None
    former_until: datetime | None


@router.get(
    "/v1/firm/webhook-secret",
    operation_id="get_webhook_secret",
    summary="The secret that signs webhooks",
    response_model=WebhookSecretAnswer,
    responses=errors(403, 409),
)
async def get_webhook_secret(me: Me) -> Response:
    """Receivers check the signature with it (Standard Webhooks). Needs the permission to manage integrations."""
    shown = await show_webhook_secret(me.services.master_key, me.uow(), me.context())
    answer = view_answer(shown.view())
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.post(
    "/v1/firm/webhook-secret/rotate",
    operation_id="rotate_webhook_secret",
    summary="Make a new secret for webhooks",
    response_model=WebhookSecretAnswer,
    responses=errors(400, 403, 409, 413, 415),
)
async def post_rotate(me: Me) -> Response:
    """For 24 hours the former one signs too: give the new one to every receiver meanwhile."""
    context, master = me.context(), me.services.master_key
    return await answer_once(
        me,
        200,
        lambda uow: rotate_webhook_secret(master, uow, context),
        WebhookSecret.view,
        kept_view=WebhookSecret.told,
    )
