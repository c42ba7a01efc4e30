"""The answer to whoever has just proven who they are, with the session's cookie."""

from datetime import datetime

from fastapi import Request, Response

from api.answers import view_answer
from domain.firms.sign_in import SignedIn


def signed_in_answer(request: Request, signed_in: SignedIn, status: int = 200) -> Response:
    """Member, firm and cookie."""
    body = {"member": signed_in.member.view(), "firm": signed_in.firm.view()}
    response = view_answer(body, status)
    set_cookie(request, response, signed_in.token, signed_in.session.expires_at)
    return response


def set_cookie(request: Request, response: Response, token: str, expires_at: datetime) -> None:
    """The session cookie: bound to the host over https; over plain http, which only loopback uses, without Secure."""
    secure = request.url.scheme == "https"
    response.set_cookie(
        "__Host-session" if secure else "session",
        token,
        expires=expires_at,
        path="/",
        secure=secure,
        httponly=True,
        samesite="lax",
    )
