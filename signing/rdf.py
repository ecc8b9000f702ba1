"""Expanded JSON-LD to RDF quads.

Follows JSON-LD 1.1 API section 8 (RDF serialisation). Only forms that `json_ld` lets through
occur; anything else is an error of ours and raises.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import count

import rfc8785
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from keys.strict_json import Json
from signing.lexical import canonical_double

Resource = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal
Graph = NamedNode | BlankNode | DefaultGraph

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = NamedNode(_RDF + "type")
FIRST = NamedNode(_RDF + "first")
REST = NamedNode(_RDF + "rest")
NIL = NamedNode(_RDF + "nil")
JSON = NamedNode(_RDF + "JSON")


@lru_cache(maxsize=1024)
def _word(iri: str) -> NamedNode:
    """Return the IRI of a property, type or datatype: documents use the same few all the time."""
    return NamedNode(iri)


def quads(expanded: list[dict[str, Json]]) -> list[Quad]:
    """Return the quads of an expanded document; blank nodes are `b0`, `b1`, … in no set order.

    Raises:
        ValueError: an IRI or language tag is ill-formed.
    """
    return list(_Writer().document(expanded))


class _Writer:
    """Walks an expanded document once and names its blank nodes as it meets them."""

    def __init__(self) -> None:
        self._names = (BlankNode(f"b{number}") for number in count())

    def document(self, expanded: list[dict[str, Json]]) -> Iterator[Quad]:
        for node in expanded:
            yield from self._node(node, self._name(node), DefaultGraph())

    def _node(self, node: Mapping[str, Json], subject: Resource, graph: Graph) -> Iterator[Quad]:
        for key, values in node.items():
            if key == "@type":
                for iri in values:
                    yield Quad(subject, TYPE, _word(iri), graph)
            elif key != "@id":
                for value in values:
                    term, further = self._value(value, graph)
                    yield Quad(subject, _word(key), term, graph)
                    yield from further

    def _value(self, value: Mapping[str, Json], graph: Graph) -> tuple[Term, Iterator[Quad]]:
        """Return the term that stands for `value`, and the quads that describe it."""
        if "@value" in value:
            return literal(value), iter(())
        if "@list" in value:
            return self._list(value["@list"], graph)
        name = self._name(value)
        if "@graph" in value:
            return name, self._graph(value["@graph"], name)
        return name, self._node(value, name, graph)

    def _graph(self, nodes: list[dict[str, Json]], name: Resource) -> Iterator[Quad]:
        for node in nodes:
            yield from self._node(node, self._name(node), name)

    def _list(self, items: list[Json], graph: Graph) -> tuple[Resource, Iterator[Quad]]:
        if not items:
            return NIL, iter(())
        head = next(self._names)
        return head, self._cells(head, items, graph)

    def _cells(self, head: BlankNode, items: list[Json], graph: Graph) -> Iterator[Quad]:
        cell = head
        for position, item in enumerate(items):
            term, further = self._value(item, graph)
            yield Quad(cell, FIRST, term, graph)
            yield from further
            last = position == len(items) - 1
            following = NIL if last else next(self._names)
            yield Quad(cell, REST, following, graph)
            if isinstance(following, BlankNode):
                cell = following

    def _name(self, node: Mapping[str, Json]) -> Resource:
        iri = node.get("@id")
        return next(self._names) if iri is None else NamedNode(iri)


def literal(value: Mapping[str, Json]) -> Literal:
    """Return the RDF literal of a JSON-LD value object."""
    text, datatype = value["@value"], value.get("@type")
    if datatype == "@json":
        return Literal(rfc8785.dumps(text).decode(), datatype=JSON)
    if "@language" in value:
        return Literal(text, language=value["@language"])
    lexical, native = _native(text, datatype)
    return Literal(lexical, datatype=_word(datatype or _XSD + native))


def _native(value: Json, datatype: str | None) -> tuple[str, str]:
    """Return the lexical form of a JSON scalar, and the datatype that it has by nature."""
    if isinstance(value, bool):
        return ("true" if value else "false"), "boolean"
    if isinstance(value, float) or (isinstance(value, int) and datatype == _XSD + "double"):
        return canonical_double(float(value)), "double"
    if isinstance(value, int):
        return str(value), "integer"
    return str(value), "string"
