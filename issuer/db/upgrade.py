"""Bringing the tables up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, make_url

from issuer.db.engine import open_database

_MIGRATIONS = Path(__file__).with_name("migrations")
_ONE_AT_A_TIME = 0x1_5947_0A1A
"""The number of our lock; any that nobody else takes in this database."""


def configuration(connection: Connection | None = None) -> Config:
    """Return what Alembic has to know; its environment works on `connection`."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url` to `revision`, all of it or nothing.

    The folder of a SQLite database is made when it is missing.
    """
    _make_folder(url)
    database = open_database(url)
    try:
        with database.engine.connect() as plain:
            connection = plain.execution_options(insygnia_writes=True)
            _move(connection, revision)
    finally:
        database.dispose()


def _make_folder(url: str) -> None:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)


def _move(connection: Connection, revision: str) -> None:
    config = configuration(connection)
    going_back = revision == "base" or revision.startswith("-")
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        # Tables are made anew and the old ones dropped, which must not touch rows that refer to
        # them. SQLite hears this outside of a transaction only.
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
    with connection.begin():
        if not is_sqlite:
            # Processes that start at once make the tables once; SQLite has one writer anyway.
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
        (command.downgrade if going_back else command.upgrade)(config, revision)
        if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise LookupError("after the migration a row refers to one that is not there")
