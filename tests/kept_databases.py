"""A PostgreSQL database that is emptied after each test: to make another takes ten times as long.

The next test finds no rows, no pages of rows that there were, and every counter at its start. Where
a test changed anything else (a table, a trigger, a schema), its database is dropped instead.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, LiteralString

import psycopg
from databases import PostgresServer, for_psycopg
from sqlalchemy import make_url

# Catalogues say by which transaction each of their rows was written; what is below is PostgreSQL's.
_SHAPE = """
SELECT sum(hashtext(catalogue || id || '/' || number || '/' || written)::bigint) FROM (
  SELECT 'class' AS catalogue, oid AS id, 0 AS number, xmin::text AS written FROM pg_class
  UNION ALL SELECT 'column', attrelid, attnum, xmin::text FROM pg_attribute
  UNION ALL SELECT 'default', oid, 0, xmin::text FROM pg_attrdef
  UNION ALL SELECT 'constraint', oid, 0, xmin::text FROM pg_constraint
  UNION ALL SELECT 'index', indexrelid, 0, xmin::text FROM pg_index
  UNION ALL SELECT 'trigger', oid, 0, xmin::text FROM pg_trigger
  UNION ALL SELECT 'function', oid, 0, xmin::text FROM pg_proc
  UNION ALL SELECT 'type', oid, 0, xmin::text FROM pg_type
  UNION ALL SELECT 'rule', oid, 0, xmin::text FROM pg_rewrite
  UNION ALL SELECT 'schema', oid, 0, xmin::text FROM pg_namespace
  UNION ALL SELECT 'version', 0, 0, xmin::text FROM alembic_version
) AS shape WHERE id >= 16384 OR catalogue IN ('schema', 'version')
"""
_IS_SUPERUSER = "SELECT usesuper FROM pg_user WHERE usename = current_user"
_OTHERS = """
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_TOUCHED = """
SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND oid >= 16384
  AND relname <> 'alembic_version' AND pg_relation_size(oid) > 0
"""
_COUNTERS = "SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence"

_Connection = psycopg.Connection[tuple[Any, ...]]


class KeptDatabase:
    """A database of a server, lent to one test after another."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._kept = ExitStack()
        self._template: str | None = None
        self._name = ""
        self._shape: object = None
        """Nothing, if there were rows from the beginning: such a database is not kept."""

    @contextmanager
    def lent(self, *, like: str) -> Iterator[str]:
        """Yield the name of a database like `like`, which has no rows."""
        if self._template != like:
            self.drop()
            self._name = self._kept.enter_context(self._server.new_database(like=like))
            with self._connected() as connection:
                has_rows = bool(_ask(connection, _TOUCHED))
                self._shape = None if has_rows else _shape(connection)
            self._template = like
        try:
            yield self._name
        finally:
            with self._connected() as connection:
                is_like_new = self._is_like_new(connection)
            if not is_like_new:
                self.drop()

    def drop(self) -> None:
        """Drop the database, if there is one."""
        self._template = None
        self._kept.close()

    def _is_like_new(self, connection: _Connection) -> bool:
        """Empty the database, and tell whether it is like a new one then."""
        if not _ask(connection, _IS_SUPERUSER)[0][0]:
            return False
        _ask(connection, _OTHERS)
        if _shape(connection) != self._shape:
            return False
        _empty(connection)
        return not _ask(connection, _TOUCHED)

    def _connected(self) -> _Connection:
        return psycopg.connect(for_psycopg(make_url(self._server.url(self._name))), autocommit=True)


def _shape(connection: _Connection) -> object:
    """Return what changes with every table, column, trigger and function."""
    return _ask(connection, _SHAPE)


def _empty(connection: _Connection) -> None:
    """Delete all rows, whatever triggers and references say, and the room that they took."""
    touched = [name for (name,) in _ask(connection, _TOUCHED)]
    if touched:
        deletions = "".join(f"DELETE FROM {name};" for name in touched)
        rights = "SET LOCAL session_replication_role = replica;"
        connection.execute(f"BEGIN; {rights} {deletions} COMMIT".encode())
        connection.execute(f"VACUUM (INDEX_CLEANUP ON) {', '.join(touched)}".encode())
    _ask(connection, _COUNTERS)


def _ask(connection: _Connection, query: LiteralString) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()
