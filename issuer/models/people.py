"""People who work for organisations, what they may do, and how they prove who they are."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from issuer.models.base import Base


class Role(StrEnum):
    """What a member is in an organisation; a member may be several things."""

    ADMINISTRATOR = "administrator"
    AUTHOR = "author"
    ISSUER = "issuer"
    VIEWER = "viewer"


class Person(Base):
    """Somebody with an account."""

    __tablename__ = "person"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    email: Mapped[str] = mapped_column(String(250))
    email_key: Mapped[str] = mapped_column(String(512), unique=True)
    """The address as it is compared: normalised by rule 19."""
    name: Mapped[str] = mapped_column(String(500))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    language: Mapped[str] = mapped_column(String(35), default="pl")
    is_operator: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class Identity(Base):
    """An account at an OpenID Connect provider that belongs to a person (rule 30)."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("iss", "sub"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    iss: Mapped[str] = mapped_column(String(2083))
    sub: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime]


class Membership(Base):
    """What a person is in an organisation."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("organisation_id", "person_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    roles: Mapped[list[Any]]
    """The values of `Role`, sorted."""
    created_at: Mapped[datetime]


class LinkPurpose(StrEnum):
    """What a link in a mail is for."""

    INVITATION = "invitation"
    RESET = "reset"
    SIGN_IN = "sign_in"
    CLAIM = "claim"
    MY_BADGES = "my_badges"


class Link(Base):
    """A link sent by mail: 256 random bits, of which only the hash is kept (rule 29)."""

    __tablename__ = "link"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    purpose: Mapped[LinkPurpose] = mapped_column(String(20))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token, in hexadecimal."""
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    award_id: Mapped[UUID | None] = mapped_column(ForeignKey("award.id"), index=True)
    email: Mapped[str | None] = mapped_column(String(250))
    """Whom an invitation is for."""
    roles: Mapped[list[Any]] = mapped_column(default=list)
    """What the invited person will be."""
    makes_operator: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class LoginSession(Base):
    """A browser that is signed in; the cookie's value is kept only as its hash."""

    __tablename__ = "login_session"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    """The member of staff; none in the session of a recipient."""
    award_id: Mapped[UUID | None] = mapped_column(ForeignKey("award.id"), index=True)
    """The award that a recipient claims or keeps."""
    covers_mailbox: Mapped[bool] = mapped_column(default=False)
    """Whether it is good for every award to the same mailbox: the recipient asked for all."""
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    """The organisation that a member of several is working for now."""
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class ApiKey(Base):
    """A program's access to one organisation; the secret is shown once and kept hashed."""

    __tablename__ = "api_key"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    """Twelve random characters, which stand in the key itself: `insygnia_<id>_<secret>`."""
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(250))
    secret_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of 256 random bits, in hexadecimal."""
    scopes: Mapped[list[Any]]
    """The values of `issuer.rights.Right` that the key has."""
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
