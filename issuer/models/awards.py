"""Awards, their generations and the signed forms of these (rule 13)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from issuer.db.types import SortText, Utf8Text
from issuer.models.base import Base


class DuplicatePolicy(StrEnum):
    """What happens when somebody is awarded the same achievement again."""

    ALLOW = "allow"
    DENY = "deny"
    REPLACE = "replace"


class AwardState(StrEnum):
    """What the recipient did about it."""

    AWARDED = "awarded"
    CLAIMED = "claimed"
    DECLINED = "declined"


class FormKind(StrEnum):
    """A way in which one generation was signed."""

    JSON = "json"
    JWT = "jwt"


LIST_ORDERS = {"date": "awarded_at", "name": "sort_name", "email": "email_key"}
"""The columns that lists of awards are sorted by; the id follows each."""


def _lists(name: str, *columns: str, where: str | None = None) -> tuple[Index, ...]:
    """Return an index for each order of the list of those awards that share `columns`."""
    return tuple(
        _partial(f"ix_award_{name}_by_{order}", "organisation_id", *columns, key, "id", where=where)
        for order, key in LIST_ORDERS.items()
    )


def _partial(name: str, *columns: str, where: str | None) -> Index:
    condition = None if where is None else text(where)
    return Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


class Award(Base):
    """One achievement recognised in one recipient.

    A list is read in the order of an index that begins with one of its filters, so that a page
    costs the same among a million (`issuer.award_lists`).
    """

    __tablename__ = "award"
    __table_args__ = (
        *_lists("all"),
        *_lists("achievement", "achievement_id"),
        *_lists("state", "state"),
        *_lists("delivery", "delivery"),
        *_lists("language", "language"),
        *_lists("in_force", "expired", where="revoked_at IS NULL"),
        *_lists("revoked", where="revoked_at IS NOT NULL AND replaced_by_id IS NULL"),
        *_lists("replaced", where="replaced_by_id IS NOT NULL"),
        Index(None, "organisation_id", "search_last_name", "id"),
        Index(None, "organisation_id", "search_first_name", "id"),
        Index(None, "organisation_id", "search_number", "id"),
        Index(None, "achievement_id", "email_key"),
        Index(None, "email_key", "awarded_at"),
        _partial("ix_award_batch", "batch_id", "id", where="batch_id IS NOT NULL"),
        _partial("ix_award_expiring", "expired", "valid_until", where="valid_until IS NOT NULL"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    achievement_id: Mapped[UUID] = mapped_column(ForeignKey("achievement.id"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("achievement_version.id"))
    credential_uuid: Mapped[UUID] = mapped_column(unique=True)
    """The part of the public address that nobody can guess: 122 random bits."""
    credential_id: Mapped[str] = mapped_column(String(2083), unique=True)
    """The `id` of the credential: its public address, on localhost a `urn:uuid:`."""
    subject_id: Mapped[str] = mapped_column(String(2083))
    """`credentialSubject.id` (rule 14)."""

    first_name: Mapped[str | None] = mapped_column(String(1000))
    last_name: Mapped[str | None] = mapped_column(String(1000))
    email: Mapped[str | None] = mapped_column(String(1000))
    email_key: Mapped[str | None] = mapped_column(SortText)
    """The address as it is compared and searched: normalised by rule 19."""
    email_salt: Mapped[str | None] = mapped_column(String(32))
    sort_name: Mapped[str | None] = mapped_column(SortText)
    """Surname, first name in the order of the Polish alphabet."""
    search_last_name: Mapped[str | None] = mapped_column(SortText)
    """As it is searched by its beginning: without case and accents."""
    search_first_name: Mapped[str | None] = mapped_column(SortText)
    search_number: Mapped[str | None] = mapped_column(SortText)
    """The certificate number as it is searched."""

    language: Mapped[str] = mapped_column(String(35))
    valid_until: Mapped[datetime | None]
    expired: Mapped[bool] = mapped_column(default=False)
    """Whether the end of `valid_until` was noted: lists find by it, `validity_of` decides."""
    narrative: Mapped[str | None] = mapped_column(Text)
    certificate_number: Mapped[str | None] = mapped_column(String(1000))
    evidence: Mapped[list[Any]] = mapped_column(default=list)
    activity_from: Mapped[date | None]
    activity_to: Mapped[date | None]
    results: Mapped[list[Any]] = mapped_column(default=list)

    state: Mapped[AwardState] = mapped_column(String(20), default=AwardState.AWARDED)
    delivery: Mapped[str] = mapped_column(String(20), default="queued")
    """What became of the newest mail about it: a value of `Delivery`."""
    published: Mapped[bool] = mapped_column(default=False)
    hidden: Mapped[bool] = mapped_column(default=False)
    awarded_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    replaced_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("award.id"))
    erased_at: Mapped[datetime | None]
    generation: Mapped[int] = mapped_column(default=1)
    """The number of the newest generation, which the public address shows."""
    awarded_by: Mapped[UUID | None] = mapped_column(
        ForeignKey("person.id", deferrable=True, initially="IMMEDIATE")
    )
    """Who awarded it; `issuer.locks.look_late_at_who_awards` tells why this can be put off."""
    api_key_id: Mapped[str | None] = mapped_column(ForeignKey("api_key.id"))
    batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("batch.id", use_alter=True))
    """The batch that it came with, if any."""


class Generation(Base):
    """One issue of an award; a correction makes the next."""

    __tablename__ = "generation"
    __table_args__ = (
        UniqueConstraint("award_id", "number"),
        UniqueConstraint("status_list_id", "status_index"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    award_id: Mapped[UUID] = mapped_column(ForeignKey("award.id"))
    number: Mapped[int]
    valid_from: Mapped[datetime]
    reason: Mapped[str | None] = mapped_column(Text)
    """Why it was made, when it corrects an earlier one."""
    status_list_id: Mapped[UUID | None] = mapped_column(ForeignKey("status_list.id"))
    status_index: Mapped[int | None]
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Form(Base):
    """A generation exactly as it was signed, never serialised again."""

    __tablename__ = "form"

    generation_id: Mapped[UUID] = mapped_column(ForeignKey("generation.id"), primary_key=True)
    kind: Mapped[FormKind] = mapped_column(String(20), primary_key=True)
    content: Mapped[str] = mapped_column(Utf8Text)
    sha256: Mapped[str] = mapped_column(String(64))
