"""What a test left behind in the database that tests share is not found by the next one."""

from collections.abc import Iterator
from pathlib import Path

import issuing
import pytest
from databases import PostgresServer
from kept_databases import KeptDatabase
from sqlalchemy import text
from timing import Clock

from issuer.db.engine import open_database
from issuer.models import Base


@pytest.fixture
def kept(postgresql: PostgresServer) -> Iterator[KeptDatabase]:
    made = KeptDatabase(postgresql)
    yield made
    made.drop()


def test_rows_their_room_and_counters_are_as_in_a_new_database(
    kept: KeptDatabase,
    postgresql: PostgresServer,
    postgresql_template: str,
    tmp_path: Path,
    clock: Clock,
) -> None:
    with kept.lent(like=postgresql_template) as name:
        database = open_database(postgresql.url(name))
        issuer = issuing.new_issuer(issuing.collaborators(database, tmp_path, clock))
        issuer.award(issuer.template())
        database.dispose()
    with kept.lent(like=postgresql_template) as again:
        assert again == name
        database = open_database(postgresql.url(again))
        with database.engine.connect() as connection:
            for table in Base.metadata.tables:
                size = f"SELECT (SELECT count(*) FROM {table}), pg_relation_size('{table}')"
                assert tuple(connection.execute(text(size)).one()) == (0, 0), table
            assert connection.scalar(text("SELECT nextval('audit_id_seq')")) == 1
        database.dispose()


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE another (id integer)",
        "ALTER TABLE person DROP COLUMN disabled_at",
        "ALTER TABLE person ALTER COLUMN name TYPE text",
        "DROP INDEX ix_audit_organisation_id_id",
        "ALTER TABLE audit DISABLE TRIGGER audit_rows",
        "CREATE OR REPLACE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN RETURN NEW; END'",
        "CREATE SCHEMA another",
        "UPDATE alembic_version SET version_num = 'x'",
    ],
)
def test_a_database_that_was_changed_is_dropped(
    kept: KeptDatabase, postgresql: PostgresServer, postgresql_template: str, change: str
) -> None:
    with kept.lent(like=postgresql_template) as name:
        database = open_database(postgresql.url(name))
        with database.engine.begin() as connection:
            connection.execute(text(change))
        database.dispose()
    with kept.lent(like=postgresql_template) as another:
        assert another != name


def test_who_is_still_connected_is_cut_off(
    kept: KeptDatabase, postgresql: PostgresServer, postgresql_template: str
) -> None:
    with kept.lent(like=postgresql_template) as name:
        database = open_database(postgresql.url(name))
        connection = database.engine.connect()
        connection.execute(text("INSERT INTO rate_count VALUES ('x', 1, now())"))
    with kept.lent(like=postgresql_template) as again:
        assert again == name
        connection.invalidate()
        connection.close()
        with database.engine.connect() as another:
            assert another.scalar(text("SELECT count(*) FROM rate_count")) == 0
        database.dispose()
