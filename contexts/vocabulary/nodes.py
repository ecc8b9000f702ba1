"""Finding objects that share an identifier: in RDF the two would be one."""

from collections.abc import Iterator, Mapping
from typing import Any

from contexts.vocabulary.findings import Defect, Path

CLAUSE = "JSON-LD 1.1, Node identifiers"
_SUBJECT_MEMBERS = frozenset({"id", "type", "endorsementComment"})
_OTHER_GRAPHS = frozenset({"@context", "proof", "verifiableCredential"})


def repeated_nodes(document: object) -> Iterator[Defect]:
    """Yield a defect for each object whose `id` an earlier object of its graph has already.

    Proofs are graphs of their own and left out; each item of `verifiableCredential` is looked at by
    itself. The subject of an embedded endorsement names what it endorses and so may repeat an id.
    """
    seen: set[str] = set()
    inner: list[tuple[Path, object]] = []
    for path, node in _nodes(document, (), inner):
        name = node.get("id")
        if not isinstance(name, str) or _is_endorsement_subject(path, node):
            continue
        if name in seen:
            yield Defect((*path, "id"), "same-id-twice", CLAUSE)
        seen.add(name)
    for path, graph in inner:
        for defect in repeated_nodes(graph):
            yield Defect(path + defect.path, defect.rule, defect.clause)


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
    return place_fits and node.keys() <= _SUBJECT_MEMBERS
