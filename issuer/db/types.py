"""Column types that mean the same on SQLite and PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    DateTime,
    Dialect,
    Integer,
    String,
    Text,
    Uuid,
    cast,
)
from sqlalchemy.types import TypeDecorator, UserDefinedType


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What columns of this type hold."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(  # SQLAlchemy names both arguments
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - the base asks for it
    ) -> datetime | None:
        """Return the instant, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class _SixteenBytes(UserDefinedType[UUID]):
    """A UUID as its bytes: half as long as text, in every row and index that names it."""

    cache_ok = True

    def get_col_spec(self, **_named: object) -> str:
        """Return what the column is called in SQL."""
        return "BLOB"

    def bind_processor(self, _dialect: Dialect) -> Callable[[UUID | None], bytes | None]:
        """Return how a UUID is given to the driver."""
        return lambda value: None if value is None else value.bytes

    def result_processor(
        self, _dialect: Dialect, _column: object
    ) -> Callable[[bytes | None], UUID | None]:
        """Return how a UUID is read."""
        return lambda value: None if value is None else UUID(bytes=value)


RowId = Uuid().with_variant(_SixteenBytes(), "sqlite")
"""A UUID, as PostgreSQL has them; on SQLite its sixteen bytes."""


class Utf8Text(TypeDecorator[str]):
    """Text that may be given as its UTF-8, and is read as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | bytes | None, dialect: Dialect) -> str | bytes | None:
        """Return the text as the driver takes it: SQLite takes bytes as they are."""
        if dialect.name == "sqlite" or not isinstance(value, bytes):
            return value
        return value.decode()

    def bind_expression(self, bindparam: BindParameter[str]) -> ColumnElement[str]:
        """Return what is stored: text, whatever it was given as."""
        return cast(bindparam, Text)


SortText = String().with_variant(String(collation="C"), "postgresql")
"""Text compared byte by byte on both engines: SQLite does so, PostgreSQL is told to."""

BigId = BigInteger().with_variant(Integer(), "sqlite")
"""A growing number; SQLite gives out only plain integers by itself."""
