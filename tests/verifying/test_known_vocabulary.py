"""What the vocabulary says of a known shape is what it says of a new one, of all texts."""

import json
from collections.abc import Sequence
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from contexts.vocabulary import Findings, check
from contexts.vocabulary.by_shape import CheckedShapes, Questions, questions_of
from contexts.vocabulary.structure import structure
from contexts.vocabulary.text_checks import models, text_checks
from issuer.cli.bench_operations import Planned, planned
from keys.strict_json import Json
from signing.selection import with_value
from signing.shape_plans import shape_of, text_pointers

from .documents import rich_badge

BADGE: Planned = planned()
TEXTS = ["x", "2026-05-01", "2026-05-01T12:00:00Z", "2001-05-01T12:00:00+02:00",
         "9999-12-31T23:59:59Z", "sha256$" + "0" * 64, "md5$" + "0" * 32, "Jan",
         "urn:uuid:1", "https://a.example/1", "Status", "Completed", "Percent", "ext:a", "CFItem",
         "did:web:a.example", "PL", "pl", "a.b.c", "0", "-1", "Certificate", "emailAddress",
         "ecdsa-sd-2023"]  # fmt: skip
KNOWN_TIES = {
    "_hash_is_well_formed", "_says_something", "_somebody_is_named", "_ends_after_it_begins"
}  # fmt: skip
"""What models ask of several members together: `by_shape` has it, or the shape says it."""


def dated(document: Json) -> Json:
    """Return a badge that ends, and whose activity had a time."""
    subject = {**document["credentialSubject"], "activityStartDate": "2026-01-01T00:00:00Z"}
    return {**document, "validUntil": "2031-01-01T00:00:00Z", "credentialSubject": subject}


def badges() -> Sequence[Json]:
    rich: Json = rich_badge()
    issuer = {"id": "https://inni.example/issuer", "type": ["Profile"], "name": "Inni"}
    return [
        with_value(rich, "/endorsement/0/issuer", issuer),
        dated(json.loads(BADGE.numbered(1_000))),
    ]


class Asked:
    """Asks about documents of one shape, of which one was seen."""

    def __init__(self, document: Json, varying: frozenset[int] | None = None) -> None:
        self._checked = CheckedShapes()
        self._varying = varying
        self.findings(document)

    def findings(self, document: Json) -> Findings:
        shape, texts = shape_of(document)

        def questions() -> Questions:
            return questions_of(list(text_pointers(document)), self._varying)

        return self._checked.findings(document, shape, texts, questions)


@pytest.mark.parametrize("document", badges(), ids=["rich", "sample"])
def test_any_other_text_is_judged_as_if_the_shape_were_new(document: Json) -> None:
    asked = Asked(document)
    assert check(document) == Findings((), ())
    for pointer in text_pointers(document):
        for text in TEXTS:
            changed = with_value(document, pointer, text)
            if not structure(changed):
                assert asked.findings(changed) == check(changed), (pointer, text)


@pytest.mark.parametrize("document", badges(), ids=["rich", "sample"])
def test_one_text_may_vary_and_is_judged_beside_those_that_do_not(document: Json) -> None:
    for number, pointer in enumerate(text_pointers(document)):
        asked = Asked(document, frozenset((number,)))
        for text in TEXTS:
            changed = with_value(document, pointer, text)
            if not structure(changed):
                assert asked.findings(changed) == check(changed), (pointer, text)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(list(text_pointers(badges()[0]))), st.sampled_from(TEXTS)),
        min_size=2,
        max_size=5,
    )
)
def test_several_other_texts_are_judged_as_if_the_shape_were_new(
    changes: list[tuple[str, str]],
) -> None:
    document = changed = badges()[0]
    for pointer, text in changes:
        changed = with_value(changed, pointer, text)
    if not structure(changed):
        assert Asked(document).findings(changed) == check(changed)


def test_a_document_of_a_known_shape_is_not_looked_at_as_a_whole() -> None:
    document = deepcopy(badges()[1])
    asked = Asked(document)
    # No model would let this pass, and no JSON of this shape has it.
    document["credentialSubject"]["achievement"].pop("name")
    shape, texts = shape_of(badges()[1])
    found = asked._checked.findings(document, shape, texts, _nobody_asks)
    assert found == Findings((), ())


def _nobody_asks() -> Questions:
    raise AssertionError("the shape is known")


def test_models_tie_no_other_members_together_than_is_known() -> None:
    ties = {name for model in models() for name in _ties(model)}
    assert ties == KNOWN_TIES


def _ties(model: type[BaseModel]) -> Sequence[str]:
    return list(model.__pydantic_decorators__.model_validators)


def test_no_model_has_a_check_that_is_tied_to_a_field_elsewhere() -> None:
    for model in models():
        found = model.__pydantic_decorators__
        assert not found.field_validators
        assert not found.validators


def test_what_is_asked_of_texts_is_found_in_the_models() -> None:
    asked = {name: len(checks) for name, checks in text_checks().items()}
    assert asked["id"] == asked["issuer"] == asked["validFrom"] == asked["targetType"] == 1
    assert "name" not in asked
