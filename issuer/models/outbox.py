"""What is to be sent: mails and calls of webhooks, written with the fact they tell of."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from issuer.models.base import Base


class Delivery(StrEnum):
    """Where something to be sent stands."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


class MailKind(StrEnum):
    """What a mail says."""

    AWARD = "award"
    CORRECTION = "correction"
    REVOCATION = "revocation"
    INVITATION = "invitation"
    RESET = "reset"
    MY_BADGES = "my_badges"


class Mail(Base):
    """A mail to send; it has no body and no token, these are made when it is sent."""

    __tablename__ = "mail"
    __table_args__ = (Index(None, "state", "due_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[MailKind] = mapped_column(String(20))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    award_id: Mapped[UUID | None] = mapped_column(ForeignKey("award.id"), index=True)
    link_id: Mapped[UUID | None] = mapped_column(ForeignKey("link.id"))
    """The invitation or reset it carries; its token is made, and its hash replaced, on sending."""
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    recipient: Mapped[str | None] = mapped_column(String(1000))
    """The address; none once the person was erased."""
    language: Mapped[str] = mapped_column(String(35))
    state: Mapped[Delivery] = mapped_column(String(20), default=Delivery.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    failure: Mapped[str | None] = mapped_column(String(100))
    """A short code of the last failure, without the address."""


class Webhook(Base):
    """An address that an organisation wants to be called at."""

    __tablename__ = "webhook"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    url: Mapped[str] = mapped_column(String(2083))
    events: Mapped[list[Any]]
    secrets: Mapped[list[Any]]
    """One or two sealed secrets (rule 31)."""
    created_at: Mapped[datetime]
    failures: Mapped[int] = mapped_column(default=0)
    """How many tries in a row have failed, of whichever calls."""
    resting_until: Mapped[datetime | None]
    """While tries fail: when the next one may be made, of whichever call."""
    disabled_at: Mapped[datetime | None]


class WebhookDelivery(Base):
    """One call to make; the payload holds ids and no names."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        Index(None, "state", "due_at"),
        Index(None, "webhook_id", "created_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    webhook_id: Mapped[UUID] = mapped_column(ForeignKey("webhook.id"))
    event: Mapped[str] = mapped_column(String(50))
    payload: Mapped[dict[str, Any]]
    state: Mapped[Delivery] = mapped_column(String(20), default=Delivery.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    status: Mapped[int | None]
    """The HTTP status of the last answer."""
