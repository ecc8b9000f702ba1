"""Erasing people from the batches that their awards came with: rows and files (rule 34).

Who stands in a sheet that nobody has read yet is not known. Such a batch keeps a digest of the
address until its rows are there, and loses them then.
"""

import hashlib
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, delete, or_, select, update
from sqlalchemy.orm import Session

from issuer.models import AuditEntry, Batch, BatchFile, BatchRow, BatchState, RowState

_EMPTY: dict[str, Any] = {
    **dict.fromkeys(("email", "first_name", "last_name", "email_key")),
    # Lists are sorted by these, and what is none has no place in a list.
    **dict.fromkeys(("sort_email", "sort_first_name", "sort_last_name"), ""),
    "values": {},
    "extras": [],
    "faults": [],
}  # fmt: skip
"""Everything of a row that tells who it was for."""


_NO_REASON = "–"
"""Stands for a reason that may have named somebody: that there was one goes on being known."""
_LONGEST_SORTED = 100
"""Characters of an address in `BatchRow.sort_email`."""


def erase_rows_of_award(session: Session, organisation_id: UUID, award_id: UUID) -> None:
    """Empty the rows of an award, let go of their files, and of what was written of the batches."""
    _erase(session, organisation_id, BatchRow.award_id == award_id)


def erase_rows_to(
    session: Session, organisation_id: UUID, key: str, spellings: Collection[str]
) -> None:
    """Empty all rows with an address, awarded or not; those that wait are not awarded any more.

    Rows of a sheet that is read later are emptied then. Files and texts go as with an award's.
    """
    # A row that was refused may have no key. What it is sorted by knows no capitals.
    written = {spelling[:_LONGEST_SORTED].casefold() for spelling in spellings}
    keyless = and_(BatchRow.email_key.is_(None), BatchRow.sort_email.in_(written))
    for batch in _unread_batches(session, organisation_id):
        batch.erased = [*batch.erased, *(_digest(batch, text) for text in {key, *written})]
    _erase(session, organisation_id, or_(BatchRow.email_key == key, keyless))


def erase_rows_of_erased(session: Session, batch: Batch) -> None:
    """Empty the rows of those who were erased while the sheet of a locked batch was not read."""
    if not batch.erased:
        return
    digests, batch.erased = set(batch.erased), []
    rows = session.execute(
        select(BatchRow.number, BatchRow.email_key, BatchRow.sort_email).where(
            BatchRow.batch_id == batch.id
        )
    )
    found = [
        number for number, key, written in rows if _digest(batch, key or written or "") in digests
    ]
    if found:
        named = and_(BatchRow.batch_id == batch.id, BatchRow.number.in_(found))
        _erase(session, batch.organisation_id, named)


def _digest(batch: Batch, text: str) -> str:
    """Return what stands for an address in one batch; it is of no use in another."""
    return hashlib.sha256(f"{batch.id} {text}".encode()).hexdigest()


def _unread_batches(session: Session, organisation_id: UUID) -> Sequence[Batch]:
    return session.scalars(
        select(Batch)
        .where(Batch.organisation_id == organisation_id, Batch.state == BatchState.UPLOADED)
        .order_by(Batch.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()


def _erase(session: Session, organisation_id: UUID, which: ColumnElement[bool]) -> None:
    batches = _locked_batches(session, organisation_id, which)
    if not batches:
        return
    waits = BatchRow.state == RowState.READY
    session.execute(
        update(BatchRow)
        .where(BatchRow.batch_id.in_(batches), which)
        .values(state=case((waits, RowState.REFUSED), else_=BatchRow.state), **_EMPTY)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        delete(BatchFile)
        .where(BatchFile.batch_id.in_(batches))
        .execution_options(synchronize_session=False)
    )
    _clear_texts(session, organisation_id, batches)
    reason = case((Batch.reason.is_not(None), _NO_REASON))
    session.execute(
        update(Batch)
        .where(Batch.id.in_(batches))
        .values(file_name=None, reason=reason)
        .execution_options(synchronize_session=False)
    )


def _clear_texts(session: Session, organisation_id: UUID, batches: Sequence[UUID]) -> None:
    """Delete what people wrote of batches, also where it is said of each award (rule 33)."""
    names = [str(batch) for batch in batches]
    of_batches = and_(AuditEntry.subject_kind == "batch", AuditEntry.subject_id.in_(names))
    with_reason = select(Batch.id).where(Batch.id.in_(batches), Batch.reason.is_not(None))
    revoked = [str(batch) for batch in session.scalars(with_reason)]
    of_awards = and_(
        AuditEntry.action == "award.revoked", AuditEntry.facts["batch"].as_string().in_(revoked)
    )
    which = or_(of_batches, of_awards) if revoked else of_batches
    session.execute(
        update(AuditEntry)
        .where(AuditEntry.organisation_id == organisation_id, AuditEntry.text.is_not(None), which)
        .values(text=None, text_nonce=None)
        .execution_options(synchronize_session=False)
    )


def _locked_batches(
    session: Session, organisation_id: UUID, which: ColumnElement[bool]
) -> Sequence[UUID]:
    """Return the batches of such rows, locked before their rows are, as by all others."""
    named = select(BatchRow.batch_id).where(which)
    return session.scalars(
        select(Batch.id)
        .where(Batch.organisation_id == organisation_id, Batch.id.in_(named))
        .order_by(Batch.id)
        .with_for_update(key_share=True)
    ).all()
