"""The job engine's own tables: where they are, what they are read with, and what is never read."""

import time
from sqlite3 import Connection as SqliteConnection
from sqlite3 import sqlite_version_info
from typing import NoReturn

from dbos import _serialization as dbos_serialization
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url

APPLICATION = "insygnia"
"""By this name DBOS knows whose jobs its tables hold."""

VERSION = "1"
"""Pinned: by default it is a digest of the source, and no job would survive an upgrade.

Change it only when the arguments of a job change, and only after all jobs have ended.
"""

WORKFLOW = "job"
"""The one workflow: kind and row id in, nothing out."""

SCHEMA = "dbos"
POOL_SIZE = 5
_PRAGMAS = (
    "journal_mode=WAL",
    # A job that is lost in a power cut is made good by the sweep.
    "synchronous=NORMAL",
    "busy_timeout=30000",
    "foreign_keys=ON",
)
_SUBSECONDS_SINCE = 3, 42
"""DBOS takes it from Python 3.12 on that SQLite knows `unixepoch('subsec')`, which older ones do
not: Python is also built with SQLite of the system."""


def open_engine(url: str, *, pool_size: int = POOL_SIZE) -> Engine:
    """Return an engine on the tables of DBOS at `url`."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(parsed, pool_size=pool_size, max_overflow=0)
        event.listen(engine, "connect", _prepare_sqlite)
        return engine
    return create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        max_overflow=0,
        pool_pre_ping=True,
    )


def _prepare_sqlite(connection: SqliteConnection, _record: object) -> None:
    # As DBOS does it for engines of its own: whoever writes takes the lock at once.
    connection.isolation_level = "IMMEDIATE"
    if sqlite_version_info < _SUBSECONDS_SINCE:
        connection.create_function("unixepoch", 1, _unixepoch)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _unixepoch(_subseconds: str) -> float:
    return time.time()


def refuse_pickles() -> None:
    """Take from this process what would run code that stands in the job tables (threat 40).

    We write portable JSON, but DBOS reads what a row says it is: a planted row that calls itself a
    pickle would be unpickled, whichever serializer is set.
    """
    dbos_serialization.DefaultSerializer.deserialize = _refuse  # type: ignore[method-assign, assignment]  # that is the purpose


def _refuse(_self: object, _text: str) -> NoReturn:
    raise ValueError("a pickle in the job tables is not read")
