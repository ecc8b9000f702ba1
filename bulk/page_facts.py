"""What pages about batches say besides their rows: of which template, and whether a file is kept.

Read only; the names of templates are those of their newest versions.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from issuer.achievement_records import own_achievement
from issuer.award_errors import AchievementNotActiveError
from issuer.callers import Caller
from issuer.documents.content import AchievementContent
from issuer.editions import content_of, version_numbered
from issuer.models import (
    Achievement,
    AchievementState,
    AchievementVersion,
    Batch,
    BatchFile,
    Organisation,
)
from issuer.rights import Right


@dataclass(frozen=True)
class ShownTemplate:
    """A template as it is awarded, in one of its languages."""

    achievement: Achievement
    content: AchievementContent
    language: str
    """That of the reader, if the template has it."""

    @property
    def title(self) -> str:
        """The name in `language`."""
        return self.content.texts[self.language].name


def shown_template(
    session: Session, caller: Caller, achievement_id: UUID, language: str
) -> ShownTemplate:
    """Return a template of the caller's organisation; raises `AchievementNotFoundError`.

    Raises `AchievementNotActiveError` for one without any version.
    """
    achievement = own_achievement(session, caller, achievement_id)
    number = achievement.active_version or achievement.version
    version = version_numbered(session, achievement.id, number)
    if version is None:
        raise AchievementNotActiveError(state=achievement.state)
    content = content_of(version)
    return ShownTemplate(achievement, content, _spoken(content, language))


def awardable_template(
    session: Session, caller: Caller, achievement_id: UUID, language: str
) -> ShownTemplate:
    """Return a template that can be awarded now.

    Raises `ForbiddenError`, `AchievementNotFoundError` and `AchievementNotActiveError`.
    """
    caller.require(Right.AWARD)
    template = shown_template(session, caller, achievement_id, language)
    if template.achievement.state != AchievementState.ACTIVE:
        raise AchievementNotActiveError(state=template.achievement.state)
    return template


def titles_of(
    session: Session, caller: Caller, achievements: Collection[UUID], language: str
) -> Mapping[UUID, tuple[str, str]]:
    """Return the names of templates of the caller's organisation, each with its language."""
    caller.require(Right.READ)
    found = session.execute(
        select(Achievement.id, AchievementVersion)
        .join(AchievementVersion, AchievementVersion.achievement_id == Achievement.id)
        .where(
            Achievement.id.in_(achievements),
            Achievement.organisation_id == caller.organisation_id,
            AchievementVersion.number == Achievement.version,
        )
    )
    contents = {achievement: content_of(version) for achievement, version in found}
    spoken = {key: _spoken(content, language) for key, content in contents.items()}
    return {
        key: (content.texts[spoken[key]].name, spoken[key]) for key, content in contents.items()
    }


def has_file(session: Session, batch: Batch) -> bool:
    """Tell whether the file of a batch is still kept, without reading it."""
    return bool(session.scalar(select(exists().where(BatchFile.batch_id == batch.id))))


def has_unseen_rival(session: Session, batch: Batch) -> bool:
    """Tell whether another batch of the template awards people whom the check did not find yet.

    That is one which was confirmed and had not ended when this one was checked: somebody who is in
    both has no warning that says so.
    """
    rival = exists().where(
        Batch.achievement_id == batch.achievement_id,
        Batch.id != batch.id,
        Batch.confirmed_at.is_not(None),
        or_(Batch.finished_at.is_(None), Batch.finished_at >= batch.checked_at),
        Batch.undone_at.is_(None),
    )
    return bool(session.scalar(select(rival)))


def organisation_of(session: Session, batch: Batch) -> Organisation:
    """Return the organisation that a batch belongs to."""
    return session.get_one(Organisation, batch.organisation_id)


def _spoken(content: AchievementContent, language: str) -> str:
    return language if language in content.languages else content.default_language
