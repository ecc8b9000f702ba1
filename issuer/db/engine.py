"""Engines and sessions: one for those who only read, one for those who write."""

from collections.abc import Callable
from dataclasses import dataclass
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

_BUSY_MS = 30_000
_POOL = 8
_OVERFLOW = 24
"""For those who only read; there are forty threads at most."""
_PRAGMAS = (
    "journal_mode=WAL",
    # Not NORMAL: after a power cut the last commits would be lost, and a status index that was
    # handed out could be handed out again.
    "synchronous=FULL",
    f"busy_timeout={_BUSY_MS}",
    "foreign_keys=ON",
    # A chunk of a batch touches some three thousand pages of four KiB in one transaction: with the
    # two MiB that are usual, half of them would be read again.
    "cache_size=-16384",
    # What is erased is overwritten in the file (rule 34).
    "secure_delete=ON",
)


@dataclass(frozen=True)
class Database:
    """The records, and how to open a transaction on them."""

    engine: Engine
    reading: Callable[[], Session]
    """A session for one transaction that only reads."""
    writing: Callable[[], Session]
    """A session for one transaction that may write; on SQLite writers wait for one another."""

    @property
    def writers(self) -> int:
        """How many can write at once without waiting for one another's connection or lock."""
        return 1 if self.engine.dialect.name == "sqlite" else _POOL

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Return the database at `url`: `sqlite:///…` or `postgresql://…`."""
    parsed = make_url(url)
    pool: dict[str, Any] = {"pool_size": _POOL, "max_overflow": _OVERFLOW}
    if parsed.get_backend_name() == "postgresql":
        # Every driver's name means psycopg here: it is the one that is installed.
        engine = create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            pool_size=_POOL,
            max_overflow=_OVERFLOW,
        )
        writing = engine
    else:
        engine = create_engine(parsed, **pool)
        event.listen(engine, "connect", _prepare_sqlite)
        # The engine that writes is the same one with an option: it hears this listener as well.
        event.listen(engine, "begin", _begin_sqlite)
        writing = engine.execution_options(insygnia_writes=True)
    options: dict[str, Any] = {"expire_on_commit": False}
    return Database(engine, sessionmaker(engine, **options), sessionmaker(writing, **options))


def _prepare_sqlite(connection: SqliteConnection, _record: object) -> None:
    # SQLAlchemy begins transactions itself (below); the driver must not do so a second time.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that begins by reading and writes later may fail when another wrote meanwhile.
    writes = connection.get_execution_options().get("insygnia_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
