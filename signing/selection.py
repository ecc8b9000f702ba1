"""JSON pointers, and the part of a JSON-LD document that a set of them selects.

Follows RFC 6901, and https://www.w3.org/TR/vc-di-ecdsa/#selective-disclosure-functions
(`jsonPointerToPaths`, `createInitialSelection`, `selectJsonLd`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from keys.strict_json import Json
from signing.errors import PointerError
from signing.json_ld import Document

Steps = tuple[str, ...]

# More digits than these lead nowhere in any document that fits into memory.
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")
_BAD_ESCAPE = re.compile(r"~(?![01])")
_ALWAYS = ("@context", "id", "type")
"""Without these members the rest of an object would say something else, or nothing."""


def steps(pointer: str) -> Steps:
    """Return the member names and array indexes that `pointer` consists of (RFC 6901 section 4).

    Raises:
        PointerError: it does not begin with a slash, or holds a `~` that escapes nothing.
    """
    if pointer and not pointer.startswith("/"):
        raise PointerError(pointer, "does not begin with a slash")
    if _BAD_ESCAPE.search(pointer):
        raise PointerError(pointer, "holds a ~ that is followed by neither 0 nor 1")
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])


def find(document: Document, pointer: str) -> Json:
    """Return the value at `pointer`; the empty pointer is the whole document.

    Raises:
        PointerError: the pointer is malformed or leads nowhere.
    """
    value: Json = document
    for step in steps(pointer):
        if isinstance(value, Mapping) and step in value:
            value = value[step]
        elif isinstance(value, list) and _INDEX.fullmatch(step) and int(step) < len(value):
            value = value[int(step)]
        else:
            raise PointerError(pointer, "leads nowhere in the document")
    return value


def is_in(document: Document, pointer: str) -> bool:
    """Tell whether the well-formed `pointer` leads to something in `document`."""
    try:
        find(document, pointer)
    except PointerError:
        return False
    return True


def with_value(document: Document, pointer: str, value: Json) -> Document:
    """Return a copy of `document` in which `value` stands at `pointer`, in place of another one.

    Raises:
        PointerError: the pointer is malformed or leads nowhere.
    """
    find(document, pointer)
    changed: Document = _with(document, steps(pointer), value)
    return changed


def _with(place: Json, path: Steps, value: Json) -> Json:
    if not path:
        return value
    if isinstance(place, list):
        number = int(path[0])
        return [*place[:number], _with(place[number], path[1:], value), *place[number + 1 :]]
    return {**place, path[0]: _with(place[path[0]], path[1:], value)}


def select(document: Document, pointers: Iterable[str]) -> Document:
    """Return the part of `document` that `pointers` select; members and items keep their order.

    Every object on the way keeps its contexts, its id and its types, the document itself too. A
    text with a language is one value and is kept whole.

    Raises:
        PointerError: a pointer is malformed or leads nowhere.
    """
    paths = []
    for pointer in pointers:
        find(document, pointer)
        paths.append(steps(pointer))
    return _of_object(document, paths)


def _selected(value: Json, paths: Sequence[Steps]) -> Json:
    if () in paths:
        return value
    if isinstance(value, list):
        inside = _by_first_step(paths)
        items = enumerate(value)
        return [_selected(item, inside[str(i)]) for i, item in items if str(i) in inside]
    return _of_object(value, paths) if isinstance(value, Mapping) else value


def _of_object(value: Document, paths: Sequence[Steps]) -> Document:
    if () in paths or "@value" in value:
        return value
    inside = _by_first_step(paths)
    return {
        name: member if name in _ALWAYS else _selected(member, inside[name])
        for name, member in value.items()
        if name in _ALWAYS or name in inside
    }


def _by_first_step(paths: Iterable[Steps]) -> Mapping[str, list[Steps]]:
    inside: dict[str, list[Steps]] = defaultdict(list)
    for first, *rest in paths:
        inside[first].append(tuple(rest))
    return inside
