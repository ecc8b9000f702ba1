"""Invitations to work for an organisation, or to operate the platform."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.callers import Caller
from issuer.lasting_access import INVITED, check_giver
from issuer.links import create_link, look_up
from issuer.members import check_grant, checked_roles
from issuer.models import Link, LinkPurpose, MailKind, Membership, Organisation, Role
from issuer.outbox import queue_mail
from issuer.people import find_person_by_email
from issuer.people_errors import (
    AlreadyMemberError,
    InvitationNotFoundError,
    LinkUnusableError,
)
from issuer.rights import Right
from issuer.text.emails import accepted_email, normalised_email


def invite(
    session: Session, caller: Caller, email: str, roles: Collection[Role], *, now: datetime
) -> Link:
    """Invite somebody into the caller's organisation; an earlier invitation of theirs ends.

    The invitation ends too when who sent it may invite nobody any more.

    Raises `AlreadyMemberError`, `GrantTooWideError`, and `TextError` for a bad address.
    """
    caller.require(Right.MEMBERS)
    check_grant(caller, roles)
    check_giver(session, caller)
    organisation = session.get_one(Organisation, caller.organisation_id)
    return send_invitation(session, caller, organisation, email, roles, now=now)


def send_invitation(
    session: Session,
    caller: Caller,
    organisation: Organisation,
    email: str,
    roles: Collection[Role],
    *,
    now: datetime,
) -> Link:
    """Invite somebody into `organisation`, which the caller may do, as its caller has checked.

    Raises `AlreadyMemberError`, and `TextError` for a bad address.
    """
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
        session, caller.actor, INVITED, ("invitation", link.id),
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
    ended = [link.id for link in earlier if normalised_email(address_of(link)) == key]
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


def address_of(link: Link) -> str:
    """Return the address that was invited; raises `LinkUnusableError` once it is erased."""
    if link.email is None:
        raise LinkUnusableError
    return link.email
