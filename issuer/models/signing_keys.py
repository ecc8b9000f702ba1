"""The keys with which organisations sign."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from issuer.models.base import Base


class KeyState(StrEnum):
    """Whether a key signs, or is only kept for those who verify what it signed (rule 10)."""

    ACTIVE = "active"
    RETIRED = "retired"


class IssuerKey(Base):
    """A key pair of an organisation; the private half only as a sealed envelope."""

    __tablename__ = "issuer_key"
    __table_args__ = (UniqueConstraint("organisation_id", "thumbprint"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    algorithm: Mapped[str] = mapped_column(String(20))
    """A value of `keys.signer.Algorithm`."""
    version: Mapped[int]
    """Which key of this algorithm it is, from 1."""
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    multikey: Mapped[str] = mapped_column(String(200))
    thumbprint: Mapped[str] = mapped_column(String(43), index=True)
    """RFC 7638, base64url."""
    state: Mapped[KeyState] = mapped_column(String(20))
    envelope: Mapped[dict[str, Any] | None]
    """The sealed private key; destroyed when the key is retired."""
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
