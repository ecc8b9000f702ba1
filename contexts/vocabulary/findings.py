"""What a check has to say about a document: the place, the rule, the clause, one sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest

from contexts.vocabulary.messages import EXPECTED, MESSAGES

Path = tuple[str | int, ...]

MOST = 100
"""How many findings of a document are put into words: nobody reads more, and a stranger's document
may have as many as it has values."""


@dataclass(frozen=True)
class Finding:
    """One thing found at one place of a document."""

    pointer: str
    rule: str
    clause: str
    message_en: str
    message_pl: str


@dataclass(frozen=True)
class Violation(Finding):
    """A breach of the standard: the document must be refused."""


@dataclass(frozen=True)
class Remark(Finding):
    """A thing worth saying that never decides."""


@dataclass(frozen=True)
class Findings:
    """All violations and all remarks of one document, each ordered by pointer."""

    violations: tuple[Violation, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Defect:
    """A finding before it is put into words: `facts` fill the sentence of `rule`."""

    path: Path
    rule: str
    clause: str
    facts: Mapping[str, str] = field(default_factory=dict)


def pointer(path: Path) -> str:
    """Return `path` as a JSON pointer (RFC 6901); the whole document is the empty text."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def violations(defects: Iterable[Defect]) -> tuple[Violation, ...]:
    """Return the first `MOST` defects in words, as violations ordered by pointer."""
    return tuple(Violation(*_words(defect)) for defect in nsmallest(MOST, defects, key=_order))


def remarks(defects: Iterable[Defect]) -> tuple[Remark, ...]:
    """Return the first `MOST` defects in words, as remarks ordered by pointer."""
    return tuple(Remark(*_words(defect)) for defect in nsmallest(MOST, defects, key=_order))


def _order(defect: Defect) -> tuple[tuple[tuple[int, int, str], ...], str]:
    steps = ((0, step, "") if isinstance(step, int) else (1, 0, step) for step in defect.path)
    return tuple(steps), defect.rule


def _words(defect: Defect) -> tuple[str, str, str, str, str]:
    facts = {"member": _member(defect.path), **defect.facts}
    english, polish = (
        template.format_map({name: _spoken(name, fact, language) for name, fact in facts.items()})
        for language, template in enumerate(MESSAGES[defect.rule])
    )
    return pointer(defect.path), defect.rule, defect.clause, english, polish


def _member(path: Path) -> str:
    return next((step[:60] for step in reversed(path) if isinstance(step, str)), "")


def _spoken(name: str, fact: str, language: int) -> str:
    return EXPECTED[fact][language] if name == "expected" else fact
