"""Organisations: whoever awards."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from issuer.models.base import Base


class Organisation(Base):
    """An organisation, which is an issuer with a DID of its own (rule 7)."""

    __tablename__ = "organisation"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    slug: Mapped[str] = mapped_column(String(63), unique=True)
    """Part of the DID and of addresses: never changed, never given to another organisation."""
    did: Mapped[str] = mapped_column(String(2048), unique=True)
    names: Mapped[dict[str, Any]]
    """By language, `{"pl": …, "en": …}`; at least one."""
    descriptions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    language: Mapped[str] = mapped_column(String(35), default="pl")
    time_zone: Mapped[str] = mapped_column(String(64), default="Europe/Warsaw")
    url: Mapped[str | None] = mapped_column(String(2083))
    email: Mapped[str | None] = mapped_column(String(250))
    phone: Mapped[str | None] = mapped_column(String(64))
    address: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """`street`, `locality`, `postal_code`, `region`, `country` (ISO 3166-1 alpha-2)."""
    identifiers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Official numbers: `nip`, `regon`, `rspo`, `polon`."""
    linkedin_id: Mapped[str | None] = mapped_column(String(20))
    accent: Mapped[str | None] = mapped_column(String(7))
    two_confirm_batches: Mapped[bool] = mapped_column(default=False)
    """Whether a second member must confirm a batch before anything of it is awarded."""
    logo_id: Mapped[UUID | None] = mapped_column(ForeignKey("upload.id", use_alter=True))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
