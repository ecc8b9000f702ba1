"""Telling quickly that the shape of a document is sound, as it is of nearly every badge.

One pass that keeps no places. Whatever is unusual makes it doubtful, and then `structure` looks.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from contexts.vocabulary.nodes import COPIED

_SURROGATE = re.compile("[\ud800-\udfff]")
# In names joined by NUL: one that is empty, begins with `@`, or holds a colon or half a character.
_ODD_NAME = re.compile("(?:\\A|\0)(?:@|\0|\\Z)|[:\ud800-\udfff]")
_MOST_ALIKE = 24
"""So many objects of one list are compared with each other."""
_LEVELS = 32
"""How deep objects and lists may stand in each other; `structure` itself allows more."""


@dataclass
class _Seen:
    """What must be looked at together."""

    names: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    """Identifiers of objects, and texts where an object may stand too: no two may be equal."""
    inside: list[dict[str, Any] | list[Any]] = field(default_factory=list)
    """What stands one level further in."""


def is_plainly_sound(document: object) -> bool:
    """Return whether it is certain that `structure` has nothing to say; if not, ask it."""
    if type(document) is not dict:
        return False
    seen = _Seen()
    contexts = document.get("@context")
    rest = {name: member for name, member in document.items() if name != "@context"}
    if not (_is_plain_list(contexts, seen) and _is_plain_object(rest, seen)):
        return False
    for _ in range(_LEVELS):
        level, seen.inside = seen.inside, []
        if not level:
            return _is_plain_together(seen)
        if not all(_is_plain(value, seen) for value in level):
            return False
    return False


def _is_plain(value: dict[str, Any] | list[Any], seen: _Seen) -> bool:
    if isinstance(value, dict):
        return _is_plain_object(value, seen)
    return _is_plain_list(value, seen)


def _is_plain_object(value: dict[str, Any], seen: _Seen) -> bool:
    seen.names.update(value)
    name = value.get("id")
    if name is not None:
        if type(name) is not str or len(value) == 1:
            return False
        seen.ids.append(name)
    for place in COPIED.intersection(value):
        if type(value[place]) is str:
            seen.ids.append(value[place])
    return "verifiableCredential" not in value and _are_plain(value.values(), seen)


def _are_plain(values: Iterable[Any], seen: _Seen) -> bool:
    for value in values:
        kind = type(value)
        if kind is str:
            seen.texts.append(value)
        elif kind is dict or kind is list:
            seen.inside.append(value)
        elif kind is not bool and kind is not int and (kind is not float or value != value):  # noqa: PLR0124 - NaN
            return False
    return True


def _is_plain_list(items: object, seen: _Seen) -> bool:
    """Texts only, no two equal; or objects only, no two equal."""
    if type(items) is not list or not items:
        return False
    kinds = set(map(type, items))
    if kinds == {str}:
        seen.texts += items
        return len(set(items)) == len(items)
    if kinds != {dict} or len(items) > _MOST_ALIKE:
        return False
    seen.inside += items
    return all(one not in items[:number] for number, one in enumerate(items) if number)


def _is_plain_together(seen: _Seen) -> bool:
    texts = "".join(seen.texts)
    return (
        len(set(seen.ids)) == len(seen.ids)
        and not _ODD_NAME.search("\0".join(seen.names))
        and (texts.isascii() or not _SURROGATE.search(texts))
    )
