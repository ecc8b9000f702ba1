"""Taking back what a batch awarded: undone while its mails are held, or revoked with a reason."""

from collections.abc import Sequence, Set
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, exists, select, update
from sqlalchemy.orm import Session

from bulk.batch_errors import (
    BatchStateError,
    NothingToTakeBackError,
    ReplacedByBatchError,
    TooLateToUndoError,
)
from bulk.batches import locked_batch, note_batch
from bulk.confirming import add_chunks, row_numbers
from issuer.audit import note
from issuer.award_changes import accepted_reason
from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.generations import revoke_all
from issuer.locks import lock, lock_awards
from issuer.models import (
    Achievement,
    Award,
    Batch,
    BatchChunk,
    BatchRow,
    BatchState,
    ChunkKind,
    Delivery,
    JobState,
    Mail,
    MailKind,
    Organisation,
    RowState,
)
from issuer.outbox import announce_all, queue_mail
from issuer.rights import Right

_REVOKED = "revoked"
_OVER = frozenset({BatchState.FINISHED, BatchState.CANCELLED})


def undo_batch(session: Session, caller: Caller, batch_id: UUID, *, now: datetime) -> Batch:
    """Take a batch back of which nobody was told yet: no mail goes out, all awards are revoked.

    Raises `BatchNotFoundError`, `BatchStateError`, `NothingToTakeBackError`, `TooLateToUndoError`
    once mails are sent, and `ReplacedByBatchError` when earlier awards were replaced: these would
    not come back.
    """
    caller.require(Right.AWARD)
    batch = locked_batch(session, caller, batch_id, _OVER)
    _check_something_stands(session, batch)
    if batch.mails_at is None or batch.mails_at <= now:
        raise TooLateToUndoError
    if _has_replaced(session, batch):
        raise ReplacedByBatchError
    batch.undone_at, batch.revoked_by = now, caller.actor
    _cancel_mails(session, batch)
    _queue_revocations(session, batch, now)
    note_batch(session, caller.actor, "batch.undone", batch, now, awarded=batch.awarded)
    return batch


def revoke_batch(
    session: Session, caller: Caller, batch_id: UUID, reason: str, *, now: datetime
) -> Batch:
    """Revoke everything that a batch awarded, with a reason that all recipients read.

    Raises `BatchNotFoundError`, `BatchStateError`, `NothingToTakeBackError`, and
    `InvalidAwardError` for a reason that is missing or too long.
    """
    caller.require(Right.AWARD)
    batch = locked_batch(session, caller, batch_id, _OVER)
    _check_something_stands(session, batch)
    batch.reason, batch.revoked_by = accepted_reason(reason), caller.actor
    _queue_revocations(session, batch, now)
    note_batch(
        session, caller.actor, "batch.revoked", batch, now, text=batch.reason, awarded=batch.awarded
    )
    return batch


def revoke_chunk(chunk_id: UUID, service: Collaborators) -> bool:
    """Revoke what some rows of a batch were awarded; return whether it was still to be done.

    It makes its own transaction. Raises `KeyUnavailableError` when a status list cannot be signed.
    """
    now = service.clock()
    with service.database.writing() as session, session.begin():
        chunk = session.get(BatchChunk, chunk_id)
        if chunk is None:
            return False
        batch = session.get_one(Batch, chunk.batch_id)
        organisation = lock(session, Organisation, batch.organisation_id)
        lock(session, Achievement, batch.achievement_id)
        batch = lock(session, Batch, batch.id) or batch
        chunk = lock(session, BatchChunk, chunk_id) or chunk
        if chunk.state != JobState.QUEUED or chunk.due_at > now or organisation is None:
            return False
        awards = lock_awards(session, _in_force(chunk))
        revoke_all(session, service, organisation, awards, now=now)
        told = _mailed(session, awards)
        for award in awards:
            _tell(session, batch, award, now, is_mailed=award.id in told)
        ids = [{"award": str(each.id), "achievement": str(each.achievement_id)} for each in awards]
        announce_all(session, batch.organisation_id, "revoked", ids, now=now)
        chunk.state, chunk.awarded = JobState.DONE, len(awards)
        batch.revoked += len(awards)
        return True


def _in_force(chunk: BatchChunk) -> Select[Award]:
    return select(Award).where(
        Award.revoked_at.is_(None),
        Award.erased_at.is_(None),
        Award.id.in_(
            select(BatchRow.award_id).where(
                BatchRow.batch_id == chunk.batch_id,
                BatchRow.state == RowState.AWARDED,
                BatchRow.number.between(chunk.first_row, chunk.last_row),
            )
        ),
    )


def _mailed(session: Session, awards: Sequence[Award]) -> Set[UUID]:
    """Return of which awards somebody was written to: one may have been sent again by hand."""
    ids = [award.id for award in awards]
    found = select(Mail.award_id).where(Mail.award_id.in_(ids), Mail.attempts > 0)
    return {award for award in session.scalars(found) if award is not None}


def _has_replaced(session: Session, batch: Batch) -> bool:
    """Tell whether an award of the batch has replaced an earlier one, which is gone for ever."""
    own = select(Award.id).where(Award.batch_id == batch.id)
    return session.scalar(select(exists().where(Award.replaced_by_id.in_(own)))) or False


def _tell(session: Session, batch: Batch, award: Award, now: datetime, *, is_mailed: bool) -> None:
    award.revoked_at = now
    is_held = batch.mails_at is not None and now < batch.mails_at
    if (batch.undone_at is not None or is_held) and not is_mailed:
        # Nobody has told them of it, and nobody will.
        award.delivery = Delivery.CANCELLED
    else:
        award.delivery = Delivery.QUEUED
        queue_mail(
            session,
            MailKind.REVOCATION,
            recipient=str(award.email),
            language=award.language,
            now=now,
            organisation_id=award.organisation_id,
            award_id=award.id,
        )
    # From these rows the restore of a backup knows what was revoked.
    note(
        session,
        batch.revoked_by or batch.created_by,
        "award.revoked",
        ("award", award.id),
        organisation=award.organisation_id,
        now=now,
        text=batch.reason,
        batch=batch.id,
    )


def _check_something_stands(session: Session, batch: Batch) -> None:
    """Raise unless awards of the batch are in force that nobody has begun to revoke as a whole.

    Otherwise a request that changes nothing would be answered, and noted, as if it had.
    """
    begun = exists().where(BatchChunk.batch_id == batch.id, BatchChunk.kind == ChunkKind.REVOKE)
    if session.scalar(select(begun)):
        raise BatchStateError(state=_REVOKED)
    standing = exists().where(
        Award.batch_id == batch.id, Award.revoked_at.is_(None), Award.erased_at.is_(None)
    )
    if not session.scalar(select(standing)):
        raise NothingToTakeBackError


def _queue_revocations(session: Session, batch: Batch, now: datetime) -> None:
    rows = row_numbers(session, batch, RowState.AWARDED)
    add_chunks(session, batch, ChunkKind.REVOKE, rows, due_at=now, now=now)


def _cancel_mails(session: Session, batch: Batch) -> None:
    awards = select(Award.id).where(Award.batch_id == batch.id)
    session.execute(
        update(Mail)
        .where(Mail.award_id.in_(awards), Mail.state == Delivery.QUEUED)
        .values(state=Delivery.CANCELLED)
        .execution_options(synchronize_session=False)
    )
