"""Finding objects that share an identifier: in RDF the two would be one.

Decision 0029 has the proof that what is let through here leaves the JSON no choice.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from contexts.vocabulary.findings import Defect, Path
from contexts.vocabulary.walk import types_of

CLAUSE = "JSON-LD 1.1, Node identifiers"
_SUBJECT = "EndorsementSubject"
_SUBJECT_MEMBERS = frozenset({"id", "type", "endorsementComment"})
COPIED = frozenset({"creator", "image", "issuer", "parentOrg", "source"})
"""Where a description may stand again, word for word: an organisation, a person or a picture."""
_SELF_ISSUED = (("issuer",), ("credentialSubject",))
_OTHER_GRAPHS = frozenset({"@context", "proof", "verifiableCredential"})


def repeated_nodes(document: object) -> Iterator[Defect]:
    """Yield a defect for each object whose `id` an earlier object of its graph has already.

    Equal copies of one description may stand at the places of `COPIED`: an issuer who is also the
    creator of the achievement, or a picture that is shown twice.
    Proofs are graphs of their own and left out; each item of `verifiableCredential` is looked at by
    itself. The subject of an embedded endorsement names what it endorses, and so may repeat the id
    of that: once, so that no two comments can be exchanged, and only where nothing else has the
    members or the type that tell it apart.
    """
    inner: list[tuple[Path, object]] = []
    nodes = list(_nodes(document, (), inner))
    named = [(path, node) for path, node in nodes if isinstance(node.get("id"), str)]
    subjects = [(path, node) for path, node in named if _is_endorsement_subject(path, node)]
    others = [(path, node) for path, node in named if not _is_endorsement_subject(path, node)]
    endorsed = {node["id"] for _, node in subjects}
    yield from _repeated(subjects)
    yield from _repeated(others)
    for path, node in others:
        if node["id"] in endorsed and _could_be_subject(node):
            yield Defect((*path, "id"), "same-id-twice", CLAUSE)
    yield from _exchangeable_texts(nodes)
    for path, graph in inner:
        for defect in repeated_nodes(graph):
            yield Defect(path + defect.path, defect.rule, defect.clause)


_Node = tuple[Path, Mapping[str, Any]]


def _repeated(nodes: list[_Node]) -> Iterator[Defect]:
    seen: dict[str, _Node] = {}
    for path, node in nodes:
        first, earlier = seen.setdefault(node["id"], (path, node))
        if first == path or _are_copies((first, earlier), (path, node)):
            continue
        is_self_issued = {first, path} == set(_SELF_ISSUED)
        yield Defect((*path, "id"), "self-issued" if is_self_issued else "same-id-twice", CLAUSE)


def _are_copies(one: _Node, other: _Node) -> bool:
    """Tell whether two objects stand where copies may, and say the same in the same words."""
    places = {path[-1] for path, _ in (one, other) if path}
    # As text, because 1 and true are equal to Python.
    first, second = (json.dumps(node, sort_keys=True) for _, node in (one, other))
    return places <= COPIED and first == second


def _exchangeable_texts(nodes: list[_Node]) -> Iterator[Defect]:
    """Yield a defect for each text where a description could stand that stands elsewhere.

    An issuer may be text or an object: with copies allowed, one could be put for the other without
    a trace in RDF.
    """
    places = [
        ((*path, name), node[name]) for path, node in nodes for name in COPIED if name in node
    ]
    described = {
        value["id"]
        for _, value in places
        if isinstance(value, Mapping) and isinstance(value.get("id"), str)
    }
    for path, value in places:
        if isinstance(value, str) and value in described:
            yield Defect(path, "same-id-twice", CLAUSE)


def _nodes(value: object, path: Path, inner: list[tuple[Path, object]]) -> Iterator[_Node]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _nodes(item, (*path, index), inner)
    elif isinstance(value, Mapping):
        yield path, value
        inner += _credentials(value.get("verifiableCredential"), (*path, "verifiableCredential"))
        for key, child in value.items():
            if key not in _OTHER_GRAPHS:
                yield from _nodes(child, (*path, key), inner)


def _credentials(value: object, path: Path) -> list[tuple[Path, object]]:
    if isinstance(value, list):
        return [((*path, index), item) for index, item in enumerate(value)]
    return [(path, value)]


def _is_endorsement_subject(path: Path, node: Mapping[str, Any]) -> bool:
    members = [step for step in path if isinstance(step, str)]
    place_fits = members[-2:] == ["endorsement", "credentialSubject"]
    # Without the type the vocabulary refuses it; with a second one it could pass for another node.
    types = types_of(node)
    only_that = _SUBJECT not in types or len(types) == 1
    return place_fits and only_that and node.keys() <= _SUBJECT_MEMBERS


def _could_be_subject(node: Mapping[str, Any]) -> bool:
    return "endorsementComment" in node or _SUBJECT in types_of(node)
