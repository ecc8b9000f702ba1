"""Texts that rdf-canonize sorts otherwise than the standard says are refused at signing."""

import pytest

from contexts.library import ED25519_2020_V1
from keys.signer import Algorithm
from signing.errors import UnsafeDocumentError
from signing.rdfc import order_is_ambiguous
from signing.rdfc_suites import EDDSA_RDFC_2022
from signing.suites import SUITES

from .parties import CANONICALISER, OPTIONS, document, signer

ED = signer(Algorithm.ED25519)
AMBIGUOUS = ["odznaka 🔥", "odznaka Ａ"]


@pytest.mark.parametrize("name", sorted(SUITES))
def test_texts_that_programs_sort_differently_are_not_signed(name: str) -> None:
    suite = SUITES[name]
    owner = next(signer(a) for a in Algorithm if a in suite.algorithms)
    given = document(owner)
    given["@context"].append(ED25519_2020_V1)
    given["credentialSubject"]["achievement"]["tag"] = AMBIGUOUS
    if "-jcs-" in name:
        assert suite.create_proof(given, owner, OPTIONS, CANONICALISER)
        return
    with pytest.raises(UnsafeDocumentError) as refusal:
        suite.create_proof(given, owner, OPTIONS, CANONICALISER)
    assert refusal.value.problems[0].rule == "ambiguous-order"


@pytest.mark.parametrize("tags", [["🔥", "z"], ["Ａ", "z"], ["🔥\u2028", "ł\u0085"]])
def test_texts_that_all_programs_sort_alike_are_signed(tags: list[str]) -> None:
    given = document()
    given["credentialSubject"]["achievement"]["tag"] = tags
    assert EDDSA_RDFC_2022.create_proof(given, ED, OPTIONS, CANONICALISER)


@pytest.mark.parametrize(
    ("nquads", "ambiguous"),
    [
        ("", False),
        ('<a> <p> "x" .\n<a> <p> "z" .\n', False),
        ('<a> <p> "Ａ" .\n<a> <p> "🔥" .\n', True),
        ('<a> <p> "\ue000" .\n<a> <p> "\U00010000" .\n', True),
        ('<a> <p> "\ud7ff" .\n<a> <p> "\U00010000" .\n', False),
        ('<a> <p> "z\u2028a" .\n<a> <p> "🔥" .\n', False),
        ('<a> <p> "Ａ" .\n<a> <q> "🔥" .\n', False),
    ],
)
def test_the_order_is_ambiguous_only_where_two_sortings_differ(
    nquads: str, ambiguous: bool
) -> None:
    assert order_is_ambiguous(nquads) is ambiguous
