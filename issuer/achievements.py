"""Achievements: what can be earned. Drafts are written, activated, changed, archived.

A template has versions. The newest one is changed in place until it is activated; from then on it
never changes (rule 18), and the next change makes the next version, which is awarded only once it
is activated in its turn (`issuer.activation`).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.orm import Session

from issuer.achievement_errors import AchievementWasActiveError, InvalidAchievementError
from issuer.achievement_records import (
    locked_achievement,
    newest_version,
    note_change,
    require_state,
    touch,
)
from issuer.achievement_terms import describe, replace_terms
from issuer.callers import Caller
from issuer.documents.content import AchievementContent
from issuer.errors import Fault
from issuer.models import (
    Achievement,
    AchievementState,
    AchievementTerm,
    AchievementVersion,
    DuplicatePolicy,
    Organisation,
)
from issuer.organisations import check_open
from issuer.rights import Right
from issuer.uploads import UploadPurpose, upload_of


@dataclass(frozen=True)
class AchievementChange:
    """What is to be different about a template; what is none stays as it is."""

    revision: int
    """The revision that the caller has read."""
    content: AchievementContent | None = None
    duplicate_policy: DuplicatePolicy | None = None


def create_achievement(
    session: Session,
    caller: Caller,
    content: AchievementContent,
    *,
    duplicate_policy: DuplicatePolicy = DuplicatePolicy.ALLOW,
    now: datetime,
) -> Achievement:
    """Create a draft in the caller's organisation.

    Raises `InvalidAchievementError` for an unknown picture, and `OrganisationClosedError`.
    """
    caller.require(Right.TEMPLATES)
    check_open(session.get_one(Organisation, caller.organisation_id))
    _check_picture(session, caller, content)
    achievement = Achievement(
        id=uuid4(),
        organisation_id=caller.organisation_id,
        author_id=caller.person_id,
        state=AchievementState.DRAFT,
        duplicate_policy=duplicate_policy,
        revision=1,
        version=1,
        created_at=now,
        updated_at=now,
    )
    describe(achievement, content)
    session.add(achievement)
    session.flush()
    _add_version(session, caller, achievement, content, now)
    replace_terms(session, achievement.id, content)
    note_change(session, caller, "achievement.created", achievement, now=now)
    return achievement


def change_achievement(
    session: Session,
    caller: Caller,
    achievement_id: UUID,
    change: AchievementChange,
    *,
    now: datetime,
) -> Achievement:
    """Change a template; equal content changes nothing.

    Raises:
        AchievementChangedError: somebody else was quicker.
        AchievementStateError: it is archived; reactivate it first.
        InvalidAchievementError: the picture is not known.
    """
    achievement = locked_achievement(session, caller, achievement_id, revision=change.revision)
    require_state(achievement, AchievementState.DRAFT, AchievementState.ACTIVE)
    version = newest_version(session, achievement)
    content = change.content
    texts_differ = content is not None and content.as_json() != version.content
    policy = change.duplicate_policy
    policy_differs = policy is not None and policy != achievement.duplicate_policy
    if content is not None and texts_differ:
        _check_picture(session, caller, content)
        _write(session, caller, achievement, version, content, now)
    if policy is not None:
        achievement.duplicate_policy = policy
    if texts_differ or policy_differs:
        touch(achievement, now)
        note_change(session, caller, "achievement.changed", achievement, now=now)
    session.flush()
    return achievement


def archive_achievement(
    session: Session, caller: Caller, achievement_id: UUID, *, revision: int, now: datetime
) -> Achievement:
    """Take an active template out of use; what was awarded stays valid."""
    return _move(
        session,
        caller,
        locked_achievement(session, caller, achievement_id, revision=revision),
        (AchievementState.ACTIVE, AchievementState.ARCHIVED, "achievement.archived"),
        now,
    )


def reactivate_achievement(
    session: Session, caller: Caller, achievement_id: UUID, *, revision: int, now: datetime
) -> Achievement:
    """Put an archived template to use again, in the version that was awarded last."""
    return _move(
        session,
        caller,
        locked_achievement(session, caller, achievement_id, revision=revision),
        (AchievementState.ARCHIVED, AchievementState.ACTIVE, "achievement.reactivated"),
        now,
    )


def delete_draft(session: Session, caller: Caller, achievement_id: UUID, *, now: datetime) -> None:
    """Delete a template that was never active.

    Raises `AchievementWasActiveError` for any other: badges may name it.
    """
    achievement = locked_achievement(session, caller, achievement_id)
    if achievement.active_version is not None:
        raise AchievementWasActiveError
    for table in (AchievementTerm, AchievementVersion):
        session.execute(delete(table).where(table.achievement_id == achievement.id))
    note_change(session, caller, "achievement.deleted", achievement, now=now)
    session.delete(achievement)
    session.flush()


def _write(
    session: Session,
    caller: Caller,
    achievement: Achievement,
    version: AchievementVersion,
    content: AchievementContent,
    now: datetime,
) -> None:
    if version.activated_at is None:
        version.content = content.as_json()
    else:
        achievement.version += 1
        _add_version(session, caller, achievement, content, now)
    describe(achievement, content)
    replace_terms(session, achievement.id, content)


def _add_version(
    session: Session,
    caller: Caller,
    achievement: Achievement,
    content: AchievementContent,
    now: datetime,
) -> None:
    session.add(
        AchievementVersion(
            achievement_id=achievement.id,
            number=achievement.version,
            content=content.as_json(),
            created_by=caller.person_id,
            created_at=now,
        )
    )
    session.flush()


def _check_picture(session: Session, caller: Caller, content: AchievementContent) -> None:
    if content.image is None:
        return
    organisation = caller.organisation_id
    if not upload_of(session, organisation, UUID(content.image), UploadPurpose.PICTURE):
        raise InvalidAchievementError([_UNKNOWN_PICTURE])


def _move(
    session: Session,
    caller: Caller,
    achievement: Achievement,
    step: tuple[AchievementState, AchievementState, str],
    now: datetime,
) -> Achievement:
    before, after, action = step
    require_state(achievement, before)
    achievement.state = after
    touch(achievement, now)
    note_change(session, caller, action, achievement, now=now)
    session.flush()
    return achievement


_UNKNOWN_PICTURE = Fault(
    "/content/image",
    "unknown-upload",
    "There is no picture with this id in your organisation: upload it first.",
    "W Twojej organizacji nie ma obrazu o tym identyfikatorze – najpierw go prześlij.",
)
