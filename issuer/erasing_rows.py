"""Erasing people from the batches that their awards came with: rows and files (rule 34)."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, delete, or_, select, update
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


def erase_rows_of_award(session: Session, organisation_id: UUID, award_id: UUID) -> None:
    """Empty the rows of an award, and let go of the files that they stood in."""
    _erase(session, organisation_id, BatchRow.award_id == award_id)


def erase_rows_to(
    session: Session, organisation_id: UUID, key: str, spellings: Collection[str]
) -> None:
    """Empty all rows with an address, awarded or not; those that wait are not awarded any more."""
    named = or_(BatchRow.email_key == key, BatchRow.email.in_(spellings))
    _erase(session, organisation_id, named)


def _erase(session: Session, organisation_id: UUID, which: ColumnElement[bool]) -> None:
    own = select(Batch.id).where(Batch.organisation_id == organisation_id)
    batches = session.scalars(
        select(BatchRow.batch_id).where(BatchRow.batch_id.in_(own), which).distinct()
    ).all()
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
    session.execute(
        update(Batch)
        .where(Batch.id.in_(batches))
        .values(file_name=None)
        .execution_options(synchronize_session=False)
    )
