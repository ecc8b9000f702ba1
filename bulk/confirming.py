"""Batches that are to be awarded: confirmed, by two people where wanted, paused and resumed."""

from array import array
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bulk.batch_errors import NothingToAwardError, SecondPersonNeededError
from bulk.batches import AHEAD, CHUNK, ROWS_OF_A_CHUNK, locked_batch, note_batch
from issuer.callers import Caller
from issuer.errors import Fault, ForbiddenError, InvalidInputError
from issuer.lasting_access import has_right_still, who_is_behind
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

LATEST = timedelta(days=3660)
"""So far ahead a batch may be scheduled: ten years."""

_AT_ONCE = 10_000


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

    Where the organisation wants two people, the first only approves; a program counts as whoever
    made its key, and an approval only while its giver may award. The time that the first gave
    counts unless the second gives another. The mails are held for `hold`
    after the beginning, and so long the whole can be undone.

    Raises `BatchNotFoundError`, `BatchStateError`, `NothingToAwardError`, and
    `SecondPersonNeededError` when the same person confirms twice. `ForbiddenError` also when the
    caller lost the right since the request began. `InvalidInputError` for a time that is more than
    `LATEST` ahead.
    """
    caller.require(Right.AWARD)
    if due_at is not None and due_at - now > LATEST:
        raise InvalidInputError([_too_far()])
    batch = locked_batch(session, caller, batch_id, {BatchState.CHECKED})
    _check_right(session, caller)
    ready = _ready_rows(session, batch)
    _forget_lost_approval(session, batch)
    if _wants_two(session, batch) and not _is_approved(session, caller, batch):
        batch.approved_by, batch.due_at = caller.actor, due_at
        note_batch(session, caller.actor, "batch.approved", batch, now)
        return batch
    batch.state, batch.confirmed_at = BatchState.CONFIRMED, now
    _award_in_the_name_of(batch, caller)
    batch.due_at = max(due_at or batch.due_at or now, now)
    batch.hold_seconds = int(hold.total_seconds())
    add_chunks(session, batch, ChunkKind.AWARD, ready, due_at=batch.due_at, now=now)
    note_batch(session, caller.actor, "batch.confirmed", batch, now, rows=batch.ok)
    return batch


def _too_far() -> Fault:
    return Fault(
        "/at",
        "E07",
        "The time lies more than ten years ahead.",
        "Ta data jest późniejsza niż za dziesięć lat.",
    )


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
    """Go on with a paused batch, in the name of the caller if who confirmed it may award no more.

    Raises `BatchNotFoundError`, `BatchStateError`, `ForbiddenError`, and `SecondPersonNeededError`
    when that would leave one person where two must confirm.
    """
    caller.require(Right.AWARD)
    batch = locked_batch(session, caller, batch_id, {BatchState.PAUSED})
    _check_right(session, caller)
    confirmer = batch.confirmed_by or batch.created_by
    if not has_right_still(session, batch.organisation_id, confirmer, Right.AWARD):
        if batch.approved_by and _is_same(session, batch.approved_by, caller.actor):
            raise SecondPersonNeededError
        _award_in_the_name_of(batch, caller)
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


def _check_right(session: Session, caller: Caller) -> None:
    """Raise `ForbiddenError` for whoever was dismissed while their request waited for the lock."""
    asks = caller.person_id is not None or caller.api_key_id is not None
    if asks and not has_right_still(session, caller.organisation_id, caller.actor, Right.AWARD):
        raise ForbiddenError


def _ready_rows(session: Session, batch: Batch) -> Sequence[int]:
    """Return the rows that are to be awarded, and count them anew: people were erased meanwhile.

    Raises `NothingToAwardError`.
    """
    ready = row_numbers(session, batch, RowState.READY)
    # None at all is also what a template says that awards nothing any more.
    if batch.ok == 0 or not ready:
        raise NothingToAwardError
    batch.errors += batch.ok - len(ready)
    batch.ok = len(ready)
    return ready


def row_numbers(session: Session, batch: Batch, state: RowState) -> Sequence[int]:
    """Return the numbers of the rows of a batch in a state, in their order; 8 bytes for each."""
    found = (
        select(BatchRow.number)
        .where(BatchRow.batch_id == batch.id, BatchRow.state == state)
        .order_by(BatchRow.number)
        .execution_options(yield_per=_AT_ONCE)
    )
    return array("q", session.scalars(found))


def _wants_two(session: Session, batch: Batch) -> bool:
    return session.get_one(Organisation, batch.organisation_id).two_confirm_batches


def _forget_lost_approval(session: Session, batch: Batch) -> None:
    """Let go of an approval whose giver may award no more, and of a time that has no approval."""
    first = batch.approved_by
    if first is None or not has_right_still(session, batch.organisation_id, first, Right.AWARD):
        batch.approved_by = batch.due_at = None


def _is_approved(session: Session, caller: Caller, batch: Batch) -> bool:
    """Tell whether somebody else has approved.

    Raises `SecondPersonNeededError` when it was the caller.
    """
    if batch.approved_by is None:
        return False
    if _is_same(session, batch.approved_by, caller.actor):
        raise SecondPersonNeededError
    return True


def _is_same(session: Session, first: str, second: str) -> bool:
    return who_is_behind(session, first) == who_is_behind(session, second)


def _award_in_the_name_of(batch: Batch, caller: Caller) -> None:
    batch.confirmed_by = caller.actor
    batch.person_id, batch.api_key_id = caller.person_id, caller.api_key_id
