"""How large a document is, told before anything expensive looks at it."""

from collections.abc import Mapping
from typing import NamedTuple

from keys.strict_json import Json

# What these hold makes no statement of its own: it names a node, or says how to read one.
_SILENT = frozenset(("id", "@id", "@context", "@value", "@language"))


_SCALARS = (str, int, float, type(None))


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
        if type(value) is list or isinstance(value, list):
            pending += [item for item in value if not isinstance(item, _SCALARS)]
        elif type(value) is dict or isinstance(value, Mapping):
            own, texts = _of_object(value, pending)
            statements += own
            characters += texts + own * len(str(value.get("id", "")))
    return Size(statements, characters)


def _of_object(node: Mapping[str, Json], inside: list[Json]) -> tuple[int, int]:
    """Return how many statements an object makes itself, and their texts; note what it holds."""
    statements = characters = 0
    for name, member in node.items():
        if type(member) is str or isinstance(member, str):
            characters += len(member)
            statements += name not in _SILENT
        elif name in _SILENT:
            continue
        elif type(member) is list or isinstance(member, list):
            statements += len(member)
            characters += sum([len(item) for item in member if isinstance(item, str)])
            inside.append(member)
        else:
            statements += 1
            if type(member) is dict or isinstance(member, Mapping):
                inside.append(member)
    return statements, characters
