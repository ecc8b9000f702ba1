"""All tables of the first version, as each engine was told to make them.

The statements stand in `initial/<engine>.sql`, each ended by a semicolon and an empty line.
`tests/migrating/write_migrations.py` wrote them from the models.
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_FOLDER = Path(__file__).parents[1] / "initial"
_END = ";\n\n"


def upgrade() -> None:
    """Make the tables, and the triggers that keep the audit trail as it is."""
    connection = op.get_bind()
    script = (_FOLDER / f"{connection.dialect.name}.sql").read_text("utf-8")
    for statement in script.split(_END):
        if statement.strip():
            connection.exec_driver_sql(statement)


def downgrade() -> None:
    """Drop everything."""
    connection = op.get_bind()
    # On SQLite foreign keys are off meanwhile; elsewhere they go with the tables.
    cascade = "" if connection.dialect.name == "sqlite" else " CASCADE"
    for name in sa.inspect(connection).get_table_names():
        if name != "alembic_version":
            op.execute(f'DROP TABLE "{name}"{cascade}')
    if cascade:
        op.execute("DROP FUNCTION keep_audit()")
