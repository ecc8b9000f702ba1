"""Many rows of one table at once, as fast as the database takes them: by the column.

SQLAlchemy looks at every value of every row by itself, which for a few hundred awards costs as much
as storing them. Here each column is translated in one go, and what is the same in all rows once.
SQLite then gets all rows in one statement, PostgreSQL by COPY.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias, cast

import psycopg
from sqlalchemy import Column, Connection, Dialect, Table, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeEngine

Translation: TypeAlias = Callable[[Any], Any]


def insert_rows(
    session: Session,
    model: type[DeclarativeBase],
    rows: Sequence[Mapping[str, Any]],
    alike: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Insert rows of a table that name the same columns, in the transaction of `session`.

    `alike` are columns that are the same in all of them. Columns that are not named are empty or
    have their constant default.

    Raises:
        LookupError: the rows name different columns, or one that the table lacks, or leave out one
            whose default would have to be made for each row.
        sqlalchemy.exc.DBAPIError: the database refuses them, as in any other statement.
    """
    if not rows:
        return
    table = cast(Table, model.__table__)
    columns = _columns(table, rows, alike)
    connection = session.connection()
    values = zip(
        *(_translated(column, rows, alike, connection.dialect) for column in columns), strict=True
    )
    if connection.dialect.name == "postgresql":
        _copy(connection, table, columns, values)
    else:
        statement = insert(table).values({column.name: None for column in columns})
        connection.exec_driver_sql(str(statement.compile(dialect=connection.dialect)), list(values))


def run_for_each(
    session: Session, statement: UpdateBase, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Run a statement on SQLite once for each of `rows`, which name its parameters.

    Raises:
        LookupError: a row does not name a parameter.
        sqlalchemy.exc.DBAPIError: the database refuses it, as any other statement.
    """
    connection = session.connection()
    compiled = statement.compile(dialect=connection.dialect)
    names = compiled.positiontup or ()
    binds = compiled.binds
    values = (
        _by_driver([row[name] for row in rows], binds[name].type, connection.dialect)
        if binds[name].required
        else _by_driver([binds[name].value] * len(rows), binds[name].type, connection.dialect)
        for name in names
    )
    connection.exec_driver_sql(str(compiled), list(zip(*values, strict=True)))


def _columns(
    table: Table, rows: Sequence[Mapping[str, Any]], alike: Mapping[str, Any]
) -> Sequence[Column[Any]]:
    """Return the columns that are written: those that are named, and those with a default."""
    of_rows = rows[0].keys()
    named = of_rows | alike.keys()
    if unknown := named.difference(table.columns.keys()):
        raise LookupError(f"{table.name} has no column {min(unknown)}")
    if any(row.keys() != of_rows for row in rows):
        raise LookupError(f"rows of {table.name} name different columns")
    return [
        column for column in table.columns if column.name in named or column.default is not None
    ]


def _translated(
    column: Column[Any],
    rows: Sequence[Mapping[str, Any]],
    alike: Mapping[str, Any],
    dialect: Dialect,
) -> Sequence[Any]:
    """Return the values of a column as the driver takes them."""
    name = column.name
    if name in rows[0]:
        values = [row[name] for row in rows]
    elif name in alike:
        values = [alike[name]] * len(rows)
    elif isinstance(column.default, ScalarElementColumnDefault):
        values = [column.default.arg] * len(rows)
    else:
        raise LookupError(f"rows of {column.table.name} must name {name}")
    return _by_driver(values, column.type, dialect)


def _by_driver(values: Sequence[Any], kind: TypeEngine[Any], dialect: Dialect) -> Sequence[Any]:
    """Return values of a type as the driver takes them."""
    translate = kind.dialect_impl(dialect).bind_processor(dialect)
    return values if translate is None else list(_each_once(translate, values))


def _each_once(translate: Translation, values: Iterable[Any]) -> Iterable[Any]:
    """Yield the translated values; the same object many times in a row is translated once."""
    last: Any = _NOTHING
    translated: Any = None
    for value in values:
        if value is not last:
            last, translated = value, translate(value)
        yield translated


_NOTHING = object()


def _copy(
    connection: Connection,
    table: Table,
    columns: Sequence[Column[Any]],
    values: Iterable[Sequence[Any]],
) -> None:
    preparer = connection.dialect.identifier_preparer
    names = ", ".join(preparer.format_column(column) for column in columns)
    statement = f"COPY {preparer.format_table(table)} ({names}) FROM STDIN"
    cursor = cast(psycopg.Cursor[Any], connection.connection.cursor())
    try:
        with cursor, cursor.copy(statement) as copy:
            for row in values:
                copy.write_row(row)
    except psycopg.Error as e:
        # Nobody above knows the driver's own errors.
        dialect = connection.dialect
        raise DBAPIError.instance(statement, None, e, psycopg.Error, dialect=dialect) from e
