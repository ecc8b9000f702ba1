"""Achievements: what can be earned. The page calls them wzorce, templates."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from issuer.db.types import SortText
from issuer.models.awards import DuplicatePolicy
from issuer.models.base import Base


class AchievementState(StrEnum):
    """Where a template stands in its life."""

    DRAFT = "draft"
    ACTIVE = "active"
    ARCHIVED = "archived"


class Achievement(Base):
    """A template, whatever its version."""

    __tablename__ = "achievement"
    __table_args__ = (
        Index(None, "organisation_id", "updated_at", "id"),
        Index(None, "organisation_id", "sort_name", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[AchievementState] = mapped_column(String(20))
    duplicate_policy: Mapped[DuplicatePolicy] = mapped_column(String(20))
    revision: Mapped[int] = mapped_column(default=1)
    """Grows with each change, so that two editors do not overwrite one another."""
    version: Mapped[int] = mapped_column(default=1)
    """The number of the newest version."""
    active_version: Mapped[int | None]
    """The number of the version that is awarded; none until the template was activated."""
    achievement_type: Mapped[str] = mapped_column(String(100))
    sort_name: Mapped[str] = mapped_column(SortText)
    awarded_count: Mapped[int] = mapped_column(default=0)
    claimed_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class TermKind(StrEnum):
    """What a template can be found by."""

    WORD = "word"
    TAG = "tag"
    LANGUAGE = "language"


class AchievementTerm(Base):
    """Something by which the newest version of a template is found."""

    __tablename__ = "achievement_term"
    __table_args__ = (Index(None, "kind", "value", "achievement_id"),)

    achievement_id: Mapped[UUID] = mapped_column(ForeignKey("achievement.id"), primary_key=True)
    kind: Mapped[TermKind] = mapped_column(String(20), primary_key=True)
    value: Mapped[str] = mapped_column(SortText, primary_key=True)
    """A search key: a name from one of its words on, a tag, or a language in lower case."""


class AchievementVersion(Base):
    """The text of a template; immutable once it was active (rule 18)."""

    __tablename__ = "achievement_version"
    __table_args__ = (UniqueConstraint("achievement_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    achievement_id: Mapped[UUID] = mapped_column(ForeignKey("achievement.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    """`issuer.documents.content.AchievementContent` as JSON."""
    pictures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """By language, the ids of the uploads that hold its picture: `{"pl": {"png": …, "svg": …}}`."""
    editions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """By language, the document that is published, made when the version was activated: it stays
    as it was then, whatever becomes of the organisation's profile."""
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    activated_at: Mapped[datetime | None]
