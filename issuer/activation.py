"""Activating a template: from then on its newest version is what is awarded, and never changes.

Everything that could make an award fail is tried before: the elements of a European
micro-credential, the pictures, and whether a badge of it could be signed in each language.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from issuer.achievement_errors import (
    ElementsMissingError,
    InvalidAchievementError,
    UnsignableAchievementError,
)
from issuer.achievement_pictures import stored_pictures
from issuer.achievement_records import (
    locked_achievement,
    newest_version,
    note_change,
    require_state,
    touch,
)
from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.documents.achievement import Edition, edition_document
from issuer.documents.content import AchievementContent
from issuer.documents.credential import AwardRecord, Recipient, StatusEntry, credential_document
from issuer.documents.european import MissingElement, missing_elements
from issuer.documents.profile import IssuerRecord
from issuer.editions import content_of, edition_of
from issuer.errors import Fault
from issuer.models import Achievement, AchievementState, AchievementVersion, Organisation
from issuer.organisations import issuer_record
from issuer.pictures.errors import PictureError
from issuer.text.dates import whole_seconds
from issuer.uploads import upload_url
from signing.canonical import Canonicaliser
from signing.errors import LimitError, UnsafeDocumentError
from signing.securing import check_signable

MICRO_CREDENTIAL = "MicroCredential"
"""The type of achievement that needs the mandatory European elements."""


def activate_achievement(
    session: Session,
    collaborators: Collaborators,
    caller: Caller,
    achievement_id: UUID,
    *,
    revision: int,
    now: datetime,
) -> Achievement:
    """Activate the newest version of a draft or of an active template; a second time is nothing.

    Raises:
        ElementsMissingError: with each element that a micro-credential lacks.
        UnsignableAchievementError: with each place of a badge that could not be signed.
        AchievementChangedError, AchievementStateError: as they say.
    """
    achievement = locked_achievement(session, caller, achievement_id, revision=revision)
    require_state(achievement, AchievementState.DRAFT, AchievementState.ACTIVE)
    if achievement.active_version == achievement.version:
        return achievement
    organisation = session.get_one(Organisation, achievement.organisation_id)
    version = newest_version(session, achievement)
    content = content_of(version)
    base_url = collaborators.settings.base_url
    issuer = issuer_record(organisation, base_url)
    if missing := missing_for_activation(content, issuer):
        raise ElementsMissingError(_as_faults(missing))
    # Before anything is written: who catches the error may commit what else was done.
    samples = [_sample(session, base_url, version, each) for each in content.languages]
    check_awardable(samples, issuer, base_url, collaborators.canonicaliser, now=now)
    version.pictures = _pictures(session, caller, organisation, content, now)
    editions = [edition_of(session, base_url, version, each) for each in content.languages]
    version.editions = {each.language: edition_document(each, issuer) for each in editions}
    version.activated_at = now
    achievement.active_version = version.number
    achievement.state = AchievementState.ACTIVE
    touch(achievement, now)
    session.flush()
    note_change(session, caller, "achievement.activated", achievement, now=now)
    return achievement


def missing_for_activation(
    content: AchievementContent, issuer: IssuerRecord
) -> tuple[MissingElement, ...]:
    """Return the mandatory elements that are missing; only a micro-credential needs any."""
    if content.achievement_type != MICRO_CREDENTIAL:
        return ()
    return missing_elements(content, issuer)


def check_awardable(
    editions: Iterable[Edition],
    issuer: IssuerRecord,
    base_url: str,
    canonicaliser: Canonicaliser,
    *,
    now: datetime,
) -> None:
    """Check that each edition could be published, and a badge of it signed.

    Raises `UnsignableAchievementError`; pointers lead into the badge.
    """
    faults: list[Fault] = []
    for edition in editions:
        sample = credential_document(
            issuer, edition, _sample_award(base_url, now), StatusEntry(f"{base_url}/status/0", 1)
        )
        try:
            check_signable(sample, canonicaliser)
            canonicaliser.statements(edition_document(edition, issuer))
        except UnsafeDocumentError as e:
            faults += [
                Fault(problem.pointer, problem.rule, problem.message_en, problem.message_pl)
                for problem in e.problems
            ]
        except LimitError:
            faults.append(_TOO_MUCH)
    if faults:
        raise UnsignableAchievementError(faults)


def _sample(session: Session, base_url: str, version: AchievementVersion, language: str) -> Edition:
    """Return an edition as it will be, with a picture that stands for those still to be made."""
    picture = upload_url(base_url, uuid4())
    return replace(edition_of(session, base_url, version, language), picture=picture)


def _pictures(
    session: Session,
    caller: Caller,
    organisation: Organisation,
    content: AchievementContent,
    now: datetime,
) -> dict[str, Any]:
    try:
        return stored_pictures(session, caller, organisation, content, now=now)
    except PictureError as e:
        raise InvalidAchievementError([_UNUSABLE_PICTURE]) from e


def _sample_award(base_url: str, now: datetime) -> AwardRecord:
    moment = whole_seconds(now)
    return AwardRecord(
        credential_id=f"{base_url}/credentials/{uuid4()}",
        subject_id=uuid4().urn,
        recipient=Recipient("Jan", "Kowalski", "jan@example.org", "0" * 32),
        valid_from=moment,
        awarded=moment,
        valid_until=moment + timedelta(days=1),
        narrative="1",
        certificate_number="1",
    )


def _as_faults(missing: Iterable[MissingElement]) -> list[Fault]:
    """Return the missing elements as faults; what the organisation lacks is pointed to there."""
    return [
        Fault(
            f"/organisation{element.pointer}"
            if element.owner == "organisation"
            else f"/content{element.pointer}",
            element.code,
            element.english,
            element.polish,
        )
        for element in missing
    ]


_UNUSABLE_PICTURE = Fault(
    "/content/image",
    "unusable-picture",
    "No badge could be drawn with this picture: upload another one.",
    "Z tym obrazem nie udało się narysować odznaki – prześlij inny.",
)
_TOO_MUCH = Fault(
    "",
    "too-much",
    "A badge of this template would be too long to be checked: shorten it.",
    "Odznaka z tego wzorca byłaby zbyt obszerna, żeby ją zweryfikować – skróć wzorzec.",
)
