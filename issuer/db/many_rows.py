"""Many rows of one table at once, as fast as the database takes them: by the column.

SQLAlchemy looks at every value of every row by itself, which for a few hundred awards costs as much
as storing them. Here each column is translated in one go, and what is the same in all rows once.
PostgreSQL then gets all rows by COPY. SQLite gets many in each statement: while a database works,
the interpreter computes something else, and should change hands seldom.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain
from types import MappingProxyType
from typing import Any, TypeAlias, cast

import psycopg
from sqlalchemy import Column, Connection, Dialect, Table, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeEngine

Columns: TypeAlias = tuple[Column[Any], ...]
Translation: TypeAlias = Callable[[Any], Any]

AT_ONCE = 125
"""Rows in one statement on SQLite, which prepares it once; what is left goes row by row."""
_VALUES = " VALUES "


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
    # A set: asking a tuple would make an expression of SQL for each pair of columns.
    named = frozenset(columns_named(table, rows, alike))
    columns = tuple(each for each in table.columns if each in named or each.default is not None)
    connection = session.connection()
    values = zip(
        *(_translated(column, rows, alike, connection.dialect) for column in columns), strict=True
    )
    if connection.dialect.name == "postgresql":
        _copy(connection, table, columns, values)
    else:
        statement = partial(_insertion, table, columns, connection.dialect)
        run_for_many(connection, statement, list(values))


def columns_named(
    table: Table, rows: Sequence[Mapping[str, Any]], alike: Mapping[str, Any]
) -> Columns:
    """Return the columns of a table that rows name, and `alike` for all of them, in this order.

    Raises `LookupError` for rows that name different columns, or one that the table lacks.
    """
    of_rows = rows[0].keys()
    if unknown := (of_rows | alike.keys()).difference(table.columns.keys()):
        raise LookupError(f"{table.name} has no column {min(unknown)}")
    if any(row.keys() != of_rows for row in rows):
        raise LookupError(f"rows of {table.name} name different columns")
    return tuple(table.columns[name] for name in (*of_rows, *alike))


def by_driver(values: Sequence[Any], kind: TypeEngine[Any], dialect: Dialect) -> Sequence[Any]:
    """Return values of a type as the driver takes them."""
    translate = kind.dialect_impl(dialect).bind_processor(dialect)
    return values if translate is None else list(_each_once(translate, values))


def run_for_many(
    connection: Connection,
    statement: Callable[[int], str],
    rows: Sequence[Sequence[Any]],
    before: Sequence[Any] = (),
    after: Sequence[Any] = (),
) -> None:
    """Run a statement on SQLite for many rows at a time, and for each of those that are left.

    `statement` returns it for so many rows; `before` and `after` are bound beside them each time.
    Raises `sqlalchemy.exc.DBAPIError`.
    """
    whole = len(rows) - len(rows) % AT_ONCE
    for begin in range(0, whole, AT_ONCE):
        bound = chain(before, *rows[begin : begin + AT_ONCE], after)
        connection.exec_driver_sql(statement(AT_ONCE), tuple(bound))
    if rest := [(*before, *row, *after) for row in rows[whole:]]:
        connection.exec_driver_sql(statement(1), rest)


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
    return by_driver(values, column.type, dialect)


def _each_once(translate: Translation, values: Iterable[Any]) -> Iterable[Any]:
    """Yield the translated values; the same object many times in a row is translated once."""
    last: Any = _NOTHING
    translated: Any = None
    for value in values:
        if value is not last:
            last, translated = value, translate(value)
        yield translated


_NOTHING = object()


# It takes longer to write than to run; the same tables are written again and again.
@lru_cache(maxsize=64)
def _insertion(table: Table, columns: Columns, dialect: Dialect, many: int) -> str:
    """Return the statement by which SQLite inserts so many rows."""
    one = insert(table).values({column.name: None for column in columns})
    begin, _, row = str(one.compile(dialect=dialect)).partition(_VALUES)
    return begin + _VALUES + ", ".join([row] * many)


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
