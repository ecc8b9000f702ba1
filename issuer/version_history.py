"""The versions of a template, for its staff: who wrote each, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.achievement_records import own_achievement
from issuer.callers import Caller
from issuer.documents.content import AchievementContent
from issuer.editions import content_of
from issuer.models import Achievement, AchievementVersion, Person


@dataclass(frozen=True)
class HistoryEntry:
    """A version, and who began it."""

    version: AchievementVersion
    content: AchievementContent
    author: Person | None
    """None for a program, and for somebody whose account was erased."""


@dataclass(frozen=True)
class VersionHistory:
    """All versions of a template, the newest first."""

    achievement: Achievement
    entries: Sequence[HistoryEntry]

    def entry(self, number: int) -> HistoryEntry | None:
        """Return the version of this number, or none."""
        return next((each for each in self.entries if each.version.number == number), None)


def read_version_history(session: Session, caller: Caller, achievement_id: UUID) -> VersionHistory:
    """Return the versions of a template of the caller's organisation.

    Raises `AchievementNotFoundError`.
    """
    achievement = own_achievement(session, caller, achievement_id)
    rows = session.execute(
        select(AchievementVersion, Person)
        .outerjoin(Person, Person.id == AchievementVersion.created_by)
        .where(AchievementVersion.achievement_id == achievement.id)
        .order_by(AchievementVersion.number.desc())
    )
    entries = [HistoryEntry(version, content_of(version), person) for version, person in rows]
    return VersionHistory(achievement, entries)
