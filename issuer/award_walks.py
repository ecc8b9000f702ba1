"""Walking along an index of awards, a bounded part of it for each page.

A walk follows one index whose order is that of the list. Filters that the index does not answer are
looked at row by row, in at most `SPAN` rows: a page costs the same however few rows match, and may
have fewer items than asked for, or none, while there is a next one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, not_, select, text
from sqlalchemy.orm import Session, load_only

from issuer.keyset import Order, Page, Value, beyond, cursor_after, position_of, sorting
from issuer.models import Award

SPAN = 5_000
"""How many rows of an index one page looks at when it must look at each."""

LISTED = (
    Award.id, Award.achievement_id, Award.version_id, Award.credential_uuid, Award.credential_id,
    Award.first_name, Award.last_name, Award.email, Award.email_key, Award.sort_name,
    Award.search_last_name, Award.search_first_name, Award.search_number, Award.language,
    Award.valid_until, Award.certificate_number, Award.state, Award.delivery, Award.awarded_at,
    Award.claimed_at, Award.revoked_at, Award.replaced_by_id, Award.erased_at, Award.generation,
)  # fmt: skip
"""The columns that a list loads; reading another one raises."""

Condition: TypeAlias = ColumnElement[bool]


@dataclass(frozen=True)
class Walk:
    """A part of an index, in its order."""

    order: Order
    fixed: tuple[Condition, ...]
    """What the first columns of the index are equal to."""
    first: tuple[Condition, ...] = ()
    """Where the walk begins: not asked once a cursor says that."""
    last: tuple[Condition, ...] = ()
    """Where it ends."""
    filters: tuple[Condition, ...] = ()
    """What is looked at row by row."""


def page_of_walks(
    session: Session, walks: Sequence[Walk], *, cursor: str | None, limit: int
) -> Page[Award]:
    """Return a page of what `walks` meet, one walk after the other.

    Raises `InvalidInputError` for a cursor of another list.
    """
    rest, position = _from(walks, cursor)
    _keep_to_order(session)
    met: list[tuple[Order, Award]] = []
    for walk in rest:
        awards, edge = _step(session, walk, position, limit + 1 - len(met))
        met += [(walk.order, award) for award in awards]
        if len(met) > limit:
            order, award = met[limit - 1]
            return _page(met[:limit], cursor_after(order, award))
        if edge is not None:
            return _page(met, cursor_after(walk.order, edge))
        position = None
    return _page(met, None)


def _keep_to_order(session: Session) -> None:
    """Let PostgreSQL follow an index for the rest of the transaction, whatever it estimates.

    With statistics that are old it would collect what matches and sort it: for a common value that
    is half of the table.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            text(
                "SELECT set_config('enable_sort', 'off', true),"
                " set_config('enable_bitmapscan', 'off', true)"
            )
        )


def _page(met: Sequence[tuple[Order, Award]], following: str | None) -> Page[Award]:
    return Page([award for _, award in met], following)


def _from(walks: Sequence[Walk], cursor: str | None) -> tuple[Sequence[Walk], list[Value] | None]:
    if cursor is None:
        return walks, None
    order, position = position_of([walk.order for walk in walks], cursor)
    begun = next(number for number, walk in enumerate(walks) if walk.order.name == order.name)
    return walks[begun:], position


def _step(
    session: Session, walk: Walk, position: Sequence[Value] | None, limit: int
) -> tuple[Sequence[Award], Row[Any] | None]:
    """Return at most `limit` awards after `position`, and how far this looked; None: to the end."""
    begin = walk.first if position is None else (beyond(walk.order, position),)
    edge = _edge(session, walk, begin) if walk.filters else None
    end = walk.last if edge is None else (not_(beyond(walk.order, list(edge))),)
    rows = (
        select(Award)
        .options(load_only(*LISTED, raiseload=True))
        .where(*walk.fixed, *begin, *end, *walk.filters)
    )
    return session.scalars(_sorted(rows, walk).limit(limit)).all(), edge


def _edge(session: Session, walk: Walk, begin: tuple[Condition, ...]) -> Row[Any] | None:
    keys = select(*walk.order.columns).where(*walk.fixed, *begin, *walk.last)
    return session.execute(_sorted(keys, walk).offset(SPAN - 1).limit(1)).first()


def _sorted(rows: Select[Any], walk: Walk) -> Select[Any]:
    return rows.order_by(*sorting(walk.order))
