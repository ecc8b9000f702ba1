"""Rows of a batch in the database: written as they were checked, and read to be awarded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from bulk.checking import CheckedRow
from bulk.columns import Column
from bulk.earlier import Made, Returned
from bulk.entries import Entry, entry_from
from issuer.callers import Caller
from issuer.db.engine import Database
from issuer.errors import Fault
from issuer.models import Award, Batch, BatchChunk, BatchRow, RowState
from issuer.rights import Right
from issuer.text.sort_keys import sort_key

# What people see in columns of their own; the rest stands together.
_SHOWN = {
    Column.EMAIL: "email",
    Column.FIRST_NAME: "first_name",
    Column.LAST_NAME: "last_name",
}
_BLANK = [""] * len(_SHOWN)
_OTHERS = {column: column.value for column in Column if column not in _SHOWN}
# The same each time, so that they are written once (`issuer.db.many_rows`).
_NO_VALUES: Mapping[str, str] = {}
_NO_CELLS: Sequence[str] = []
_LONGEST_SORTED = 100
"""Characters by which a cell is sorted."""


@dataclass(frozen=True)
class Records:
    """What the records know of the people of a sheet (`bulk.checking.Known`)."""

    database: Database
    organisation_id: UUID
    achievement_id: UUID
    batch_id: UUID | None = None
    """The batch whose workbook came back, the first of a row of them; it may be anybody's."""

    def last_awarded(self, email_keys: Sequence[str]) -> Mapping[str, datetime]:
        """Return when those of these addresses who have the award got it last."""
        if not self._was_ever_awarded:
            return {}
        query = (
            select(Award.email_key, func.max(Award.awarded_at))
            .where(
                Award.achievement_id == self.achievement_id,
                Award.email_key.in_(email_keys),
                Award.revoked_at.is_(None),
            )
            .group_by(Award.email_key)
        )
        with self.database.reading() as session:
            return {str(key): at for key, at in session.execute(query)}

    @cached_property
    def _was_ever_awarded(self) -> bool:
        """Whether anybody had the award when this was first asked: of most sheets nobody has.

        Whoever gets it meanwhile is found when the row is awarded, as ever.
        """
        query = select(Award.id).where(
            Award.achievement_id == self.achievement_id, Award.revoked_at.is_(None)
        )
        with self.database.reading() as session:
            return session.scalar(query.limit(1)) is not None

    def made(self, credentials: Sequence[str]) -> Mapping[str, Made]:
        """Return those of these credentials of the template that stand, by credential id."""
        query = select(Award.credential_id, Award.id, Award.email_key).where(
            Award.credential_id.in_(credentials),
            Award.organisation_id == self.organisation_id,
            Award.achievement_id == self.achievement_id,
            Award.revoked_at.is_(None),
        )
        with self.database.reading() as session:
            return {found: Made(award, key) for found, award, key in session.execute(query)}

    def returned(self, email_keys: Sequence[str]) -> Sequence[Returned]:
        """Return what was awarded to these addresses by the batch whose workbook came back.

        So is what was awarded when it came back before.
        """
        if self.batch_id is None:
            return ()
        same = select(Batch.id).where(
            or_(Batch.id == self.batch_id, Batch.came_from == self.batch_id)
        )
        query = select(Award.id, Award.email_key, Award.first_name, Award.last_name).where(
            Award.batch_id.in_(same),
            Award.organisation_id == self.organisation_id,
            Award.achievement_id == self.achievement_id,
            Award.email_key.in_(email_keys),
            Award.revoked_at.is_(None),
        )
        with self.database.reading() as session:
            return [
                Returned(award, str(key), first or "", last or "")
                for award, key, first, last in session.execute(query)
            ]


def columns_of_row(batch_id: UUID, row: CheckedRow, extras: Sequence[str]) -> dict[str, Any]:
    """Return a checked row as columns of `BatchRow`; `extras` are the headings kept besides."""
    entry, values = row.entry, row.entry.values
    email, first_name, last_name = map(values.get, _SHOWN, _BLANK)
    others = {_OTHERS[name]: text for name, text in values.items() if text and name in _OTHERS}
    return {
        "batch_id": batch_id,
        "number": entry.number,
        "state": row.state,
        "email": email,
        "first_name": first_name,
        "last_name": last_name,
        "email_key": row.email_key,
        "sort_email": email[:_LONGEST_SORTED].casefold(),
        "sort_first_name": sort_key(first_name[:_LONGEST_SORTED]),
        "sort_last_name": sort_key(last_name[:_LONGEST_SORTED]),
        "sort_status": status_key(row.faults),
        "values": others or _NO_VALUES,
        "extras": [entry.extras.get(heading, "") for heading in extras] if extras else _NO_CELLS,
        "faults": [written_fault(fault) for fault in row.faults] if row.faults else _NO_CELLS,
        "award_id": row.award_id,
    }


def written_fault(fault: Fault) -> list[str]:
    """Return a fault as a row of a batch keeps it."""
    return [fault.pointer, fault.code, fault.english, fault.polish]


def faults_of_row(row: BatchRow) -> tuple[Fault, ...]:
    """Return what is wrong or questionable in a row."""
    return tuple(Fault(*fault) for fault in row.faults)


def status_key(faults: Sequence[Fault]) -> str:
    """Return what rows are sorted by their status by: those without remarks first, then by code."""
    return " ".join(sorted(fault.code for fault in faults))[:_LONGEST_SORTED]


class KeptRow(NamedTuple):
    """The cells of a row that is to be awarded, as they are kept."""

    number: int
    email: str | None
    first_name: str | None
    last_name: str | None
    values: Mapping[str, Any]


def entry_of_row(row: BatchRow | KeptRow) -> Entry:
    """Return the cells of a row as they were read."""
    shown = {column: getattr(row, name) or "" for column, name in _SHOWN.items()}
    others = {Column(name): text for name, text in row.values.items()}
    return entry_from(row.number, {**shown, **others})


def ready_rows(session: Session, chunk: BatchChunk) -> Sequence[KeptRow]:
    """Return the rows of a chunk that are still to be awarded."""
    rows = session.execute(
        select(
            BatchRow.number, BatchRow.email, BatchRow.first_name, BatchRow.last_name,
            BatchRow.values,
        ).where(*_ready(chunk)).order_by(BatchRow.number)
    )  # fmt: skip
    return [KeptRow(*row) for row in rows]


def ready_numbers(session: Session, chunk: BatchChunk) -> frozenset[int]:
    """Return the numbers of the rows of a chunk that are still to be awarded."""
    return frozenset(session.scalars(select(BatchRow.number).where(*_ready(chunk))))


def _ready(chunk: BatchChunk) -> tuple[ColumnElement[bool], ...]:
    return (
        BatchRow.batch_id == chunk.batch_id,
        BatchRow.state == RowState.READY,
        BatchRow.number.between(chunk.first_row, chunk.last_row),
    )


def confirmer_of(batch: Batch) -> Caller:
    """Return whoever confirmed a batch, as the one who awards."""
    return Caller(
        batch.confirmed_by or batch.created_by,
        batch.organisation_id,
        frozenset({Right.AWARD, Right.READ}),
        person_id=batch.person_id,
        api_key_id=batch.api_key_id,
    )
