"""The contexts of a JCS proof: they begin the document's own, and are put in their place."""

import pytest

from contexts.errors import UnknownContextError
from contexts.library import CREDENTIALS_V2, OPEN_BADGES_3_0_3, OPEN_BADGES_EXTENSIONS
from keys.errors import InvalidSignatureError
from keys.signer import Algorithm
from keys.strict_json import Json
from signing.errors import MalformedProofError, UnsafeDocumentError, UnsuitableContextError
from signing.jcs_suites import EDDSA_JCS_2022, canonical_json
from signing.json_ld import Document

from .parties import CANONICALISER, OPTIONS, document, signer

SIGNER = signer(Algorithm.ED25519)


def _proof() -> Document:
    return EDDSA_JCS_2022.create_proof(document(), SIGNER, OPTIONS, CANONICALISER)


def _verify(credential: Document, proof: Document) -> None:
    EDDSA_JCS_2022.verify_proof(credential, proof, SIGNER.public_key, CANONICALISER)


def test_a_proof_carries_the_contexts_of_its_document() -> None:
    assert _proof()["@context"] == document()["@context"]
    _verify(document(), _proof())


def test_whoever_adds_a_context_after_signing_spoils_nothing() -> None:
    longer = [*document()["@context"], OPEN_BADGES_EXTENSIONS]
    _verify({**document(), "@context": longer}, _proof())


OTHERS: list[Json] = [
    [CREDENTIALS_V2],
    [OPEN_BADGES_3_0_3, CREDENTIALS_V2],
    [CREDENTIALS_V2, OPEN_BADGES_EXTENSIONS, OPEN_BADGES_3_0_3],
    CREDENTIALS_V2,
    [],
    None,
]


@pytest.mark.parametrize("contexts", OTHERS)
def test_a_document_whose_contexts_begin_otherwise_is_refused(contexts: Json) -> None:
    with pytest.raises(MalformedProofError, match="contexts"):
        _verify({**document(), "@context": contexts}, _proof())


def test_a_document_without_contexts_is_refused() -> None:
    bare = {name: value for name, value in document().items() if name != "@context"}
    with pytest.raises(MalformedProofError):
        _verify(bare, _proof())


def test_contexts_that_are_taken_out_of_the_proof_are_missed() -> None:
    bare = {name: value for name, value in _proof().items() if name != "@context"}
    with pytest.raises(InvalidSignatureError):
        _verify(document(), bare)


@pytest.mark.parametrize("contexts", [[], None, {}, [CREDENTIALS_V2], [{"name": "urn:x"}]])
def test_other_contexts_in_the_proof_are_refused(contexts: Json) -> None:
    with pytest.raises(
        (MalformedProofError, UnsuitableContextError, UnknownContextError, UnsafeDocumentError)
    ):
        _verify(document(), {**_proof(), "@context": contexts})


def test_a_document_that_means_nothing_is_not_signed_although_its_text_could_be() -> None:
    with pytest.raises(UnsafeDocumentError):
        EDDSA_JCS_2022.create_proof({**document(), "nickname": "x"}, SIGNER, OPTIONS, CANONICALISER)


def test_the_order_of_a_list_is_covered() -> None:
    turned = document()
    turned["credentialSubject"]["achievement"]["tag"].reverse()
    with pytest.raises(InvalidSignatureError):
        _verify(turned, _proof())


KNOWN: list[tuple[Json, str]] = [
    # RFC 8785 sections 3.2.2.2, 3.2.2.3, 3.2.3 and appendix B
    ({"b": 1, "a": [True, None, "x"]}, '{"a":[true,null,"x"],"b":1}'),
    ({"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\x80": 6, "ö": 7},
     '{"\\r":2,"1":4,"\x80":6,"ö":7,"\u20ac":1,"😀":5,"\ufb33":3}'),
    ("\u20ac$\u000f\nA'B\"\\\\\"/", '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'),
    ([333333333.33333329, 1e30, 4.5, 2e-3, 1e-27, -0.0],
     "[333333333.3333333,1e+30,4.5,0.002,1e-27,0]"),
    (5e-324, "5e-324"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), KNOWN)
def test_json_is_written_as_rfc_8785_says(value: Json, text: str) -> None:
    assert canonical_json(value).decode() == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", 2**53, {1: 2}])
def test_what_rfc_8785_cannot_write_is_refused(value: Json) -> None:
    with pytest.raises(MalformedProofError):
        canonical_json(value)
