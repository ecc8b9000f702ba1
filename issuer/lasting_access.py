"""What lasts beyond a session: API keys, invitations and confirmed batches, and when they end.

Whoever makes a key has seen its secret, and whoever invites may choose a second mailbox of their
own. So with the right to give such access, by leaving or by losing the role, all that was given
and could still be used goes too (decision 0024). What they let be awarded later waits then for
somebody who may award.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.callers import Caller
from issuer.errors import ForbiddenError
from issuer.locks import lock
from issuer.models import (
    ApiKey,
    AuditEntry,
    Batch,
    BatchState,
    Link,
    LinkPurpose,
    Membership,
    Organisation,
    Person,
)
from issuer.rights import Right, rights_of
from issuer.text.emails import normalised_email

INVITED = "member.invited"
"""How the audit trail calls an invitation; its actor is who invited."""

_PERSON, _KEY = "person:", "api-key:"
"""How the audit trail begins the names of people and of programs."""
_CONFIRMER_LEFT: Mapping[str, str] = MappingProxyType({
    "code": "confirmer-left",
    "en": "Whoever confirmed this batch has no access any more, so it was paused before it began. "
    "Whoever resumes it awards it in their own name.",
    "pl": "Osoba, która zatwierdziła ten import, nie ma już dostępu, dlatego wstrzymaliśmy go "
    "przed rozpoczęciem. Kto go wznowi, przyzna poświadczenia we własnym imieniu.",
})  # fmt: skip


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


def who_is_behind(session: Session, actor: str) -> str:
    """Return the name of an actor, or of whoever made the key if it is a program's.

    Keys that the command line made belong to nobody; all of them count as one.
    """
    if not actor.startswith(_KEY):
        return actor
    key_id = actor.removeprefix(_KEY)
    person = session.scalar(select(ApiKey.created_by).where(ApiKey.id == key_id))
    return _KEY if person is None else f"{_PERSON}{person}"


def has_right_still(session: Session, organisation_id: UUID, actor: str, right: Right) -> bool:
    """Tell whether a person or a program may do something in an organisation as of now.

    Whoever is neither of them, such as the service itself, may. Whoever calls has locked the
    organisation.
    """
    if actor.startswith(_KEY):
        scopes = session.scalar(
            select(ApiKey.scopes).where(
                ApiKey.id == actor.removeprefix(_KEY),
                ApiKey.organisation_id == organisation_id,
                ApiKey.revoked_at.is_(None),
            )
        )
        return right in (scopes or ())
    if actor.startswith(_PERSON):
        roles = session.scalar(
            select(Membership.roles).where(
                Membership.organisation_id == organisation_id,
                Membership.person_id == UUID(actor.removeprefix(_PERSON)),
            )
        )
        return right in rights_of(roles or ())
    return True


def hold_batches_of(
    session: Session, caller: Caller, actors: Sequence[str], *, now: datetime
) -> None:
    """Take back what these actors let be awarded by batches that have not begun.

    What they approved waits for somebody else to approve it; what they confirmed is paused, and
    says why. Whoever calls has locked the organisation.
    """
    batches = session.scalars(
        select(Batch)
        .where(
            Batch.organisation_id == caller.organisation_id,
            or_(
                (Batch.state == BatchState.CHECKED) & Batch.approved_by.in_(actors),
                (Batch.state == BatchState.CONFIRMED) & Batch.confirmed_by.in_(actors),
            ),
        )
        .order_by(Batch.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    for batch in batches:
        if batch.state == BatchState.CHECKED:
            batch.approved_by, action = None, "batch.approval-withdrawn"
            batch.due_at = None  # The time was theirs too.
        else:
            batch.state, action = BatchState.PAUSED, "batch.paused"
            batch.failure = dict(_CONFIRMER_LEFT)
        _note_end(session, caller, action, ("batch", batch.id), now)


def end_access_given_by(session: Session, caller: Caller, person: Person, *, now: datetime) -> None:
    """End the keys and open invitations that `person` made in the caller's organisation.

    Also those that a program with one of these keys made, and open invitations to the address of
    `person`. Batches that they let be awarded later are held, those of `person` only if they may
    award no more. Each stands in the audit trail. Whoever calls has locked the organisation.
    """
    keys = _keys_of(session, caller.organisation_id, person.id)
    for key in keys:
        if key.revoked_at is None:
            key.revoked_at = now
            _note_end(session, caller, "api-key.revoked", ("api-key", key.id), now)
    own, programs = f"{_PERSON}{person.id}", [f"{_KEY}{key.id}" for key in keys]
    session.flush()
    stays = has_right_still(session, caller.organisation_id, own, Right.AWARD)
    hold_batches_of(session, caller, programs if stays else [own, *programs], now=now)
    actors = [own, *programs]
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
