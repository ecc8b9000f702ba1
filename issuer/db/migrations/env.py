"""What Alembic runs; it is given its connection by `issuer.db.upgrade` and has no other way in."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from issuer.db.types import UtcDateTime
from issuer.models import Base

LOCK = 0x1753_9714
"""The number of PostgreSQL's advisory lock: of two machines that upgrade at once, one waits."""


def _plain_types(
    kind: str,
    item: Any,  # noqa: ANN401 - whatever Alembic renders
    _autogen: AutogenContext,
) -> str | Literal[False]:
    """Write our own column types down as those of SQLAlchemy: a migration never changes later."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _run() -> None:
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        # SQLite cannot alter a table, so Alembic makes it anew. A trigger on it is lost thereby and
        # has to be made anew as well.
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=_plain_types,
        compare_type=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        context.run_migrations()


_run()
