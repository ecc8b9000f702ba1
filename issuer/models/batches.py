"""Batches: many awards of one template from one sheet. Their tables; `bulk` fills them.

A batch is read and checked by a `BatchReading`, and awarded by its `BatchChunk`s: both are rows of
jobs, as `issuer.jobs.rows` wants them.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from issuer.db.types import SortText
from issuer.models.base import Base


class BatchState(StrEnum):
    """Where a batch stands."""

    UPLOADED = "uploaded"
    CHECKED = "checked"
    CONFIRMED = "confirmed"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    FAILED = "failed"


class RowState(StrEnum):
    """Where a row of a batch stands."""

    READY = "ready"
    """All rules are kept: it will be awarded."""
    REFUSED = "refused"
    """It breaks rules."""
    DONE = "done"
    """It was awarded by an earlier batch, as the sheet says and the records confirm."""
    AWARDED = "awarded"
    FAILED = "failed"
    """It was ready, but could not be awarded any more when its turn came."""


class JobState(StrEnum):
    """Whether a job of a batch is still to be done."""

    QUEUED = "queued"
    DONE = "done"
    CANCELLED = "cancelled"


class ChunkKind(StrEnum):
    """What is done with the rows of a chunk."""

    AWARD = "award"
    REVOKE = "revoke"


class Batch(Base):
    """A sheet that somebody uploaded, and what became of it."""

    __tablename__ = "batch"
    __table_args__ = (Index(None, "organisation_id", "created_at", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    achievement_id: Mapped[UUID] = mapped_column(ForeignKey("achievement.id"), index=True)
    state: Mapped[BatchState] = mapped_column(String(20), default=BatchState.UPLOADED)
    file_name: Mapped[str | None] = mapped_column(String(1000))
    """As the browser named it; none once the file was let go."""
    file_kind: Mapped[str | None] = mapped_column(String(20))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(35))
    """Of whoever uploaded it."""
    came_from: Mapped[UUID | None] = mapped_column(index=True)
    """The batch whose workbook came back, or the first of them if that had come back itself."""
    headings: Mapped[list[Any]] = mapped_column(default=list)
    """The headings of the columns that are kept for the report alone."""

    rows: Mapped[int] = mapped_column(default=0)
    ok: Mapped[int] = mapped_column(default=0)
    errors: Mapped[int] = mapped_column(default=0)
    warnings: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    awarded: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    revoked: Mapped[int] = mapped_column(default=0)
    failure: Mapped[dict[str, Any] | None]
    """Why the whole was refused: `code`, and a sentence in `en` and `pl`."""

    created_by: Mapped[str] = mapped_column(String(80))
    """As the audit trail names them; so are the others here."""
    approved_by: Mapped[str | None] = mapped_column(String(80))
    """Who confirmed first, where two people must."""
    confirmed_by: Mapped[str | None] = mapped_column(String(80))
    revoked_by: Mapped[str | None] = mapped_column(String(80))
    """Who took back what it awarded."""
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """Whoever confirmed it, for the awards."""
    api_key_id: Mapped[str | None] = mapped_column(ForeignKey("api_key.id"))

    created_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    """When awarding may begin."""
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    hold_seconds: Mapped[int] = mapped_column(default=0)
    """So long after the beginning its mails are held."""
    mails_at: Mapped[datetime | None]
    """Until when its mails are held and the whole can be undone; known once it has begun."""
    undone_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Text)
    """Why its awards were revoked."""
    erased: Mapped[list[Any]] = mapped_column(default=list)
    """Digests of addresses that were erased while the sheet was not read (`erasing_rows`)."""
    cleared_at: Mapped[datetime | None]
    """When the file, and what rows say that no award says, were deleted."""


class BatchFile(Base):
    """The file of a batch, as it was uploaded."""

    __tablename__ = "batch_file"

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batch.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class BatchRow(Base):
    """A row of a sheet; the number is the sheet's."""

    __tablename__ = "batch_row"
    __table_args__ = (
        Index(None, "batch_id", "state", "number"),
        Index(None, "email_key"),
        Index(None, "award_id"),
    )

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batch.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[RowState] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(Text)
    first_name: Mapped[str | None] = mapped_column(Text)
    last_name: Mapped[str | None] = mapped_column(Text)
    email_key: Mapped[str | None] = mapped_column(SortText)
    """As in `Award`; none for what is no address."""
    sort_email: Mapped[str | None] = mapped_column(SortText)
    sort_first_name: Mapped[str | None] = mapped_column(SortText)
    sort_last_name: Mapped[str | None] = mapped_column(SortText)
    sort_status: Mapped[str] = mapped_column(SortText)
    """The codes of what is wrong; rows without any come first."""
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The other cells, by `bulk.columns.Column`."""
    extras: Mapped[list[Any]] = mapped_column(default=list)
    """The cells of the columns that are kept for the report, in the order of `Batch.headings`."""
    faults: Mapped[list[Any]] = mapped_column(default=list)
    """What is wrong or questionable: `[column, code, English, Polish]` each."""
    award_id: Mapped[UUID | None] = mapped_column(ForeignKey("award.id"))
    """The award of the row, by this batch or, for a row that was done, by an earlier one."""


class BatchReading(Base):
    """The job of reading and checking the sheet of a batch."""

    __tablename__ = "batch_reading"
    __table_args__ = (Index(None, "state", "due_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batch.id"), unique=True)
    state: Mapped[JobState] = mapped_column(String(20), default=JobState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]


class BatchChunk(Base):
    """The job of awarding, or revoking, some rows of a batch in one transaction."""

    __tablename__ = "batch_chunk"
    __table_args__ = (
        Index(None, "state", "due_at"),
        UniqueConstraint("batch_id", "kind", "number"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batch.id"))
    kind: Mapped[ChunkKind] = mapped_column(String(20))
    number: Mapped[int]
    first_row: Mapped[int]
    last_row: Mapped[int]
    state: Mapped[JobState] = mapped_column(String(20), default=JobState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    """When it may be begun; whoever begins it moves this to when somebody else may."""
    entries: Mapped[list[Any]] = mapped_column(default=list)
    """Places in status lists that are kept for it: `[list, index]` each, whoever begins it."""
    awarded: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
