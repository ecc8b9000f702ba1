"""The shape of a document, its texts, and the plan that all documents of one shape can follow.

Two documents have one shape if they differ in texts only: the same members in the same order, lists
of the same lengths, the same numbers and booleans. Every text is a slot of the plan, unless it says
what other members mean, or is an IRI that stands in several places.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from contexts.vocabulary.nodes import COPIED
from keys.strict_json import Json
from signing.canonical import CHARACTERS, Canonicaliser
from signing.errors import UnplannableError, UnplannedError
from signing.json_ld import Document
from signing.plan_compiler import compile_plan
from signing.plans import Plan
from signing.shared_texts import SharedTexts
from signing.size import size_of
from signing.slots import Form, writer

_TRIES = 8
"""How often slots are left out that a plan cannot have, before none is made."""
_CONSTANT = frozenset(("@context", "@language", "@type", "@id", "type"))
"""What these hold is a part of the shape."""
_OF_CLASS = ("/issuer", "/credentialSubject/achievement/", "/name", "/description")
"""Where texts stand that badges of a class share and that are nobody's own."""
_NAMES = COPIED | {"id"}
"""What these hold, the shape check compares with what names other objects."""

NARROWER = 3
"""So many plans are kept for documents of one shape that have most of their texts in common."""
LONGEST_COMMON = 8_192
"""How many characters such texts may have in all."""


@dataclass(frozen=True, eq=False)
class ShapePlan:
    """The plan of a shape: which texts of a document are slots, and what the others must be.

    No two plans are equal: one stands for all that it knows.
    """

    slots: tuple[int, ...]
    constants: tuple[int, ...]
    known: tuple[str, ...]
    statements: Plan
    room: int
    """How many characters all texts may have, for the document to be within limits anyway."""
    lately: SharedTexts = field(default_factory=SharedTexts)
    narrower: list["ShapePlan"] = field(default_factory=list)
    """Plans with fewer slots, the newest first, which are tried before this one."""
    is_narrow: bool = False
    """Whether it is such a plan itself."""

    def canonical(self, texts: Sequence[str]) -> bytes:
        """Return the canonical N-Quads of a document of the shape, given all its texts in order.

        Raises:
            UnplannedError: the document is one for the generic path.
        """
        if tuple(map(texts.__getitem__, self.constants)) != self.known:
            raise UnplannedError("a text is another one that must be the same")
        if sum(map(len, texts)) > self.room:
            raise UnplannedError("it may be over a limit")
        return self.statements.canonical([texts[number] for number in self.slots])


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
            elif type(member) is str:  # As above, without the call: most members are texts.
                texts.append(member)
                shape.append(None)
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
    pointers = list(text_pointers(document))
    iris = canonicaliser.iri_places(document)
    # The guards of a plan compare names as far as they are IRIs in RDF too.
    if any(at.rpartition("/")[2] in _NAMES and at not in iris for at in pointers):
        return None
    forms = _forms(dict(zip(pointers, texts, strict=True)), iris)
    return _compiled(document, forms, canonicaliser, hash_name)


def narrower_plan(
    plan: ShapePlan, document: Document, common: Set[int], canonicaliser: Canonicaliser
) -> ShapePlan | None:
    """Return a plan that takes the texts with these numbers as the document has them.

    Only texts of a class are taken so: what a badge says of a person is never kept, even if many
    badges are one person's. `document` is one that goes by `plan`. None if it would be worth
    nothing, or cannot be made.
    """
    pointers = list(text_pointers(document))
    forms = {
        pointers[number]: slot.form
        for number, slot in zip(plan.slots, plan.statements.slots, strict=True)
        if number not in common or not pointers[number].startswith(_OF_CLASS)
    }
    if not forms or len(forms) == len(plan.slots):
        return None
    found = _compiled(document, forms, canonicaliser, plan.statements.hash_name)
    return found and replace(found, is_narrow=True)


def _compiled(
    document: Document, forms: Mapping[str, Form], canonicaliser: Canonicaliser, hash_name: str
) -> ShapePlan | None:
    _, texts = shape_of(document)
    pointers = list(text_pointers(document))
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
            return ShapePlan(slots, constants, known, plan, _room(document))
    return None


def _room(document: Document) -> int:
    """Return how long all texts of a document of the shape may be, whichever is the longest.

    Each statement repeats the name of what it is about, and any text may be that name.
    """
    size = size_of(document)
    return (CHARACTERS - size.characters) // (size.statements + 1)


def _forms(texts: Mapping[str, str], iris: frozenset[str]) -> dict[str, Form]:
    """Return the texts that may be slots, in their order, with their forms."""
    times = Counter(text for pointer, text in texts.items() if pointer in iris)
    forms = {pointer: Form.IRI if pointer in iris else Form.TEXT for pointer in texts}
    return {
        pointer: form
        for pointer, form in forms.items()
        if times[texts[pointer]] < 2 and writer(form)(texts[pointer]) is not None
    }


def text_pointers(value: Json, place: str = "") -> Iterator[str]:
    """Yield the JSON pointers of the texts of a document, in the order of `shape_of`."""
    if isinstance(value, str):
        yield place
    elif isinstance(value, Mapping):
        for name, member in value.items():
            if name not in _CONSTANT:
                step = name.replace("~", "~0").replace("/", "~1")
                yield from text_pointers(member, f"{place}/{step}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from text_pointers(item, f"{place}/{number}")
