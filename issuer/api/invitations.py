"""Invitations to work for an organisation."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from issuer import invitations, joining
from issuer.api.cookies import Cookie, set_cookie
from issuer.api.dependencies import CallerDep, DoorDep, Now, Reading, Writing
from issuer.api.fields import Email, Password, PersonName, Token
from issuer.api.members import Roles
from issuer.api.paging import Listing
from issuer.joining import NewAccount
from issuer.models import Link, Role
from issuer.sessions import Login

router = APIRouter(prefix="/api/v1/invitations", tags=["members"])

_STRICT = ConfigDict(extra="forbid", strict=True, frozen=True)


class NewInvitation(BaseModel):
    """Whom to invite, and what they will be."""

    model_config = _STRICT

    email: Email
    roles: Roles


class InvitationView(BaseModel):
    """An invitation that nobody has accepted yet."""

    id: UUID
    email: str
    roles: list[Role]
    sent_at: datetime
    expires_at: datetime


class AccountBody(BaseModel):
    """What somebody without an account chooses."""

    model_config = _STRICT

    name: PersonName
    password: Password
    language: Literal["pl", "en"] = "pl"


class Acceptance(BaseModel):
    """The token of an invitation, and an account for whoever is not signed in."""

    model_config = _STRICT

    token: Token
    account: AccountBody | None = Field(None, description="Left out by whoever is signed in.")


class Joined(BaseModel):
    """Who has accepted."""

    person_id: UUID


@router.get("", summary="List the open invitations")
def list_invitations(caller: CallerDep, session: Reading, now: Now) -> Listing[InvitationView]:
    """Return the invitations that were not accepted yet, the newest first."""
    found = invitations.list_invitations(session, caller, now=now)
    return Listing(items=[invitation_view(link) for link in found], next=None)


@router.post("", status_code=201, summary="Invite somebody")
def invite(new: NewInvitation, caller: CallerDep, session: Writing, now: Now) -> InvitationView:
    """Send an invitation that works for seven days; an earlier one to the address ends."""
    return invitation_view(invitations.invite(session, caller, new.email, new.roles, now=now))


@router.post("/{invitation_id}/resend", status_code=202, summary="Send an invitation again")
def send_again(
    invitation_id: UUID, caller: CallerDep, session: Writing, now: Now
) -> InvitationView:
    """Send a new link; the earlier one stops working when the new one goes out."""
    return invitation_view(invitations.send_again(session, caller, invitation_id, now=now))


@router.delete("/{invitation_id}", status_code=204, summary="Withdraw an invitation")
def withdraw(invitation_id: UUID, caller: CallerDep, session: Writing, now: Now) -> None:
    """Let the invitation not work any more."""
    invitations.withdraw_invitation(session, caller, invitation_id, now=now)


@router.post("/accept", status_code=201, summary="Accept an invitation")
def accept(
    acceptance: Acceptance,
    session: Writing,
    door: DoorDep,
    now: Now,
    request: Request,
    response: Response,
) -> Joined:
    """Join with a new account, or with the account that is signed in; then be signed in."""
    login: Login | None = request.state.login
    account = None
    if login is None and acceptance.account is not None:
        account = NewAccount(**acceptance.account.model_dump())
    person, cookie = joining.accept(
        session, door.passwords, acceptance.token, login=login, account=account, now=now
    )
    set_cookie(request, response, Cookie.STAFF, cookie)
    return Joined(person_id=person.id)


def invitation_view(link: Link) -> InvitationView:
    """Return an invitation as the API shows it, without its token."""
    return InvitationView(
        id=link.id,
        email=link.email or "",
        roles=[Role(role) for role in link.roles],
        sent_at=link.created_at,
        expires_at=link.expires_at,
    )
