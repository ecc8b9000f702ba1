"""The proof that an issuer makes, and what it refuses to be made over."""

from dataclasses import replace

import pytest

from contexts.library import shipped
from keys.errors import InvalidSignatureError, UnsuitableKeyError
from keys.private import LocalSigner, from_secret, generate
from keys.signer import Algorithm
from keys.strict_json import Json
from signing import sd_proof_value
from signing.canonical import Canonicaliser
from signing.ecdsa_sd_2023 import ECDSA_SD_2023, derive, is_base_proof
from signing.errors import (
    DisagreementError,
    MalformedProofError,
    PointerError,
    UnsafeDocumentError,
)
from signing.suites import SUITES, suite_of

from .badges import CANONICALISER, OPTIONS, SIGNER, SUITE, badge, disclosed, signed, verify


def test_the_suite_is_found_by_its_name() -> None:
    assert SUITES["ecdsa-sd-2023"] is ECDSA_SD_2023
    assert suite_of(signed(badge())["proof"]) is ECDSA_SD_2023


def test_a_base_proof_is_verified_by_disclosing_everything() -> None:
    verify(signed(badge()))


def test_each_base_proof_has_a_new_hmac_key_and_a_new_ephemeral_key() -> None:
    proofs = [
        sd_proof_value.decode_base(
            ECDSA_SD_2023.create_proof(badge(), SIGNER, OPTIONS, CANONICALISER)["proofValue"]
        )
        for _ in range(2)
    ]
    assert proofs[0].hmac_key != proofs[1].hmac_key
    assert proofs[0].public_key != proofs[1].public_key


def test_the_document_is_not_changed() -> None:
    document = badge()
    disclosed(signed(document), "/evidence/0")
    assert document == badge()


def test_a_base_proof_is_told_from_a_derived_one() -> None:
    document = signed(badge())
    derived = disclosed(document)["proof"]
    assert is_base_proof(document["proof"])
    assert not is_base_proof(derived)
    assert not is_base_proof({**document["proof"], "cryptosuite": "ecdsa-rdfc-2019"})
    assert not is_base_proof({**document["proof"], "proofValue": 7})
    assert not is_base_proof({})


@pytest.mark.parametrize("algorithm", [Algorithm.ED25519, Algorithm.P384])
def test_only_keys_of_p256_are_taken(algorithm: Algorithm) -> None:
    other = LocalSigner("https://szkola.example/#other", generate(algorithm))
    with pytest.raises(UnsuitableKeyError):
        SUITE.create_proof(badge(), other, OPTIONS, CANONICALISER)
    with pytest.raises(UnsuitableKeyError):
        SUITE.verify_proof(badge(), signed(badge())["proof"], other.public_key, CANONICALISER)


def test_another_key_is_refused() -> None:
    other = from_secret(Algorithm.P256, bytes(31) + b"\x03").public_key
    document = disclosed(signed(badge()))
    proof = document["proof"]
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    with pytest.raises(InvalidSignatureError):
        SUITE.verify_proof(unsecured, proof, other, CANONICALISER)
    with pytest.raises(InvalidSignatureError):
        SUITE.verify_proof(badge(), signed(badge())["proof"], other, CANONICALISER)


def test_a_proof_that_would_follow_another_is_refused() -> None:
    with pytest.raises(MalformedProofError):
        signed(signed(badge()))


def test_a_mandatory_pointer_that_leads_nowhere_is_refused() -> None:
    suite = replace(SUITE, mandatory_pointers=("/issuer", "/nowhere"))
    with pytest.raises(PointerError, match="/nowhere"):
        suite.create_proof(badge(), SIGNER, OPTIONS, CANONICALISER)


def test_without_mandatory_pointers_everything_can_be_hidden() -> None:
    suite = replace(SUITE, mandatory_pointers=())
    proof = suite.create_proof(badge(), SIGNER, OPTIONS, CANONICALISER)
    shown = derive(badge(), proof, ["/name"], CANONICALISER)
    assert shown.keys() == {"@context", "id", "type", "name", "proof"}
    assert sd_proof_value.decode_derived(shown["proof"]["proofValue"]).mandatory_indexes == ()
    verify(shown)


def refused_for(document: dict[str, Json]) -> set[str]:
    with pytest.raises(UnsafeDocumentError) as caught:
        signed(document)
    return {problem.rule for problem in caught.value.problems}


def test_texts_that_programs_sort_differently_are_refused() -> None:
    document = badge()
    document["credentialSubject"]["achievement"]["tag"] = ["🔥", "\ufb01"]
    assert refused_for(document) == {"ambiguous-order"}


def test_an_undefined_term_is_refused() -> None:
    assert refused_for({**badge(), "colour": "blue"}) == {"undefined-term"}


@pytest.mark.parametrize("member", ["id", "evidence"])
def test_names_kept_for_selective_disclosure_are_refused(member: str) -> None:
    reserved = "urn:bnid:s1"
    value = {"id": reserved, "evidence": [{"id": reserved, "type": ["Evidence"]}]}[member]
    assert refused_for({**badge(), member: value}) == {"reserved-name"}


def test_plain_json_as_a_value_is_refused() -> None:
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential", "JsonSchemaCredential"],
        "issuer": "https://szkola.example/issuers/1",
        "credentialSubject": {
            "id": "https://szkola.example/schema",
            "type": "JsonSchema",
            "jsonSchema": {"title": "Odznaka"},
        },
    }
    assert refused_for(document) == {"indivisible"}


def test_a_member_that_only_readers_of_rdf_take_for_the_expiry_is_refused() -> None:
    url = "https://szkola.example/context"
    expiry = "https://www.w3.org/2018/credentials#validUntil"
    library = shipped().with_context(url, {"@context": {"expiry": expiry}})
    document = badge()
    document["@context"].append(url)
    document["expiry"] = document.pop("validUntil")
    canonicaliser = Canonicaliser(library)
    with pytest.raises(DisagreementError):
        SUITE.create_proof(document, SIGNER, OPTIONS, canonicaliser)
    for proof in (signed(badge())["proof"], disclosed(signed(badge()))["proof"]):
        with pytest.raises(DisagreementError):
            SUITE.verify_proof(document, proof, SIGNER.public_key, canonicaliser)


def test_the_empty_pointer_reveals_everything() -> None:
    document = {**signed(badge()), "proof": [signed(badge())["proof"]]}
    shown = derive(document, document["proof"][0], [""], CANONICALISER)
    assert {**shown, "proof": None} == {**badge(), "proof": None}
    verify(shown)
