"""The vocabulary of many badges of one shape: most of what it asks, it asks of the shape.

Two documents have one shape if they differ in texts only (`signing.shapes`). What the model asks
of single texts (`text_checks`) is asked of each document. Of the rest, this page names the few
texts that matter, and in which way: documents that are alike in all that get the same answer.
`structure` is not asked here: whoever calls this has a plan for the document, whose guards ask of
its texts what `structure` asks.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from contexts.vocabulary import terms
from contexts.vocabulary.check import check
from contexts.vocabulary.errors import NotAnInstantError
from contexts.vocabulary.findings import Findings
from contexts.vocabulary.instants import parse_date, parse_instant
from contexts.vocabulary.text_checks import TextCheck, answers, text_checks
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
PERIODS = {"validUntil": "validFrom", "expirationDate": "issuanceDate"}
"""Instants that are compared with another one of the same object."""


@dataclass(frozen=True)
class Questions:
    """What is asked of the texts of a shape, by their numbers."""

    ways: Sequence[tuple[int, _Way]]
    checks: Sequence[tuple[int, TextCheck]]
    periods: Sequence[tuple[int, int]]
    """When something begins and when it ends."""

    def answers(self, texts: Sequence[str]) -> Hashable:
        """Return all that matters of the texts of a document."""
        return (
            tuple([way(texts[number]) for number, way in self.ways]),
            answers(self.checks, texts),
            tuple([_in_order(texts[begin], texts[end]) for begin, end in self.periods]),
        )


@dataclass
class _Shape:
    """What is known of documents of one shape: what matters, and the answers of sound ones."""

    questions: Questions
    sound: OrderedDict[Hashable, None] = field(default_factory=OrderedDict)


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
        questions: Callable[[], Questions],
    ) -> Findings:
        """Return what `check` says of a document of which `structure` has nothing to say.

        `shape` stands for all of it but the `texts` that `questions` are about.
        """
        with self._lock:
            known = self._shapes.get(shape)
        if known is not None and known.questions.answers(texts) in known.sound:
            return Findings((), ())
        found = check(document)
        if not found.violations and not found.remarks:
            self._learn(shape, texts, questions)
        return found

    def _learn(
        self, shape: Hashable, texts: Sequence[str], questions: Callable[[], Questions]
    ) -> None:
        with self._lock:
            known = self._shapes.get(shape) or _Shape(questions())
            self._shapes[shape] = known
            self._shapes.move_to_end(shape)
            if len(self._shapes) > SHAPES:
                self._shapes.popitem(last=False)
            known.sound[known.questions.answers(texts)] = None
            if len(known.sound) > ANSWERS:
                known.sound.popitem(last=False)


def questions_of(pointers: Sequence[str], varying: Set[int] | None = None) -> Questions:
    """Return what is asked of the texts that stand at these pointers.

    Where it is known that some are always the same, `varying` are the numbers of the others.
    """
    varying = frozenset(range(len(pointers))) if varying is None else varying
    numbers = {pointer: number for number, pointer in enumerate(pointers)}
    asked = [(number, pointer) for pointer, number in numbers.items() if number in varying]
    periods = [
        (numbers[begin], number)
        for pointer, number in numbers.items()
        if (begin := _beginning(pointer)) in numbers
    ]
    return Questions(
        [(number, way) for number, pointer in asked if (way := _way_of(pointer)) is not None],
        [
            (number, check_text)
            for number, pointer in asked
            for check_text in text_checks().get(_member(pointer), ())
        ],
        [period for period in periods if not varying.isdisjoint(period)],
    )


def _way_of(pointer: str) -> _Way | None:
    if any(place in pointer for place in _DESCRIPTIONS):
        return _itself
    return WAYS.get(_member(pointer))


def _member(pointer: str) -> str:
    return next((step for step in reversed(pointer.split("/")) if not step.isdigit()), "")


def _beginning(pointer: str) -> str:
    """Return the pointer of what an instant is compared with, or what no pointer is."""
    place, _, name = pointer.rpartition("/")
    return f"{place}/{PERIODS[name]}" if name in PERIODS else "none"


def _in_order(begin: str, end: str) -> Hashable:
    try:
        return parse_instant(begin) <= parse_instant(end)
    except NotAnInstantError:
        return None
