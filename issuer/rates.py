"""How often somebody may ask.

A span begins with the first request and ends after its seconds; whoever asks more often within it
is told when it ends. What guards secrets is always counted in the database, so that no restart and
no second process gives new tries. What only protects the machine, the limits of a second, is
counted there too on PostgreSQL, where many processes share the load; on SQLite there is one web
process, which counts in its memory and never waits for the writers' lock.

Keys are hashed: the table holds neither addresses of people nor of machines.
"""

import hashlib
import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol, TypeAlias

from sqlalchemy import case, delete, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from issuer.db.engine import Database
from issuer.errors import TooManyError
from issuer.models import RateCount

_MOST_KEYS = 10_000


@dataclass(frozen=True)
class Rate:
    """So many requests within so many seconds."""

    name: str
    count: int
    seconds: int
    guards_secrets: bool = False


SIGN_IN = Rate("sign-in", 5, 60, guards_secrets=True)
MAIL_REQUEST = Rate("mail-request", 5, 60, guards_secrets=True)
"""Mails that anybody can have sent to somebody: resets, links to one's own badges."""
KEY_READS = Rate("key-reads", 100, 1)
KEY_WRITES = Rate("key-writes", 50, 1)
PUBLIC_VERIFICATION = Rate("verification", 10, 1)
KEPT_REPORTS = Rate("kept-reports", 30, 3600)
"""Reports that anybody can have kept, each up to some hundred kilobytes for a year."""

Hits: TypeAlias = tuple[int, datetime]


class Counter(Protocol):
    """Counts requests by key."""

    def hit(self, key: str, seconds: int, *, now: datetime) -> Hits:
        """Count one more; return how many in this span, and when the span ends."""


@dataclass(frozen=True)
class Rates:
    """Where requests are counted."""

    lasting: Counter
    fast: Counter

    def count(self, rate: Rate, who: str, *, now: datetime) -> None:
        """Count a request by `who`; raises `TooManyError` with the seconds to wait.

        Commits on its own, so that a refused request counts as well: call it before the
        transaction of the request has begun.
        """
        counter = self.lasting if rate.guards_secrets else self.fast
        key = hashlib.sha256(f"{rate.name}:{who}".encode("utf-8", "replace")).hexdigest()
        try:
            count, ends = counter.hit(key, rate.seconds, now=now)
        except OperationalError:
            if rate.guards_secrets:
                raise
            # Nothing can be written; that is no reason to stop those who only read.
            return
        if count > rate.count:
            raise TooManyError(seconds=max(1, math.ceil((ends - now).total_seconds())))


def open_rates(database: Database) -> Rates:
    """Return the counters that suit `database`."""
    stored = StoredCounter(database)
    shared = database.engine.dialect.name == "postgresql"
    return Rates(stored, stored if shared else LocalCounter())


@dataclass(frozen=True)
class StoredCounter:
    """Counts in the database, for all processes together."""

    database: Database

    def hit(self, key: str, seconds: int, *, now: datetime) -> Hits:
        """Count in a transaction of its own."""
        is_postgresql = self.database.engine.dialect.name == "postgresql"
        insert = postgresql.insert if is_postgresql else sqlite.insert
        ends = now + timedelta(seconds=seconds)
        row = insert(RateCount).values(key=key, count=1, expires_at=ends)
        over = RateCount.expires_at <= now
        counted = row.on_conflict_do_update(
            index_elements=[RateCount.key],
            set_={
                "count": case((over, 1), else_=RateCount.count + 1),
                "expires_at": case((over, row.excluded.expires_at), else_=RateCount.expires_at),
            },
        ).returning(RateCount.count, RateCount.expires_at)
        with self.database.writing() as session, session.begin():
            if is_postgresql:
                # A count that a power cut takes away does no harm; waiting for the disk would.
                session.execute(text("SET LOCAL synchronous_commit = off"))
            count, expires_at = session.execute(counted).one()
        return count, expires_at


@dataclass(frozen=True)
class LocalCounter:
    """Counts in the memory of one process."""

    _counts: dict[str, Hits] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def hit(self, key: str, seconds: int, *, now: datetime) -> Hits:
        """Count under a lock; spans that are over are dropped when there are many."""
        with self._lock:
            if len(self._counts) >= _MOST_KEYS:
                self._drop(now)
            count, ends = self._counts.get(key, (0, now))
            if ends <= now:
                count, ends = 0, now + timedelta(seconds=seconds)
            self._counts[key] = count + 1, ends
            return self._counts[key]

    def _drop(self, now: datetime) -> None:
        for key in [key for key, (_, ends) in self._counts.items() if ends <= now]:
            del self._counts[key]


def forget_old_counts(session: Session, *, now: datetime) -> None:
    """Delete counts whose span is over."""
    session.execute(delete(RateCount).where(RateCount.expires_at <= now))
