"""Which workers are alive: each says so every few seconds, and is dead when it stopped."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from issuer.models import Worker

LEASE = timedelta(seconds=30)
"""How long a worker may be silent. The clocks of all machines agree within a third of it."""

_RESIGNED = datetime(1970, 1, 1, tzinfo=UTC)


def enlist(session: Session, worker_id: str, *, now: datetime) -> None:
    """Add a worker that has just started."""
    session.add(Worker(id=worker_id, started_at=now, seen_at=now))


def beat(session: Session, worker_id: str, *, now: datetime) -> bool:
    """Say that a worker is alive; return False if it was taken for dead and must end."""
    beaten = session.execute(
        update(Worker)
        .where(Worker.id == worker_id, Worker.seen_at > _RESIGNED)
        .values(seen_at=now)
        .returning(Worker.id)
    )
    return beaten.first() is not None


def resign(session: Session, worker_id: str) -> None:
    """Say that a worker has ended, so that nobody waits until its lease is over."""
    session.execute(update(Worker).where(Worker.id == worker_id).values(seen_at=_RESIGNED))


def bury(session: Session, own_id: str, take_over: Callable[[str], None], *, now: datetime) -> int:
    """Call `take_over` for each dead worker and forget it; return how many there were.

    Their rows are locked meanwhile: of several workers only one takes over, and when it dies over
    that, the transaction is undone and another one does.
    """
    dead = session.scalars(
        select(Worker.id)
        .where(Worker.seen_at < now - LEASE, Worker.id != own_id)
        .with_for_update(skip_locked=True)
    ).all()
    for worker_id in dead:
        take_over(worker_id)
        session.execute(delete(Worker).where(Worker.id == worker_id))
    return len(dead)


def last_beat(session: Session) -> datetime | None:
    """Return when any worker was last seen alive; none if there never was one."""
    return session.scalar(select(func.max(Worker.seen_at)))


def is_alive(session: Session, *, now: datetime) -> bool:
    """Tell whether any worker is alive."""
    seen = last_beat(session)
    return seen is not None and seen >= now - LEASE
