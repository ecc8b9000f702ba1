"""What workers do about batches."""

import time
from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select

from bulk.batches import AHEAD, CHUNK
from bulk.chunks import award_chunk
from bulk.revoking import revoke_chunk
from issuer.collaborators import Collaborators
from issuer.models import BatchChunk, ChunkKind, JobState

_IN_A_ROW_S = 5.0
"""So long a worker stays with one batch before it looks whether another waits."""


def work_on_batch(
    chunk_id: UUID,
    service: Collaborators,
    *,
    monotonic: Callable[[], float] = time.monotonic,
    seconds: float = _IN_A_ROW_S,
) -> int:
    """Do a chunk and those of its batch that are due after it, while no other batch waits.

    After some seconds, and at the end, the next ones are handed on: to other workers, or to this
    one when its turn comes again. Returns how many were done.
    """
    until = monotonic() + seconds
    done = 0
    batch_id = _batch_of(chunk_id, service)
    found: UUID | None = chunk_id
    while found is not None and batch_id is not None:
        is_done = do_chunk(found, service)
        done += is_done
        if monotonic() >= until:
            if _another_waits(service, batch_id):
                break
            _hand_on(service, batch_id)
            until = monotonic() + seconds
        before, found = found, next(iter(due_chunks(service, batch_id, 1)), None)
        # What another worker has just begun is not due any more; what still is waits for something.
        if not is_done and found == before:
            break
    if batch_id is not None and done:
        _hand_on(service, batch_id)
    return done


def do_chunk(chunk_id: UUID, service: Collaborators) -> bool:
    """Do what a chunk is for; return whether it was still to be done."""
    with service.database.reading() as session:
        chunk = session.get(BatchChunk, chunk_id)
    if chunk is None or chunk.state != JobState.QUEUED:
        return False
    if chunk.kind == ChunkKind.REVOKE:
        return revoke_chunk(chunk_id, service)
    return award_chunk(chunk_id, service)


def due_chunks(service: Collaborators, batch_id: UUID, most: int) -> list[UUID]:
    """Return the first chunks of a batch that anybody may begin now."""
    query = (
        select(BatchChunk.id)
        .where(
            BatchChunk.batch_id == batch_id,
            BatchChunk.state == JobState.QUEUED,
            BatchChunk.due_at <= service.clock(),
        )
        .order_by(BatchChunk.kind, BatchChunk.number)
        .limit(most)
    )
    with service.database.reading() as session:
        return list(session.scalars(query))


def _hand_on(service: Collaborators, batch_id: UUID) -> None:
    service.jobs.enqueue([(CHUNK, each) for each in due_chunks(service, batch_id, AHEAD)])


def _another_waits(service: Collaborators, batch_id: UUID) -> bool:
    """Tell whether there is anything to do for another batch."""
    query = select(BatchChunk.id).where(
        BatchChunk.batch_id != batch_id,
        BatchChunk.state == JobState.QUEUED,
        BatchChunk.due_at <= service.clock(),
    )
    with service.database.reading() as session:
        return session.scalar(query.limit(1)) is not None


def _batch_of(chunk_id: UUID, service: Collaborators) -> UUID | None:
    with service.database.reading() as session:
        return session.scalar(select(BatchChunk.batch_id).where(BatchChunk.id == chunk_id))
