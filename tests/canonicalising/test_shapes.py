"""Verifying by shape: what the generic path would say, of every document of a known shape."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings

from contexts.errors import Error as ContextError
from contexts.library import shipped
from keys.strict_json import Json
from signing.agreement import check_agreement
from signing.canonical import Canonicaliser, Check
from signing.errors import Error, UnsafeDocumentError
from signing.json_ld import Document
from signing.shape_plans import shape_of
from signing.shapes import LONGEST_SHAPE, MOST_TEXTS, ShapeCanonicaliser

from .adversarial import Example, examples
from .oracles import CANONICALISER
from .plan_templates import SUBJECT, Template
from .samples import ACHIEVEMENT, put, rich, sample
from .test_plans import EXAMPLES, TEMPLATES, many, of_every_template

EVIDENCE = [{"type": ["Evidence"], "id": f"https://szkola.example/{n}", "name": n} for n in "ab"]
KNOWN = put(put(TEMPLATES[0].document, "/evidence", EVIDENCE), f"{ACHIEVEMENT}/tag", ["a", "b"])


class Counting(ShapeCanonicaliser):
    """Counts how often it takes the generic path."""

    generic = 0

    def statements(self, document: Document) -> tuple[Json, ...]:
        """Return what the generic path returns."""
        self.generic += 1
        return super().statements(document)


def having_seen(document: Document, hash_name: str = "sha256") -> Counting:
    """Return a canonicaliser that knows the shape of `document`."""
    canonicaliser = Counting(shipped())
    for _ in range(2):
        canonicaliser.digest(document, hash_name, check_agreement)
    canonicaliser.generic = 0
    return canonicaliser


@of_every_template
def test_a_known_shape_has_the_digest_of_the_generic_path(template: Template) -> None:
    canonicaliser = having_seen(template.document, template.hash_name)
    digests = 0

    @settings(many, max_examples=EXAMPLES // 2)
    @given(example=examples(template))
    def compared(example: Example) -> None:
        nonlocal digests
        outcome = _outcome(canonicaliser, example.document, template.hash_name)
        assert outcome == _outcome(CANONICALISER, example.document, template.hash_name)
        digests += isinstance(outcome, bytes)

    compared()
    assert canonicaliser.generic < EXAMPLES // 2
    assert digests > EXAMPLES / 20


def _outcome(canonicaliser: Canonicaliser, document: Document, hash_name: str) -> object:
    """Return the digest of a document, or what it is refused for."""
    try:
        return canonicaliser.digest(document, hash_name, check_agreement)
    except (Error, ContextError) as e:
        return type(e), str(e)


def test_the_first_two_of_a_shape_take_the_generic_path_and_the_third_does_not() -> None:
    canonicaliser = Counting(shipped())
    counts = []
    for number in range(4):
        canonicaliser.generic = 0
        canonicaliser.digest(put(KNOWN, "/name", str(number)), "sha256", check_agreement)
        counts.append(canonicaliser.generic)
    assert counts[0] == 1
    assert counts[2:] == [0, 0]


def test_a_known_shape_is_covered_without_the_generic_path() -> None:
    canonicaliser = having_seen(KNOWN)
    canonicaliser.check_covered(put(KNOWN, "/name", "x"), check_agreement)
    assert canonicaliser.generic == 0


UNSOUND: Mapping[str, Document] = {
    "two equal items of a list": put(KNOWN, f"{ACHIEVEMENT}/tag", ["a", "a"]),
    "two equal items of an ordered list": put(
        KNOWN, f"{ACHIEVEMENT}/resultDescription/0/allowedValue/1", "3,0"
    ),
    "two objects of one id": put(KNOWN, "/evidence/1/id", "https://szkola.example/a"),
    "the id of the issuer": put(KNOWN, f"{SUBJECT}/id", KNOWN["issuer"]["id"]),
    "half a character": put(KNOWN, "/name", "\ud800"),
    "a control character": put(KNOWN, "/name", "\x00"),
    "a relative address": put(KNOWN, "/evidence/0/id", "a"),
    "a name in place of an address": put(KNOWN, "/evidence/0/id", "name"),
    "an address in which statements stand": put(
        KNOWN, "/evidence/0/id", "urn:x> <urn:y> <urn:z> .\n<urn:x"
    ),
    "a blank node": put(KNOWN, "/evidence/0/id", "_:b0"),
}


@pytest.mark.parametrize("document", UNSOUND.values(), ids=UNSOUND)
def test_what_the_shape_check_refuses_is_refused_in_a_known_shape_too(document: Document) -> None:
    canonicaliser = having_seen(KNOWN)
    for _ in range(3):
        with pytest.raises(UnsafeDocumentError):
            canonicaliser.digest(document, "sha256", check_agreement)
        with pytest.raises(UnsafeDocumentError):
            canonicaliser.check_covered(document, check_agreement)


NUMBER = f"{ACHIEVEMENT}/creditsAvailable"
ALIKE: list[tuple[Json, Json]] = [
    (1, 1.0), (1, True), (0, False), (0.0, -0.0), (1, "1"), ("a", ["a"]), (["a"], {"a": "a"}),
    ({"a": "x", "b": "y"}, {"b": "x", "a": "y"}), (["a", ["b"]], [["a"], "b"]),
    ({"type": "a"}, {"type": "b"}), ({"@language": "pl"}, {"@language": "en"}),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ALIKE, ids=[f"{one} {other}" for one, other in ALIKE])
def test_what_is_not_said_in_text_is_a_part_of_the_shape(one: Json, other: Json) -> None:
    assert shape_of({"x": one})[0] != shape_of({"x": other})[0]


def test_texts_are_no_part_of_the_shape() -> None:
    assert shape_of(KNOWN)[0] == shape_of(put(KNOWN, "/name", "x"))[0]


def test_a_document_with_a_graph_inside_takes_the_generic_path_for_ever() -> None:
    canonicaliser = Counting(shipped())
    for _ in range(4):
        canonicaliser.generic = 0
        canonicaliser.digest(rich(), "sha256", check_agreement)
        assert canonicaliser.generic


def test_a_document_with_very_many_texts_takes_the_generic_path() -> None:
    tags = [f"t{number}" for number in range(MOST_TEXTS + 1)]
    document = put(sample(), f"{ACHIEVEMENT}/tag", tags)
    canonicaliser = Counting(shipped())
    for _ in range(4):
        canonicaliser.generic = 0
        canonicaliser.digest(document, "sha256", check_agreement)
        assert canonicaliser.generic == 1


def test_odd_values_that_no_json_has_are_refused_and_break_nothing() -> None:
    canonicaliser = having_seen(KNOWN)
    for pointer in ("/@context", "/type"):
        with pytest.raises((Error, ContextError)):
            canonicaliser.digest(put(KNOWN, pointer, ["\ud800", 2**70]), "sha256", check_agreement)


def test_the_shape_of_a_badge_is_far_from_the_limit() -> None:
    wordy = {f"{'x' * 90}{number}": "y" for number in range(400)}
    assert len(str(shape_of(wordy)[0])) > LONGEST_SHAPE > 5 * len(str(shape_of(KNOWN)[0]))


def test_a_digest_belongs_to_its_check_and_its_hash() -> None:
    canonicaliser = having_seen(KNOWN)

    def refusing(_document: Document, _statements: object) -> None:
        raise UnsafeDocumentError([_problem()])

    refuses: Check = refusing
    with pytest.raises(UnsafeDocumentError):
        canonicaliser.digest(KNOWN, "sha256", refuses)
    assert len(canonicaliser.digest(KNOWN, "sha384", check_agreement)) == 48


def _problem() -> Json:
    with pytest.raises(UnsafeDocumentError) as refusal:
        CANONICALISER.statements(put(KNOWN, "/grade", "A+"))
    return refusal.value.problems[0]
