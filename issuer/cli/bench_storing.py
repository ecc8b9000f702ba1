"""What `insygnia bench` measures of signing and storing: transactions of a thousand badges.

The table is like those in which the service keeps badges: the text exactly as it was signed, an id,
a place on a status list that nobody else has, and an index.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
)

from issuer.cli.bench_operations import WHEN, Operation, Planned, planned
from issuer.db.engine import Database, open_database

BADGES = 1_000
"""How many are signed and stored in one transaction."""
_OVERLAPPING = 4
"""How many transactions are written one after the other while the next badges are signed."""

_FIRST = 1_000
"""The sample has low numbers in its own ids."""
_METADATA = MetaData()
_TABLE = Table(
    "insygnia_bench",
    _METADATA,
    Column("id", String(36), primary_key=True),
    Column("template", String(36), nullable=False),
    Column("status_index", Integer, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("created_at", String(32), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content", Text, nullable=False),
    UniqueConstraint("template", "status_index"),
)
_COLUMNS = [column.name for column in _TABLE.columns]
_COPY = f"COPY {_TABLE.name} ({', '.join(_COLUMNS)}) FROM STDIN"

_Row = tuple[str, str, int, str, str, str, str]


@contextmanager
def storing(postgresql: str | None) -> Iterator[Mapping[str, Operation]]:
    """Yield what is measured with a database: SQLite, and PostgreSQL if there is an address.

    The SQLite file is thrown away at the end, the table in PostgreSQL is dropped.
    """
    badge = planned()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        file = stack.enter_context(_table(f"sqlite:///{Path(folder) / 'bench.db'}"))
        named = {"store-sqlite": Operation(_inserting(file, badge), BADGES)}
        if postgresql:
            server = stack.enter_context(_table(postgresql))
            writer = stack.enter_context(_Writer(server))
            named["store-postgresql"] = Operation(_copying(writer, badge), BADGES * _OVERLAPPING)
        yield named


@contextmanager
def _table(url: str) -> Iterator[Database]:
    database = open_database(url)
    try:
        _METADATA.create_all(database.engine)
        yield database
        _METADATA.drop_all(database.engine)
    finally:
        database.dispose()


def _inserting(database: Database, badge: Planned) -> Callable[[], None]:
    """Return what signs badges and inserts them, one after the other."""
    numbers = count(_FIRST)

    def run() -> None:
        rows = [dict(zip(_COLUMNS, row, strict=True)) for row in _signed(badge, numbers)]
        with database.writing() as session, session.begin():
            session.execute(insert(_TABLE), rows)

    return run


def _copying(writer: "_Writer", badge: Planned) -> Callable[[], None]:
    """Return what signs badges while another thread copies the ones before into PostgreSQL."""
    numbers = count(_FIRST)

    def run() -> None:
        for _ in range(_OVERLAPPING):
            writer.write(list(_signed(badge, numbers)))
        writer.finish()

    return run


class _Writer:
    """A thread that writes what it was last given, while its giver makes the next."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._thread = ThreadPoolExecutor(1)
        self._last: Future[None] | None = None

    def __enter__(self) -> "_Writer":
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown()

    def write(self, rows: list[_Row]) -> None:
        """Begin to write `rows` when those before are committed."""
        self.finish()
        self._last = self._thread.submit(self._copy, rows)

    def finish(self) -> None:
        """Wait until what was given last is committed."""
        if self._last is not None:
            self._last.result()

    def _copy(self, rows: list[_Row]) -> None:
        with self._database.engine.begin() as connection:
            driver: Any = connection.connection.driver_connection
            with driver.cursor().copy(_COPY) as copy:
                for row in rows:
                    copy.write_row(row)


def _signed(badge: Planned, numbers: Iterator[int]) -> Iterator[_Row]:
    """Yield the rows of the next badges."""
    for _ in range(BADGES):
        number = next(numbers)
        content = badge.numbered(number).decode()
        yield (
            f"{number:036}",
            "template",
            number,
            "issued",
            WHEN.isoformat(),
            f"{number:064}",
            content,
        )
