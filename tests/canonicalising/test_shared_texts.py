"""Badges of one class in a row: their plan gets narrower, and what it says stays the same."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings

from contexts.errors import Error as ContextError
from contexts.library import shipped
from keys.strict_json import Json
from signing.agreement import check_agreement
from signing.canonical import Canonicaliser
from signing.errors import Error
from signing.json_ld import Document
from signing.plans import Plan
from signing.selection import find
from signing.shape_plans import LONGEST_COMMON, ShapePlan, shape_of, text_pointers
from signing.shapes import ShapeCanonicaliser
from signing.shared_texts import ALIKE, SharedTexts

from .adversarial import Example, examples
from .oracles import CANONICALISER
from .plan_templates import Template
from .samples import ACHIEVEMENT, put
from .test_plans import EXAMPLES, many, of_every_template
from .test_shapes import KNOWN, UNSOUND

TEXTS = ["x", "", "a", "Ż", "\U0001f600", "\ufb01", "urn:uuid:1", "https://szkola.example/a",
         "2026-01-01T00:00:00Z", "sha256$" + "0" * 64, "a\nb", "\ud800"]  # fmt: skip


class Watched(ShapeCanonicaliser):
    """Knows by which plan it went last, and how often by none."""

    followed: ShapePlan | None = None

    def _note(
        self, document: Document, texts: Sequence[str], plan: ShapePlan, wide: ShapePlan
    ) -> None:
        self.followed = plan
        super()._note(document, texts, plan, wide)


def after_many(document: Document, pointer: str = "/name", times: int = ALIKE + 3) -> Watched:
    """Return a canonicaliser that saw many badges that differ in one text."""
    canonicaliser = Watched(shipped())
    for number in range(times):
        canonicaliser.digest(put(document, pointer, f"{number}"), "sha256", check_agreement)
    canonicaliser.digest(put(document, pointer, "the last"), "sha256", check_agreement)
    return canonicaliser


def slots_of(canonicaliser: Watched) -> set[str]:
    assert canonicaliser.followed is not None
    plan: Plan = canonicaliser.followed.statements
    return {slot.pointer for slot in plan.slots}


WIDE = 20
"""More slots than this has the plan of any badge, before anything is common."""


def is_of_class(pointer: str) -> bool:
    return pointer.startswith(("/issuer", f"{ACHIEVEMENT}/", "/name", "/description"))


def outcome(canonicaliser: Canonicaliser, document: Document) -> object:
    """Return the digest of a document, or what it is refused for."""
    try:
        return canonicaliser.digest(document, "sha256", check_agreement)
    except (Error, ContextError) as e:
        return type(e), str(e)


def test_after_many_badges_of_a_class_only_what_differs_is_filled_in() -> None:
    wide = slots_of(after_many(KNOWN, times=ALIKE - 2))
    narrow = slots_of(after_many(KNOWN))
    assert sum(map(is_of_class, wide)) > WIDE / 2
    assert [pointer for pointer in narrow if is_of_class(pointer)] == ["/name"]
    # What is said of a person is never common, even if all of the badges are one person's.
    assert narrow - {"/name"} == {pointer for pointer in wide if not is_of_class(pointer)}
    assert "/credentialSubject/identifier/0/identityHash" in narrow


def test_a_badge_of_another_class_goes_by_the_wide_plan() -> None:
    canonicaliser = after_many(KNOWN)
    other = put(KNOWN, f"{ACHIEVEMENT}/description", "Another one.")
    assert outcome(canonicaliser, other) == outcome(CANONICALISER, other)
    assert len(slots_of(canonicaliser)) > WIDE


@pytest.mark.parametrize("pointer", sorted(text_pointers(KNOWN)))
def test_whatever_text_is_changed_the_generic_path_says_the_same(pointer: str) -> None:
    canonicaliser = after_many(KNOWN)
    for text in TEXTS:
        document = put(KNOWN, pointer, text)
        assert outcome(canonicaliser, document) == outcome(CANONICALISER, document)


@pytest.mark.parametrize("document", UNSOUND.values(), ids=UNSOUND)
def test_what_the_shape_check_refuses_is_refused_by_a_narrow_plan_too(document: Document) -> None:
    canonicaliser = after_many(KNOWN)
    assert outcome(canonicaliser, document) == outcome(CANONICALISER, document)
    assert isinstance(outcome(canonicaliser, document), tuple)


@pytest.mark.parametrize("pointer", ["/credentialSubject/achievement/tag/0", "/evidence/0/id"])
def test_what_varies_is_still_compared_with_what_does_not(pointer: str) -> None:
    unique = [put(KNOWN, pointer, f"https://szkola.example/{number}") for number in range(50)]
    canonicaliser = Watched(shipped())
    for document in unique:
        canonicaliser.digest(document, "sha256", check_agreement)
    assert {place for place in slots_of(canonicaliser) if is_of_class(place)} <= {pointer}
    last = pointer.replace("/0", "/1")
    twice = put(KNOWN, pointer, _at(KNOWN, last))
    assert outcome(canonicaliser, twice) == outcome(CANONICALISER, twice)
    assert isinstance(outcome(canonicaliser, twice), tuple)


def _at(document: Document, pointer: str) -> Json:
    return find(document, pointer)


@of_every_template
def test_a_narrow_plan_has_the_digest_of_the_generic_path(template: Template) -> None:
    """Of adversarial documents too."""
    canonicaliser = after_many(template.document)
    assert {place for place in slots_of(canonicaliser) if is_of_class(place)} == {"/name"}

    @settings(many, max_examples=EXAMPLES // 4)
    @given(example=examples(template))
    def compared(example: Example) -> None:
        assert outcome(canonicaliser, example.document) == outcome(CANONICALISER, example.document)

    compared()


def test_one_badge_verified_very_often_leaves_none_of_its_texts() -> None:
    common = SharedTexts()
    assert not any(common.meet(["Jan", "a badge", "a school"]) for _ in range(5 * ALIKE))


def test_a_few_badges_of_one_person_verified_very_often_leave_none_either() -> None:
    common = SharedTexts()
    for number in range(5 * ALIKE):
        assert not common.meet(["Jan", f"badge {number % (ALIKE - 1)}", "a school"])


def test_only_what_all_in_a_row_have_is_common() -> None:
    common = SharedTexts()
    found = [common.meet([f"Person {number}", "a badge", "a school"]) for number in range(ALIKE)]
    assert not any(found[:-1])
    assert found[-1] == {1, 2}


def test_badges_that_differ_in_most_texts_have_nothing_in_common() -> None:
    common = SharedTexts()
    for number in range(5 * ALIKE):
        assert not common.meet([f"{number}", f"a badge {number}", "a school"])


def test_long_texts_are_not_kept_in_a_plan() -> None:
    long = put(KNOWN, f"{ACHIEVEMENT}/description", "x" * (LONGEST_COMMON + 1))
    assert len(slots_of(after_many(long))) > WIDE
    assert sum(map(len, shape_of(KNOWN)[1])) < LONGEST_COMMON / 2
