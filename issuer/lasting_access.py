"""Access that lasts beyond a session: API keys and invitations, and when they end.

Whoever makes a key has seen its secret, and whoever invites may choose a second mailbox of their
own. So with the right to give such access, by leaving or by losing the role, all that was given
and could still be used goes too (decision 0024).
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.callers import Caller
from issuer.errors import ForbiddenError
from issuer.locks import lock
from issuer.models import ApiKey, AuditEntry, Link, LinkPurpose, Membership, Organisation, Person
from issuer.rights import Right, rights_of
from issuer.text.emails import normalised_email

INVITED = "member.invited"
"""How the audit trail calls an invitation; its actor is who invited."""


def check_giver(session: Session, caller: Caller) -> None:
    """Raise `ForbiddenError` if the caller lost the right to give access since the request began.

    The organisation is locked: who is removed at the same time gives nothing afterwards.
    """
    lock(session, Organisation, caller.organisation_id)
    if caller.person_id is not None:
        roles = session.scalar(
            select(Membership.roles).where(
                Membership.organisation_id == caller.organisation_id,
                Membership.person_id == caller.person_id,
            )
        )
        if Right.MEMBERS not in rights_of(roles or ()):
            raise ForbiddenError
    if caller.api_key_id is not None:
        revoked_at = select(ApiKey.revoked_at).where(ApiKey.id == caller.api_key_id)
        if session.scalar(revoked_at) is not None:
            raise ForbiddenError


def person_behind(session: Session, caller: Caller) -> UUID | None:
    """Return who gives access: the person who asks, or who made the key of the program."""
    if caller.api_key_id is None:
        return caller.person_id
    return session.scalar(select(ApiKey.created_by).where(ApiKey.id == caller.api_key_id))


def end_access_given_by(session: Session, caller: Caller, person: Person, *, now: datetime) -> None:
    """End the keys and open invitations that `person` made in the caller's organisation.

    Also those that a program with one of these keys made, and open invitations to the address of
    `person`. Each stands in the audit trail. Whoever calls has locked the organisation.
    """
    keys = _keys_of(session, caller.organisation_id, person.id)
    for key in keys:
        if key.revoked_at is None:
            key.revoked_at = now
            _note_end(session, caller, "api-key.revoked", ("api-key", key.id), now)
    actors = [f"person:{person.id}", *(f"api-key:{key.id}" for key in keys)]
    for link in _open_invitations(session, caller.organisation_id, actors, person, now):
        link.used_at = now
        _note_end(session, caller, "member.invitation-withdrawn", ("invitation", link.id), now)
    session.flush()


def _keys_of(session: Session, organisation_id: UUID, person_id: UUID) -> Sequence[ApiKey]:
    return session.scalars(
        select(ApiKey)
        .where(ApiKey.organisation_id == organisation_id, ApiKey.created_by == person_id)
        .order_by(ApiKey.id)
    ).all()


def _open_invitations(
    session: Session,
    organisation_id: UUID,
    actors: Sequence[str],
    person: Person,
    now: datetime,
) -> list[Link]:
    rows = session.scalars(
        select(Link)
        .where(
            Link.purpose == LinkPurpose.INVITATION,
            Link.organisation_id == organisation_id,
            Link.used_at.is_(None),
            Link.expires_at > now,
        )
        .order_by(Link.id)
    ).all()
    sent = set(
        session.scalars(
            select(AuditEntry.subject_id).where(
                AuditEntry.organisation_id == organisation_id,
                AuditEntry.action == INVITED,
                AuditEntry.actor.in_(actors),
                AuditEntry.subject_id.in_([str(link.id) for link in rows]),
            )
        )
    )
    return [link for link in rows if str(link.id) in sent or _is_for(person, link)]


def _is_for(person: Person, link: Link) -> bool:
    return link.email is not None and normalised_email(link.email) == person.email_key


def _note_end(
    session: Session, caller: Caller, action: str, subject: tuple[str, UUID | str], now: datetime
) -> None:
    note(
        session, caller.actor, action, subject,
        organisation=caller.organisation_id, now=now, because="giver-lost-the-right",
    )  # fmt: skip
