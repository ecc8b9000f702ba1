"""Members that JSON-LD lets a document write in two ways: one value or a list, id or object."""

from collections.abc import Mapping

from keys.strict_json import Json


def items_of(value: Json) -> list[Json]:
    """Return the values of a member: those of a list, or the one value."""
    return value if isinstance(value, list) else [value]


def id_of(value: Json) -> str | None:
    """Return the id of an object, or the text that stands for one; None if there is neither."""
    found = value.get("id") if isinstance(value, (dict, Mapping)) else value
    return found if isinstance(found, str) else None
