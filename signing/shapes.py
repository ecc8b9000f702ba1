"""Verifying many badges of one shape: the second one makes a plan, the next ones follow it.

What a shape is, and how its plan is made, is in `shape_plans`.

The shape check of rule 1 comes first, in two parts. What it asks of members, lists and types was
asked of the first document of the shape. What it asks of texts, that no two objects have one id and
no two items of a list are equal, the guards of the plan ask of each document.
"""

import hashlib
from collections.abc import Callable, Hashable, Sequence
from typing import TypeGuard

from pyoxigraph import Quad

from contexts.library import ContextLibrary
from contexts.vocabulary import Findings
from contexts.vocabulary.by_shape import CheckedShapes, Questions, questions_of
from keys.strict_json import Json
from signing.canonical import Canonicaliser, Check
from signing.errors import Error as SigningError
from signing.errors import UnplannedError
from signing.json_ld import Document
from signing.layouts import Layouts
from signing.plan_cache import PlanCache
from signing.plans import HASHES
from signing.shape_plans import (
    LONGEST_COMMON,
    NARROWER,
    ShapePlan,
    narrower_plan,
    shape_of,
    shape_plan,
    text_pointers,
)
from signing.written import Written

MOST_TEXTS = 250
"""A document with more texts takes the generic path: a plan would cost more than it saves."""
MOST_CHARACTERS = 65_536
"""A document with more characters in its texts also does: no plan is worth their copies."""
LONGEST_SHAPE = 32_768
"""How many characters may tell a shape; a badge has some two thousand."""
_OPTIONS, _MOST_OPTIONS, _LONGEST_OPTIONS = 256, 10, 2_048
"""How many options of proofs are remembered, of so many members and characters at most."""


class ShapeCanonicaliser(Canonicaliser):
    """Knows the shapes of the documents that it was asked about lately."""

    def __init__(self, library: ContextLibrary) -> None:
        super().__init__(library)
        self._shapes: PlanCache[ShapePlan] = PlanCache()
        self._checked = CheckedShapes()
        self._flat: dict[Hashable, bytes] = {}
        self._layouts = Layouts()

    def written(self, text: bytes) -> Written | None:
        """Return the document in a text that is written as many of its class were, if it is."""
        return self._layouts.read(text)

    def for_one_document(self, written: Written | None = None) -> Canonicaliser:
        """Return one that works out once what a document says, and knows the same shapes."""
        return _OneDocument(self, written)

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

    def _described(self, document: Document) -> tuple[Hashable, Sequence[str]]:
        return shape_of(document)

    def _by_plan(self, document: Document, hash_name: str, check: Check) -> bytes | None:
        shape, texts = self._described(document)
        for wide in self._shapes.plans((shape, hash_name, check)):
            for plan in (*wide.narrower, wide):
                try:
                    form = plan.canonical(texts)
                except UnplannedError:
                    continue
                self._note(document, texts, plan, wide)
                digest: bytes = HASHES[hash_name](form).digest()
                return digest
        return None

    def _note(
        self, document: Document, texts: Sequence[str], plan: ShapePlan, wide: ShapePlan
    ) -> None:
        """Make a narrower plan where many documents in a row had most texts in common."""
        common = wide.lately.meet(texts) if plan is wide else frozenset()
        if common and sum(len(texts[number]) for number in common) <= LONGEST_COMMON:
            narrower = narrower_plan(wide, document, common, self)
            if narrower is not None:
                wide.narrower[:] = (narrower, *wide.narrower)[:NARROWER]

    def _learn(self, document: Document, hash_name: str, check: Check) -> None:
        """Make a plan of a document that the generic path did not refuse, if it is the second."""
        shape, texts = self._described(document)
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

    def __init__(self, shapes: ShapeCanonicaliser, written: Written | None) -> None:
        # Everything that is known already, and what is learned meanwhile, is shared.
        self.library, self.plans = shapes.library, shapes.plans
        self._threads = shapes._threads  # noqa: SLF001 - of its own kind, here and below
        self._shapes = shapes._shapes  # noqa: SLF001 - as above
        self._checked = shapes._checked  # noqa: SLF001 - as above
        self._flat = shapes._flat  # noqa: SLF001 - as above
        self._layouts = shapes._layouts  # noqa: SLF001 - as above
        self._followed: dict[Hashable, ShapePlan] = {}
        """By which plan documents went, known by their members."""
        self._shapes_of: dict[Hashable, tuple[Hashable, Sequence[str]]] = {}
        self._kept: dict[int, tuple[Document, Hashable]] = {}
        self._known: dict[Hashable, Json] = {}
        self._bare: dict[int, tuple[Document, Document]] = {}
        if written is not None:
            bare = self.without_proofs(written.document)
            self._shapes_of[self._members(bare)] = written.shape, written.texts

    def without_proofs(self, document: Document) -> Document:
        """Return the same object each time, of which the members are known then."""
        kept = self._bare.get(id(document))
        if kept is None:
            kept = self._bare[id(document)] = document, super().without_proofs(document)
        return kept[1]

    def meet(self, text: bytes, document: Document) -> None:
        """Note how a document is written, if it went by a plan that is narrower."""
        bare = self.without_proofs(document)
        plan = self._followed.get(self._members(bare))
        if plan is not None and plan.is_narrow:
            self._layouts.meet(text, document, plan, self._described(bare))

    def statements(self, document: Document) -> tuple[Quad, ...]:
        inherited = super().statements
        found: tuple[Quad, ...] = self._once(document, (), lambda: inherited(document))
        return found

    def check_covered(self, document: Document, check: Check) -> None:
        members = self._members(document)
        for name in HASHES:
            if type(self._known.get((members, name, check))) is bytes:
                return
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
        bare = self.without_proofs(document)
        plan = self._followed.get(self._members(bare))
        if plan is None or not _is_flat(proof):
            return super().findings(document)
        _, texts = self._described(bare)
        said = [name for name in proof if name != "type"]
        # The plan stands for the shape without the proof, and for the texts that are no slots.
        shape = (plan, tuple(document), isinstance(proofs, list), tuple(proof), proof.get("type"))

        def asked() -> Questions:
            pointers = [*text_pointers(bare), *(f"/proof/{name}" for name in said)]
            return questions_of(pointers, {*plan.slots, *range(len(texts), len(pointers))})

        return self._checked.findings(
            document, shape, [*texts, *[proof[name] for name in said]], asked
        )

    def _described(self, document: Document) -> tuple[Hashable, Sequence[str]]:
        members = self._members(document)
        found = self._shapes_of.get(members)
        if found is None:
            found = self._shapes_of[members] = shape_of(document)
        return found

    def _note(
        self, document: Document, texts: Sequence[str], plan: ShapePlan, wide: ShapePlan
    ) -> None:
        self._followed[self._members(document)] = plan
        super()._note(document, texts, plan, wide)

    def _once(
        self, document: Document, what: tuple[Hashable, ...], ask: Callable[[], Json]
    ) -> Json:
        key = (self._members(document), *what)
        if key not in self._known:
            try:
                self._known[key] = ask()
            except SigningError as error:
                self._known[key] = error
        answer = self._known[key]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _members(self, document: Document) -> Hashable:
        """Return what tells the members of a document, which is kept: ids are of what lives."""
        kept = self._kept.get(id(document))
        if kept is None:
            members = tuple(document), tuple(map(id, document.values()))
            kept = self._kept[id(document)] = document, members
        return kept[1]


def _as_written(document: Document) -> Hashable:
    """Return the options of a proof, texts alone and few, as written; None for all else."""
    contexts = document.get("@context")
    if "proofPurpose" not in document or len(document) > _MOST_OPTIONS:
        return None
    if type(contexts) is not list:
        return None
    texts = [*contexts, *[text for name, text in document.items() if name != "@context"]]
    if set(map(type, texts)) != {str} or sum(map(len, texts)) > _LONGEST_OPTIONS:
        return None
    # Texts alone, so that equal ones are the same: 1 and true would be equal too.
    return tuple(texts), tuple(document), len(contexts)


def _is_flat(proof: Json) -> TypeGuard[dict[str, str]]:
    return type(proof) is dict and set(map(type, proof.values())) == {str}
