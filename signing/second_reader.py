"""What a document says by a reader of JSON-LD that shares no code with the generic path.

pyoxigraph reads JSON-LD itself. It drops what it cannot map, so it cannot stand in for the safe
expansion; but what that has let through, both must understand alike. A plan is tried against it,
because an error in a plan would be repeated in thousands of badges.
"""

import json
from collections.abc import Mapping

from pyoxigraph import Dataset, RdfFormat, parse

from contexts.library import ContextLibrary
from keys.strict_json import Json
from signing import rdfc
from signing.json_ld import GUARD_BASE, Document


def canonical(document: Document, library: ContextLibrary, hash_name: str) -> str:
    """Return the canonical N-Quads of `document`, as pyoxigraph reads it.

    Raises:
        UnknownContextError: the library does not hold a context.
        GraphTooComplexError: naming the blank nodes would exceed the budget.
        SyntaxError: it is no JSON-LD.
    """
    text = json.dumps(_inlined(document, library), ensure_ascii=False)
    quads = parse(text.encode(), RdfFormat.JSON_LD, base_iri=GUARD_BASE)
    return rdfc.canonical(tuple(Dataset(quads)), hash_name)


def _inlined(value: Json, library: ContextLibrary) -> Json:
    """Return `value` with each context in place of its address: pyoxigraph takes no loader."""
    if isinstance(value, list):
        return [_inlined(item, library) for item in value]
    if not isinstance(value, Mapping):
        return value
    return {
        name: _context(member, library) if name == "@context" else _inlined(member, library)
        for name, member in value.items()
    }


def _context(value: Json, library: ContextLibrary) -> Json:
    if isinstance(value, list):
        return [_context(item, library) for item in value]
    if isinstance(value, str):
        return _inlined(library.load(value)["@context"], library)
    return _inlined(value, library)
