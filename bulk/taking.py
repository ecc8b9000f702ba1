"""Taking a chunk of a batch: whoever did has it for a while, and the places that it keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from bulk.records import KeptRow, confirmer_of, ready_rows
from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.generations import entries_for
from issuer.locks import lock
from issuer.models import Batch, BatchChunk, BatchState, ChunkKind, JobState, Organisation
from issuer.moulds import Mould, mould_of
from issuer.recollection import check_not_put_back
from issuer.status_lists import Entry, list_url

LEASE = timedelta(seconds=30)
"""So long whoever took a chunk may work on it before another takes it up."""

GOING_ON = (BatchState.CONFIRMED, BatchState.RUNNING)
"""The states of a batch whose chunks may be taken."""


@dataclass(frozen=True)
class Taken:
    """A chunk in work: its rows and where their badges have a place."""

    chunk_id: UUID
    batch_id: UUID
    mails_at: datetime
    caller: Caller
    mould: Mould
    rows: Sequence[KeptRow]
    entries: Sequence[Entry | None]


def take(session: Session, chunk_id: UUID, service: Collaborators, now: datetime) -> Taken | None:
    """Take a chunk that is due; none if it is another's, stored, or not to be done.

    Raises what `issuer.moulds.mould_of` and `issuer.status_lists.take_entries` raise. If that is
    committed nevertheless, the chunk is as it was, and at most some places are never used.
    """
    chunk = session.get(BatchChunk, chunk_id)
    if chunk is None or chunk.kind != ChunkKind.AWARD:
        return None
    batch = session.get_one(Batch, chunk.batch_id)
    caller = confirmer_of(batch)
    mould = mould_of(session, caller, service, batch.achievement_id, now=now)
    batch = lock(session, Batch, batch.id) or batch
    chunk = lock(session, BatchChunk, chunk_id) or chunk
    if batch.state not in GOING_ON:
        return None
    if chunk.state != JobState.QUEUED or chunk.due_at > now:
        return None
    if batch.state == BatchState.CONFIRMED:
        batch.state, batch.started_at = BatchState.RUNNING, now
        batch.mails_at = now + timedelta(seconds=batch.hold_seconds)
    # Places that were taken before a backup may be out in the world.
    check_not_put_back(session)
    rows = ready_rows(session, chunk)
    entries = _kept_entries(session, service, batch, chunk, len(rows), now)
    chunk.due_at = now + LEASE
    return Taken(chunk.id, batch.id, batch.mails_at or now, caller, mould, rows, entries)


def _kept_entries(
    session: Session,
    service: Collaborators,
    batch: Batch,
    chunk: BatchChunk,
    count: int,
    now: datetime,
) -> Sequence[Entry | None]:
    """Return the places that the chunk keeps, after taking those that it lacks."""
    kept = [_entry(service, *place) for place in chunk.entries][:count]
    organisation = session.get_one(Organisation, batch.organisation_id)
    missing = count - len(kept)
    taken = entries_for(session, service, organisation, missing, now=now) if missing else ()
    entries = [*kept, *taken]
    chunk.entries = [[str(entry.list_id), entry.index] for entry in entries if entry]
    return entries


def _entry(service: Collaborators, list_id: str, index: int) -> Entry:
    found = UUID(list_id)
    return Entry(found, list_url(service, found), index)
