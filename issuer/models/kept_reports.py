"""Reports of verifications that a visitor asked to be kept."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from issuer.models.base import Base


class KeptReport(Base):
    """A report at an address that nobody can guess; the file that was checked is not kept."""

    __tablename__ = "kept_report"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token of its address, in hexadecimal."""
    removal_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the token that removes it."""
    report: Mapped[str] = mapped_column(Text)
    """JSON, as it was shown."""
    signed: Mapped[str | None] = mapped_column(Text)
    """The signed document, exactly as signed; none at a demonstration."""
    file_sha256: Mapped[str] = mapped_column(String(64))
    shown_at: Mapped[datetime]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class KeptReportCredential(Base):
    """A credential that a kept report is about: when its award is erased, the report goes too."""

    __tablename__ = "kept_report_credential"

    report_id: Mapped[UUID] = mapped_column(
        ForeignKey("kept_report.id", ondelete="CASCADE"), primary_key=True
    )
    credential_hash: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)
    """SHA-256 of its id, in hexadecimal: ids of strangers may have any length."""
