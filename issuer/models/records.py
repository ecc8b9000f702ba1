"""What the service notes about itself: audit, answers already given, uploads, counts."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from issuer.db.types import BigId
from issuer.models.base import Base


class AuditEntry(Base):
    """One business fact, in the transaction that made it true; ids only (rule 33)."""

    __tablename__ = "audit"
    __table_args__ = (
        Index(None, "organisation_id", "id"),
        Index(None, "organisation_id", "at", "id"),
        Index(None, "organisation_id", "action", "at", "id"),
        Index(None, "organisation_id", "subject_id", "at", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(50))
    """What happened, such as `award.made`."""
    actor: Mapped[str] = mapped_column(String(80))
    """`person:<id>`, `api-key:<id>`, `recipient`, `operator` or `service`."""
    subject_kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[str] = mapped_column(String(80))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Ids, numbers and states; never a name, an address or free text."""
    text_digest: Mapped[str | None] = mapped_column(String(64))
    """SHA-256(nonce ‖ text) of free text such as a reason, in hexadecimal."""
    text_nonce: Mapped[str | None] = mapped_column(String(32))
    text: Mapped[str | None] = mapped_column(Text)
    """The text itself, which can be deleted with its nonce."""


class IdempotentAnswer(Base):
    """The answer to a request with an `Idempotency-Key`, written with what the request did."""

    __tablename__ = "idempotent_answer"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    request_hash: Mapped[str] = mapped_column(String(64))
    award_id: Mapped[UUID | None] = mapped_column(ForeignKey("award.id"), index=True)
    batch_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("batch.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(index=True)


class Upload(Base):
    """A file: logo, picture of a template, evidence. All machines see it: it is in the database."""

    __tablename__ = "upload"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    award_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("award.id", use_alter=True), index=True
    )
    """The award whose evidence it is."""
    purpose: Mapped[str] = mapped_column(String(20))
    name: Mapped[str | None] = mapped_column(String(1000))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    composition: Mapped[dict[str, Any] | None]
    """The choices that a picture was made from, to be changed again; none if it was uploaded."""
    created_by: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    """Since when anybody may see it: a logo in use, a picture of a template that was activated."""


class RateCount(Base):
    """How often somebody asked within a span of time; shared by all web processes."""

    __tablename__ = "rate_count"

    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    count: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class InstanceFact(Base):
    """A fact about this installation, such as the public address it was started with."""

    __tablename__ = "instance_fact"

    name: Mapped[str] = mapped_column(String(50), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
