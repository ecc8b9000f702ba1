"""Locks: whoever locks several rows takes them in one order, so that nobody waits in a circle.

Four tables guard the others. They are locked in this order, several rows of one by their ids:

    organisation, person, achievement, award

What belongs to one of them is locked after it: status lists, keys and invitations after their
organisation; sessions, links and mails after the person or the award that they are about, mails
before links. Without its guard such a row is only locked as the last one of a transaction. Chores
that change many rows leave out those that others hold (`not_held`), and so wait for nobody.
`docs/explanation/locks.md` tells why, and who takes which.

A lock taken here keeps others from changing a row, but not from adding rows that refer to it
(`FOR NO KEY UPDATE`): an award does not wait for whoever works on something else of its person or
organisation. SQLite has one writer at a time and no locks of rows.
"""

from collections.abc import Sequence
from typing import TypeVar, TypeVarTuple
from uuid import UUID

from sqlalchemy import Select, select, text
from sqlalchemy.orm import Session

from issuer.models import Award, Organisation
from issuer.models.base import Base

_HELD = "insygnia_held"

Row = TypeVar("Row", bound=Base)
Ids = TypeVarTuple("Ids")


def lock(session: Session, table: type[Row], row_id: UUID) -> Row | None:
    """Return a row as it is now, which nobody else changes until the commit; none if it is gone.

    It is asked for once in a transaction, and stays loaded: whoever gets it from `session` later
    does not ask again.
    """
    held = _held(session)
    known = held.get((table, row_id))
    if isinstance(known, table) and known in session:
        return known
    found = session.get(table, row_id, with_for_update={"key_share": True}, populate_existing=True)
    if found is not None:
        held[table, row_id] = found
    return found


def _held(session: Session) -> dict[tuple[type[Base], UUID], Base]:
    """Return what `lock` has found in this transaction of `session`, or since its savepoint."""
    held: dict[tuple[type[Base], UUID], Base]
    # What is rolled back to a savepoint is not locked any more.
    now = session.get_nested_transaction() or session.get_transaction()
    transaction, held = session.info.get(_HELD, (None, {}))
    if transaction is not now or transaction is None:
        # The first in this transaction: whatever was held before may not be any more.
        held = {}
        session.info[_HELD] = now, held
    return held


def lock_found(session: Session, query: Select[Row]) -> Row | None:
    """Return the one row that a query finds, as `lock` does; none if it finds none."""
    return session.scalars(
        query.with_for_update(key_share=True).execution_options(populate_existing=True)
    ).one_or_none()


def lock_organisations(session: Session, ids: Sequence[UUID] | None = None) -> None:
    """Lock these organisations, or all of them: for whoever works on more than one."""
    query = select(Organisation.id)
    if ids is not None:
        query = query.where(Organisation.id.in_(ids))
    session.execute(query.order_by(Organisation.id).with_for_update(key_share=True))


def lock_awards(session: Session, query: Select[Award]) -> Sequence[Award]:
    """Return the awards of `query` as they are now, locked, in the order of their ids.

    Whoever calls has locked their organisation.
    """
    return session.scalars(
        query.order_by(Award.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()


def not_held(query: Select[*Ids]) -> Select[*Ids]:
    """Return a query of ids that leaves out rows that others hold, and holds what it finds."""
    return query.with_for_update(skip_locked=True)


def look_late_at_who_awards(session: Session) -> None:
    """Let the database look only at the commit whether whoever awards is there.

    For whoever writes awards before the organisation is locked: PostgreSQL locks a person whom a
    new row names, and persons are locked after their organisation.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET CONSTRAINTS fk_award_awarded_by_person DEFERRED"))
