"""One's own account: name, language, password."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from issuer import people
from issuer.api.cookies import Cookie, set_cookie
from issuer.api.dependencies import (
    CallerDep,
    DoorDep,
    LoginDep,
    Now,
    Reading,
    Service,
    Writing,
)
from issuer.api.fields import Email, Password, PersonName, Token
from issuer.api.origins import client_address
from issuer.models import Role
from issuer.rates import MAIL_REQUEST, SIGN_IN
from issuer.rights import Right
from issuer.sessions import workplaces_of

router = APIRouter(prefix="/api/v1", tags=["account"])

_STRICT = ConfigDict(extra="forbid", strict=True, frozen=True)
Language = Literal["pl", "en"]


class WorkplaceView(BaseModel):
    """An organisation that somebody works for, and as what."""

    organisation_id: UUID
    slug: str
    names: dict[str, str]
    roles: list[Role]


class Me(BaseModel):
    """Who is signed in."""

    person_id: UUID
    name: str
    email: str
    language: str
    is_operator: bool
    organisation_id: UUID | None = Field(description="The organisation worked for now.")
    rights: list[Right] = Field(description="What may be done there.")
    workplaces: list[WorkplaceView]


class Profile(BaseModel):
    """What to change; what is left out stays."""

    model_config = _STRICT

    name: PersonName | None = None
    language: Language | None = None


class NewPassword(BaseModel):
    """The password until now, and the new one."""

    model_config = _STRICT

    current: Password
    new: Password


class ResetRequest(BaseModel):
    """Whose password was forgotten."""

    model_config = _STRICT

    email: Email


class Reset(BaseModel):
    """The token of the link, and the new password."""

    model_config = _STRICT

    token: Token
    password: Password


@router.get("/me", summary="Who is signed in")
def get_me(login: LoginDep, session: Reading) -> Me:
    """Return the account, where it works, and what it may do there."""
    places = workplaces_of(session, login.person.id)
    return Me(
        person_id=login.person.id,
        name=login.person.name,
        email=login.person.email,
        language=login.person.language,
        is_operator=login.person.is_operator,
        organisation_id=login.caller.organisation,
        rights=sorted(login.caller.rights),
        workplaces=[
            WorkplaceView(
                organisation_id=organisation.id,
                slug=organisation.slug,
                names=organisation.names,
                roles=membership.roles,
            )
            for organisation, membership in places
        ],
    )


@router.patch("/me", status_code=204, summary="Change one's name or language")
def change_profile(profile: Profile, caller: CallerDep, session: Writing) -> None:
    """Change the name that colleagues see, or the language of pages and mails."""
    people.change_profile(session, caller, name=profile.name, language=profile.language)


@router.post("/me/password", status_code=204, summary="Change one's password")
def change_password(
    body: NewPassword,
    login: LoginDep,
    session: Writing,
    door: DoorDep,
    now: Now,
    request: Request,
    response: Response,
) -> None:
    """Change the password; all other sessions end, and this one gets a new cookie.

    Whoever has none yet chooses one within an hour of signing in; `current` is not looked at then.
    """
    door.rates.count(SIGN_IN, f"password:{login.person.id}", now=now)
    cookie = people.change_password(
        session, door.passwords, login, current=body.current, new=body.new, now=now
    )
    set_cookie(request, response, Cookie.STAFF, cookie)


@router.post("/password-resets", status_code=202, summary="Ask for a link to reset a password")
def request_reset(
    body: ResetRequest,
    session: Writing,
    door: DoorDep,
    service: Service,
    now: Now,
    request: Request,
) -> None:
    """Send a link that works for an hour, if there is such an account.

    The answer is the same if there is none.
    """
    door.rates.count(MAIL_REQUEST, client_address(request, service.settings), now=now)
    door.rates.count(MAIL_REQUEST, people.account_key(body.email), now=now)
    people.request_reset(session, body.email, now=now)


@router.post("/password-resets/redeem", status_code=204, summary="Reset a password")
def reset_password(body: Reset, session: Writing, door: DoorDep, now: Now) -> None:
    """Set a new password with the link of a mail; all sessions of the account end."""
    people.reset_password(session, door.passwords, body.token, body.password, now=now)
