"""The job that awards some hundred rows of a batch: each row once, whoever dies on the way.

Three transactions. The first takes the chunk, and places on status lists that it keeps: whoever
takes it up again signs with the same ones. Then everything is signed, without a lock. The second
stores all of it, unless another has meanwhile: the chunk says so, and is locked. The third counts.
Whoever dies leaves a chunk that is due again after a while, and goes on where it stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bulk.batch_errors import SigningDiffersError
from bulk.batches import note_batch
from bulk.checking import Rules, accepted_row, in_column
from bulk.outcomes import Outcome, settle_rows, still_ready, without_duplicates
from bulk.records import KeptRow, confirmer_of, entry_of_row, ready_rows
from issuer.achievement_errors import AchievementNotFoundError
from issuer.award_errors import AchievementNotActiveError
from issuer.callers import Caller
from issuer.casting import Cast, Order, cast
from issuer.collaborators import Collaborators
from issuer.errors import Error
from issuer.generations import entries_for
from issuer.locks import lock
from issuer.many_awards import store
from issuer.models import (
    Achievement,
    Batch,
    BatchChunk,
    BatchState,
    ChunkKind,
    JobState,
    Organisation,
)
from issuer.moulds import Mould, is_as_it_was, mould_of
from issuer.organisation_errors import OrganisationClosedError
from issuer.recollection import check_not_put_back
from issuer.status_lists import Entry, list_url
from signing.errors import PlanMismatchError

LEASE = timedelta(seconds=30)
"""So long whoever took a chunk may work on it before another takes it up."""

_GOING_ON = (BatchState.CONFIRMED, BatchState.RUNNING)
_BEGUN = (BatchState.RUNNING, BatchState.PAUSED)
_STOPS = (AchievementNotActiveError, AchievementNotFoundError, OrganisationClosedError)


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


def award_chunk(chunk_id: UUID, service: Collaborators) -> bool:
    """Award the rows of a chunk that are still to be awarded; return whether there was work.

    It makes its own transactions. Raises what keeps keys and records from being used; the chunk
    is then tried again later.
    """
    taken = take_chunk(chunk_id, service)
    if taken is not None:
        try:
            outcome = sign_chunk(service, taken)
        except PlanMismatchError:
            _stop(service, chunk_id, SigningDiffersError())
            return False
        store_chunk(service, taken, outcome)
    return count_chunk(chunk_id, service)


def take_chunk(chunk_id: UUID, service: Collaborators) -> Taken | None:
    """Take a chunk that is due, for a while; none if it is another's, stored, or not to be done.

    A batch whose template or organisation awards nothing any more is paused, and says why.
    """
    now = service.clock()
    try:
        with service.database.writing() as session, session.begin():
            return _take(session, chunk_id, service, now)
    except _STOPS as e:
        _stop(service, chunk_id, e)
        return None


def sign_chunk(service: Collaborators, taken: Taken) -> Outcome:
    """Return the signed badges of a chunk, and what is wrong with rows that cannot be awarded."""
    now, mould = service.clock(), taken.mould
    rules = Rules(mould.content, mould.zone, mould.policy, now)
    outcome, orders = Outcome({}, {}), {}
    for row, entry in zip(taken.rows, taken.entries, strict=True):
        accepted, faults = accepted_row(entry_of_row(row), rules)
        if accepted is None:
            outcome.faults[row.number] = faults
        else:
            orders[row.number] = Order(accepted, entry)
    signed = cast(mould, taken.caller, service, list(orders.values()), now=now)
    for number, made in zip(orders, signed, strict=True):
        if isinstance(made, Cast):
            outcome.casts[number] = made
        else:
            outcome.faults[number] = [in_column(fault) for fault in made]
    return outcome


def store_chunk(service: Collaborators, taken: Taken, outcome: Outcome) -> bool:
    """Write what came of a chunk; return False, and write nothing, if that is not to be done now.

    It is not when another has stored the chunk, when the batch was paused or cancelled, or when
    what was signed is not up to date any more: then the chunk is due again at once.
    """
    now = service.clock()
    with service.database.writing() as session, session.begin():
        same = is_as_it_was(session, service, taken.mould, taken.caller)
        batch = session.get_one(
            Batch, taken.batch_id, with_for_update={"read": True}, populate_existing=True
        )
        chunk = lock(session, BatchChunk, taken.chunk_id)
        if chunk is None or chunk.is_stored or chunk.state != JobState.QUEUED:
            return False
        if not same or batch.state != BatchState.RUNNING:
            chunk.due_at = now
            return False
        check_not_put_back(session)
        final = without_duplicates(session, taken.mould, still_ready(session, chunk, outcome))
        casts = [_of_batch(each, batch.id) for each in final.casts.values()]
        mails_at = max(taken.mails_at, now)
        store(session, service, taken.caller, taken.mould, casts, now=now, mails_at=mails_at)
        settle_rows(session, batch.id, final)
        chunk.is_stored, chunk.entries = True, []
        chunk.awarded, chunk.failed = len(final.casts), len(final.faults)
        note_batch(
            session, taken.caller.actor, "batch.awarded", batch, now,
            chunk=chunk.number, awarded=chunk.awarded, failed=chunk.failed,
            version=taken.mould.version,
        )  # fmt: skip
        return True


def count_chunk(chunk_id: UUID, service: Collaborators) -> bool:
    """Count what was stored, and end the batch with its last chunk; return whether it was done."""
    now = service.clock()
    with service.database.writing() as session, session.begin():
        chunk = session.get(BatchChunk, chunk_id)
        if chunk is None or not chunk.is_stored:
            return False
        batch = session.get_one(Batch, chunk.batch_id)
        lock(session, Organisation, batch.organisation_id)
        template = lock(session, Achievement, batch.achievement_id)
        batch = lock(session, Batch, batch.id) or batch
        chunk = lock(session, BatchChunk, chunk_id) or chunk
        if template is None or chunk.state != JobState.QUEUED:
            return False
        chunk.state = JobState.DONE
        template.awarded_count += chunk.awarded
        batch.awarded += chunk.awarded
        batch.failed += chunk.failed
        session.flush()
        _end(session, batch, now)
        return True


def _take(session: Session, chunk_id: UUID, service: Collaborators, now: datetime) -> Taken | None:
    chunk = session.get(BatchChunk, chunk_id)
    if chunk is None or chunk.is_stored or chunk.kind != ChunkKind.AWARD:
        return None
    batch = session.get_one(Batch, chunk.batch_id)
    caller = confirmer_of(batch)
    mould = mould_of(session, caller, service, batch.achievement_id, now=now)
    batch = lock(session, Batch, batch.id) or batch
    chunk = lock(session, BatchChunk, chunk_id) or chunk
    if batch.state not in _GOING_ON:
        return None
    if chunk.is_stored or chunk.state != JobState.QUEUED or chunk.due_at > now:
        return None
    if batch.state == BatchState.CONFIRMED:
        batch.state, batch.started_at = BatchState.RUNNING, now
        batch.mails_at = now + timedelta(seconds=batch.hold_seconds)
    # Places that were taken before a backup may be out in the world.
    check_not_put_back(session)
    chunk.due_at = now + LEASE
    rows = ready_rows(session, chunk)
    entries = _kept_entries(session, service, batch, chunk, len(rows), now)
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


def _stop(service: Collaborators, chunk_id: UUID, error: Error) -> None:
    """Pause the batch of a chunk, and say why."""
    now = service.clock()
    with service.database.writing() as session, session.begin():
        chunk = session.get_one(BatchChunk, chunk_id)
        batch = session.get_one(Batch, chunk.batch_id)
        lock(session, Organisation, batch.organisation_id)
        batch = lock(session, Batch, batch.id) or batch
        if batch.state not in _GOING_ON:
            return
        batch.state = BatchState.PAUSED
        batch.failure = {
            "code": type(error).__name__,
            "en": error.sentence("en"),
            "pl": error.sentence("pl"),
        }
        note_batch(session, "service", "batch.paused", batch, now)


def _of_batch(made: Cast, batch_id: UUID) -> Cast:
    return replace(made, award={**made.award, "batch_id": batch_id})


def _end(session: Session, batch: Batch, now: datetime) -> None:
    """End the batch if nothing of it is left to award."""
    left = select(BatchChunk.id).where(
        BatchChunk.batch_id == batch.id,
        BatchChunk.kind == ChunkKind.AWARD,
        BatchChunk.state == JobState.QUEUED,
    )
    # Whoever paused it came too late.
    if batch.state not in _BEGUN or session.scalar(left.limit(1)) is not None:
        return
    batch.state, batch.finished_at = BatchState.FINISHED, now
    note_batch(session, "service", "batch.finished", batch, now, awarded=batch.awarded)
