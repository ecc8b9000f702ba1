"""What the badges of one template have in common while many of them are made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from issuer.awards import check_clock, locked_subject
from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.documents.content import AchievementContent
from issuer.documents.credential import CommonParts, common_parts
from issuer.editions import edition_of
from issuer.issuer_keys import Signers, methods_of, signers_of
from issuer.locks import lock
from issuer.models import Achievement, AchievementState, DuplicatePolicy, Organisation
from issuer.organisations import check_open, issuer_record
from issuer.rights import Right


@dataclass(frozen=True)
class Mould:
    """What all badges of a template have in common, as it is while they are made."""

    organisation_id: UUID
    achievement_id: UUID
    version_id: UUID
    version: int
    policy: DuplicatePolicy
    content: AchievementContent
    zone: ZoneInfo
    common: Mapping[str, CommonParts]
    """By language."""
    signers: Signers


def mould_of(
    session: Session,
    caller: Caller,
    collaborators: Collaborators,
    achievement_id: UUID,
    *,
    now: datetime,
) -> Mould:
    """Return what badges of an active template have in common; it is locked until the commit.

    Raises what `issuer.awards.award_achievement` raises before it looks at the recipient.
    """
    caller.require(Right.AWARD)
    subject = locked_subject(session, caller, achievement_id)
    check_open(subject.organisation)
    check_clock(session, subject.organisation.id, now)
    base_url = collaborators.settings.base_url
    issuer = issuer_record(subject.organisation, base_url)
    return Mould(
        organisation_id=subject.organisation.id,
        achievement_id=achievement_id,
        version_id=subject.version.id,
        version=subject.version.number,
        policy=subject.achievement.duplicate_policy,
        content=subject.content,
        zone=ZoneInfo(subject.organisation.time_zone),
        common={
            language: common_parts(issuer, edition_of(session, base_url, subject.version, language))
            for language in subject.content.languages
        },
        signers=signers_of(session, collaborators, subject.organisation),
    )


def is_as_it_was(session: Session, mould: Mould, caller: Caller) -> bool:
    """Tell whether what was cast with `mould` may be stored, and keep it so until the commit.

    Whoever changes the template, the organisation or its keys waits, and whoever else stores.
    """
    lock(session, Organisation, mould.organisation_id)
    lock(session, Achievement, mould.achievement_id)
    organisation = session.get_one(Organisation, mould.organisation_id)
    achievement = session.get_one(Achievement, mould.achievement_id)
    if (
        organisation.closed_at is not None
        or achievement.state != AchievementState.ACTIVE
        or achievement.active_version != mould.version
        or achievement.duplicate_policy != mould.policy
        or caller.organisation != mould.organisation_id
    ):
        return False
    signers = mould.signers
    methods = signers.embedded.verification_method, signers.token.verification_method
    return methods == methods_of(session, organisation)
