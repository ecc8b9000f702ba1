"""What can happen to an award afterwards: resend, correct, revoke."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.award_errors import AlreadyRevokedError, InvalidAwardError
from issuer.award_records import award_of, claim_uploads, fill
from issuer.award_rules import LONGEST_PROSE, NewAward, check_award
from issuer.awards import check_clock
from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.errors import Fault
from issuer.generations import add_generation, revoke_generations, subject_of_award
from issuer.models import (
    Achievement,
    Award,
    AwardState,
    Delivery,
    Link,
    LoginSession,
    MailKind,
    Organisation,
)
from issuer.organisations import check_open
from issuer.outbox import announce, queue_mail
from issuer.rights import Right
from issuer.text.errors import MissingTextError, TextError
from issuer.text.names import long_text


def revoke_award(
    session: Session,
    caller: Caller,
    collaborators: Collaborators,
    award_id: UUID,
    reason: str,
    *,
    now: datetime,
) -> Award:
    """Revoke every generation of an award, for ever, and return the award.

    Raises `AwardNotFoundError`, `AlreadyRevokedError`, `AwardErasedError`, `InvalidAwardError` for
    a reason that is missing or too long, `KeyUnavailableError`.
    """
    caller.require(Right.AWARD)
    award = _changeable(session, caller, award_id)
    text = accepted_reason(reason)
    organisation = session.get_one(Organisation, award.organisation_id)
    revoke_generations(session, collaborators, organisation, award, now=now)
    award.revoked_at = now
    _note(session, caller, "award.revoked", award, now, text=text)
    _mail(session, MailKind.REVOCATION, award, now)
    ids = {"award": str(award.id), "achievement": str(award.achievement_id)}
    announce(session, award.organisation_id, "revoked", ids, now=now)
    return award


def correct_award(
    session: Session,
    caller: Caller,
    collaborators: Collaborators,
    award_id: UUID,
    correction: NewAward,
    reason: str,
    *,
    now: datetime,
) -> Award:
    """Make a new generation with the corrected fields; those before it are revoked.

    The public address stays and shows the corrected badge. Another e-mail address means another
    mailbox: what the first one could open is closed, and the new one claims anew.

    Raises what `award_achievement` raises for faults and keys, and `AlreadyRevokedError`.
    """
    caller.require(Right.AWARD)
    award = _changeable(session, caller, award_id)
    check_clock(session, award.organisation_id, now)
    subject = subject_of_award(session, award)
    check_open(subject.organisation)
    zone = ZoneInfo(subject.organisation.time_zone)
    accepted, faults = check_award(
        correction, subject.content, zone, now=now, awarded_at=award.awarded_at
    )
    text = accepted_reason(reason)
    if accepted is None:
        raise InvalidAwardError(faults)
    mailbox = award.email_key
    fill(award, accepted)
    claim_uploads(session, award, accepted)
    generation = add_generation(session, collaborators, subject, award, now=now, reason=text)
    revoke_generations(
        session, collaborators, subject.organisation, award, before=generation.number, now=now
    )
    _offer_again(award)
    if award.email_key != mailbox:
        _close_first_mailbox(session, award, now)
    _note(session, caller, "award.corrected", award, now, text=text, number=generation.number)
    _mail(session, MailKind.CORRECTION, award, now)
    return award


def resend_award(session: Session, caller: Caller, award_id: UUID, *, now: datetime) -> Award:
    """Queue the mail with the link of an award once more, and return the award.

    Raises `AwardNotFoundError`, `AlreadyRevokedError`, `AwardErasedError`.
    """
    caller.require(Right.AWARD)
    award = _changeable(session, caller, award_id)
    _offer_again(award)
    _note(session, caller, "award.resent", award, now)
    _mail(session, MailKind.AWARD, award, now)
    return award


def _offer_again(award: Award) -> None:
    """Let who declined by mistake, or was not meant, be asked again."""
    if award.state == AwardState.DECLINED:
        award.state = AwardState.AWARDED


def _changeable(session: Session, caller: Caller, award_id: UUID) -> Award:
    award = award_of(session, caller, award_id, for_change=True)
    if award.revoked_at is not None:
        raise AlreadyRevokedError
    return award


def _close_first_mailbox(session: Session, award: Award, now: datetime) -> None:
    """End the links that the first address was sent, and let the new one claim."""
    session.execute(
        update(Link).where(Link.award_id == award.id, Link.used_at.is_(None)).values(used_at=now)
    )
    session.execute(delete(LoginSession).where(LoginSession.award_id == award.id))
    if award.state == AwardState.CLAIMED:
        session.execute(
            update(Achievement)
            .where(Achievement.id == award.achievement_id)
            .values(claimed_count=Achievement.claimed_count - 1)
        )
    award.state, award.claimed_at = AwardState.AWARDED, None
    award.published = award.hidden = False


def accepted_reason(reason: str) -> str:
    """Return why something was changed, as people read it; raises `InvalidAwardError`."""
    try:
        text = long_text(reason, LONGEST_PROSE)
        if not text:
            raise MissingTextError
    except TextError as e:
        fault = Fault("/reason", e.code, e.message("en"), e.message("pl"))
        raise InvalidAwardError([fault]) from e
    return text


def _note(
    session: Session,
    caller: Caller,
    action: str,
    award: Award,
    now: datetime,
    *,
    text: str | None = None,
    number: int | None = None,
) -> None:
    note(
        session,
        caller.actor,
        action,
        ("award", award.id),
        organisation=award.organisation_id,
        now=now,
        text=text,
        **({"generation": number} if number else {}),
    )


def _mail(session: Session, kind: MailKind, award: Award, now: datetime) -> None:
    award.delivery = Delivery.QUEUED
    queue_mail(
        session,
        kind,
        recipient=str(award.email),
        language=award.language,
        now=now,
        organisation_id=award.organisation_id,
        award_id=award.id,
    )
