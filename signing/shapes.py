"""Verifying many badges of one shape: the second one makes a plan, the next ones follow it.

Two documents have one shape if they differ in texts only: the same members in the same order, lists
of the same lengths, the same numbers and booleans. Every text is a slot of the plan, unless it says
what other members mean, or is an IRI that stands in several places.

The shape check of rule 1 comes first, in two parts. What it asks of members, lists and types was
asked of the first document of the shape. What it asks of texts, that no two objects have one id and
no two items of a list are equal, the guards of the plan ask of each document.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from pyoxigraph import Quad

from contexts.library import ContextLibrary
from contexts.vocabulary import Findings
from contexts.vocabulary.by_shape import CheckedShapes
from keys.strict_json import Json
from signing.canonical import Canonicaliser, Check
from signing.errors import Error as SigningError
from signing.errors import UnplannableError, UnplannedError
from signing.json_ld import Document
from signing.plan_cache import PlanCache
from signing.plan_compiler import compile_plan
from signing.plans import HASHES, Plan
from signing.slots import Form, writer

MOST_TEXTS = 250
"""A document with more texts takes the generic path: a plan would cost more than it saves."""
MOST_CHARACTERS = 65_536
"""A document with more characters in its texts also does: no plan is worth their copies."""
LONGEST_SHAPE = 32_768
"""How many characters may tell a shape; a badge has some two thousand."""
_OPTIONS, _MOST_OPTIONS, _LONGEST_OPTIONS = 256, 10, 2_048
"""How many options of proofs are remembered, of so many members and characters at most."""
_TRIES = 8
"""How often slots are left out that a plan cannot have, before none is made."""
_CONSTANT = frozenset(("@context", "@language", "@type", "@id", "type"))
"""What these hold is a part of the shape."""


@dataclass(frozen=True)
class ShapePlan:
    """The plan of a shape: which texts of a document are slots, and what the others must be."""

    slots: tuple[int, ...]
    constants: tuple[int, ...]
    known: tuple[str, ...]
    statements: Plan

    def canonical(self, texts: Sequence[str]) -> bytes:
        """Return the canonical N-Quads of a document of the shape, given all its texts in order.

        Raises:
            UnplannedError: the document is one for the generic path.
        """
        if tuple([texts[number] for number in self.constants]) != self.known:
            raise UnplannedError("a text is another one that must be the same")
        return self.statements.canonical([texts[number] for number in self.slots])


class ShapeCanonicaliser(Canonicaliser):
    """Knows the shapes of the documents that it was asked about lately."""

    def __init__(self, library: ContextLibrary) -> None:
        super().__init__(library)
        self._shapes: PlanCache[ShapePlan] = PlanCache()
        self._checked = CheckedShapes()
        self._flat: dict[Hashable, bytes] = {}

    def for_one_document(self) -> Canonicaliser:
        """Return one that works out once what a document says, and knows the same shapes."""
        return _OneDocument(self)

    def check_covered(self, document: Document, check: Check) -> None:
        """Check what the generic path checks, by the plan of its shape if there is one.

        Raises what the generic path raises.
        """
        if self._by_plan(document, "sha256", check) is None:
            super().check_covered(document, check)

    def digest(self, document: Document, hash_name: str, check: Check) -> bytes:
        """Return what the generic path returns, by the plan of its shape if there is one.

        Raises what the generic path raises.
        """
        digest = self._by_plan(document, hash_name, check)
        if digest is not None:
            return digest
        digest = super().digest(document, hash_name, check)
        self._learn(document, hash_name, check)
        return digest

    def _by_plan(self, document: Document, hash_name: str, check: Check) -> bytes | None:
        return self._planned(*shape_of(document), hash_name, check)

    def _planned(
        self, shape: Hashable, texts: Sequence[str], hash_name: str, check: Check
    ) -> bytes | None:
        for plan in self._shapes.plans((shape, hash_name, check)):
            try:
                form = plan.canonical(texts)
            except UnplannedError:
                continue
            return hashlib.new(hash_name, form).digest()
        return None

    def _learn(self, document: Document, hash_name: str, check: Check) -> None:
        """Make a plan of a document that the generic path did not refuse, if it is the second."""
        shape, texts = shape_of(document)
        if len(texts) > MOST_TEXTS or sum(map(len, texts)) > MOST_CHARACTERS:
            return
        if len(str(shape)) > LONGEST_SHAPE:
            return
        family = (shape, hash_name, check)
        constants = [
            [texts[number] for number in plan.constants] for plan in self._shapes.plans(family)
        ]
        self._shapes.meet(
            family,
            hashlib.sha256(repr(constants).encode()).digest(),
            lambda: shape_plan(document, self, hash_name),
        )


class _OneDocument(ShapeCanonicaliser):
    """Remembers what it was asked, or why there is no answer, as long as one verification lasts.

    All proofs of a document cover the same statements, and so does the check of its terms. Members
    are known by identity, which is sound because what is remembered also keeps them alive, and
    nobody changes a document.
    """

    def __init__(self, shapes: ShapeCanonicaliser) -> None:
        super().__init__(shapes.library)
        self._shapes, self._threads = shapes._shapes, shapes._threads  # noqa: SLF001 - its kin
        self._checked, self._flat = shapes._checked, shapes._flat  # noqa: SLF001 - the same
        self._followed: dict[Hashable, tuple[Hashable, Sequence[str]]] = {}
        self._kept: list[Document] = []
        self._known: dict[Hashable, Json] = {}

    def statements(self, document: Document) -> tuple[Quad, ...]:
        inherited = super().statements
        found: tuple[Quad, ...] = self._once(document, (), lambda: inherited(document))
        return found

    def check_covered(self, document: Document, check: Check) -> None:
        digested = [self._known.get((_members(document), name, check)) for name in HASHES]
        if not any(isinstance(digest, bytes) for digest in digested):
            super().check_covered(document, check)

    def digest(self, document: Document, hash_name: str, check: Check) -> bytes:
        inherited = super().digest
        key = _as_written(document)
        if key is not None:
            return self._of_options(
                (key, hash_name, check), lambda: inherited(document, hash_name, check)
            )
        what = (hash_name, check)
        found: bytes = self._once(document, what, lambda: inherited(document, hash_name, check))
        return found

    def _of_options(self, key: Hashable, ask: Callable[[], bytes]) -> bytes:
        """Return the digest of the options of a proof: badges signed in one second share them."""
        found = self._flat.get(key)
        if found is None:
            if len(self._flat) >= _OPTIONS:
                self._flat.clear()
            found = self._flat[key] = ask()
        return found

    def findings(self, document: Document) -> Findings:
        """Return what the vocabulary says, by the shape of a document whose one proof is right.

        For a proof to be right, its form was checked, and it went by a plan itself.
        """
        proofs = document.get("proof")
        proof = proofs[0] if isinstance(proofs, list) and len(proofs) == 1 else proofs
        bare = {name: member for name, member in document.items() if name != "proof"}
        followed = self._followed.get(_members(bare))
        if followed is None or not _is_flat(proof):
            return super().findings(document)
        kind = proof.get("type"), proof.get("cryptosuite")
        shape = (followed[0], tuple(document), isinstance(proofs, list), tuple(proof), kind)
        return self._checked.findings(
            document, shape, followed[1], lambda: list(_pointers(bare, ""))
        )

    def _by_plan(self, document: Document, hash_name: str, check: Check) -> bytes | None:
        shape, texts = shape_of(document)
        found = self._planned(shape, texts, hash_name, check)
        if found is not None:
            self._followed[_members(document)] = shape, texts
        return found

    def _once(
        self, document: Document, what: tuple[Hashable, ...], ask: Callable[[], Json]
    ) -> Json:
        key = (_members(document), *what)
        if key not in self._known:
            self._kept.append(document)
            try:
                self._known[key] = ask()
            except SigningError as error:
                self._known[key] = error
        answer = self._known[key]
        if isinstance(answer, Exception):
            raise answer
        return answer


def _as_written(document: Document) -> Hashable:
    """Return a short document of texts as it is written; None for all others."""
    contexts = document.get("@context")
    if len(document) > _MOST_OPTIONS or type(contexts) is not list:
        return None
    rest = [(name, text) for name, text in document.items() if name != "@context"]
    texts = [*contexts, *[text for _, text in rest]]
    if not all(type(text) is str for text in texts) or sum(map(len, texts)) > _LONGEST_OPTIONS:
        return None
    return tuple(contexts), tuple(rest)


def _is_flat(proof: Json) -> TypeGuard[dict[str, str]]:
    return type(proof) is dict and all(type(value) is str for value in proof.values())


def _members(document: Document) -> Hashable:
    return tuple([(name, id(member)) for name, member in document.items()])


def shape_of(document: Document) -> tuple[Hashable, Sequence[str]]:
    """Return the shape of a JSON object, and its texts in the order in which they stand."""
    shape: list[Hashable] = []
    texts: list[str] = []
    _describe(document, shape, texts)
    return tuple(shape), texts


def _describe(value: Json, shape: list[Hashable], texts: list[str]) -> None:
    kind = type(value)
    if kind is str:
        texts.append(value)
        shape.append(None)
    elif kind is dict:
        shape.append(tuple(value))
        for name, member in value.items():
            if name in _CONSTANT:
                shape.append(repr(member))
            else:
                _describe(member, shape, texts)
    elif kind is list:
        shape.append(len(value))
        for item in value:
            _describe(item, shape, texts)
    else:
        # Not the value itself: 1, 1.0 and true are equal, and so are 0.0 and -0.0.
        shape.append((kind, repr(value)))


def shape_plan(
    document: Document, canonicaliser: Canonicaliser, hash_name: str
) -> ShapePlan | None:
    """Return the plan of a document's shape; None if such documents need the generic path."""
    _, texts = shape_of(document)
    pointers = list(_pointers(document, ""))
    forms = _forms(dict(zip(pointers, texts, strict=True)), canonicaliser.iri_places(document))
    for _ in range(_TRIES):
        try:
            plan = compile_plan(document, forms, canonicaliser, hash_name)
        except UnplannableError as e:
            if not e.pointers:
                return None
            forms = {pointer: forms[pointer] for pointer in forms if pointer not in e.pointers}
        else:
            slots = tuple(number for number, at in enumerate(pointers) if at in forms)
            constants = tuple(number for number, at in enumerate(pointers) if at not in forms)
            known = tuple(texts[number] for number in constants)
            return ShapePlan(slots, constants, known, plan)
    return None


def _forms(texts: Mapping[str, str], iris: frozenset[str]) -> dict[str, Form]:
    """Return the texts that may be slots, in their order, with their forms."""
    times = Counter(text for pointer, text in texts.items() if pointer in iris)
    forms = {pointer: Form.IRI if pointer in iris else Form.TEXT for pointer in texts}
    return {
        pointer: form
        for pointer, form in forms.items()
        if times[texts[pointer]] < 2 and writer(form)(texts[pointer]) is not None
    }


def _pointers(value: Json, place: str) -> Iterator[str]:
    """Yield the JSON pointers of the texts of a document, in the order of `shape_of`."""
    if isinstance(value, str):
        yield place
    elif isinstance(value, Mapping):
        for name, member in value.items():
            if name not in _CONSTANT:
                step = name.replace("~", "~0").replace("/", "~1")
                yield from _pointers(member, f"{place}/{step}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _pointers(item, f"{place}/{number}")
