"""Batches that are to be awarded: confirmed, by two people where wanted, paused and resumed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bulk.batch_errors import NothingToAwardError, SecondPersonNeededError
from bulk.batches import AHEAD, CHUNK, ROWS_OF_A_CHUNK, locked_batch, note_batch
from issuer.callers import Caller
from issuer.models import (
    Batch,
    BatchChunk,
    BatchRow,
    BatchState,
    ChunkKind,
    JobState,
    Organisation,
    RowState,
)
from issuer.outbox import remember_job
from issuer.rights import Right


def confirm_batch(
    session: Session,
    caller: Caller,
    batch_id: UUID,
    *,
    hold: timedelta,
    due_at: datetime | None = None,
    now: datetime,
) -> Batch:
    """Let the rows that keep all rules be awarded, now or from `due_at` on; return the batch.

    Where the organisation wants two people, the first only approves. The mails are held for `hold`
    after the beginning, and so long the whole can be undone.

    Raises `BatchNotFoundError`, `BatchStateError`, `NothingToAwardError`, and
    `SecondPersonNeededError` when the same person confirms twice.
    """
    caller.require(Right.AWARD)
    batch = locked_batch(session, caller, batch_id, {BatchState.CHECKED})
    if batch.ok == 0:
        raise NothingToAwardError
    organisation = session.get_one(Organisation, batch.organisation_id)
    if organisation.two_confirm_batches:
        if batch.approved_by is None:
            batch.approved_by = caller.actor
            note_batch(session, caller.actor, "batch.approved", batch, now)
            return batch
        if batch.approved_by == caller.actor:
            raise SecondPersonNeededError
    batch.state, batch.confirmed_at, batch.confirmed_by = BatchState.CONFIRMED, now, caller.actor
    batch.person_id, batch.api_key_id = caller.person_id, caller.api_key_id
    batch.due_at = max(due_at or now, now)
    batch.hold_seconds = int(hold.total_seconds())
    ready = select(BatchRow.number).where(
        BatchRow.batch_id == batch.id, BatchRow.state == RowState.READY
    )
    add_chunks(
        session, batch, ChunkKind.AWARD, session.scalars(ready.order_by(BatchRow.number)).all(),
        due_at=batch.due_at, now=now,
    )  # fmt: skip
    note_batch(session, caller.actor, "batch.confirmed", batch, now, rows=batch.ok)
    return batch


def add_chunks(
    session: Session,
    batch: Batch,
    kind: ChunkKind,
    rows: Sequence[int],
    *,
    due_at: datetime,
    now: datetime,
) -> None:
    """Add the jobs that do something with these rows, and hand on the first of them."""
    chunks = [
        BatchChunk(
            id=uuid4(),
            batch_id=batch.id,
            kind=kind,
            number=number,
            first_row=rows[start],
            last_row=rows[min(start + ROWS_OF_A_CHUNK, len(rows)) - 1],
            due_at=due_at,
        )
        for number, start in enumerate(range(0, len(rows), ROWS_OF_A_CHUNK))
    ]
    session.add_all(chunks)
    session.flush()
    if due_at <= now:
        for chunk in chunks[:AHEAD]:
            remember_job(session, CHUNK, chunk.id)


def pause_batch(session: Session, caller: Caller, batch_id: UUID, *, now: datetime) -> Batch:
    """Let nothing more of a batch be awarded until it is resumed; what is awarded stays so.

    Raises `BatchNotFoundError`, `BatchStateError`.
    """
    caller.require(Right.AWARD)
    batch = locked_batch(session, caller, batch_id, {BatchState.CONFIRMED, BatchState.RUNNING})
    batch.state = BatchState.PAUSED
    note_batch(session, caller.actor, "batch.paused", batch, now)
    return batch


def resume_batch(session: Session, caller: Caller, batch_id: UUID, *, now: datetime) -> Batch:
    """Go on with a paused batch; raises `BatchNotFoundError`, `BatchStateError`."""
    caller.require(Right.AWARD)
    batch = locked_batch(session, caller, batch_id, {BatchState.PAUSED})
    batch.state, batch.failure = BatchState.CONFIRMED, None
    if batch.started_at is not None:
        batch.state = BatchState.RUNNING
    # Whoever paused it may have been a job, which moved the chunk it had begun.
    begin_again = max(batch.due_at or now, now)
    session.execute(
        update(BatchChunk)
        .where(BatchChunk.batch_id == batch.id, BatchChunk.state == JobState.QUEUED)
        .values(due_at=begin_again, attempts=0)
        .execution_options(synchronize_session=False)
    )
    if begin_again <= now:
        for chunk in queued_chunks(session, batch.id, AHEAD):
            remember_job(session, CHUNK, chunk)
    note_batch(session, caller.actor, "batch.resumed", batch, now)
    return batch


def queued_chunks(session: Session, batch_id: UUID, most: int) -> Sequence[UUID]:
    """Return the first chunks of a batch that are still to be done."""
    return session.scalars(
        select(BatchChunk.id)
        .where(BatchChunk.batch_id == batch_id, BatchChunk.state == JobState.QUEUED)
        .order_by(BatchChunk.kind, BatchChunk.number)
        .limit(most)
    ).all()
