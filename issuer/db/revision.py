"""Which migration the tables are at; told without Alembic, which only an upgrade needs."""

from sqlalchemy import inspect, text

from issuer.db.engine import Database

NEWEST_REVISION = "0001"
"""The migration that this version of the service works with: the last one."""


def current_revision(database: Database) -> str | None:
    """Return the revision that the tables are at; none when there are no tables."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found
