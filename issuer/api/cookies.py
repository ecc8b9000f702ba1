"""The cookies of sessions.

`__Host-` binds a cookie to this host and to https. On plain http, which is only ever this machine,
browsers refuse such names, and the cookies have others (rule 35).
"""

from datetime import timedelta
from enum import Enum

from fastapi import Request, Response

from issuer.sessions import LONGEST
from issuer.settings import Settings

_LONGEST_VALUE = 4096


class Cookie(Enum):
    """What a cookie is for; a member of staff who claims a badge stays signed in."""

    STAFF = "insygnia"
    RECIPIENT = "insygnia-badge"
    PROVIDER = "insygnia-oidc"
    """One try to sign in through an OpenID Connect provider."""


def cookie_name(settings: Settings, cookie: Cookie) -> str:
    """Return the name of a cookie at the public address of the service."""
    return cookie.value if settings.is_demonstration else f"__Host-{cookie.value}"


def read_cookie(request: Request, cookie: Cookie) -> str | None:
    """Return what the browser sent, if anything."""
    value = request.cookies.get(cookie_name(_settings(request), cookie))
    return value if value and len(value) <= _LONGEST_VALUE else None


def set_cookie(
    request: Request, response: Response, cookie: Cookie, value: str, age: timedelta = LONGEST
) -> None:
    """Let `response` give the browser a cookie that scripts cannot read."""
    settings = _settings(request)
    response.set_cookie(
        cookie_name(settings, cookie),
        value,
        max_age=int(age.total_seconds()),
        path="/",
        secure=not settings.is_demonstration,
        httponly=True,
        samesite="lax",
    )


def clear_cookie(request: Request, response: Response, cookie: Cookie) -> None:
    """Let `response` take the cookie away from the browser."""
    set_cookie(request, response, cookie, "", timedelta(0))


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.collaborators.settings
    return settings
