"""Letting go of what batches hold of people when it has served its purpose."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bulk.batches import delete_batch, end_batch
from issuer.locks import not_held
from issuer.models import (
    AuditEntry,
    Batch,
    BatchFile,
    BatchReading,
    BatchRow,
    BatchState,
    RowState,
)

FORGOTTEN_AFTER = timedelta(days=30)
"""So long a sheet that nobody confirmed is kept."""
CLEARED_AFTER = timedelta(days=90)
"""So long after its end a batch keeps its file, and the rows that were not awarded."""
GIVEN_UP_AFTER = timedelta(days=90)
"""So long a batch is paused before it counts as given up: it is cancelled then, and so it ends."""

_AT_ONCE = 20
_OVER = (BatchState.FINISHED, BatchState.CANCELLED)
_NOT_AWARDED = (RowState.READY, RowState.REFUSED, RowState.FAILED)
_NAMES: Mapping[str, str | None] = MappingProxyType({
    **dict.fromkeys(("email", "first_name", "last_name", "email_key")),
    # Lists are sorted by these, and what is none has no place in a list.
    **dict.fromkeys(("sort_email", "sort_first_name", "sort_last_name"), ""),
})  # fmt: skip
_NEVER_CONFIRMED = (BatchState.UPLOADED, BatchState.CHECKED, BatchState.FAILED)


def clear_old_batches(session: Session, *, now: datetime) -> None:
    """Delete sheets that nobody confirmed, and what is not needed any more of those that ended.

    What was awarded stays in the report; it is in the records of the awards as well.
    """
    # Held with its job, so that nobody who reads the sheet just now is waited for.
    forgotten = (
        select(Batch.id)
        .join(BatchReading, BatchReading.batch_id == Batch.id)
        .where(Batch.state.in_(_NEVER_CONFIRMED), Batch.created_at < now - FORGOTTEN_AFTER)
    )
    for batch_id in session.scalars(not_held(forgotten.limit(_AT_ONCE))).all():
        delete_batch(session, batch_id)
    _give_up_paused(session, now)
    ended = select(Batch.id).where(
        Batch.state.in_(_OVER),
        Batch.finished_at < now - CLEARED_AFTER,
        Batch.cleared_at.is_(None),
    )
    _clear(session, session.scalars(not_held(ended.limit(_AT_ONCE))).all(), now)


def _give_up_paused(session: Session, now: datetime) -> None:
    since = now - GIVEN_UP_AFTER
    paused = select(Batch.id).where(Batch.state == BatchState.PAUSED, Batch.confirmed_at < since)
    waiting = {str(batch_id): batch_id for batch_id in session.scalars(paused)}
    lately = session.scalars(
        select(AuditEntry.subject_id).where(
            AuditEntry.action == "batch.paused",
            AuditEntry.at >= since,
            AuditEntry.subject_id.in_(waiting),
        )
    )
    for subject in lately:
        waiting.pop(subject, None)
    own = Batch.id.in_(waiting.values())
    for batch_id in session.scalars(not_held(paused.where(own).limit(_AT_ONCE))).all():
        batch = session.get_one(Batch, batch_id, populate_existing=True)
        end_batch(session, "service", batch, now=now)


def _clear(session: Session, batches: Sequence[UUID], now: datetime) -> None:
    rows = update(BatchRow).where(BatchRow.batch_id.in_(batches))
    session.execute(delete(BatchFile).where(BatchFile.batch_id.in_(batches)))
    session.execute(rows.values(values={}, extras=[], faults=[]))
    session.execute(rows.where(BatchRow.state.in_(_NOT_AWARDED)).values(dict(_NAMES)))
    session.execute(
        update(Batch).where(Batch.id.in_(batches)).values(cleared_at=now, file_name=None)
    )
