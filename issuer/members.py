"""Who works for an organisation, and as what.

An administrator may give any role to anybody in their own organisation, themselves included; the
audit trail shows it. A program may give only what it has itself. Changes hold at once, and end the
sessions of the person concerned. Whoever may no longer give access keeps none that they gave: their
API keys and open invitations end as well.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.callers import Caller
from issuer.errors import Fault, InvalidInputError
from issuer.lasting_access import end_access_given_by, hold_batches_of
from issuer.locks import lock
from issuer.models import Membership, Organisation, Person, Role
from issuer.people_errors import (
    AlreadyMemberError,
    GrantTooWideError,
    LastAdministratorError,
    MemberNotFoundError,
)
from issuer.rights import Right, rights_of
from issuer.sessions import Login, end_sessions_of, renew_session
from issuer.text.sort_keys import sort_key

Member = tuple[Person, Membership]


@dataclass(frozen=True)
class ChangedRoles:
    """A member whose roles were changed, and what that means for whoever did it."""

    person: Person
    membership: Membership
    new_cookie: str | None
    """The new value of the caller's own cookie, if the roles were their own."""


def list_members(session: Session, caller: Caller) -> Sequence[Member]:
    """Return everybody who works for the caller's organisation, by name in Polish order."""
    caller.require(Right.READ)
    rows = session.execute(
        select(Person, Membership)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.organisation_id == caller.organisation_id)
    )
    return sorted(
        ((person, membership) for person, membership in rows),
        key=lambda member: (sort_key(member[0].name), member[0].id),
    )


def find_member(session: Session, caller: Caller, person_id: UUID) -> Member:
    """Return one member of the caller's organisation; raises `MemberNotFoundError`."""
    row = session.execute(
        select(Person, Membership)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.organisation_id == caller.organisation_id,
            Membership.person_id == person_id,
        )
        # Rows that were read before the lock was taken are read again.
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise MemberNotFoundError(id=person_id)
    return row[0], row[1]


def add_member(
    session: Session,
    organisation_id: UUID,
    person: Person,
    roles: Collection[Role],
    *,
    now: datetime,
) -> Membership:
    """Let `person` work for an organisation; raises `AlreadyMemberError`.

    For invitations and for the operator, who have checked that this is wanted.
    """
    _lock(session, organisation_id, person.id)
    known = session.scalar(
        select(Membership.id).where(
            Membership.organisation_id == organisation_id, Membership.person_id == person.id
        )
    )
    if known is not None:
        raise AlreadyMemberError
    membership = Membership(
        organisation_id=organisation_id,
        person_id=person.id,
        roles=checked_roles(roles),
        created_at=now,
    )
    session.add(membership)
    session.flush()
    note(
        session, f"person:{person.id}", "member.joined", ("person", person.id),
        organisation=organisation_id, now=now, roles=membership.roles,
    )  # fmt: skip
    return membership


def change_roles(
    session: Session,
    caller: Caller,
    person_id: UUID,
    roles: Collection[Role],
    *,
    login: Login | None = None,
    now: datetime,
) -> ChangedRoles:
    """Give a member exactly these roles, and sign them out.

    Who changes their own roles, in the session `login`, goes on in it with a new cookie. Raises
    `MemberNotFoundError`, `LastAdministratorError`, `GrantTooWideError`.
    """
    caller.require(Right.MEMBERS)
    check_grant(caller, roles)
    _lock(session, caller.organisation_id, person_id)
    person, membership = find_member(session, caller, person_id)
    before, after = list(membership.roles), checked_roles(roles)
    if Role.ADMINISTRATOR in before and Role.ADMINISTRATOR not in after:
        _keep_an_administrator(session, caller.organisation_id, person_id)
    membership.roles = after
    session.flush()
    note(
        session, caller.actor, "member.roles-changed", ("person", person_id),
        organisation=caller.organisation_id, now=now, before=before, after=after,
    )  # fmt: skip
    if Right.MEMBERS in rights_of(before) and Right.MEMBERS not in rights_of(after):
        end_access_given_by(session, caller, person, now=now)
    if Right.AWARD in rights_of(before) and Right.AWARD not in rights_of(after):
        hold_batches_of(session, caller, [f"person:{person_id}"], now=now)
    own = login.session_id if login and login.person.id == person_id else None
    end_sessions_of(session, person_id, but=own)
    return ChangedRoles(person, membership, renew_session(session, own) if own else None)


def remove_member(session: Session, caller: Caller, person_id: UUID, *, now: datetime) -> None:
    """Take a member out of the caller's organisation; end their sessions and the access they gave.

    The account stays. Raises `MemberNotFoundError`, `LastAdministratorError`.
    """
    caller.require(Right.MEMBERS)
    _lock(session, caller.organisation_id, person_id)
    person, membership = find_member(session, caller, person_id)
    if Role.ADMINISTRATOR in membership.roles:
        _keep_an_administrator(session, caller.organisation_id, person_id)
    session.delete(membership)
    session.flush()
    note(
        session, caller.actor, "member.removed", ("person", person_id),
        organisation=caller.organisation_id, now=now, before=list(membership.roles),
    )  # fmt: skip
    end_access_given_by(session, caller, person, now=now)
    end_sessions_of(session, person_id)


def checked_roles(roles: Collection[Role]) -> list[str]:
    """Return the roles as they are kept; raises `InvalidInputError` if there are none."""
    if not roles:
        raise InvalidInputError(
            [
                Fault(
                    "/roles",
                    "missing",
                    "Choose at least one role.",
                    "Wybierz co najmniej jedną rolę.",
                )
            ]
        )
    return sorted({str(Role(role)) for role in roles})


def check_grant(caller: Caller, roles: Collection[Role]) -> None:
    """Raise `GrantTooWideError` if a program would give rights that it does not have."""
    if caller.api_key_id is not None and not rights_of(roles) <= caller.rights:
        raise GrantTooWideError


def _lock(session: Session, organisation_id: UUID, person_id: UUID) -> None:
    # One change of members at a time: two administrators who remove each other at once would
    # leave none. The sessions that end are the person's. SQLite has one writer anyway.
    lock(session, Organisation, organisation_id)
    lock(session, Person, person_id)


def _keep_an_administrator(session: Session, organisation_id: UUID, leaving: UUID) -> None:
    others = session.scalars(
        select(Membership)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.person_id != leaving,
            Person.disabled_at.is_(None),
        )
        .execution_options(populate_existing=True)
    )
    if not any(Role.ADMINISTRATOR in other.roles for other in others):
        raise LastAdministratorError
