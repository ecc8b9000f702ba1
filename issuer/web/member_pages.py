"""Who works in an organisation: members, their roles, and invitations."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from issuer import invitations, members
from issuer.api.cookies import Cookie, set_cookie
from issuer.api.dependencies import CallerDep, LoginDep, Now, Reading, Writing
from issuer.callers import Caller
from issuer.errors import ConflictError, InvalidInputError
from issuer.models import Role
from issuer.rights import Right
from issuer.text.errors import TextError
from issuer.web.forms import Fields, FieldsDep, attempt, unsure, wrong
from issuer.web.languages import language_of_page
from issuer.web.rendering import page, see_other

router = APIRouter(tags=["pages"], include_in_schema=False)


@router.get("/organisation/members")
def show_members(request: Request, caller: CallerDep, session: Reading, now: Now) -> Response:
    """Show who works here, and who is invited."""
    return _members(request, session, caller, now)


@router.post("/organisation/invitations")
def invite(
    request: Request, sent: FieldsDep, caller: CallerDep, session: Writing, now: Now
) -> Response:
    """Invite somebody."""
    language = language_of_page(request)
    try:
        with attempt(session):
            invitations.invite(session, caller, sent.text("email"), _roles(sent), now=now)
    except InvalidInputError as error:
        faults = wrong(error, language, {"/roles": "role-administrator"})
    except TextError as error:
        faults = wrong(error, language, otherwise="email")
    except ConflictError as error:
        faults = {"email": error.sentence(language)}
    else:
        return see_other("/organisation/members", notice="invited")
    return _members(request, session, caller, now, sent, faults)


@router.post("/organisation/invitations/{invitation_id}/resend")
def resend_invitation(
    invitation_id: UUID, caller: CallerDep, session: Writing, now: Now
) -> Response:
    """Send an invitation again."""
    invitations.send_again(session, caller, invitation_id, now=now)
    return see_other("/organisation/members", notice="invited")


@router.post("/organisation/invitations/{invitation_id}/withdraw")
def withdraw_invitation(
    invitation_id: UUID, caller: CallerDep, session: Writing, now: Now
) -> Response:
    """Let an invitation not work any more."""
    invitations.withdraw_invitation(session, caller, invitation_id, now=now)
    return see_other("/organisation/members", notice="withdrawn")


@router.post("/organisation/members/{person_id}/roles")
def change_roles(
    person_id: UUID,
    request: Request,
    sent: FieldsDep,
    caller: CallerDep,
    login: LoginDep,
    session: Writing,
    now: Now,
) -> Response:
    """Give a member other roles, at once."""
    try:
        with attempt(session):
            changed = members.change_roles(
                session, caller, person_id, _roles(sent), login=login, now=now
            )
    except ConflictError as error:
        faults = {f"{person_id}-administrator": error.sentence(language_of_page(request))}
        return _members(request, session, caller, now, faults=faults)
    response = see_other("/organisation/members", notice="roles")
    if changed.new_cookie:
        set_cookie(request, response, Cookie.STAFF, changed.new_cookie)
    return response


@router.post("/organisation/members/{person_id}/remove")
def remove_member(
    person_id: UUID,
    request: Request,
    sent: FieldsDep,
    caller: CallerDep,
    session: Writing,
    now: Now,
) -> Response:
    """Take a member out of the organisation, if the box beside the button says that it is meant."""
    caller.require(Right.MEMBERS)
    members.find_member(session, caller, person_id)
    language = language_of_page(request)
    if not sent.text("sure"):
        faults = unsure(language, f"{person_id}-sure")
        return _members(request, session, caller, now, faults=faults)
    try:
        with attempt(session):
            members.remove_member(session, caller, person_id, now=now)
    except ConflictError as error:
        faults = {f"{person_id}-administrator": error.sentence(language)}
        return _members(request, session, caller, now, faults=faults)
    return see_other("/organisation/members", notice="removed")


def _roles(sent: Fields) -> list[Role]:
    chosen = set(sent.many("role"))
    return [role for role in Role if role in chosen]


def _members(
    request: Request,
    session: Session,
    caller: Caller,
    now: datetime,
    sent: Fields | None = None,
    faults: dict[str, str] | None = None,
) -> Response:
    may_change = Right.MEMBERS in caller.rights
    values = {
        "members": members.list_members(session, caller),
        "invitations": (
            invitations.list_invitations(session, caller, now=now) if may_change else ()
        ),
        "may_change": may_change,
        "email": sent.text("email") if sent else "",
        "chosen": set(sent.many("role")) if sent else set(),
        "faults": faults or {},
    }
    return page(request, "members.html", values, status=422 if faults else 200)
