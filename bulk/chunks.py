"""The job that awards some hundred rows of a batch: each row once, whoever dies on the way.

Two transactions. The first takes the chunk, and places on status lists that it keeps: whoever
takes it up again signs with the same ones. Then everything is signed, without a lock. The second
stores all of it (`bulk.storing`), unless another has meanwhile. Whoever dies leaves a chunk that is
due again after a while, and goes on where it stands.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from bulk.batch_errors import SigningDiffersError
from bulk.batches import note_batch
from bulk.checking import Rules, accepted_row, in_column
from bulk.outcomes import Outcome
from bulk.records import confirmer_of, entry_of_row, ready_rows
from bulk.storing import Taken, store_chunk
from issuer.achievement_errors import AchievementNotFoundError
from issuer.award_errors import AchievementNotActiveError
from issuer.casting import Cast, Order, cast
from issuer.collaborators import Collaborators
from issuer.errors import Error
from issuer.generations import entries_for
from issuer.locks import lock
from issuer.models import (
    Batch,
    BatchChunk,
    BatchState,
    ChunkKind,
    JobState,
    Organisation,
)
from issuer.moulds import mould_of
from issuer.organisation_errors import OrganisationClosedError
from issuer.recollection import check_not_put_back
from issuer.status_lists import Entry, list_url
from signing.errors import PlanMismatchError

LEASE = timedelta(seconds=30)
"""So long whoever took a chunk may work on it before another takes it up."""

_GOING_ON = (BatchState.CONFIRMED, BatchState.RUNNING)
_STOPS = (AchievementNotActiveError, AchievementNotFoundError, OrganisationClosedError)


def award_chunk(chunk_id: UUID, service: Collaborators) -> bool:
    """Award the rows of a chunk that are still to be awarded; return whether there was work.

    It makes its own transactions. Raises what keeps keys and records from being used; the chunk
    is then tried again later.
    """
    taken = take_chunk(chunk_id, service)
    if taken is None:
        return False
    try:
        outcome = sign_chunk(service, taken)
    except PlanMismatchError:
        _stop(service, chunk_id, SigningDiffersError())
        return False
    return store_chunk(service, taken, outcome)


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


def _take(session: Session, chunk_id: UUID, service: Collaborators, now: datetime) -> Taken | None:
    chunk = session.get(BatchChunk, chunk_id)
    if chunk is None or chunk.kind != ChunkKind.AWARD:
        return None
    batch = session.get_one(Batch, chunk.batch_id)
    caller = confirmer_of(batch)
    mould = mould_of(session, caller, service, batch.achievement_id, now=now)
    batch = lock(session, Batch, batch.id) or batch
    chunk = lock(session, BatchChunk, chunk_id) or chunk
    if batch.state not in _GOING_ON:
        return None
    if chunk.state != JobState.QUEUED or chunk.due_at > now:
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
