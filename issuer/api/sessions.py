"""Signing in and out, and which organisation one works for."""

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from issuer import sessions, sign_in
from issuer.api.cookies import Cookie, clear_cookie, set_cookie
from issuer.api.dependencies import DoorDep, LoginDep, Now, Service, Writing
from issuer.api.fields import Id, Token
from issuer.api.origins import client_address

router = APIRouter(prefix="/api/v1/sessions", tags=["account"])

_STRICT = ConfigDict(extra="forbid", strict=True, frozen=True)


class Credentials(BaseModel):
    """An e-mail address and a password."""

    model_config = _STRICT

    email: str = Field(max_length=1000, examples=["anna@example.org"])
    password: str = Field(max_length=4000, examples=["cztery zwykłe słowa"])


class SignInLink(BaseModel):
    """The token of a link that signs in once."""

    model_config = _STRICT

    token: Token


class Workplace(BaseModel):
    """The organisation to work for."""

    model_config = _STRICT

    organisation_id: Id


@router.post("", status_code=204, summary="Sign in")
def begin_session(
    credentials: Credentials,
    door: DoorDep,
    service: Service,
    now: Now,
    request: Request,
    response: Response,
) -> None:
    """Sign in and get a session cookie; five tries a minute, for a machine and for an account."""
    cookie = sign_in.sign_in(
        door,
        credentials.email,
        credentials.password,
        address=client_address(request, service.settings),
        now=now,
    )
    set_cookie(request, response, Cookie.STAFF, cookie)


@router.post("/link", status_code=204, summary="Sign in with a link")
def begin_session_by_link(
    link: SignInLink, session: Writing, now: Now, request: Request, response: Response
) -> None:
    """Use a one-time link up and get a session cookie."""
    cookie = sign_in.sign_in_by_link(session, link.token, now=now)
    set_cookie(request, response, Cookie.STAFF, cookie)


@router.put("/current/organisation", status_code=204, summary="Work for another organisation")
def switch_organisation(
    workplace: Workplace, login: LoginDep, session: Writing, request: Request, response: Response
) -> None:
    """Go on as a member of another organisation of one's own; the cookie is replaced."""
    cookie = sessions.switch_organisation(session, login, workplace.organisation_id)
    set_cookie(request, response, Cookie.STAFF, cookie)


@router.delete("/current", status_code=204, summary="Sign out")
def end_session(login: LoginDep, session: Writing, request: Request, response: Response) -> None:
    """End this session; its cookie is nobody's any more."""
    sessions.end_session(session, login.session_id)
    clear_cookie(request, response, Cookie.STAFF)
