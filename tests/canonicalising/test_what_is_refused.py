"""What implementations write in different ways is refused, at its place and by the named rule."""

import math

import pytest

from contexts.errors import UnknownContextError
from contexts.library import CREDENTIALS_V1, shipped
from keys.strict_json import Json
from signing.canonical import Canonicaliser
from signing.errors import (
    DocumentTooLargeError,
    LimitError,
    UnsafeDocumentError,
    UnsuitableContextError,
)
from signing.lexical import canonical_double, language_fault, number_fault

from .oracles import CANONICALISER
from .samples import ACHIEVEMENT, V2, put, rich, sample

EVIDENCE = "/evidence/0/id"
CREDITS = f"{ACHIEVEMENT}/creditsAvailable"
HASHED = "/credentialSubject/identifier/1/hashed"

CONTROLS = [*range(9), 11, 12, *range(14, 32), 0x7F]
UNSAFE: list[tuple[str, Json, str]] = [
    # 1, 2: characters that are escaped by some only
    *[("/name", f"a{chr(code)}b", "control-character") for code in CONTROLS],
    ("/name", "a\ufffeb", "control-character"),
    ("/name", "a\uffffb", "control-character"),
    ("/name", "a\ud800b", "not-unicode"),
    # 4, 6: names that need a base
    (EVIDENCE, "dowody/1", "relative-iri"),
    (EVIDENCE, "", "relative-iri"),
    (EVIDENCE, "#1", "relative-iri"),
    (EVIDENCE, "@foo", "relative-iri"),
    (EVIDENCE, "_:b0", "blank-node-id"),
    (EVIDENCE, 7, "iri-not-a-string"),
    ("/issuer/id", "uczelnia", "relative-iri"),
    # 5: names that are not IRIs
    *[(EVIDENCE, f"https://a.example/{c}", "invalid-iri") for c in '<>"{}|^`\\ \n\x7f\u00a0\u2028'],
    (EVIDENCE, "https://a.example/%zz", "invalid-iri"),
    (EVIDENCE, "https://a.example/%2", "invalid-iri"),
    (EVIDENCE, "urn:uuid:x\n", "invalid-iri"),
    (EVIDENCE, "1a:b", "invalid-iri"),
    (f"{ACHIEVEMENT}/type", ["Achievement", "https://a b"], "invalid-iri"),
    # 7: what has no meaning
    ("/nickname", "x", "undefined-term"),
    (f"{ACHIEVEMENT}/colour", "x", "undefined-term"),
    ("/type", ["VerifiableCredential", "AchievementCredential", "Pass"], "undefined-type"),
    ("/type", ["VerifiableCredential", 7], "type-not-a-string"),
    ("/type", ["VerifiableCredential", "OpenBadgeCredential", "AchievementCredential"],
     "same-type-twice"),
    # 8: values with several spellings
    (f"{ACHIEVEMENT}/tag", ["x", "x"], "duplicate-item"),
    (f"{ACHIEVEMENT}/tag", [], "empty-array"),
    (f"{ACHIEVEMENT}/tag", [["x"]], "nested-array"),
    (f"{ACHIEVEMENT}/tag", None, "null-value"),
    (f"{ACHIEVEMENT}/tag", ["x", {"@value": "x"}], "at-sign-key"),
    ("/name", {"@value": "x", "@language": "pl", "@direction": "rtl"}, "at-sign-key"),
    ("/name", {"@value": "x", "@type": "xsd:string"}, "at-sign-key"),
    ("/name", {"@value": "x", "@language": "PL"}, "language-tag"),
    ("/name", {"@value": "x", "@language": "en-gb"}, "language-tag"),
    ("/name", {"@value": "x", "@language": "pl_PL"}, "language-tag"),
    (CREDITS, "2.5", "text-not-expected"),
    (CREDITS, True, "boolean-not-expected"),
    (CREDITS, 5.0, "inexact-number"),
    (CREDITS, -0.0, "inexact-number"),
    (CREDITS, 0.1 + 0.2, "inexact-number"),
    (CREDITS, 1e21, "inexact-number"),
    (CREDITS, math.nan, "inexact-number"),
    (CREDITS, 2**53, "inexact-number"),
    (CREDITS, -(2**53), "inexact-number"),
    (HASHED, "true", "text-not-expected"),
    (HASHED, 1, "number-not-expected"),
    ("/validFrom", 7, "number-not-expected"),
    ("/validFrom", True, "boolean-not-expected"),
    # rule 1: other spellings of members
    ("/https:~1~1www.w3.org~12018~1credentials#validUntil", "2030-01-01T00:00:00Z", "colon-in-key"),
    ("/cred:validUntil", "2030-01-01T00:00:00Z", "colon-in-key"),
    ("/@id", "urn:uuid:x", "at-sign-key"),
    ("/issuer/@type", "Profile", "at-sign-key"),
    ("/issuer/@index", "1", "at-sign-key"),
    ("/@included", [], "at-sign-key"),
    ("/@reverse", {}, "at-sign-key"),
    ("/@nest", {}, "at-sign-key"),
    ("/@graph", {}, "at-sign-key"),
    ("/issuer/@context", [V2], "misplaced-context"),
    ("/issuer/", "x", "empty-key"),
    ("/endorsement", [{"id": "urn:uuid:e"}], "id-only-object"),
    # rule 5: one name, two nodes
    (f"{ACHIEVEMENT}/id", "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0001", "same-id-twice"),
]  # fmt: skip


@pytest.mark.parametrize(("pointer", "value", "rule"), UNSAFE)
def test_a_document_with_this_is_refused_by_its_rule(pointer: str, value: Json, rule: str) -> None:
    with pytest.raises(UnsafeDocumentError) as refusal:
        CANONICALISER.statements(put(sample(), pointer, value))
    found = {(problem.pointer, problem.rule) for problem in refusal.value.problems}
    assert rule in {name for place, name in found if place.startswith(pointer)}


def test_a_prefix_of_the_old_context_is_no_second_spelling_of_a_name() -> None:
    old = put(put(sample(), "/@context/0", CREDENTIALS_V1), "/id", "cred:x")
    with pytest.raises(UnsafeDocumentError) as refusal:
        CANONICALISER.statements(old)
    assert ("/id", "compact-iri") in {(p.pointer, p.rule) for p in refusal.value.problems}


ILL_FORMED = ["http://a:b/", "http://[zz]/", "https://a.example/a#b#c", "https://a.example/?q[]"]


@pytest.mark.parametrize("iri", ILL_FORMED)
def test_an_iri_that_only_the_grammar_forbids_is_refused(iri: str) -> None:
    with pytest.raises(UnsafeDocumentError):
        CANONICALISER.statements(put(sample(), EVIDENCE, iri))


@pytest.mark.parametrize("value", [math.inf, -math.inf])
def test_an_infinite_number_is_refused(value: float) -> None:
    with pytest.raises(UnsafeDocumentError):
        CANONICALISER.statements(put(sample(), CREDITS, value))


SAFE: list[tuple[str, Json]] = [
    ("/name", 'tab\tline\nreturn\rquote"slash\\ \u0080 \u2028 \ufeff 🔥'),
    ("/name", {"@value": "x", "@language": "en-GB"}),
    (EVIDENCE, "https://żółw.example/%C5%BC?a=ż#b"),
    (EVIDENCE, "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0009"),
    (EVIDENCE, "did:web:a.example%3A8080:b"),
    (CREDITS, 2**53 - 1),
    (CREDITS, 0.1),
    (f"{ACHIEVEMENT}/type", ["Achievement", "https://a.example/Course"]),
]


@pytest.mark.parametrize(("pointer", "value"), SAFE)
def test_a_document_with_this_is_not_refused(pointer: str, value: Json) -> None:
    changed = CANONICALISER.statements(put(sample(), pointer, value))
    assert set(changed) != set(CANONICALISER.statements(sample()))


@pytest.mark.parametrize(
    ("contexts", "error"),
    [
        (None, UnsuitableContextError),
        ([], UnsuitableContextError),
        ({}, UnsuitableContextError),
        (["https://w3id.org/security/data-integrity/v2", V2],
         UnsuitableContextError),
        ([V2, "https://a.example/context"], UnknownContextError),
        ([V2, "https://www.w3.org/ns/credentials/examples/v2"], UnknownContextError),
        ([V2, "https://www.w3.org/ns/credentials/undefined-terms/v2"], UnknownContextError),
        ([V2, {"@vocab": "urn:x:"}], UnknownContextError),
        ([V2, None], UnknownContextError),
    ],
)  # fmt: skip
def test_contexts_that_are_not_a_credentials_are_refused(
    contexts: Json, error: type[Exception]
) -> None:
    with pytest.raises(error):
        CANONICALISER.statements(put(sample(), "/@context", contexts))


def test_the_contexts_of_an_inner_credential_are_looked_at_as_well() -> None:
    inner = "/endorsement/0/@context"
    with pytest.raises(UnknownContextError):
        CANONICALISER.statements(put(rich(), inner, [V2, "https://a.example/context"]))
    with pytest.raises(UnsuitableContextError) as refusal:
        CANONICALISER.statements(put(rich(), inner, []))
    assert refusal.value.pointer == inner


def test_a_document_with_too_many_statements_could_not_be_checked() -> None:
    tags = [f"t{number}" for number in range(2001)]
    with pytest.raises(DocumentTooLargeError) as refusal:
        CANONICALISER.statements(put(sample(), f"{ACHIEVEMENT}/tag", tags))
    assert isinstance(refusal.value, LimitError)
    assert refusal.value.statements > refusal.value.limit


def test_every_problem_of_a_document_is_named_at_once() -> None:
    document = put(put(sample(), "/nickname", "x"), EVIDENCE, "relative")
    with pytest.raises(UnsafeDocumentError) as refusal:
        CANONICALISER.statements(document)
    found = [(problem.pointer, problem.rule) for problem in refusal.value.problems]
    assert found == [(EVIDENCE, "relative-iri"), ("/nickname", "undefined-term")]
    for problem in refusal.value.problems:
        assert problem.clause
        assert problem.message_en != problem.message_pl


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (0.1, "1.0E-1"),
        (2.5, "2.5E0"),
        (-2.5, "-2.5E0"),
        (1e-7, "1.0E-7"),
        (123456789.25, "1.2345678925E8"),
        (5.0, "5.0E0"),
        (0.0, "0.0E0"),
        (1e21, "1.0E21"),
        (9.95, "9.949999999999999E0"),  # JSON-LD 1.1 API section 8.6: %1.15E
    ],
)
def test_a_double_is_written_in_the_canonical_form_of_xml_schema(value: float, form: str) -> None:
    assert canonical_double(value) == form


@pytest.mark.parametrize("value", [0.1, 2.5, 1e-7, 0, -3, 2**53 - 1])
def test_a_number_that_survives_is_allowed(value: float) -> None:
    assert number_fault(value) is None


@pytest.mark.parametrize("value", [1.0, 0.1 + 0.2, 2.0**70, math.nan, 2**53])
def test_a_number_that_does_not_survive_is_not_allowed(value: float) -> None:
    assert number_fault(value) == "inexact-number"


@pytest.mark.parametrize("tag", ["pl", "en-GB", "zh-Hant-TW", "es-419", "sl-rozaj", "fil"])
def test_a_language_tag_in_the_recommended_case_is_allowed(tag: str) -> None:
    assert language_fault(tag) is None


@pytest.mark.parametrize("tag", ["PL", "en-gb", "zh-hant", "", "p", "pl-", "pl\n", 7, None])
def test_a_language_tag_in_another_case_is_not_allowed(tag: object) -> None:
    assert language_fault(tag) == "language-tag"


def test_contexts_with_a_default_vocabulary_are_for_a_library_that_was_given_one() -> None:
    url = "https://www.w3.org/ns/credentials/examples/v2"
    wider = shipped().with_context(url, {"@context": {"@vocab": "https://a.example/#"}})
    document = put(put(sample(), "/@context/2", url), "/nickname", "x")
    assert Canonicaliser(wider).statements(document)
    with pytest.raises(UnknownContextError):
        CANONICALISER.statements(document)
