"""The shape that any signed JSON-LD document must have, whatever its vocabulary.

Its JSON and its RDF must say the same: whatever JSON-LD drops, merges or reads in two ways is
refused before anything is signed or believed.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from contexts.vocabulary.findings import Defect, Path, Violation, violations
from contexts.vocabulary.nodes import repeated_nodes
from contexts.vocabulary.soundness import is_plainly_sound

DEPTH_LIMIT = 64
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTEXT_PLACES = frozenset({"endorsement", "verifiableCredential", "proof"})
_LANGUAGE_PLACES = frozenset({"name", "description"})
_IDENTIFIER_PLACES = frozenset({"criteria", "credentialSubject"})

_CLAUSES = {
    "null-value": "JSON-LD 1.1, Expansion (null values)",
    "empty-array": "JSON-LD 1.1, Expansion (empty sets)",
    "nested-array": "JSON-LD 1.1, Expansion (lists of lists)",
    "duplicate-item": "RDF 1.1 Concepts, RDF graphs are sets",
    "at-sign-key": "VCDM 2.0, JSON-LD (keywords)",
    "misplaced-context": "VCDM 2.0, Contexts",
    "colon-in-key": "VCDM 2.0, JSON-LD (terms)",
    "empty-key": "VCDM 2.0, JSON-LD (terms)",
    "id-only-object": "JSON-LD 1.1, Node objects",
    "not-unicode": "RFC 8259 §8.1",
    "too-deep": "Limit of this software",
}


def structure(document: object) -> tuple[Violation, ...]:
    """Return every breach of shape, ordered by pointer; nothing if the shape is sound.

    Any JSON value may be given, as `json.loads` returns it; nothing is raised. A document nested
    deeper than `DEPTH_LIMIT` is reported as that alone and not walked.
    """
    return violations(structural_defects(document))


def structural_defects(document: object) -> tuple[Defect, ...]:
    """Return what `structure` returns, before it is put into words."""
    if is_plainly_sound(document):
        return ()
    if _too_deep(document):
        facts = {"limit": str(DEPTH_LIMIT)}
        return (Defect((), "too-deep", _CLAUSES["too-deep"], facts),)
    found = (Defect(path, rule, _CLAUSES[rule]) for path, rule in _walk(document, ()))
    return (*found, *repeated_nodes(document))


def _too_deep(document: object) -> bool:
    level: list[object] = [document]
    for _ in range(DEPTH_LIMIT):
        level = [child for value in level for child in _children(value)]
        if not level:
            return False
    return True


def _children(value: object) -> Iterator[object]:
    if isinstance(value, Mapping):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


_Found = Iterator[tuple[Path, str]]


def _walk(value: object, path: Path) -> _Found:
    if value is None:
        yield path, "null-value"
    elif isinstance(value, str) and _SURROGATE.search(value):
        yield path, "not-unicode"
    elif isinstance(value, list):
        yield from _walk_list(value, path)
    elif isinstance(value, Mapping):
        yield from _walk_object(value, path)


def _walk_list(items: list[Any], path: Path) -> _Found:
    if not items:
        yield path, "empty-array"
    seen: set[object] = set()
    for index, item in enumerate(items):
        here = (*path, index)
        identity = json_identity(item) if len(items) > 1 else None
        if isinstance(item, list):
            yield here, "nested-array"
        elif identity in seen:
            yield here, "duplicate-item"
        else:
            yield from _walk(item, here)
        seen.add(identity)


def _walk_object(value: Mapping[str, Any], path: Path) -> _Found:
    if value.keys() == {"id"} and _member(path) not in _IDENTIFIER_PLACES and path:
        yield path, "id-only-object"
    for key, child in value.items():
        here = (*path, key)
        rule = _key_rule(key, path, value)
        if rule is not None:
            yield here, rule
        elif key == "@context":
            yield from _walk_context(child, here)
        else:
            yield from _walk(child, here)


def _walk_context(value: object, path: Path) -> _Found:
    # The inside of an inline context is written in keywords; its owner judges whether to allow it.
    if not isinstance(value, Mapping):
        for place, rule in _walk(value, path):
            if len(place) <= len(path) + 1:
                yield place, rule


def _key_rule(key: str, path: Path, owner: Mapping[str, Any]) -> str | None:
    if key == "@context":
        allowed = not path or _member(path) in _CONTEXT_PLACES
        return None if allowed else "misplaced-context"
    if key.startswith("@"):
        return None if _is_language_value(owner, path) else "at-sign-key"
    if _SURROGATE.search(key):
        return "not-unicode"
    if ":" in key:
        return "colon-in-key"
    return None if key else "empty-key"


def _is_language_value(value: Mapping[str, Any], path: Path) -> bool:
    plain = value.keys() == {"@value", "@language"} and _member(path) in _LANGUAGE_PLACES
    return plain and all(isinstance(part, str) for part in value.values())


def _member(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def json_identity(value: object) -> object:
    """Return a hashable value, equal for two JSON values exactly if the two are equal.

    Numbers are equal by value (1 and 1.0); a boolean never equals a number.
    """
    if isinstance(value, Mapping):
        return "object", frozenset((key, json_identity(child)) for key, child in value.items())
    if isinstance(value, list):
        return "array", tuple(json_identity(child) for child in value)
    return (isinstance(value, bool), value)
