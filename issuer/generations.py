"""Generations of an award: each is signed with its own status entry and stored as signed.

The first is made with the award, a correction makes the next and revokes those before (rule 13).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.achievement_errors import AchievementNotFoundError
from issuer.award_documents import award_document
from issuer.award_errors import UnsignableAwardError
from issuer.collaborators import Collaborators
from issuer.documents.content import AchievementContent
from issuer.documents.credential import StatusEntry
from issuer.documents.times import valid_from
from issuer.editions import content_of, version_numbered
from issuer.errors import Fault
from issuer.issuer_keys import signers_of
from issuer.minting import minted_forms
from issuer.models import (
    Achievement,
    AchievementVersion,
    Award,
    Form,
    Generation,
    Organisation,
)
from issuer.status_lists import Entry, revoke_entries, take_entries
from signing.errors import UnsafeDocumentError


@dataclass(frozen=True)
class Subject:
    """What an award is of: the issuer, the template, the version awarded and its texts."""

    organisation: Organisation
    achievement: Achievement
    version: AchievementVersion
    content: AchievementContent


def subject_of(session: Session, achievement: Achievement, number: int) -> Subject:
    """Return what an award of this version of `achievement` is of."""
    organisation = session.get_one(Organisation, achievement.organisation_id)
    version = version_numbered(session, achievement.id, number)
    if version is None:
        raise AchievementNotFoundError(achievement=achievement.id)
    return Subject(organisation, achievement, version, content_of(version))


def subject_of_award(session: Session, award: Award) -> Subject:
    """Return what `award` is of; it keeps its version."""
    achievement = session.get_one(Achievement, award.achievement_id)
    version = session.get_one(AchievementVersion, award.version_id)
    organisation = session.get_one(Organisation, award.organisation_id)
    return Subject(organisation, achievement, version, content_of(version))


def add_generation(
    session: Session,
    collaborators: Collaborators,
    subject: Subject,
    award: Award,
    *,
    now: datetime,
    reason: str | None = None,
) -> Generation:
    """Sign the award as it stands and add the generation with its forms.

    `validFrom` lies two minutes back, but after that of the generation before (rule 15).

    Raises:
        UnsignableAwardError: something in it must not be signed.
        KeyUnavailableError: a key cannot be opened.
    """
    (entry,) = entries_for(session, collaborators, subject.organisation, 1, now=now)
    before = newest_generation(session, award)
    generation = Generation(
        id=uuid4(),
        award_id=award.id,
        number=before.number + 1 if before else 1,
        valid_from=valid_from(now, before.valid_from if before else None),
        reason=reason,
        status_list_id=entry.list_id if entry else None,
        status_index=entry.index if entry else None,
        created_at=now,
    )
    forms = _signed_forms(session, collaborators, subject, award, generation, entry)
    session.add(generation)
    session.flush()
    for form in forms:
        form.generation_id = generation.id
        session.add(form)
    award.generation = generation.number
    session.flush()
    return generation


def newest_generation(session: Session, award: Award) -> Generation | None:
    """Return the newest generation of an award; none while it is being made."""
    return session.scalars(
        select(Generation)
        .where(Generation.award_id == award.id)
        .order_by(Generation.number.desc())
        .limit(1)
    ).one_or_none()


def revoke_generations(
    session: Session,
    collaborators: Collaborators,
    organisation: Organisation,
    award: Award,
    *,
    before: int | None = None,
    now: datetime,
) -> None:
    """Revoke the generations of an award that are not revoked yet: all, or those `before` one."""
    query = select(Generation).where(
        Generation.award_id == award.id, Generation.revoked_at.is_(None)
    )
    if before is not None:
        query = query.where(Generation.number < before)
    generations = session.scalars(query).all()
    revoke_entries(session, collaborators, organisation, generations, now=now)


def revoke_all(
    session: Session,
    collaborators: Collaborators,
    organisation: Organisation,
    awards: Sequence[Award],
    *,
    now: datetime,
) -> None:
    """Revoke every generation of many awards; each of their lists is signed once."""
    generations = session.scalars(
        select(Generation).where(
            Generation.award_id.in_([award.id for award in awards]),
            Generation.revoked_at.is_(None),
        )
    ).all()
    revoke_entries(session, collaborators, organisation, generations, now=now)


def entries_for(
    session: Session,
    collaborators: Collaborators,
    organisation: Organisation,
    count: int,
    *,
    now: datetime,
) -> Sequence[Entry | None]:
    """Return places in status lists for so many awards; none for a demonstration without lists.

    Raises what `issuer.status_lists.take_entries` raises.
    """
    settings = collaborators.settings
    if settings.is_demonstration and not settings.demo_status:
        return [None] * count
    return take_entries(session, collaborators, organisation, count, now=now)


def _signed_forms(
    session: Session,
    collaborators: Collaborators,
    subject: Subject,
    award: Award,
    generation: Generation,
    entry: Entry | None,
) -> list[Form]:
    place = StatusEntry(entry.url, entry.index) if entry else None
    document = award_document(
        session, collaborators, subject.organisation, subject.version, award, generation, place
    )
    signers = signers_of(session, collaborators, subject.organisation)
    created, canonicaliser = generation.valid_from, collaborators.canonicaliser
    try:
        forms = minted_forms(document, signers, canonicaliser, created=created)
    except UnsafeDocumentError as e:
        raise UnsignableAwardError(faults_of(e)) from e
    return [
        Form(kind=form.kind, content=form.content.decode(), sha256=form.sha256) for form in forms
    ]


def faults_of(error: UnsafeDocumentError) -> list[Fault]:
    """Return what must not be signed, as faults of an award."""
    return [
        Fault(problem.pointer, problem.rule, problem.message_en, problem.message_pl)
        for problem in error.problems
    ]
