"""The rows of a batch as people look at them: sorted by a column, filtered, page by page."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from issuer.keyset import Order, Page, page_of
from issuer.models import Batch, BatchRow, RowState


class Sorting(StrEnum):
    """The columns of the preview."""

    NUMBER = "number"
    EMAIL = "email"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    STATUS = "status"


class Shown(StrEnum):
    """Which rows are shown."""

    ALL = "all"
    OK = "ok"
    WARNINGS = "warnings"
    ERRORS = "errors"


_COLUMNS: dict[Sorting, InstrumentedAttribute[str] | InstrumentedAttribute[str | None]] = {
    Sorting.EMAIL: BatchRow.sort_email,
    Sorting.FIRST_NAME: BatchRow.sort_first_name,
    Sorting.LAST_NAME: BatchRow.sort_last_name,
    Sorting.STATUS: BatchRow.sort_status,
}
_WRONG = (RowState.REFUSED, RowState.FAILED)


@dataclass(frozen=True)
class View:
    """How somebody looks at the rows of a batch."""

    sorting: Sorting = Sorting.NUMBER
    is_descending: bool = False
    shown: Shown = Shown.ALL


def list_rows(
    session: Session, batch: Batch, view: View, *, cursor: str | None, limit: int
) -> Page[BatchRow]:
    """Return a page of at most `limit` rows of a batch; rows alike follow the sheet.

    Raises `InvalidInputError` for a cursor of another list.
    """
    return page_of(session, _chosen(batch, view.shown), _order(view), cursor=cursor, limit=limit)


def count_rows(session: Session, batch: Batch, shown: Shown) -> int:
    """Return how many rows of a batch there are of a kind."""
    return session.scalar(_chosen(batch, shown).with_only_columns(func.count())) or 0


def _order(view: View) -> Order:
    name = f"{view.sorting}{'-down' if view.is_descending else ''}"
    column = _COLUMNS.get(view.sorting)
    columns = (BatchRow.number,) if column is None else (column, BatchRow.number)
    return Order(name, columns, is_descending=view.is_descending)


def _chosen(batch: Batch, shown: Shown) -> Select[BatchRow]:
    rows = select(BatchRow).where(BatchRow.batch_id == batch.id)
    if shown == Shown.ERRORS:
        return rows.where(BatchRow.state.in_(_WRONG))
    if shown == Shown.OK:
        return rows.where(BatchRow.state.not_in(_WRONG))
    if shown == Shown.WARNINGS:
        return rows.where(BatchRow.state.not_in(_WRONG), BatchRow.sort_status != "")
    return rows
