"""Pages of long lists by keyset: the next page begins after the last row that was seen.

A page costs the same wherever it stands, as long as an index follows the order. The cursor is
opaque to those who get it. It is not signed, because it opens nothing: it only says where to go on
in a list whose rows are chosen by the scope of whoever asks.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Generic, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from issuer.errors import Fault, InvalidInputError
from keys.strict_json import Json

T = TypeVar("T")
Value: TypeAlias = str | int | datetime | UUID

LARGEST_PAGE = 200
DEFAULT_PAGE = 50
LONGEST_CURSOR = 4096
_LARGEST_NUMBER = 2**63 - 1


@dataclass(frozen=True)
class Order:
    """How a list is sorted: by columns that are never null, of which the last is unique."""

    name: str
    columns: tuple[InstrumentedAttribute[Any], ...]
    is_descending: bool = False


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows of a list, and the cursor of the next ones; none at the end."""

    items: Sequence[T]
    next: str | None


def page_of(
    session: Session, rows: Select[T], order: Order, *, cursor: str | None, limit: int
) -> Page[T]:
    """Return at most `limit` (1–200) of `rows` in `order`, after those that `cursor` leaves behind.

    Raises `InvalidInputError` for a cursor that is damaged or of another list.
    """
    if not 1 <= limit <= LARGEST_PAGE:
        raise InvalidInputError([_BAD_LIMIT])
    if cursor is not None:
        rows = rows.where(beyond(order, position_of((order,), cursor)[1]))
    found = session.scalars(rows.order_by(*sorting(order)).limit(limit + 1)).all()
    items = found[:limit]
    return Page(items, cursor_after(order, items[-1]) if len(found) > limit else None)


def sorting(order: Order) -> list[Any]:
    """Return what a query of this order is sorted by."""
    return [column.desc() if order.is_descending else column.asc() for column in order.columns]


def beyond(order: Order, values: Sequence[Value]) -> Any:  # noqa: ANN401 - a clause of SQL
    """Return the condition for rows that come after the position `values`."""
    last = tuple_(
        *(literal(value, column.type) for value, column in zip(values, order.columns, strict=True))
    )
    columns = tuple_(*order.columns)
    return columns < last if order.is_descending else columns > last


def cursor_after(order: Order, row: object) -> str:
    """Return the cursor of what follows `row`, which has the columns of `order` as attributes."""
    values = [_as_json(getattr(row, column.key)) for column in order.columns]
    text = json.dumps([order.name, *values], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _as_json(value: Value) -> Json:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def position_of(orders: Sequence[Order], cursor: str) -> tuple[Order, list[Value]]:
    """Return which of `orders` a cursor follows, and the position after which it goes on.

    Raises `InvalidInputError` for a cursor that is damaged or of another list.
    """
    known = {order.name: order for order in orders}
    try:
        name, *values = _decoded(cursor)
        order = known[name]
        return order, [
            _READERS[column.type.python_type](value)
            for column, value in zip(order.columns, values, strict=True)
        ]
    except (ValueError, TypeError, LookupError, RecursionError) as e:
        raise InvalidInputError([_BAD_CURSOR]) from e


def _decoded(cursor: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    if len(cursor) > LONGEST_CURSOR:
        raise ValueError("too long")
    padded = cursor + "=" * (-len(cursor) % 4)
    return json.loads(base64.b64decode(padded, b"-_", validate=True).decode())


def _text(value: Json) -> str:
    # PostgreSQL knows no NUL, and no driver takes half a character.
    if not isinstance(value, str) or "\0" in value:
        raise ValueError("not a text")
    value.encode()
    return value


def _number(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _LARGEST_NUMBER:
        raise ValueError("not a number")
    return value


def _moment(value: Json) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError("no time zone")
    return moment


_READERS: Mapping[type, Any] = MappingProxyType(
    {str: _text, int: _number, datetime: _moment, UUID: lambda value: UUID(_text(value))}
)
_BAD_CURSOR = Fault(
    "/cursor",
    "invalid-cursor",
    "This cursor is not one of this list: use `next` of the previous page as it stands.",
    "Ten kursor nie należy do tej listy – użyj bez zmian wartości `next` z poprzedniej strony.",
)
_BAD_LIMIT = Fault(
    "/limit",
    "invalid-limit",
    f"Ask for 1 to {LARGEST_PAGE} items.",
    f"Liczba pozycji musi wynosić od 1 do {LARGEST_PAGE}.",
)
