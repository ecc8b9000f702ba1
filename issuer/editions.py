"""Editions: what is published of a template, one version in one language, for ever (rule 18)."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.achievement_errors import EditionNotFoundError
from issuer.documents.achievement import Edition, RelatedEdition, edition_identifier
from issuer.documents.content import AchievementContent
from issuer.models import Achievement, AchievementVersion, Organisation
from issuer.uploads import upload_url


@dataclass(frozen=True)
class PublishedEdition:
    """An edition that anybody may read, with the records behind it."""

    organisation: Organisation
    achievement: Achievement
    version: AchievementVersion
    content: AchievementContent
    language: str

    @property
    def document(self) -> dict[str, Any]:
        """The JSON-LD document as it was published."""
        document: dict[str, Any] = self.version.editions[self.language]
        return document


def edition_of(
    session: Session, base_url: str, version: AchievementVersion, language: str
) -> Edition:
    """Return an edition as badges embed it; `language` is one of the version's.

    Related are the sibling languages and the version before it, in the same language if it had it.
    """
    return Edition(
        identifier=edition_identifier(base_url, version.achievement_id, version.number, language),
        version=version.number,
        language=language,
        content=content_of(version),
        related=tuple(_related(session, base_url, version, language)),
        picture=_picture_url(base_url, version, language),
    )


def content_of(version: AchievementVersion) -> AchievementContent:
    """Return the text of a version."""
    return _parsed(json.dumps(version.content))


@lru_cache(maxsize=256)
def _parsed(text: str) -> AchievementContent:
    """Return the text that this JSON stands for; awarding reads the same few again and again."""
    return AchievementContent.model_validate(json.loads(text))


def version_numbered(
    session: Session, achievement_id: UUID, number: int
) -> AchievementVersion | None:
    """Return one version of a template, published or not."""
    return session.scalar(
        select(AchievementVersion).where(
            AchievementVersion.achievement_id == achievement_id,
            AchievementVersion.number == number,
        )
    )


def published_edition(
    session: Session, achievement_id: UUID, number: int, language: str
) -> PublishedEdition:
    """Return an edition that was ever active, also of archived templates and closed organisations.

    Raises `EditionNotFoundError` for everything else.
    """
    if not 0 < number < 2**31:
        raise EditionNotFoundError
    achievement = session.get(Achievement, achievement_id)
    version = version_numbered(session, achievement_id, number)
    if achievement is None or version is None or language not in version.editions:
        raise EditionNotFoundError
    organisation = session.get_one(Organisation, achievement.organisation_id)
    return PublishedEdition(organisation, achievement, version, content_of(version), language)


def newest_edition(
    session: Session, achievement_id: UUID, wanted: Sequence[str]
) -> tuple[int, str]:
    """Return number and language of the newest published edition, in the first `wanted` language.

    Raises `EditionNotFoundError` for a template that was never active.
    """
    achievement = session.get(Achievement, achievement_id)
    if achievement is None or achievement.active_version is None:
        raise EditionNotFoundError
    version = version_numbered(session, achievement_id, achievement.active_version)
    if version is None:
        raise EditionNotFoundError
    return version.number, best_language(version.content["languages"], wanted)


def best_language(available: Sequence[str], wanted: Sequence[str]) -> str:
    """Return the first of `wanted` that is `available`, if only without its region; else the first.

    RFC 4647 section 3.4 (lookup); codes are compared without case.
    """
    known = {language.lower(): language for language in available}
    for language in wanted:
        parts = language.lower().split("-")
        for length in range(len(parts), 0, -1):
            if found := known.get("-".join(parts[:length])):
                return found
    return available[0]


def _related(
    session: Session, base_url: str, version: AchievementVersion, language: str
) -> Iterator[RelatedEdition]:
    achievement, number = version.achievement_id, version.number
    before = version_numbered(session, achievement, number - 1) if number > 1 else None
    if before is not None:
        same = best_language(before.content["languages"], [language])
        yield _to(base_url, achievement, number - 1, same)
    for sibling in version.content["languages"]:
        if sibling != language:
            yield _to(base_url, achievement, number, sibling)


def _to(base_url: str, achievement: UUID, number: int, language: str) -> RelatedEdition:
    identifier = edition_identifier(base_url, achievement, number, language)
    return RelatedEdition(identifier, number, language)


def _picture_url(base_url: str, version: AchievementVersion, language: str) -> str | None:
    formats: dict[str, str] = version.pictures.get(language, {})
    chosen = formats.get("png") or formats.get("svg")
    return upload_url(base_url, UUID(chosen)) if chosen else None
