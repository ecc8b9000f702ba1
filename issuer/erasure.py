"""Erasing recipients: everything that names them goes, the status entry stays (rule 34).

An award is erased as a row that remembers that there was one: its public address answers 410, and
its place in the status list goes on saying whether copies that were given away are revoked. Nothing
is left that could be signed again.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, delete, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from issuer.audit import note
from issuer.award_records import award_of
from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.erasing_rows import erase_rows_of_award, erase_rows_to
from issuer.errors import Fault, InvalidInputError
from issuer.generations import revoke_generations
from issuer.idempotency import erase_answers
from issuer.locks import lock, lock_awards
from issuer.models import (
    AuditEntry,
    Award,
    Delivery,
    Erasure,
    Form,
    Generation,
    Link,
    LoginSession,
    Mail,
    Organisation,
    Upload,
)
from issuer.outbox import announce, remember_job
from issuer.rights import Right
from issuer.text.emails import normalised_email
from issuer.text.errors import TextError
from issuer.verification_reports.kept import erase_reports

_EMPTY: dict[str, Any] = {
    **dict.fromkeys(
        (
            "first_name", "last_name", "email", "email_key", "email_salt", "sort_name",
            "search_last_name", "search_first_name", "search_number", "narrative",
            "certificate_number", "activity_from", "activity_to",
        )
    ),
    "evidence": [],
    "results": [],
    "published": False,
}  # fmt: skip
"""Everything of an award that tells who it was for or what they did."""


@dataclass(frozen=True)
class Erased:
    """What an erasure took away."""

    awards: Sequence[UUID]
    corrected: Sequence[UUID]
    """Awards of others, of which earlier versions had gone to the erased address."""


def erase_award(
    session: Session,
    caller: Caller,
    service: Collaborators,
    award_id: UUID,
    *,
    revoke: bool,
    now: datetime,
) -> Erased:
    """Erase whom an award of the caller's organisation was for, and revoke it if `revoke`.

    Raises `AwardNotFoundError`, `AwardErasedError`, and `KeyUnavailableError` when a status list
    cannot be signed.
    """
    caller.require(Right.ERASE)
    award = award_of(session, caller, award_id, for_change=True)
    mails = _erase(session, caller, service, award, revoke=revoke, now=now)
    queue_cleaning(session, caller.organisation_id, mails, now=now)
    return Erased([award.id], [])


def erase_recipient(
    session: Session,
    caller: Caller,
    service: Collaborators,
    email: str,
    *,
    revoke: bool,
    now: datetime,
) -> Erased:
    """Erase whoever has this address from every award of the caller's organisation.

    What was sent to the address before an award was corrected to another one goes as well: the
    earlier versions of that award. Raises `InvalidInputError` for what is no address, and
    `KeyUnavailableError`.
    """
    caller.require(Right.ERASE)
    key = _key(email)
    lock(session, Organisation, caller.organisation_id)
    spellings = _known_spellings(session, caller.organisation_id, email, key)
    found = _locked_awards(session, caller.organisation_id, key, spellings)
    awards = [award for award in found if award.email_key == key]
    corrected = [award for award in found if award.email_key != key]
    mails = [
        mail
        for award in awards
        for mail in _erase(session, caller, service, award, revoke=revoke, now=now)
    ]
    erase_rows_to(session, caller.organisation_id, key, spellings)
    for award in corrected:
        mails += _erase_corrected(session, caller, award, spellings, now)
    if found:
        queue_cleaning(session, caller.organisation_id, mails, now=now)
    return Erased([award.id for award in awards], [award.id for award in corrected])


def queue_cleaning(
    session: Session, organisation_id: UUID | None, mails: Collection[UUID], *, now: datetime
) -> None:
    """Let a job delete these mails where they were filed, and clean the database's files."""
    names = [str(mail) for mail in mails]
    erasure = Erasure(organisation_id=organisation_id, mails=names, due_at=now, created_at=now)
    session.add(erasure)
    session.flush()
    remember_job(session, "erasure", erasure.id)


def clear_mails(session: Session, which: ColumnElement[bool]) -> list[UUID]:
    """Take the address off mails and cancel those that wait; return their ids.

    Their links are let go, and can be deleted then.
    """
    waits = Mail.state == Delivery.QUEUED
    cleared = session.execute(
        update(Mail)
        .where(which)
        .values(
            recipient=None,
            link_id=None,
            state=case((waits, Delivery.CANCELLED), else_=Mail.state),
        )
        .returning(Mail.id)
        .execution_options(synchronize_session=False)
    )
    return list(cleared.scalars())


def clear_audit_texts(session: Session, organisation_id: UUID | None, subject: UUID) -> None:
    """Delete what people wrote about a subject, with the nonces; the digests stay (rule 33)."""
    session.execute(
        update(AuditEntry)
        .where(
            AuditEntry.organisation_id == organisation_id,
            AuditEntry.subject_id == str(subject),
            AuditEntry.text.is_not(None),
        )
        .values(text=None, text_nonce=None)
        .execution_options(synchronize_session=False)
    )


def spellings_of(addresses: Collection[str]) -> set[str]:
    """Return the ways in which an address may stand in a row."""
    trimmed = {address.strip() for address in addresses if address.strip()}
    return trimmed | {address.lower() for address in trimmed}


def is_spelt(
    column: InstrumentedAttribute[str | None], spellings: Collection[str]
) -> ColumnElement[bool]:
    """Return the condition that an address is one of these, capitals or not."""
    return or_(column.in_(spellings), func.lower(column).in_(spellings))


def _known_spellings(session: Session, organisation_id: UUID, email: str, key: str) -> set[str]:
    """Return the ways in which an address is written here."""
    written = session.scalars(
        select(Award.email).where(Award.organisation_id == organisation_id, Award.email_key == key)
    )
    return spellings_of([email, key, *(address or "" for address in written)])


def _locked_awards(
    session: Session, organisation_id: UUID, key: str, spellings: Collection[str]
) -> Sequence[Award]:
    """Return the awards to an address, and those that once were: all locked at once, in order."""
    now = select(Award.id).where(Award.organisation_id == organisation_id, Award.email_key == key)
    before = select(Mail.award_id).where(
        Mail.organisation_id == organisation_id,
        Mail.award_id.is_not(None),
        is_spelt(Mail.recipient, spellings),
    )
    # One question each: each has its index, and both together would have none.
    ids = {*session.scalars(now), *session.scalars(before)}
    return lock_awards(session, select(Award).where(Award.id.in_(ids)))


def _erase(
    session: Session,
    caller: Caller,
    service: Collaborators,
    award: Award,
    *,
    revoke: bool,
    now: datetime,
) -> list[UUID]:
    """Erase one award, and return the ids of its mails."""
    if revoke and award.revoked_at is None:
        _revoke(session, service, award, now)
    for name, value in _EMPTY.items():
        setattr(award, name, value)
    award.erased_at = now
    if award.delivery == Delivery.QUEUED:
        award.delivery = Delivery.CANCELLED
    session.flush()
    _delete_forms(session, award.id)
    session.execute(
        update(Upload)
        .where(Upload.award_id == award.id)
        .values(content=None, name=None, sha256="", size=0)
    )
    erase_answers(session, award.id)
    erase_reports(session, award.credential_id)
    erase_rows_of_award(session, award.organisation_id, award.id)
    mails = clear_mails(session, Mail.award_id == award.id)
    session.execute(delete(Link).where(Link.award_id == award.id))
    session.execute(delete(LoginSession).where(LoginSession.award_id == award.id))
    clear_audit_texts(session, award.organisation_id, award.id)
    _note(session, caller, "award.erased", award.id, now, revoked=award.revoked_at is not None)
    return mails


def _revoke(session: Session, service: Collaborators, award: Award, now: datetime) -> None:
    organisation = session.get_one(Organisation, award.organisation_id)
    revoke_generations(session, service, organisation, award, now=now)
    award.revoked_at = now
    ids = {"award": str(award.id), "achievement": str(award.achievement_id)}
    announce(session, award.organisation_id, "revoked", ids, now=now)


def _delete_forms(session: Session, award_id: UUID, *, before: int | None = None) -> None:
    """Delete the signed forms of all generations of an award, or of those `before` one."""
    generations = Generation.award_id == award_id
    named = select(Generation.id).where(generations)
    if before is not None:
        named = named.where(Generation.number < before)
    session.execute(
        delete(Form)
        .where(Form.generation_id.in_(named))
        .execution_options(synchronize_session=False)
    )
    session.execute(update(Generation).where(generations).values(reason=None))


def _erase_corrected(
    session: Session, caller: Caller, award: Award, spellings: Collection[str], now: datetime
) -> list[UUID]:
    """Erase an address from an award that belongs to another one now.

    Returns the ids of the mails that had gone to the address.
    """
    _delete_forms(session, award.id, before=award.generation)
    erase_reports(session, award.credential_id)
    clear_audit_texts(session, caller.organisation_id, award.id)
    theirs = (Mail.award_id == award.id) & is_spelt(Mail.recipient, spellings)
    mails = clear_mails(session, theirs)
    _note(session, caller, "award.earlier-erased", award.id, now)
    return mails


def _key(email: str) -> str:
    try:
        return normalised_email(email)
    except TextError as e:
        raise InvalidInputError([Fault("/email", e.code, e.message("en"), e.message("pl"))]) from e


def _note(
    session: Session,
    caller: Caller,
    action: str,
    award: UUID,
    now: datetime,
    *,
    revoked: bool | None = None,
) -> None:
    facts: dict[str, Any] = {} if revoked is None else {"revoked": revoked}
    organisation = caller.organisation_id
    subject = ("award", award)
    note(session, caller.actor, action, subject, organisation=organisation, now=now, **facts)
