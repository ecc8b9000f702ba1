"""Erasing people from the batches that their awards came with: rows and files (rule 34)."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, delete, or_, select, update
from sqlalchemy.orm import Session

from issuer.models import Batch, BatchFile, BatchRow, RowState

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


def erase_rows_of_award(session: Session, organisation_id: UUID, award_id: UUID) -> Sequence[UUID]:
    """Empty the rows of an award, and let go of the files that they stood in.

    Returns the ids of their batches: what people wrote about these is to go as well.
    """
    return _erase(session, organisation_id, BatchRow.award_id == award_id)


def erase_rows_to(
    session: Session, organisation_id: UUID, key: str, spellings: Collection[str]
) -> Sequence[UUID]:
    """Empty all rows with an address, awarded or not; those that wait are not awarded any more.

    Returns the ids of their batches: what people wrote about these is to go as well.
    """
    # A row that was refused may have no key. What it is sorted by knows no capitals.
    written = {spelling[:_LONGEST_SORTED].casefold() for spelling in spellings}
    keyless = and_(BatchRow.email_key.is_(None), BatchRow.sort_email.in_(written))
    return _erase(session, organisation_id, or_(BatchRow.email_key == key, keyless))


def _erase(session: Session, organisation_id: UUID, which: ColumnElement[bool]) -> Sequence[UUID]:
    batches = _locked_batches(session, organisation_id, which)
    if not batches:
        return ()
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
    reason = case((Batch.reason.is_not(None), _NO_REASON))
    session.execute(
        update(Batch)
        .where(Batch.id.in_(batches))
        .values(file_name=None, reason=reason)
        .execution_options(synchronize_session=False)
    )
    return batches


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
