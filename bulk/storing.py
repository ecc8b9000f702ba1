"""Storing what came of a chunk: all of it or nothing, once, without keeping others waiting.

The rows are written first, which takes long and locks nothing. Then the locks are taken in their
one order (`issuer.locks`), and everything is asked again that may have changed since the chunk was
taken. If anything has, nothing of it is committed.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bulk.batches import note_batch
from bulk.outcomes import Outcome, is_still_so, settle_rows, still_ready, without_duplicates
from bulk.taking import Taken
from issuer.collaborators import Collaborators
from issuer.locks import lock
from issuer.many_awards import conclude, write
from issuer.models import Achievement, Batch, BatchChunk, BatchState, ChunkKind, JobState
from issuer.moulds import is_as_it_was
from issuer.recollection import check_not_put_back


def store(
    session: Session, service: Collaborators, taken: Taken, outcome: Outcome, now: datetime
) -> bool:
    """Write what came of a chunk, and count it; return False if none of that may be committed.

    It may not when another has stored the chunk, when the batch was paused or cancelled, or when
    what was signed is not up to date any more. The transaction of `session` has just begun.

    Raises:
        sqlalchemy.exc.IntegrityError: another stored the chunk a moment ago.
        DatabasePutBackError: a backup was put back meanwhile.
    """
    if not is_waiting(session.get(BatchChunk, taken.chunk_id)):
        return False
    final = _write(session, taken, outcome, now)
    if not _may_stay(session, taken, final):
        return False
    _conclude(session, service, taken, final, now)
    return True


def is_waiting(chunk: BatchChunk | None) -> bool:
    """Tell whether a chunk is still to be stored."""
    return chunk is not None and chunk.state == JobState.QUEUED


def _write(session: Session, taken: Taken, outcome: Outcome, now: datetime) -> Outcome:
    """Write the awards of a chunk, and return which rows they are of, and which rows fail."""
    chunk = session.get_one(BatchChunk, taken.chunk_id)
    final = without_duplicates(session, taken.mould, still_ready(session, chunk, outcome))
    write(session, list(final.casts.values()), now=now, mails_at=max(taken.mails_at, now))
    return final


def _may_stay(session: Session, taken: Taken, final: Outcome) -> bool:
    """Lock everything, and tell whether what was written may be committed."""
    same = is_as_it_was(session, taken.mould, taken.caller)
    batch = lock(session, Batch, taken.batch_id)
    chunk = lock(session, BatchChunk, taken.chunk_id)
    # Awards that were made since a backup may be out in the world.
    check_not_put_back(session)
    if chunk is None or not is_waiting(chunk) or not same or batch is None:
        return False
    return batch.state == BatchState.RUNNING and is_still_so(session, taken.mould, chunk, final)


def _conclude(
    session: Session, service: Collaborators, taken: Taken, final: Outcome, now: datetime
) -> None:
    """Do what follows from the awards of a chunk, and count them; all of it is locked."""
    batch = session.get_one(Batch, taken.batch_id)
    chunk = session.get_one(BatchChunk, taken.chunk_id)
    casts = list(final.casts.values())
    conclude(session, service, taken.caller, taken.mould, casts, now=now)
    settle_rows(session, batch.id, final)
    chunk.state, chunk.entries = JobState.DONE, []
    chunk.awarded, chunk.failed = len(final.casts), len(final.faults)
    session.get_one(Achievement, batch.achievement_id).awarded_count += chunk.awarded
    batch.awarded += chunk.awarded
    batch.failed += chunk.failed
    note_batch(
        session, taken.caller.actor, "batch.awarded", batch, now,
        chunk=chunk.number, awarded=chunk.awarded, failed=chunk.failed,
        version=taken.mould.version,
    )  # fmt: skip
    session.flush()
    _end(session, batch, now)


def _end(session: Session, batch: Batch, now: datetime) -> None:
    """End the batch if nothing of it is left to award."""
    left = select(BatchChunk.id).where(
        BatchChunk.batch_id == batch.id,
        BatchChunk.kind == ChunkKind.AWARD,
        BatchChunk.state == JobState.QUEUED,
    )
    if session.scalar(left.limit(1)) is None:
        batch.state, batch.finished_at = BatchState.FINISHED, now
        note_batch(session, "service", "batch.finished", batch, now, awarded=batch.awarded)
