"""The rows that jobs work on: which of them are due, and when one is tried again."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.models import (
    Batch,
    BatchChunk,
    BatchReading,
    BatchState,
    Erasure,
    Mail,
    WebhookDelivery,
)

Row: TypeAlias = Mail | WebhookDelivery | Erasure | BatchReading | BatchChunk

ROWS: Mapping[str, type[Row]] = {
    "mail": Mail,
    "webhook": WebhookDelivery,
    "erasure": Erasure,
    "batch_reading": BatchReading,
    "batch_chunk": BatchChunk,
}
"""The table of each kind of job; the kind is also the name of its queue."""

WAITS = "queued"
"""The state of a row that waits for a job, in every table."""

MOST_AT_ONCE = 200
"""How many due rows of a kind one sweep hands on: behind so many waits who has just done something.

The mails of a batch may be a hundred thousand; while there are more, sweeps follow soon."""

_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=6)


def due(session: Session, kind: str, *, now: datetime) -> Sequence[UUID]:
    """Return the rows of a kind that wait to be sent, the one that waited longest first."""
    row = ROWS[kind]
    waiting = select(row.id).where(row.state == WAITS, row.due_at <= now)
    if row is BatchChunk:
        # Those of a paused batch wait for somebody.
        waiting = waiting.join(Batch, Batch.id == BatchChunk.batch_id).where(
            Batch.state != BatchState.PAUSED
        )
    return session.scalars(waiting.order_by(row.due_at).limit(MOST_AT_ONCE)).all()


def pause(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: a minute, doubled each time, at most 6 h."""
    doublings = max(0, min(attempts - 1, 20))
    return min(_FIRST_PAUSE * (1 << doublings), _LONGEST_PAUSE)


def postpone(session: Session, kind: str, row_id: UUID, *, now: datetime) -> None:
    """Let a row that still waits be tried again later: whoever worked on it fell over."""
    row = session.get(ROWS[kind], row_id, with_for_update=True)
    if not isinstance(row, Row):
        return
    if row.state != WAITS or row.due_at > now:
        return
    row.attempts += 1
    row.due_at = now + pause(row.attempts)
