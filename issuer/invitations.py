"""Invitations to work for an organisation, or to operate the platform."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.callers import Caller
from issuer.errors import UnauthenticatedError
from issuer.links import create_link, look_up, redeem
from issuer.members import add_member, check_grant, checked_roles
from issuer.models import Link, LinkPurpose, MailKind, Membership, Organisation, Person, Role
from issuer.outbox import queue_mail
from issuer.passwords import Passwords, accepted_password
from issuer.people import create_person, find_person_by_email, get_person
from issuer.people_errors import (
    AccountExistsError,
    AlreadyMemberError,
    InvitationNotFoundError,
    LinkUnusableError,
)
from issuer.rights import Right
from issuer.sessions import Login, renew_session
from issuer.sign_in import admit
from issuer.text.emails import accepted_email, normalised_email


@dataclass(frozen=True)
class NewAccount:
    """What somebody who is invited and has no account yet chooses."""

    name: str
    password: str
    language: str


def invite(
    session: Session, caller: Caller, email: str, roles: Collection[Role], *, now: datetime
) -> Link:
    """Invite somebody into the caller's organisation; an earlier invitation of theirs ends.

    Raises `AlreadyMemberError`, `GrantTooWideError`, and `TextError` for a bad address.
    """
    caller.require(Right.MEMBERS)
    check_grant(caller, roles)
    organisation = session.get_one(Organisation, caller.organisation_id)
    address, chosen = accepted_email(email), [Role(role) for role in checked_roles(roles)]
    person = find_person_by_email(session, address)
    if person and _is_member(session, organisation.id, person.id):
        raise AlreadyMemberError
    _end_earlier(session, address, organisation.id, now=now)
    link = create_link(
        session,
        LinkPurpose.INVITATION,
        organisation_id=organisation.id,
        email=address,
        roles=chosen,
        now=now,
    )
    language = person.language if person else organisation.language
    _send(session, link, address, language, now=now)
    note(
        session, caller.actor, "member.invited", ("invitation", link.id),
        organisation=organisation.id, now=now, roles=[str(role) for role in chosen],
    )  # fmt: skip
    return link


def invite_operator(session: Session, email: str, *, language: str, now: datetime) -> Link:
    """Invite somebody to operate the platform; for the command line, which needs no rights."""
    address = accepted_email(email)
    _end_earlier(session, address, None, now=now)
    link = create_link(session, LinkPurpose.INVITATION, email=address, makes_operator=True, now=now)
    _send(session, link, address, language, now=now)
    note(
        session, "service", "operator.invited", ("invitation", link.id), organisation=None, now=now
    )
    return link


def list_invitations(session: Session, caller: Caller, *, now: datetime) -> Sequence[Link]:
    """Return the open invitations of the caller's organisation, the newest first."""
    caller.require(Right.MEMBERS)
    return session.scalars(
        select(Link).where(*_open_here(caller, now)).order_by(Link.created_at.desc(), Link.id)
    ).all()


def send_again(session: Session, caller: Caller, invitation_id: UUID, *, now: datetime) -> Link:
    """Send an open invitation once more; the link in the earlier mail stops working then."""
    caller.require(Right.MEMBERS)
    link = _own_invitation(session, caller, invitation_id, now=now)
    organisation = session.get_one(Organisation, caller.organisation_id)
    _send(session, link, link.email or "", organisation.language, now=now)
    return link


def withdraw_invitation(
    session: Session, caller: Caller, invitation_id: UUID, *, now: datetime
) -> None:
    """Let an invitation not work any more; raises `InvitationNotFoundError`."""
    caller.require(Right.MEMBERS)
    link = _own_invitation(session, caller, invitation_id, now=now)
    link.used_at = now
    session.flush()
    note(
        session, caller.actor, "member.invitation-withdrawn", ("invitation", link.id),
        organisation=caller.organisation_id, now=now,
    )  # fmt: skip


def find_invitation(session: Session, token: str, *, now: datetime) -> Link:
    """Return the invitation of a link, without using it; raises `LinkUnusableError`."""
    return look_up(session, token, LinkPurpose.INVITATION, now=now)


def accept(
    session: Session,
    passwords: Passwords,
    token: str,
    *,
    login: Login | None,
    account: NewAccount | None,
    now: datetime,
) -> tuple[Person, str]:
    """Accept as whoever is signed in, else with a new account; return the cookie's value too.

    Raises `UnauthenticatedError` when there is neither, and what the two ways raise.
    """
    if login is not None:
        person = accept_as(session, login.person.id, token, now=now)
        return person, renew_session(session, login.session_id)
    if account is None:
        raise UnauthenticatedError
    person = accept_as_new(session, passwords, token, account, now=now)
    return person, admit(session, person, now=now)


def accept_as_new(
    session: Session, passwords: Passwords, token: str, account: NewAccount, *, now: datetime
) -> Person:
    """Make the account of somebody who was invited; their mailbox is proven by the link.

    Raises `LinkUnusableError`, `PasswordRefusedError`, and `AccountExistsError` when there is an
    account with that address, which only its owner can join with (`accept_as`).
    """
    link = redeem(session, token, LinkPurpose.INVITATION, now=now)
    email = _address(link)
    if find_person_by_email(session, email) is not None:
        raise AccountExistsError
    names = [account.name, *_organisation_names(session, link)]
    password = accepted_password(account.password, email=email, names=names)
    person = create_person(
        session,
        email=email,
        name=account.name,
        password_hash=passwords.hashed(password),
        language=account.language,
        now=now,
    )
    return _admit(session, link, person, now=now)


def accept_as(session: Session, person_id: UUID, token: str, *, now: datetime) -> Person:
    """Let somebody who is signed in accept an invitation, whichever address it was sent to.

    Raises `LinkUnusableError`, `AlreadyMemberError`.
    """
    link = redeem(session, token, LinkPurpose.INVITATION, now=now)
    return _admit(session, link, get_person(session, person_id), now=now)


def accept_with_identity(
    session: Session, token: str, *, email: str, name: str, language: str, now: datetime
) -> Person:
    """Make an account without a password for whom a provider vouches (rule 30).

    `email` is what the provider says and has checked; it must be the invited address. Raises
    `LinkUnusableError` otherwise, and `AccountExistsError`.
    """
    link = redeem(session, token, LinkPurpose.INVITATION, now=now)
    if normalised_email(email) != normalised_email(_address(link)):
        raise LinkUnusableError
    person = create_person(
        session, email=email, name=name, password_hash=None, language=language, now=now
    )
    return _admit(session, link, person, now=now)


def _admit(session: Session, link: Link, person: Person, *, now: datetime) -> Person:
    if link.organisation_id is not None:
        roles = [Role(role) for role in link.roles]
        add_member(session, link.organisation_id, person, roles, now=now)
    if link.makes_operator and not person.is_operator:
        person.is_operator = True
        session.flush()
        note(
            session, f"person:{person.id}", "operator.joined", ("person", person.id),
            organisation=None, now=now,
        )  # fmt: skip
    return person


def _send(session: Session, link: Link, address: str, language: str, *, now: datetime) -> None:
    queue_mail(
        session,
        MailKind.INVITATION,
        recipient=address,
        language=language,
        now=now,
        organisation_id=link.organisation_id,
        link_id=link.id,
    )


def _end_earlier(
    session: Session, address: str, organisation_id: UUID | None, *, now: datetime
) -> None:
    earlier = session.scalars(
        select(Link).where(
            Link.purpose == LinkPurpose.INVITATION,
            Link.used_at.is_(None),
            Link.organisation_id == organisation_id,
        )
    )
    key = normalised_email(address)
    ended = [link.id for link in earlier if normalised_email(_address(link)) == key]
    session.execute(update(Link).where(Link.id.in_(ended)).values(used_at=now))


def _own_invitation(
    session: Session, caller: Caller, invitation_id: UUID, *, now: datetime
) -> Link:
    found = session.scalar(select(Link).where(Link.id == invitation_id, *_open_here(caller, now)))
    if found is None:
        raise InvitationNotFoundError(id=invitation_id)
    return found


def _open_here(caller: Caller, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Link.purpose == LinkPurpose.INVITATION,
        Link.organisation_id == caller.organisation_id,
        Link.used_at.is_(None),
        Link.expires_at > now,
    )


def _is_member(session: Session, organisation_id: UUID, person_id: UUID) -> bool:
    found = session.scalar(
        select(Membership.id).where(
            Membership.organisation_id == organisation_id, Membership.person_id == person_id
        )
    )
    return found is not None


def _organisation_names(session: Session, link: Link) -> list[str]:
    if link.organisation_id is None:
        return []
    return list(session.get_one(Organisation, link.organisation_id).names.values())


def _address(link: Link) -> str:
    if link.email is None:
        raise LinkUnusableError
    return link.email
