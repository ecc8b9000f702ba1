"""Awarding: the one way to make an award.

Everything of an award is one transaction: the record, both signed forms, the status entry, the
audit row, the mail and the calls of webhooks. Whoever calls commits; until then nothing is true.
"""

import secrets
from datetime import datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.achievement_errors import AchievementNotFoundError
from issuer.audit import note
from issuer.award_errors import (
    AchievementNotActiveError,
    AlreadyAwardedError,
    ClockWentBackError,
    InvalidAwardError,
)
from issuer.award_records import claim_uploads, fill
from issuer.award_rules import AcceptedAward, NewAward, check_award
from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.generations import Subject, add_generation, revoke_generations, subject_of
from issuer.locks import lock, lock_awards, lock_found
from issuer.models import (
    Achievement,
    AchievementState,
    AuditEntry,
    Award,
    AwardState,
    DuplicatePolicy,
    MailKind,
    Organisation,
)
from issuer.organisations import check_open
from issuer.outbox import announce, queue_mail
from issuer.rights import Right
from issuer.text.dates import local_day, polish_date

CLOCK_TOLERANCE = timedelta(seconds=300)


def award_achievement(
    session: Session,
    caller: Caller,
    collaborators: Collaborators,
    achievement_id: UUID,
    new: NewAward,
    *,
    now: datetime,
) -> Award:
    """Award an active template of the caller's organisation to one person, and return the award.

    Raises:
        ForbiddenError, AchievementNotFoundError, AchievementNotActiveError: as they say.
        OrganisationClosedError: it awards nothing any more.
        InvalidAwardError: with every fault in `new`.
        AlreadyAwardedError: the template denies a second award to the same address.
        UnsignableAwardError: the document holds what must not be signed.
        KeyUnavailableError, ClockWentBackError: nothing can be signed now.
    """
    caller.require(Right.AWARD)
    subject = locked_subject(session, caller, achievement_id)
    check_open(subject.organisation)
    check_clock(session, subject.organisation.id, now)
    zone = ZoneInfo(subject.organisation.time_zone)
    accepted, faults = check_award(new, subject.content, zone, now=now)
    if accepted is None:
        raise InvalidAwardError(faults)
    earlier = _earlier_awards(session, subject, accepted, zone)
    award = _record(caller, collaborators, subject, accepted, now)
    session.add(award)
    session.flush()
    claim_uploads(session, award, accepted)
    add_generation(session, collaborators, subject, award, now=now)
    subject.achievement.awarded_count += 1
    for old in earlier:
        revoke_generations(session, collaborators, subject.organisation, old, now=now)
        old.revoked_at, old.replaced_by_id = now, award.id
    _tell(session, caller, subject, award, earlier)
    return award


def check_clock(session: Session, organisation_id: UUID, now: datetime) -> None:
    """Refuse to issue with a clock that went back: it would date badges before earlier ones.

    Raises `ClockWentBackError`.
    """
    latest = session.scalar(
        select(AuditEntry.at)
        .where(AuditEntry.organisation_id == organisation_id)
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    if latest is not None and latest - now > CLOCK_TOLERANCE:
        raise ClockWentBackError(seconds=int((latest - now).total_seconds()))


def locked_subject(session: Session, caller: Caller, achievement_id: UUID) -> Subject:
    """Return a template of the caller's organisation, locked until the commit with its issuer.

    It cannot be archived meanwhile. The organisation is locked before: its keys sign, and its
    status list is written. Raises `AchievementNotFoundError`, `AchievementNotActiveError`.
    """
    lock(session, Organisation, caller.organisation_id)
    own = select(Achievement).where(
        Achievement.id == achievement_id,
        Achievement.organisation_id == caller.organisation_id,
    )
    achievement = lock_found(session, own)
    if achievement is None:
        raise AchievementNotFoundError(achievement=achievement_id)
    if achievement.state != AchievementState.ACTIVE or achievement.active_version is None:
        raise AchievementNotActiveError(state=achievement.state)
    return subject_of(session, achievement, achievement.active_version)


def _earlier_awards(
    session: Session, subject: Subject, accepted: AcceptedAward, zone: ZoneInfo
) -> list[Award]:
    """Return the awards that this one replaces; none unless the template says replace.

    Raises `AlreadyAwardedError` when the template denies a second one. The template is locked, so
    two at once cannot both find nothing.
    """
    policy = subject.achievement.duplicate_policy
    if policy == DuplicatePolicy.ALLOW:
        return []
    in_force = select(Award).where(
        Award.achievement_id == subject.achievement.id,
        Award.email_key == accepted.email_key,
        Award.revoked_at.is_(None),
    )
    found = sorted(lock_awards(session, in_force), key=lambda award: award.awarded_at, reverse=True)
    if found and policy == DuplicatePolicy.DENY:
        day = local_day(found[0].awarded_at, zone)
        raise AlreadyAwardedError(date=polish_date(day), award=found[0].id)
    return found


def _record(
    caller: Caller,
    collaborators: Collaborators,
    subject: Subject,
    accepted: AcceptedAward,
    now: datetime,
) -> Award:
    credential = uuid4()
    award = Award(
        id=uuid4(),
        organisation_id=subject.organisation.id,
        achievement_id=subject.achievement.id,
        version_id=subject.version.id,
        credential_uuid=credential,
        credential_id=f"{collaborators.settings.base_url}/credentials/{credential}",
        subject_id=f"urn:uuid:{uuid4()}",
        email_salt=secrets.token_hex(16),
        state=AwardState.AWARDED,
        awarded_at=now,
        awarded_by=caller.person_id,
        api_key_id=caller.api_key_id,
    )
    if collaborators.settings.is_demonstration:
        award.credential_id = f"urn:uuid:{credential}"
    fill(award, accepted)
    return award


def _tell(
    session: Session, caller: Caller, subject: Subject, award: Award, earlier: list[Award]
) -> None:
    """Write the audit row, the mail and the calls that tell of a new award."""
    organisation, now = subject.organisation.id, award.awarded_at
    replaced = [str(old.id) for old in earlier]
    note(
        session,
        caller.actor,
        "award.made",
        ("award", award.id),
        organisation=organisation,
        now=now,
        achievement=award.achievement_id,
        version=subject.version.number,
        replaces=replaced,
    )
    queue_mail(
        session,
        MailKind.AWARD,
        recipient=str(award.email),
        language=award.language,
        now=now,
        organisation_id=organisation,
        award_id=award.id,
    )
    ids = {"award": str(award.id), "achievement": str(award.achievement_id)}
    announce(session, organisation, "awarded", {**ids, "replaces": replaced}, now=now)
    for old in earlier:
        announce(session, organisation, "revoked", {**ids, "award": str(old.id)}, now=now)
