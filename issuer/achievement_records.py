"""A template as a record: found in its organisation, locked while it changes, noted after."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from issuer.achievement_errors import (
    AchievementChangedError,
    AchievementNotFoundError,
    AchievementStateError,
)
from issuer.audit import note
from issuer.callers import Caller
from issuer.editions import version_numbered
from issuer.locks import lock_found
from issuer.models import Achievement, AchievementState, AchievementVersion, Organisation
from issuer.organisations import check_open
from issuer.rights import Right


def own_achievement(session: Session, caller: Caller, achievement_id: UUID) -> Achievement:
    """Return a template of the caller's organisation; or raise `AchievementNotFoundError`."""
    caller.require(Right.READ)
    achievement = session.scalar(_owned(caller, achievement_id))
    if achievement is None:
        raise AchievementNotFoundError(achievement=achievement_id)
    return achievement


def locked_achievement(
    session: Session, caller: Caller, achievement_id: UUID, *, revision: int | None = None
) -> Achievement:
    """Return a template to change, which nobody else changes until the commit.

    Requires the right to templates, an open organisation and, if given, the current revision.
    """
    caller.require(Right.TEMPLATES)
    achievement = lock_found(session, _owned(caller, achievement_id))
    if achievement is None:
        raise AchievementNotFoundError(achievement=achievement_id)
    check_open(session.get_one(Organisation, achievement.organisation_id))
    if revision is not None and revision != achievement.revision:
        raise AchievementChangedError(revision=achievement.revision)
    return achievement


def newest_version(session: Session, achievement: Achievement) -> AchievementVersion:
    """Return the newest version of a template, activated or not."""
    version = version_numbered(session, achievement.id, achievement.version)
    if version is None:
        raise AchievementNotFoundError(achievement=achievement.id)
    return version


def require_state(achievement: Achievement, *allowed: AchievementState) -> None:
    """Raise `AchievementStateError` unless the template is in one of the `allowed` states."""
    if achievement.state not in allowed:
        raise AchievementStateError(achievement.state)


def touch(achievement: Achievement, now: datetime) -> None:
    """Mark the template as changed, so that other editors notice."""
    achievement.revision += 1
    achievement.updated_at = now


def note_change(
    session: Session, caller: Caller, action: str, achievement: Achievement, *, now: datetime
) -> None:
    """Add the audit row that `action` was done to the template."""
    note(
        session,
        caller.actor,
        action,
        ("achievement", achievement.id),
        organisation=achievement.organisation_id,
        now=now,
        version=achievement.version,
        revision=achievement.revision,
    )


def _owned(caller: Caller, achievement_id: UUID) -> Select[Achievement]:
    return select(Achievement).where(
        Achievement.id == achievement_id,
        Achievement.organisation_id == caller.organisation_id,
    )
