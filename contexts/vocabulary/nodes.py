"""Finding objects that share an identifier: in RDF the two would be one."""

from collections.abc import Iterator, Mapping
from typing import Any

from contexts.vocabulary.findings import Defect, Path
from contexts.vocabulary.walk import types_of

CLAUSE = "JSON-LD 1.1, Node identifiers"
_SUBJECT = "EndorsementSubject"
_SUBJECT_MEMBERS = frozenset({"id", "type", "endorsementComment"})
_OTHER_GRAPHS = frozenset({"@context", "proof", "verifiableCredential"})


def repeated_nodes(document: object) -> Iterator[Defect]:
    """Yield a defect for each object whose `id` an earlier object of its graph has already.

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
    yield from _exchangeable_issuers(nodes)
    for path, graph in inner:
        for defect in repeated_nodes(graph):
            yield Defect(path + defect.path, defect.rule, defect.clause)


def _repeated(nodes: list[tuple[Path, Mapping[str, Any]]]) -> Iterator[Defect]:
    seen: set[str] = set()
    for path, node in nodes:
        if node["id"] in seen:
            yield Defect((*path, "id"), "same-id-twice", CLAUSE)
        seen.add(node["id"])


def _exchangeable_issuers(nodes: list[tuple[Path, Mapping[str, Any]]]) -> Iterator[Defect]:
    """Yield a defect for each issuer written as text where another place describes the same one.

    An issuer may be text or an object, so the two could be exchanged without a trace in RDF.
    """
    issuers = [(path, node["issuer"]) for path, node in nodes if "issuer" in node]
    described = [issuer.get("id") for _, issuer in issuers if isinstance(issuer, Mapping)]
    for path, issuer in issuers:
        if isinstance(issuer, str) and issuer in described:
            yield Defect((*path, "issuer"), "same-id-twice", CLAUSE)


def _nodes(
    value: object, path: Path, inner: list[tuple[Path, object]]
) -> Iterator[tuple[Path, Mapping[str, Any]]]:
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
