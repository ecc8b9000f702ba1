"""Batches as their organisation handles them: uploaded, found again, given up.

What is done with their rows is done by jobs (`bulk.reading_job`, `bulk.chunks`).
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bulk.batch_errors import (
    BatchClearedError,
    BatchNotFoundError,
    BatchStateError,
    TooManyUnreadError,
    TooManyWaitingError,
)
from issuer.achievement_errors import AchievementNotFoundError
from issuer.audit import note
from issuer.award_errors import AchievementNotActiveError
from issuer.callers import Caller
from issuer.keyset import Order, Page, page_of
from issuer.locks import lock, lock_found
from issuer.models import (
    Achievement,
    AchievementState,
    Batch,
    BatchChunk,
    BatchFile,
    BatchReading,
    BatchRow,
    BatchState,
    IdempotentAnswer,
    JobState,
    Organisation,
)
from issuer.organisations import check_open
from issuer.outbox import remember_job
from issuer.rights import Right
from issuer.text.names import LONGEST_NAME

ROWS_OF_A_CHUNK = 500
"""Rows that are awarded in one transaction."""

READING, CHUNK = "batch_reading", "batch_chunk"
"""The kinds of job."""

AHEAD = 2
"""So many chunks are handed to the workers at a time; each that ends hands on the next."""

MOST_UNREAD = 5
"""Batches of an organisation that wait to be read, unless an operator allows more."""

MOST_WAITING = 20
"""Batches of an organisation that nobody has confirmed or given up: each keeps its file."""

_NEWEST = Order("newest", (Batch.created_at, Batch.id), is_descending=True)
_WAITING = frozenset({BatchState.UPLOADED, BatchState.CHECKED, BatchState.FAILED})
_GOING_ON = frozenset(
    {
        BatchState.UPLOADED,
        BatchState.CHECKED,
        BatchState.CONFIRMED,
        BatchState.RUNNING,
        BatchState.PAUSED,
        BatchState.FAILED,
    }
)


@dataclass(frozen=True)
class UploadedSheet:
    """A file as somebody sent it, or rows that a program sent as one."""

    content: bytes
    name: str | None = None


def create_batch(
    session: Session,
    caller: Caller,
    achievement_id: UUID,
    sheet: UploadedSheet,
    *,
    now: datetime,
    most_unread: int = MOST_UNREAD,
) -> Batch:
    """Keep a sheet of awards of a template; a job reads and checks it. Nothing is awarded yet.

    Raises `ForbiddenError`, `AchievementNotFoundError`, `AchievementNotActiveError`,
    `OrganisationClosedError`, `TooManyUnreadError` beyond `most_unread`, and `TooManyWaitingError`
    beyond `MOST_WAITING`.
    """
    caller.require(Right.AWARD)
    # Locked, so that those who send at once are counted one after the other.
    organisation = lock(session, Organisation, caller.organisation_id)
    check_open(organisation or session.get_one(Organisation, caller.organisation_id))
    template = session.get(Achievement, achievement_id)
    if template is None or template.organisation_id != caller.organisation_id:
        raise AchievementNotFoundError(achievement=achievement_id)
    if template.state != AchievementState.ACTIVE:
        raise AchievementNotActiveError(state=template.state)
    check_unread(session, caller.organisation_id, most_unread)
    _check_waiting(session, caller.organisation_id)
    batch = Batch(
        id=uuid4(),
        organisation_id=caller.organisation_id,
        achievement_id=achievement_id,
        file_name=sheet.name[:LONGEST_NAME] if sheet.name else None,
        size=len(sheet.content),
        sha256=hashlib.sha256(sheet.content).hexdigest(),
        language=caller.language,
        created_by=caller.actor,
        created_at=now,
    )
    session.add(batch)
    session.flush()
    job = BatchReading(id=uuid4(), batch_id=batch.id, due_at=now)
    session.add_all([BatchFile(batch_id=batch.id, content=sheet.content), job])
    session.flush()
    remember_job(session, READING, job.id)
    note_batch(session, caller.actor, "batch.uploaded", batch, now)
    return batch


def check_unread(session: Session, organisation_id: UUID, most: int) -> None:
    """Raise `TooManyUnreadError` if `most` batches of an organisation wait to be read."""
    unread = select(func.count(Batch.id)).where(
        Batch.organisation_id == organisation_id, Batch.state == BatchState.UPLOADED
    )
    if (session.scalar(unread) or 0) >= most:
        raise TooManyUnreadError(most)


def _check_waiting(session: Session, organisation_id: UUID) -> None:
    waiting = (
        select(func.count(Batch.id))
        .join(BatchFile, BatchFile.batch_id == Batch.id)
        .where(Batch.organisation_id == organisation_id, Batch.state.in_(_WAITING))
    )
    if (session.scalar(waiting) or 0) >= MOST_WAITING:
        raise TooManyWaitingError(most=MOST_WAITING)


def find_batch(session: Session, caller: Caller, batch_id: UUID) -> Batch:
    """Return a batch of the caller's organisation; raises `BatchNotFoundError`."""
    caller.require(Right.READ)
    found = session.get(Batch, batch_id)
    if found is None or found.organisation_id != caller.organisation_id:
        raise BatchNotFoundError(batch=batch_id)
    return found


def list_batches(
    session: Session, caller: Caller, *, cursor: str | None, limit: int
) -> Page[Batch]:
    """Return a page of the batches of the caller's organisation, the newest first."""
    caller.require(Right.READ)
    own = select(Batch).where(Batch.organisation_id == caller.organisation_id)
    return page_of(session, own, _NEWEST, cursor=cursor, limit=limit)


def file_of(session: Session, batch: Batch) -> bytes:
    """Return the file of a batch; raises `BatchClearedError` once it was let go."""
    found = session.get(BatchFile, batch.id)
    if found is None:
        raise BatchClearedError
    return found.content


def cancel_batch(
    session: Session, caller: Caller, batch_id: UUID, *, now: datetime
) -> Batch | None:
    """Give a batch up; return it, or none if it was not confirmed: then nothing of it is left.

    What was awarded stays awarded. Raises `BatchNotFoundError`, `BatchStateError`.
    """
    caller.require(Right.AWARD)
    batch = locked_batch(session, caller, batch_id, _GOING_ON)
    if batch.state in _WAITING:
        note_batch(session, caller.actor, "batch.discarded", batch, now)
        delete_batch(session, batch.id)
        return None
    end_batch(session, caller.actor, batch, now=now)
    return batch


def end_batch(session: Session, actor: str, batch: Batch, *, now: datetime) -> None:
    """Award nothing more of a confirmed batch, which is locked."""
    batch.state, batch.finished_at = BatchState.CANCELLED, now
    session.execute(
        update(BatchChunk)
        .where(BatchChunk.batch_id == batch.id, BatchChunk.state == JobState.QUEUED)
        .values(state=JobState.CANCELLED, entries=[])
        .execution_options(synchronize_session=False)
    )
    note_batch(session, actor, "batch.cancelled", batch, now, awarded=batch.awarded)


def note_batch(
    session: Session,
    actor: str,
    action: str,
    batch: Batch,
    now: datetime,
    **facts: Any,  # noqa: ANN401 - as `note` takes them
) -> None:
    """Write a row of the audit trail about a batch."""
    note(
        session,
        actor,
        action,
        ("batch", batch.id),
        organisation=batch.organisation_id,
        now=now,
        achievement=batch.achievement_id,
        **facts,
    )


def delete_batch(session: Session, batch_id: UUID) -> None:
    """Delete a batch with its file and its rows, of which none was awarded."""
    # The job first: who reads the sheet holds it while rows are written, and stops without it.
    for table in (BatchReading, BatchRow, BatchFile, BatchChunk, IdempotentAnswer):
        session.execute(
            delete(table)
            .where(table.batch_id == batch_id)
            .execution_options(synchronize_session=False)
        )
    session.execute(delete(Batch).where(Batch.id == batch_id))


def locked_batch(
    session: Session,
    caller: Caller,
    batch_id: UUID,
    states: Collection[BatchState],
) -> Batch:
    """Return a batch of the caller's organisation that is in one of `states`, locked.

    Raises `BatchNotFoundError`, `BatchStateError`.
    """
    lock(session, Organisation, caller.organisation_id)
    own = select(Batch).where(Batch.id == batch_id, Batch.organisation_id == caller.organisation_id)
    batch = lock_found(session, own)
    if batch is None:
        raise BatchNotFoundError(batch=batch_id)
    if batch.state not in states:
        raise BatchStateError(state=batch.state)
    return batch
