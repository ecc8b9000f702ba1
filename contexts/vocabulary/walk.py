"""Going through a document's objects, and reading members that may be missing or misshapen."""

from collections.abc import Iterator, Mapping
from typing import Any

from contexts.vocabulary.findings import Path

Object = Mapping[str, Any]


def objects(value: object, path: Path = ()) -> Iterator[tuple[Path, Object]]:
    """Yield every object of a document with its path, outer ones first; contexts are left out."""
    found: list[tuple[Path, Object]] = []
    _gather(value, path, found)
    return iter(found)


def _gather(value: object, path: Path, found: list[tuple[Path, Object]]) -> None:
    if isinstance(value, list):
        for index, item in enumerate(value):
            if not isinstance(item, str):
                _gather(item, (*path, index), found)
    elif isinstance(value, (dict, Mapping)):
        found.append((path, value))
        for key, child in value.items():
            if not isinstance(child, str) and key != "@context":
                _gather(child, (*path, key), found)


def types_of(value: Object) -> tuple[str, ...]:
    """Return the types of an object, whether written as a text or as a list."""
    named = value.get("type")
    items = named if isinstance(named, list) else [named]
    return tuple(item for item in items if isinstance(item, str))


def member(value: Object, name: str) -> Object:
    """Return the object that the member holds, or an empty one."""
    found = value.get(name)
    return found if isinstance(found, Mapping) else {}


def items(value: Object, name: str) -> tuple[tuple[int, Object], ...]:
    """Return the objects in the list that the member holds, each with its index."""
    found = value.get(name)
    listed = found if isinstance(found, list) else []
    return tuple((index, item) for index, item in enumerate(listed) if isinstance(item, Mapping))


def texts(value: Object, name: str) -> tuple[tuple[int, str], ...]:
    """Return the texts in the list that the member holds, each with its index."""
    found = value.get(name)
    listed = found if isinstance(found, list) else []
    return tuple((index, item) for index, item in enumerate(listed) if isinstance(item, str))
