"""What workers do about batches."""

import time
from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select

from bulk.batches import AHEAD, CHUNK
from bulk.chunks import award_chunks
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
    batch_id = _batch_of(chunk_id, service)
    if batch_id is None:
        return 0
    turn = _Turn(service, batch_id, monotonic, seconds)
    done = 0
    found: UUID | None = chunk_id
    while found is not None and not turn.is_over:
        chunks_done = do_chunk(found, service, turn.goes_on)
        done += chunks_done
        before, found = found, next(iter(due_chunks(service, batch_id, 1)), None)
        # What another worker has just begun is not due any more; what still is waits for something.
        if not chunks_done and found == before:
            break
    if done:
        _hand_on(service, batch_id)
    return done


def do_chunk(
    chunk_id: UUID, service: Collaborators, goes_on: Callable[[], bool] = lambda: False
) -> int:
    """Do what a chunk is for, and while `goes_on` what the next ones are for; return how many.

    None is done that was done before, or that is another's.
    """
    with service.database.reading() as session:
        chunk = session.get(BatchChunk, chunk_id)
    if chunk is None or chunk.state != JobState.QUEUED:
        return 0
    if chunk.kind == ChunkKind.REVOKE:
        is_done = revoke_chunk(chunk_id, service)
        goes_on()
        return int(is_done)
    return award_chunks(chunk_id, service, goes_on)


class _Turn:
    """How long a worker stays with a batch."""

    def __init__(
        self,
        service: Collaborators,
        batch_id: UUID,
        monotonic: Callable[[], float],
        seconds: float,
    ) -> None:
        self._service = service
        self._batch_id = batch_id
        self._monotonic = monotonic
        self._seconds = seconds
        self._until = monotonic() + seconds
        self.is_over = False

    def goes_on(self) -> bool:
        """Tell whether the worker stays; when it does so for long, what is due is handed on."""
        if self.is_over or self._monotonic() < self._until:
            return not self.is_over
        if _another_waits(self._service, self._batch_id):
            self.is_over = True
            return False
        _hand_on(self._service, self._batch_id)
        self._until = self._monotonic() + self._seconds
        return True


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
