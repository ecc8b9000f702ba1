"""What is left to do after an erasure: outside of the tables, and in the files below them."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from issuer.models.base import Base


class ErasureState(StrEnum):
    """Whether the job of an erasure is done."""

    QUEUED = "queued"
    DONE = "done"


class Erasure(Base):
    """One erasure; it names nobody."""

    __tablename__ = "erasure"
    __table_args__ = (Index(None, "state", "due_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    mails: Mapped[list[Any]]
    """The ids of the mails to whoever was erased: mail that was filed goes as well."""
    state: Mapped[ErasureState] = mapped_column(String(20), default=ErasureState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    cleaned_at: Mapped[datetime | None]
    """When the files of the database began to be cleaned, which serves all erasures before."""
