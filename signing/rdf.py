"""Expanded JSON-LD to RDF quads.

Follows JSON-LD 1.1 API section 8 (RDF serialisation). Only forms that `json_ld` lets through
occur; anything else is an error of ours and raises.
"""

from collections.abc import Mapping
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
    writer = _Writer()
    for node in expanded:
        writer.describe(node, writer.name(node), DefaultGraph())
    return writer.quads


class _Writer:
    """Walks an expanded document once and names its blank nodes as it meets them."""

    def __init__(self) -> None:
        self.quads: list[Quad] = []
        self._names = (BlankNode(f"b{number}") for number in count())

    def describe(self, node: Mapping[str, Json], subject: Resource, graph: Graph) -> None:
        """Add what `node` says about `subject`."""
        for key, values in node.items():
            if key == "@type":
                self.quads += [Quad(subject, TYPE, _word(iri), graph) for iri in values]
            elif key != "@id":
                for value in values:
                    self._say(subject, _word(key), value, graph)

    def _say(
        self, subject: Resource, predicate: NamedNode, value: Mapping[str, Json], graph: Graph
    ) -> None:
        """Add the quad with `value` as its object, and then those that describe `value`."""
        if "@value" in value:
            self.quads.append(Quad(subject, predicate, literal(value), graph))
        elif "@list" in value:
            self._list(subject, predicate, value["@list"], graph)
        else:
            name = self.name(value)
            self.quads.append(Quad(subject, predicate, name, graph))
            if "@graph" in value:
                for node in value["@graph"]:
                    self.describe(node, self.name(node), name)
            else:
                self.describe(value, name, graph)

    def _list(
        self, subject: Resource, predicate: NamedNode, items: list[Json], graph: Graph
    ) -> None:
        for item in items:
            cell = next(self._names)
            self.quads.append(Quad(subject, predicate, cell, graph))
            self._say(cell, FIRST, item, graph)
            subject, predicate = cell, REST
        self.quads.append(Quad(subject, predicate, NIL, graph))

    def name(self, node: Mapping[str, Json]) -> Resource:
        """Return the IRI of a node, or a new blank node."""
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
