"""Names for nameless objects, so that an object is recognised in any part of its document.

Selective disclosure makes statements of the whole document and of parts of it, and must know which
are the same. Each nameless object is therefore named by an IRI before it is cut into parts; in the
statements the names become blank nodes again. They never leave this package.

Follows https://www.w3.org/TR/vc-di-ecdsa/#skolemizecompactjsonld and #todeskolemizednquads.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import TypeVar

from pyoxigraph import BlankNode, NamedNode, Quad

from keys.strict_json import Json
from signing.json_ld import Document

_Term = TypeVar("_Term")

SCHEME = "urn:bnid:"
"""The beginning of the names; no document may bring names of this kind."""


def has_reserved_names(statements: Iterable[Quad]) -> bool:
    """Tell whether a node of `statements` has a name that begins with `SCHEME`."""
    return any(
        isinstance(term, NamedNode) and term.value.startswith(SCHEME)
        for quad in statements
        for term in (quad.subject, quad.object, quad.graph_name)
    )


def skolemised(document: Document) -> Document:
    """Return `document` with an `id` in every object that had none, except in language values."""
    return _named_object(document, (f"{SCHEME}s{number}" for number in count()))


def deskolemised(statements: Sequence[Quad]) -> tuple[Quad, ...]:
    """Return the statements of a skolemised document, or of a part, with blank nodes for the names.

    `statements` stand in the order in which `rdf.quads` makes them. Graphs and the cells of lists
    cannot be named in JSON: a graph is named after the object it describes, a cell after
    the statement that leads to it. So they, too, have the same label in every part.
    """
    labels: dict[str, str] = {}
    for quad in statements:
        if isinstance(quad.graph_name, BlankNode):
            # The first statement of a graph is about the object that it describes.
            labels.setdefault(quad.graph_name.value, _label("g", quad.subject))
    for quad in statements:
        if isinstance(quad.object, BlankNode):
            origin = (quad.subject, quad.graph_name)
            named = (_renamed(term, labels) for term in origin)
            labels.setdefault(quad.object.value, _label("l", quad.predicate, *named))
    return tuple(
        Quad(
            _renamed(quad.subject, labels),
            quad.predicate,
            _renamed(quad.object, labels),
            _renamed(quad.graph_name, labels),
        )
        for quad in statements
    )


def _named(value: Json, names: Iterator[str]) -> Json:
    if isinstance(value, list):
        return [_named(item, names) for item in value]
    if isinstance(value, Mapping) and "@value" not in value:
        return _named_object(value, names)
    return value


def _named_object(value: Document, names: Iterator[str]) -> Document:
    own = {} if "id" in value else {"id": next(names)}
    members = {
        name: member if name == "@context" else _named(member, names)
        for name, member in value.items()
    }
    return {**own, **members}


def _renamed(term: _Term, labels: Mapping[str, str]) -> _Term | BlankNode:
    if isinstance(term, NamedNode) and term.value.startswith(SCHEME):
        return BlankNode(term.value.removeprefix(SCHEME))
    return BlankNode(labels[term.value]) if isinstance(term, BlankNode) else term


def _label(kind: str, *origin: object) -> str:
    text = " ".join(str(term) for term in origin)
    return kind + hashlib.sha256(text.encode()).hexdigest()
