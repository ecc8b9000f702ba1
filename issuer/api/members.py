"""The members of an organisation and their roles."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from issuer import members
from issuer.api.cookies import Cookie, set_cookie
from issuer.api.dependencies import CallerDep, Now, Reading, Writing
from issuer.api.fields import FROM_TEXT
from issuer.api.paging import Listing
from issuer.models import Membership, Person, Role

router = APIRouter(prefix="/api/v1/members", tags=["members"])

Roles = Annotated[
    list[Annotated[Role, *FROM_TEXT]],
    Field(min_length=1, max_length=len(Role), examples=[["author", "issuer"]]),
]


class MemberView(BaseModel):
    """Somebody who works for the organisation."""

    person_id: UUID
    name: str
    email: str
    roles: list[Role]
    since: datetime


class NewRoles(BaseModel):
    """All the roles that a member has from now on."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    roles: Roles


@router.get("", summary="List the members")
def list_members(caller: CallerDep, session: Reading) -> Listing[MemberView]:
    """Return everybody who works for the organisation, by name."""
    found = members.list_members(session, caller)
    return Listing(items=[_view(*member) for member in found], next=None)


@router.put("/{person_id}/roles", summary="Change the roles of a member")
def change_roles(
    person_id: UUID,
    new: NewRoles,
    caller: CallerDep,
    session: Writing,
    now: Now,
    request: Request,
    response: Response,
) -> MemberView:
    """Give a member exactly these roles; they are signed out, and it holds at once.

    An administrator may change their own roles. The last administrator stays one.
    """
    changed = members.change_roles(
        session, caller, person_id, new.roles, login=request.state.login, now=now
    )
    if changed.new_cookie:
        set_cookie(request, response, Cookie.STAFF, changed.new_cookie)
    return _view(changed.person, changed.membership)


@router.delete("/{person_id}", status_code=204, summary="Remove a member")
def remove_member(person_id: UUID, caller: CallerDep, session: Writing, now: Now) -> None:
    """Take somebody out of the organisation, at once; their account stays."""
    members.remove_member(session, caller, person_id, now=now)


def _view(person: Person, membership: Membership) -> MemberView:
    return MemberView(
        person_id=person.id,
        name=person.name,
        email=person.email,
        roles=[Role(role) for role in membership.roles],
        since=membership.created_at,
    )
