"""What the API says of templates."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from issuer.achievement_lists import AchievementCard, AchievementDetails
from issuer.documents.content import AchievementContent
from issuer.documents.european import MissingElement
from issuer.models import Achievement, AchievementState, AchievementVersion, DuplicatePolicy
from issuer.uploads import upload_url


class AuthorView(BaseModel):
    """Who made a template; shown to the staff of its organisation only."""

    id: UUID
    name: str
    email: str


class MissingView(BaseModel):
    """A mandatory element that a micro-credential lacks."""

    code: str = Field(description="M1 to M11 of the Council Recommendation.", examples=["M7"])
    owner: str = Field(description="achievement or organisation: where to fill it in.")
    pointer: str = Field(description="A JSON pointer into the content, or into the organisation.")
    languages: list[str] = Field(description="Those that lack a text; empty if all is missing.")
    english: str
    polish: str


class VersionView(BaseModel):
    """One version of a template."""

    number: int
    created_at: datetime
    activated_at: datetime | None
    editions: dict[str, str] = Field(description="Public addresses by language, once active.")


class AchievementItem(BaseModel):
    """A template as lists show it."""

    id: UUID
    state: AchievementState
    revision: int
    version: int = Field(description="The newest version.")
    active_version: int | None = Field(description="The version that is awarded.")
    achievement_type: str
    duplicate_policy: DuplicatePolicy
    languages: list[str]
    names: dict[str, str] = Field(description="By language.")
    descriptions: dict[str, str] = Field(description="By language.")
    pictures: dict[str, dict[str, str]] = Field(
        description="Addresses by language and format, once the newest version is active."
    )
    awarded: int
    claimed: int
    page: str = Field(description="Its public address, once it was active.")
    created_at: datetime
    updated_at: datetime


class AchievementView(AchievementItem):
    """A template with everything about it."""

    content: AchievementContent
    versions: list[VersionView]
    author: AuthorView | None
    missing: list[MissingView] = Field(
        description="What keeps a micro-credential from being activated."
    )


def item_of(card: AchievementCard, base_url: str) -> AchievementItem:
    """Return a template as lists show it."""
    return AchievementItem(**_shown(card.achievement, card.version, card.content, base_url))


def view_of(details: AchievementDetails, base_url: str) -> AchievementView:
    """Return a template with everything about it."""
    newest, author = details.versions[0], details.author
    return AchievementView(
        **_shown(details.achievement, newest, details.content, base_url),
        content=details.content,
        versions=[_version(version, base_url) for version in details.versions],
        author=author and AuthorView(id=author.id, name=author.name, email=author.email),
        missing=[missing_view(element) for element in details.missing],
    )


def missing_view(element: MissingElement) -> MissingView:
    """Return a missing element."""
    return MissingView(
        code=element.code,
        owner=element.owner,
        pointer=element.pointer,
        languages=list(element.languages),
        english=element.english,
        polish=element.polish,
    )


def _shown(
    achievement: Achievement,
    version: AchievementVersion,
    content: AchievementContent,
    base_url: str,
) -> Mapping[str, Any]:
    return {
        "id": achievement.id,
        "state": achievement.state,
        "revision": achievement.revision,
        "version": achievement.version,
        "active_version": achievement.active_version,
        "achievement_type": achievement.achievement_type,
        "duplicate_policy": achievement.duplicate_policy,
        "languages": list(content.languages),
        "names": {language: texts.name for language, texts in content.texts.items()},
        "descriptions": {language: texts.description for language, texts in content.texts.items()},
        "pictures": {
            language: {name: upload_url(base_url, UUID(file)) for name, file in formats.items()}
            for language, formats in version.pictures.items()
        },
        "awarded": achievement.awarded_count,
        "claimed": achievement.claimed_count,
        "page": f"{base_url}/achievements/{achievement.id}",
        "created_at": achievement.created_at,
        "updated_at": achievement.updated_at,
    }


def _version(version: AchievementVersion, base_url: str) -> VersionView:
    address = f"{base_url}/achievements/{version.achievement_id}/{version.number}"
    return VersionView(
        number=version.number,
        created_at=version.created_at,
        activated_at=version.activated_at,
        editions={language: f"{address}/{language}" for language in version.editions},
    )
