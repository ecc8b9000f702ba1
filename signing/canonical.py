"""From a JSON-LD document to the statements that a proof covers.

A `Canonicaliser` holds the contexts and, for each thread, one JSON-LD processor: PyLD must not be
shared between threads.
"""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from pyoxigraph import Quad

from contexts.errors import UnknownContextError
from contexts.library import CREDENTIALS_V1, CREDENTIALS_V2, ContextLibrary
from contexts.vocabulary import Findings, check
from contexts.vocabulary.soundness import is_plainly_sound
from contexts.vocabulary.structure import structure
from keys.strict_json import Json
from signing import rdf, rdfc
from signing.errors import (
    DocumentTooLargeError,
    DocumentTooLongError,
    UnsafeDocumentError,
    UnsuitableContextError,
)
from signing.json_ld import Document, SafeProcessor
from signing.plan_cache import PlanCache
from signing.problems import problem
from signing.size import size_of
from signing.written import Written

Check: TypeAlias = Callable[[Document, Sequence[Quad]], None]
"""Compares what a document says as JSON with its statements (rule 1); raises if they differ."""

STATEMENTS = 2_000
"""How many statements a stranger's document may make."""
CHARACTERS = 4_194_304
"""How many characters they may have: each statement repeats the name of what it is about."""


class Canonicaliser:
    """Turns documents into RDF statements, and refuses what would not survive the way."""

    def __init__(self, library: ContextLibrary) -> None:
        self.library = library
        self.plans: PlanCache[Any] = PlanCache()
        """How badges of known templates are signed (`planned.BadgePlan`), by these contexts."""
        self._threads = threading.local()

    def written(self, text: bytes) -> Written | None:  # noqa: ARG002 - for those who remember
        """Return the document in a text that is written as many others were, if it is."""
        return None

    def meet(self, text: bytes, document: Document) -> None:
        """Note how a document is written whose one proof is right."""

    def for_one_document(
        self,
        written: Written | None = None,  # noqa: ARG002 - for those who remember
    ) -> "Canonicaliser":
        """Return what to ask about one document and its proofs, and then to forget.

        `written` is what is known of it already.
        """
        return self

    def without_proofs(self, document: Document) -> Document:
        """Return what a proof of a document covers that follows no other."""
        return {name: member for name, member in document.items() if name != "proof"}

    def findings(self, document: Document) -> Findings:
        """Return what the vocabulary says of a credential: see `contexts.vocabulary.check`."""
        return check(document)

    def statements(self, document: Document) -> tuple[Quad, ...]:
        """Return everything that `document` says, as RDF quads.

        The document's own node is named by its `id`, or is the blank node `b0`.

        Raises:
            UnsuitableContextError: the contexts are not a credential's (rule 2).
            UnknownContextError: a context is not on the list, or stands inline.
            UnsafeDocumentError: something would not be covered, or not as it stands (rule 1).
            DocumentTooLargeError: more than `STATEMENTS` quads.
            DocumentTooLongError: more than `CHARACTERS` characters in them.
        """
        check_size(document)
        is_sound = is_plainly_sound(document)
        check_contexts(document, self.library, is_alone=is_sound)
        if not is_sound and (problems := structure(document)):
            raise UnsafeDocumentError(problems)
        try:
            quads = rdf.quads(self._processor().expanded(document))
        except ValueError as e:
            raise UnsafeDocumentError([problem("", "not-json-ld", detail=str(e))]) from e
        if len(quads) > STATEMENTS:
            raise DocumentTooLargeError(len(quads), STATEMENTS)
        if not quads:
            raise UnsafeDocumentError([problem("", "too-few-statements")])
        return tuple(quads)

    def canonical(self, statements: tuple[Quad, ...], hash_name: str = "sha256") -> str:
        """Return the canonical N-Quads of `statements`; `hash_name` is the hash inside RDFC-1.0.

        Raises:
            GraphTooComplexError: naming their blank nodes would exceed the budget.
        """
        return rdfc.canonical(statements, hash_name)

    def check_covered(self, document: Document, check: Check) -> None:
        """Check that a proof can cover all of `document`, and that `check` has no objection.

        Raises the errors of `statements` and those of `check`.
        """
        check(document, self.statements(document))

    def digest(self, document: Document, hash_name: str, check: Check) -> bytes:
        """Return the hash of the canonical N-Quads of a document, of which all can be covered.

        Raises the errors of `statements`, `canonical` and `check`.
        """
        statements = self.statements(document)
        check(document, statements)
        form = self.canonical(statements, hash_name)
        return hashlib.new(hash_name, form.encode()).digest()

    def iri_places(self, document: Document) -> frozenset[str]:
        """Return the JSON pointers in `document` at which only an IRI can stand, never a name.

        Raises:
            UnsafeDocumentError: the document cannot be expanded safely.
        """
        processor = self._processor()
        processor.expanded(document)
        return processor.iri_places

    def _processor(self) -> SafeProcessor:
        processor: SafeProcessor | None = getattr(self._threads, "processor", None)
        if processor is None:
            processor = self._threads.processor = SafeProcessor(self.library)
        return processor


class RememberingCanonicaliser(Canonicaliser):
    """Works out what equal documents say once, for as long as one badge is being made.

    Checking, signing and checking our own work ask for the same document several times.
    """

    def __init__(self, canonicaliser: Canonicaliser) -> None:
        super().__init__(canonicaliser.library)
        self.plans = canonicaliser.plans
        self._canonicaliser = canonicaliser
        self._known: dict[str, tuple[Quad, ...]] = {}
        self._forms: dict[tuple[tuple[Quad, ...], str], str] = {}

    def statements(self, document: Document) -> tuple[Quad, ...]:
        """Return what the canonicaliser returns, or raise what it raises."""
        # The order of members is kept: only documents that are written alike count as equal.
        text = json.dumps(document)
        if text not in self._known:
            self._known[text] = self._canonicaliser.statements(document)
        return self._known[text]

    def canonical(self, statements: tuple[Quad, ...], hash_name: str = "sha256") -> str:
        """Return what the canonicaliser returns, or raise what it raises."""
        key = statements, hash_name
        if key not in self._forms:
            self._forms[key] = self._canonicaliser.canonical(statements, hash_name)
        return self._forms[key]


def check_size(document: Document) -> None:
    """Check that a document makes no more, and no longer, statements than anybody looks at.

    Raises:
        DocumentTooLargeError: more than `STATEMENTS`, as far as that can be told from the JSON.
        DocumentTooLongError: more than `CHARACTERS`.
    """
    size = size_of(document)
    if size.statements > STATEMENTS:
        raise DocumentTooLargeError(size.statements, STATEMENTS)
    if size.characters > CHARACTERS:
        raise DocumentTooLongError(size.characters, CHARACTERS)


def check_contexts(document: Document, library: ContextLibrary, *, is_alone: bool = False) -> None:
    """Check every `@context` of a credential (rule 2).

    `is_alone` says that it is known that no object inside has one, as in what is plainly sound.

    Raises:
        UnsuitableContextError: missing, empty, or not beginning with the credentials context.
        UnknownContextError: a URL that is not on the list, or an inline context.
    """
    found = [("/@context", document.get("@context"))] if is_alone else _contexts(document, "")
    for pointer, contexts in found:
        urls = [contexts] if isinstance(contexts, str) else contexts
        if not isinstance(urls, Sequence) or not urls:
            raise UnsuitableContextError(pointer, "a list of context addresses is missing")
        for url in urls:
            if not isinstance(url, str):
                raise UnknownContextError(f"written inline at {pointer}")
            library.load(url)
        if urls[0] not in (CREDENTIALS_V2, CREDENTIALS_V1):
            raise UnsuitableContextError(pointer, f"the first context must be {CREDENTIALS_V2}")


def _contexts(document: Document, pointer: str) -> Iterator[tuple[str, Json]]:
    """Yield the contexts of the document and of the credentials inside it."""
    yield f"{pointer}/@context", document.get("@context")
    if _has_inner_context(document):
        yield from _inner_contexts(document, pointer)


def _has_inner_context(document: Document) -> bool:
    """Tell whether any object inside has a context; most documents have none."""
    pending: list[Json] = [document]
    while pending:
        for _, member in _containers(pending.pop()):
            if isinstance(member, Mapping) and "@context" in member:
                return True
            pending.append(member)
    return False


def _inner_contexts(value: Json, pointer: str) -> Iterator[tuple[str, Json]]:
    for step, member in _containers(value):
        place = f"{pointer}/{step}"
        if isinstance(member, Mapping) and "@context" in member:
            yield from _contexts(member, place)
        else:
            yield from _inner_contexts(member, place)


def _containers(value: Json) -> Iterator[tuple[str | int, Json]]:
    """Yield the objects and lists directly inside one, without its own context."""
    items = value.items() if isinstance(value, Mapping) else enumerate(value)
    for step, member in items:
        if (
            step != "@context"
            and not isinstance(member, str)
            and isinstance(member, (dict, list, Mapping))
        ):
            yield step, member
