"""The job that awards some hundred rows of a batch: each row once, whoever dies on the way.

Whoever takes a chunk keeps places on status lists for it: whoever takes it up again signs with the
same ones. Then everything is signed, without a lock or a transaction. All of it is stored at once
(`bulk.storing`), unless another has meanwhile. Whoever dies leaves chunks that are due again after
a while: the one that was being stored, and the one that was being signed.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bulk.batch_errors import SigningDiffersError
from bulk.batches import note_batch
from bulk.checking import Rules, accepted_row, in_column
from bulk.outcomes import Outcome
from bulk.records import entry_of_row
from bulk.storing import is_waiting, store
from bulk.taking import GOING_ON, Taken, take
from issuer.achievement_errors import AchievementNotFoundError
from issuer.award_errors import AchievementNotActiveError
from issuer.casting import Cast, Order, Source, cast
from issuer.collaborators import Collaborators
from issuer.errors import Error
from issuer.locks import lock
from issuer.models import Batch, BatchChunk, BatchState, ChunkKind, JobState, Organisation
from issuer.organisation_errors import OrganisationClosedError
from signing.errors import PlanMismatchError

_STOPS = (AchievementNotActiveError, AchievementNotFoundError, OrganisationClosedError)


def award_chunks(
    chunk_id: UUID, service: Collaborators, goes_on: Callable[[], bool] = lambda: False
) -> int:
    """Award the rows of a chunk, and those of the next ones of its batch while `goes_on`.

    Returns how many chunks were stored. Each is taken, signed and stored. While one is signed, a
    thread stores the one before and takes the one after, in one transaction: nothing is signed for
    places that are not kept yet, and the database works while this process computes.

    Raises what keeps keys and records from being used; the chunk is then tried again later.
    """
    stored = 0
    taken = take_chunk(chunk_id, service)
    with ThreadPoolExecutor(1, "storing") as thread:
        before = thread.submit(_begun, service, taken, goes_on)
        while taken is not None:
            outcome = _signed(service, taken)
            count, following = before.result()
            stored += count
            if outcome is None:
                return stored
            before = thread.submit(_stored, service, taken, outcome, goes_on)
            if following is None:
                # Nothing is left to sign meanwhile, unless it becomes due by what is stored now.
                count, following = before.result()
                stored += count
                before = thread.submit(_begun, service, following, goes_on)
            taken = following
    return stored


def take_chunk(chunk_id: UUID, service: Collaborators) -> Taken | None:
    """Take a chunk that is due, for a while; none if it is another's, stored, or not to be done.

    A batch whose template or organisation awards nothing any more is paused, and says why.
    """
    now = service.clock()
    try:
        with service.database.writing() as session, session.begin():
            return take(session, chunk_id, service, now)
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
    source = Source(taken.caller, taken.batch_id)
    signed = cast(mould, source, service, list(orders.values()), now=now)
    for number, made in zip(orders, signed, strict=True):
        if isinstance(made, Cast):
            outcome.casts[number] = made
        else:
            outcome.faults[number] = [in_column(fault) for fault in made]
    return outcome


def _signed(service: Collaborators, taken: Taken) -> Outcome | None:
    """Return what came of signing a chunk; none, and its batch stopped, where plans are wrong."""
    try:
        return sign_chunk(service, taken)
    except PlanMismatchError:
        _stop(service, taken.chunk_id, SigningDiffersError())
        return None


def store_and_take(
    service: Collaborators, taken: Taken, outcome: Outcome, *, is_going_on: bool
) -> tuple[Session | None, Taken | None]:
    """Store a chunk and take the next one, in a transaction that is to be committed.

    Returns no transaction if nothing may be stored: the chunk is then due again at once.
    """
    now = service.clock()
    session = service.database.writing()
    try:
        session.begin()
        if store(session, service, taken, outcome, now):
            batch = taken.batch_id
            return session, _following(session, service, batch, now) if is_going_on else None
    except IntegrityError:
        session.close()
        # No place on a status list is used twice: another may have stored the same chunk just now.
        if _put_back(service, taken, now):
            raise
        return None, None
    except BaseException:
        session.close()
        raise
    session.close()
    _put_back(service, taken, now)
    return None, None


def _put_back(service: Collaborators, taken: Taken, now: datetime) -> bool:
    """Make a chunk due that is still to be stored; return whether it is."""
    with service.database.writing() as session, session.begin():
        chunk = lock(session, BatchChunk, taken.chunk_id)
        if chunk is None or not is_waiting(chunk):
            return False
        chunk.due_at = now
        return True


def _following(
    session: Session, service: Collaborators, batch_id: UUID, now: datetime
) -> Taken | None:
    """Take the next chunk of a batch that awards; none if there is none, or it cannot be taken."""
    due = select(BatchChunk.id).where(
        BatchChunk.batch_id == batch_id,
        BatchChunk.kind == ChunkKind.AWARD,
        BatchChunk.state == JobState.QUEUED,
        BatchChunk.due_at <= now,
    )
    chunk_id = session.scalar(due.order_by(BatchChunk.number).limit(1))
    if chunk_id is None:
        return None
    try:
        return take(session, chunk_id, service, now)
    except Error:
        # What was stored stays. Whoever takes the chunk in its own turn says what is the matter.
        return None


def _begun(
    service: Collaborators, taken: Taken | None, goes_on: Callable[[], bool]
) -> tuple[int, Taken | None]:
    """Take the chunk after one that nothing is stored before; return what `_stored` returns."""
    if taken is None or not goes_on():
        return 0, None
    with service.database.writing() as session, session.begin():
        return 0, _following(session, service, taken.batch_id, service.clock())


def _stored(
    service: Collaborators, taken: Taken, outcome: Outcome, goes_on: Callable[[], bool]
) -> tuple[int, Taken | None]:
    """Store a chunk and take the next one; return how many were stored, and what was taken."""
    session, following = store_and_take(service, taken, outcome, is_going_on=goes_on())
    if session is None:
        return 0, None
    with session:
        session.commit()
    return 1, following


def _stop(service: Collaborators, chunk_id: UUID, error: Error) -> None:
    """Pause the batch of a chunk, and say why."""
    now = service.clock()
    with service.database.writing() as session, session.begin():
        chunk = session.get_one(BatchChunk, chunk_id)
        batch = session.get_one(Batch, chunk.batch_id)
        lock(session, Organisation, batch.organisation_id)
        batch = lock(session, Batch, batch.id) or batch
        if batch.state not in GOING_ON:
            return
        batch.state = BatchState.PAUSED
        batch.failure = {
            "code": type(error).__name__,
            "en": error.sentence("en"),
            "pl": error.sentence("pl"),
        }
        note_batch(session, "service", "batch.paused", batch, now)
