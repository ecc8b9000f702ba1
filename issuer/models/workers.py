"""The worker processes that are alive, as they say so themselves."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from issuer.models.base import Base


class Worker(Base):
    """A worker process; one that has been silent for too long is dead, and others do its work."""

    __tablename__ = "worker"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The executor id of this process, which no other process ever has."""
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)
