"""What all tables share: names of constraints, identifiers, and how Python types are stored."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, MetaData
from sqlalchemy.orm import DeclarativeBase

from issuer.db.types import RowId, UtcDateTime


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads this name once, nobody changes it
        datetime: UtcDateTime,
        UUID: RowId,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }
