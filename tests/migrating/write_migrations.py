"""Writes migrations from the models.

python tests/migrating/write_migrations.py            the tables of the first version, anew
python tests/migrating/write_migrations.py "message"  the next migration, a draft to be looked at

The first is for the time before a release only: afterwards a migration is never changed.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from alembic import command
from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable
from sqlalchemy.sql.ddl import sort_tables_and_constraints

from issuer.db.engine import open_database
from issuer.db.upgrade import configuration, upgrade
from issuer.models import Base

FOLDER = Path(__file__).parents[2] / "issuer" / "db" / "migrations" / "initial"
DIALECTS: dict[str, Dialect] = {
    "sqlite": sqlite.dialect(),
    "postgresql": postgresql.dialect(),  # type: ignore[no-untyped-call]  # SQLAlchemy gives it no types
}

# What happened is never changed and never deleted (threat 32); its free text may be taken away.
FACTS = "id, organisation_id, at, action, actor, subject_kind, subject_id, facts, text_digest"
BESIDES: dict[str, tuple[str, ...]] = {
    "sqlite": (
        f"""CREATE TRIGGER audit_facts BEFORE UPDATE OF {FACTS} ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END""",
        """CREATE TRIGGER audit_text BEFORE UPDATE OF text, text_nonce ON audit
WHEN NEW.text IS NOT NULL OR NEW.text_nonce IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END""",
        """CREATE TRIGGER audit_rows BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END""",
    ),
    "postgresql": (
        # Compressing what was signed takes longer than storing it.
        "ALTER TABLE form ALTER COLUMN content SET STORAGE EXTERNAL",
        """CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit is append-only'; END $$""",
        f"""CREATE TRIGGER audit_facts BEFORE UPDATE OF {FACTS} ON audit
FOR EACH ROW EXECUTE FUNCTION keep_audit()""",
        """CREATE TRIGGER audit_text BEFORE UPDATE OF text, text_nonce ON audit
FOR EACH ROW WHEN (NEW.text IS NOT NULL OR NEW.text_nonce IS NOT NULL)
EXECUTE FUNCTION keep_audit()""",
        """CREATE TRIGGER audit_rows BEFORE DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION keep_audit()""",
    ),
}


def initial(engine: str) -> str:
    """Return the script that makes every table on an engine."""
    statements = [*_tables(DIALECTS[engine]), *BESIDES[engine]]
    return "".join(f"{_tidy(statement)};\n\n" for statement in statements)


def _tables(dialect: Dialect) -> Iterator[str]:
    late: list[ForeignKeyConstraint] = []
    tables = Base.metadata.tables.values()
    ordered = sort_tables_and_constraints(tables)  # type: ignore[no-untyped-call]  # SQLAlchemy gives it no types
    for table, constraints in ordered:
        if table is None:
            late.extend(constraints)
            continue
        inside = None if dialect.supports_alter else [*table.foreign_key_constraints]
        create = CreateTable(table, include_foreign_key_constraints=inside or list(constraints))
        yield str(create.compile(dialect=dialect))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield str(CreateIndex(index).compile(dialect=dialect))
    if dialect.supports_alter:
        for constraint in sorted(late, key=lambda constraint: str(constraint.name)):
            yield str(AddConstraint(constraint).compile(dialect=dialect))


def _tidy(statement: str) -> str:
    return "\n".join(line.rstrip().replace("\t", "    ") for line in statement.strip().splitlines())


def draft(message: str) -> None:
    """Write what the models have and the migrations have not as the next migration."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/insygnia.db"
        upgrade(url)
        database = open_database(url)
        with database.engine.connect() as connection:
            command.revision(configuration(connection), message, autogenerate=True)
        database.dispose()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        draft(sys.argv[1])
    else:
        for name in DIALECTS:
            (FOLDER / f"{name}.sql").write_text(initial(name), "utf-8")
