"""How far a batch is: for pages, the API and the command line."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from issuer.models import Batch, BatchChunk, BatchState, ChunkKind, JobState


@dataclass(frozen=True)
class Progress:
    """How much of a batch is done."""

    done: int
    """Rows that were awarded, or could not be."""
    of: int
    rate: float | None
    """Rows a second since the beginning; none before there is anything to tell."""
    seconds_left: float | None

    @property
    def percent(self) -> int:
        """How much of a hundred is done, rounded down."""
        return 100 if not self.of else self.done * 100 // self.of


def progress_of(session: Session, batch: Batch, *, now: datetime) -> Progress:
    """Return how far the awarding of a batch is."""
    stored = session.execute(
        select(func.sum(BatchChunk.awarded), func.sum(BatchChunk.failed)).where(
            BatchChunk.batch_id == batch.id,
            BatchChunk.kind == ChunkKind.AWARD,
            BatchChunk.state == JobState.DONE,
        )
    ).one()
    done = sum(number or 0 for number in stored)
    seconds = _seconds(batch, now)
    rate = done / seconds if done and seconds else None
    is_over = batch.state not in {BatchState.CONFIRMED, BatchState.RUNNING, BatchState.PAUSED}
    left = None if rate is None or is_over else (batch.ok - done) / rate
    return Progress(done, batch.ok, rate, left)


def is_being_revoked(session: Session, batch: Batch) -> bool:
    """Tell whether jobs are still revoking what a batch awarded."""
    waiting = select(BatchChunk.id).where(
        BatchChunk.batch_id == batch.id,
        BatchChunk.kind == ChunkKind.REVOKE,
        BatchChunk.state == JobState.QUEUED,
    )
    return session.scalar(waiting.limit(1)) is not None


def _seconds(batch: Batch, now: datetime) -> float:
    if batch.started_at is None:
        return 0.0
    return ((batch.finished_at or now) - batch.started_at).total_seconds()
