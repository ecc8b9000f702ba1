"""Our canonical form is the one that PyLD alone and pyoxigraph alone arrive at."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keys.strict_json import Json
from signing.errors import UnsafeDocumentError
from signing.json_ld import Document
from signing.lexical import canonical_double, number_fault, text_fault

from .oracles import by_pyld, by_pyoxigraph, ours
from .samples import ACHIEVEMENT, presentation_of_two, put, rich, sample

TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"])
    | st.sampled_from("\t\n\r\"\\'<>{}|^`\u0080\u009f\u00a0\u2028\u2029\ufeff\ud7ff\ue000🔥"),
    max_size=20,
)
LISTS = st.lists(TEXTS, min_size=1, max_size=5, unique=True)


def _prints_alike_everywhere(value: float) -> bool:
    """Tell whether the shortest form has the digits of JSON-LD's: pyoxigraph prints the former."""
    return number_fault(value) is None and Decimal(repr(value)) == Decimal(canonical_double(value))


NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(
    allow_nan=False, allow_infinity=False
).filter(_prints_alike_everywhere) | st.decimals("0.01", "999.99", places=2).map(float).filter(
    _prints_alike_everywhere
)  # fmt: skip


@pytest.mark.parametrize("document", [sample(), rich()], ids=["sample", "rich"])
def test_the_documents_of_the_project_have_one_canonical_form(document: Document) -> None:
    form = ours(document)
    assert form.count("\n") > 50
    assert form == by_pyld(document)
    assert form == by_pyoxigraph(document)


def test_a_presentation_of_two_badges_with_one_address_has_the_form_of_the_standard() -> None:
    # Not pyoxigraph's: it tells alike objects of named graphs apart in another order.
    assert ours(presentation_of_two()) == by_pyld(presentation_of_two())


@settings(max_examples=40, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "/name": TEXTS,
            "/description": st.builds(
                lambda text, language: {"@value": text, "@language": language},
                TEXTS,
                st.sampled_from(["pl", "en-GB", "zh-Hant", "sr-Latn-RS", "sl-rozaj"]),
            ),
            f"{ACHIEVEMENT}/criteria/narrative": TEXTS,
            f"{ACHIEVEMENT}/tag": LISTS,
            f"{ACHIEVEMENT}/resultDescription/0/allowedValue": LISTS,
            f"{ACHIEVEMENT}/creditsAvailable": NUMBERS,
            "/credentialSubject/identifier/0/hashed": st.booleans(),
        }
    )
)
def test_any_texts_lists_and_numbers_have_one_canonical_form(changes: dict[str, Json]) -> None:
    document = _varied(changes)
    form = ours(document)
    assert form == by_pyld(document)
    assert form == by_pyoxigraph(document)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(["name", "genre", "narrative"]), TEXTS, max_size=3),
                min_size=1, max_size=4))  # fmt: skip
def test_any_number_of_nameless_objects_has_one_canonical_form(
    evidence: list[dict[str, str]],
) -> None:
    different = [item for i, item in enumerate(evidence) if item not in evidence[:i]]
    items: list[Json] = [{"type": ["Evidence"], **item} for item in different]
    document = put(sample(), "/evidence", items)
    form = ours(document)
    assert form == by_pyld(document)
    assert form == by_pyoxigraph(document)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=4))
def test_a_text_is_refused_or_has_one_canonical_form(text: str) -> None:
    document = put(sample(), "/name", text)
    if text_fault(text):
        with pytest.raises(UnsafeDocumentError) as refusal:
            ours(document)
        assert refusal.value.problems[0].rule in {"control-character", "not-unicode"}
    else:
        assert ours(document) == by_pyld(document) == by_pyoxigraph(document)


def _varied(changes: dict[str, Json]) -> Document:
    document: Document = sample()
    for pointer, value in changes.items():
        document = put(document, pointer, value)
    return document
