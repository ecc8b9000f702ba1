"""The tables that migrations make are those that the models describe, on both engines."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from databases import PostgresServer
from sqlalchemy import delete, inspect, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from timing import Clock

from issuer.audit import note
from issuer.db.engine import Database, open_database
from issuer.db.revision import NEWEST_REVISION, current_revision
from issuer.db.types import SortText
from issuer.db.upgrade import configuration, upgrade
from issuer.models import AuditEntry, Base


def test_migrations_and_models_are_the_same(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_alembic_finds_nothing_to_migrate(database: Database) -> None:
    with database.engine.connect() as connection:
        command.check(configuration(connection))


def test_the_service_wants_the_last_migration() -> None:
    assert ScriptDirectory.from_config(configuration()).get_current_head() == NEWEST_REVISION


def test_a_column_that_is_missing_is_found(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE person DROP COLUMN disabled_at"))
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        (difference,) = compare_metadata(context, Base.metadata)
    assert difference[0] == "add_column"


def test_every_table_has_its_indexes_and_keys(database: Database) -> None:
    inspector = inspect(database.engine)
    for table in Base.metadata.tables.values():
        keys = {key["name"] for key in inspector.get_foreign_keys(table.name)}
        assert keys == {key.name for key in table.foreign_key_constraints}
        indexes = {index["name"] for index in inspector.get_indexes(table.name)}
        assert {index.name for index in table.indexes} <= indexes


def test_text_that_is_sorted_is_compared_byte_by_byte(
    postgresql: PostgresServer, postgresql_template: str
) -> None:
    database = open_database(postgresql.url(postgresql_template))
    inspector = inspect(database.engine)
    collations = {
        f"{table.name}.{column['name']}": getattr(column["type"], "collation", None)
        for table in Base.metadata.tables.values()
        for column in inspector.get_columns(table.name)
        if isinstance(table.c[column["name"]].type, type(SortText))
        and table.c[column["name"]].type.dialect_impl(database.engine.dialect).collation  # type: ignore[attr-defined]  # text has one
    }
    database.dispose()
    assert "award.sort_name" in collations
    assert set(collations.values()) == {"C"}


def test_from_nothing_to_the_newest_and_back(database_url: str) -> None:
    upgrade(database_url, "base")
    database = open_database(database_url)
    assert inspect(database.engine).get_table_names() == ["alembic_version"]
    assert current_revision(database) is None
    upgrade(database_url)
    upgrade(database_url)
    assert current_revision(database) == NEWEST_REVISION
    assert set(Base.metadata.tables) <= set(inspect(database.engine).get_table_names())
    database.dispose()


def test_an_upgrade_that_fails_changes_nothing(database_url: str) -> None:
    upgrade(database_url, "base")
    database = open_database(database_url)
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE worker (id INTEGER PRIMARY KEY)"))
    with pytest.raises(DBAPIError):
        upgrade(database_url)
    assert set(inspect(database.engine).get_table_names()) == {"alembic_version", "worker"}
    database.dispose()


def _noted(database: Database, clock: Clock) -> None:
    with database.writing() as session, session.begin():
        note(session, "service", "award.revoked", ("award", "1"), organisation=None,
             now=clock(), text="a name")  # fmt: skip


def _rows(session: Session) -> list[AuditEntry]:
    return list(session.query(AuditEntry))


@pytest.mark.parametrize("change", [{"actor": "nobody"}, {"facts": {}}, {"text": "another"}])
def test_what_happened_cannot_be_changed(
    database: Database, clock: Clock, change: dict[str, object]
) -> None:
    _noted(database, clock)
    with database.writing() as session, pytest.raises(DBAPIError, match="append-only"):
        session.execute(update(AuditEntry).values(change))


def test_what_happened_cannot_be_deleted(database: Database, clock: Clock) -> None:
    _noted(database, clock)
    with database.writing() as session, pytest.raises(DBAPIError, match="append-only"):
        session.execute(delete(AuditEntry))


def test_free_text_in_the_audit_trail_can_be_erased(database: Database, clock: Clock) -> None:
    _noted(database, clock)
    with database.writing() as session, session.begin():
        session.execute(update(AuditEntry).values(text=None, text_nonce=None))
    with database.reading() as session:
        (row,) = _rows(session)
    assert (row.text, row.text_nonce) == (None, None)
    assert row.text_digest
