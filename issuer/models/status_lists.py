"""Status lists: one bit for each generation of an award (rule 16)."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from issuer.models.base import Base


class StatusList(Base):
    """A list of an organisation; its bits are the source, its signed text is made from them."""

    __tablename__ = "status_list"
    __table_args__ = (UniqueConstraint("organisation_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    number: Mapped[int]
    entries: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    """How many indexes were handed out."""
    permutation_key: Mapped[dict[str, Any]]
    """The sealed key that hides in which order indexes were handed out."""
    bits: Mapped[bytes] = mapped_column(LargeBinary)
    signed: Mapped[str] = mapped_column(Text)
    """The list as it is served, made from the bits in the transaction that changed them."""
    signed_sha256: Mapped[str] = mapped_column(String(64))
    signed_at: Mapped[datetime] = mapped_column(index=True)
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    """Since when no index of it is handed out any more: it is full, or a backup was restored."""
