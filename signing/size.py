"""How large a document is, told before anything expensive looks at it."""

from collections.abc import Mapping
from typing import NamedTuple

from keys.strict_json import Json

# What these hold makes no statement of its own: it names a node, or says how to read one.
_SILENT = frozenset(("id", "@id", "@context", "@value", "@language"))


class Size(NamedTuple):
    """What a JSON-LD document comes to as RDF, if all of it is covered."""

    statements: int
    """At least so many: each value of a member is the object of one statement, and lists that keep
    their order make more. A member that holds plain JSON (`@json`) counts as it is written."""
    characters: int
    """About so many in the statements: each repeats the name of its node."""


def size_of(document: Json) -> Size:
    """Return the size of a document, or of any part of one."""
    statements = characters = 0
    pending = [document]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending += [item for item in value if isinstance(item, (list, dict, Mapping))]
        elif isinstance(value, (dict, Mapping)):
            own, texts, inside = _of_object(value)
            statements += own
            characters += texts + own * len(str(value.get("id", "")))
            pending += inside
    return Size(statements, characters)


def _of_object(node: Mapping[str, Json]) -> tuple[int, int, list[Json]]:
    """Return how many statements an object makes itself, their texts, and what it holds."""
    statements = characters = 0
    inside: list[Json] = []
    for name, member in node.items():
        if isinstance(member, str):
            characters += len(member)
            statements += name not in _SILENT
        elif name not in _SILENT:
            is_list = isinstance(member, list)
            statements += len(member) if is_list else 1
            if is_list:
                characters += sum([len(item) for item in member if isinstance(item, str)])
            if is_list or isinstance(member, (dict, Mapping)):
                inside.append(member)
    return statements, characters, inside
