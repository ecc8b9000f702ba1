"""The vocabulary of many badges of one shape: most of what it asks, it asks of the shape.

Two documents have one shape if they differ in texts only (`signing.shapes`). What the model asks
of texts is asked of each document. Of the rest, this page names the few texts that matter, and in
which way: documents that are alike in these get the same answer. `structure` is not asked here:
whoever calls this has a plan for the document, whose guards ask of its texts what `structure` asks.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from contexts.vocabulary import terms
from contexts.vocabulary.check import check, obeys_model
from contexts.vocabulary.findings import Findings
from contexts.vocabulary.instants import parse_date
from contexts.vocabulary.values import reads

SHAPES = 128
"""How many shapes are remembered."""
ANSWERS = 64
"""How many answers for one shape."""

_Way = Callable[[str], Hashable]


def _itself(text: str) -> Hashable:
    return text


def _looks_hashed(text: str) -> Hashable:
    return terms.IDENTITY_HASH.fullmatch(text) is not None


def _is_date(text: str) -> Hashable:
    return reads(parse_date, text)


WAYS: Mapping[str, _Way] = {
    "achievedLevel": _itself,
    "activityEndDate": _is_date,
    "activityStartDate": _is_date,
    "cryptosuite": _itself,
    "identityHash": _looks_hashed,
    "requiredLevel": _itself,
    "resultDescription": _itself,
    "resultType": _itself,
    "status": _itself,
}
"""In which way a text matters to cross-checks and remarks, by the member that holds it."""
_DESCRIPTIONS = ("/resultDescription/", "/rubricCriterionLevel/")
"""In these, names of objects matter too: results refer to them."""


@dataclass
class _Shape:
    """What is known of documents of one shape: which texts matter, and which had no findings."""

    ways: Sequence[tuple[int, _Way]]
    sound: OrderedDict[Hashable, None] = field(default_factory=OrderedDict)

    def told(self, texts: Sequence[str]) -> Hashable:
        """Return all that matters of the texts of a document."""
        return tuple([way(texts[number]) for number, way in self.ways])


class CheckedShapes:
    """Remembers in which documents nothing was found; safe for threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._shapes: OrderedDict[Hashable, _Shape] = OrderedDict()

    def findings(
        self,
        document: Mapping[str, Any],
        shape: Hashable,
        texts: Sequence[str],
        pointers: Callable[[], Sequence[str]],
    ) -> Findings:
        """Return what `check` says of a document of which `structure` has nothing to say.

        `shape` stands for all of it but `texts`, which stand at `pointers`.
        """
        with self._lock:
            known = self._shapes.get(shape)
            is_sound = known is not None and known.told(texts) in known.sound
        if is_sound and obeys_model(document):
            return Findings((), ())
        found = check(document)
        if not found.violations and not found.remarks:
            self._learn(shape, texts, pointers)
        return found

    def _learn(
        self, shape: Hashable, texts: Sequence[str], pointers: Callable[[], Sequence[str]]
    ) -> None:
        with self._lock:
            known = self._shapes.get(shape) or _Shape(ways_of(pointers()))
            self._shapes[shape] = known
            self._shapes.move_to_end(shape)
            if len(self._shapes) > SHAPES:
                self._shapes.popitem(last=False)
            known.sound[known.told(texts)] = None
            if len(known.sound) > ANSWERS:
                known.sound.popitem(last=False)


def ways_of(pointers: Sequence[str]) -> Sequence[tuple[int, _Way]]:
    """Return the numbers of the texts that matter, each with the way in which it does."""
    found = ((number, _way_of(pointer)) for number, pointer in enumerate(pointers))
    return [(number, way) for number, way in found if way is not None]


def _way_of(pointer: str) -> _Way | None:
    if any(place in pointer for place in _DESCRIPTIONS):
        return _itself
    name = next((step for step in reversed(pointer.split("/")) if not step.isdigit()), "")
    return WAYS.get(name)
