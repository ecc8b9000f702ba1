"""Many rows of one table changed at once, each to values of its own (`issuer.db.many_rows`)."""

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, cast

from sqlalchemy import ARRAY, Connection, Dialect, Table, func, literal, update
from sqlalchemy.orm import DeclarativeBase, Session

from issuer.db.many_rows import Columns, by_driver, columns_named, run_for_many


def change_rows(
    session: Session,
    model: type[DeclarativeBase],
    where: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    alike: Mapping[str, Any],
) -> None:
    """Change rows of a table, in the transaction of `session`, each to values of its own.

    The first column that `rows` name is the one by which each is found, among those that have the
    values of `where`. The others are changed, and so are the columns `alike`, to the same in all.

    Raises:
        LookupError: the rows name different columns, or one that the table lacks.
        sqlalchemy.exc.DBAPIError: the database refuses it, as any other statement.
    """
    if not rows:
        return
    table = cast(Table, model.__table__)
    named = columns_named(table, rows, {**where, **alike})
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        _change_by_arrays(connection, table, where, rows, alike)
        return
    own, others = named[: len(rows[0])], named[len(rows[0]) :]
    values = [
        by_driver([row[column.name] for row in rows], column.type, connection.dialect)
        for column in own
    ]
    found, changed = others[: len(where)], others[len(where) :]
    run_for_many(
        connection,
        partial(_change, table, found, own, changed, connection.dialect),
        list(zip(*values, strict=True)),
        before=_bound(changed, alike, connection.dialect),
        after=_bound(found, where, connection.dialect),
    )


def _change_by_arrays(
    connection: Connection,
    table: Table,
    where: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    alike: Mapping[str, Any],
) -> None:
    columns = table.columns
    arrays = [literal([row[name] for row in rows], ARRAY(columns[name].type)) for name in rows[0]]
    given = func.unnest(*arrays).table_valued(*rows[0]).render_derived("given")
    key, *own = rows[0]
    found = [columns[name] == value for name, value in where.items()]
    connection.execute(
        update(table)
        .where(columns[key] == given.columns[key], *found)
        .values({**alike, **{name: given.columns[name] for name in own}})
    )


def _bound(columns: Columns, values: Mapping[str, Any], dialect: Dialect) -> Sequence[Any]:
    return [by_driver([values[column.name]], column.type, dialect)[0] for column in columns]


@lru_cache(maxsize=64)
def _change(
    table: Table, where: Columns, own: Columns, alike: Columns, dialect: Dialect, many: int
) -> str:
    """Return the statement by which SQLite changes so many rows."""
    preparer = dialect.identifier_preparer
    name, written = preparer.format_table(table), preparer.format_column
    settings = [f"{written(column)} = ?" for column in alike]
    settings += [f"{written(column)} = given.column{at}" for at, column in enumerate(own[1:], 2)]
    row = f"({', '.join('?' * len(own))})"
    found = [f"{name}.{written(own[0])} = given.column1"]
    found += [f"{name}.{written(column)} = ?" for column in where]
    # Every value is bound.
    return (
        f"UPDATE {name} SET {', '.join(settings)}"  # noqa: S608 - names of our tables
        f" FROM (VALUES {', '.join([row] * many)}) AS given WHERE {' AND '.join(found)}"
    )
