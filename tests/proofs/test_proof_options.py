"""Proof options: what a maker may choose, what a reader takes, and which key fits which suite."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from keys.errors import InvalidSignatureError, MultibaseError, UnsuitableKeyError
from keys.signer import Algorithm
from keys.strict_json import Json
from signing.errors import MalformedProofError, UnknownCryptosuiteError
from signing.json_ld import Document
from signing.proof_options import ProofOptions, check_form, written
from signing.rdfc_suites import ED25519_SIGNATURE_2020, EDDSA_RDFC_2022
from signing.suites import SUITES, Cryptosuite, suite_of

from .parties import CANONICALISER, CREATED, FORM_NAMES, FORMS, OPTIONS, document, signer

every_form = pytest.mark.parametrize(("suite", "algorithm"), FORMS, ids=FORM_NAMES)
PROOF = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "created": "2026-06-01T10:30:00Z",
    "verificationMethod": "did:key:z6Mk#z6Mk",
    "proofPurpose": "assertionMethod",
    "proofValue": "z1",
}
FULL = replace(
    OPTIONS,
    purpose="authentication",
    expires=CREATED + timedelta(days=1),
    identifier="urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0009",
    challenge='żądanie "1"\n',
    domain="https://verifier.example",
)

OTHERWISE = {
    "id": "urn:uuid:x",
    "created": "2026-06-01T10:30:01Z",
    "expires": "2026-06-02T10:30:01Z",
    "proofPurpose": "assertionMethod",
    "challenge": "x",
    "domain": "x",
    "verificationMethod": "did:x:y",
}


def _made(suite: Cryptosuite, algorithm: Algorithm, options: ProofOptions) -> Document:
    return suite.create_proof(document(), signer(algorithm), options, CANONICALISER)


@every_form
def test_every_option_stands_in_the_proof_and_is_covered(
    suite: Cryptosuite, algorithm: Algorithm
) -> None:
    proof = _made(suite, algorithm, FULL)
    expected = {
        "id": FULL.identifier,
        "created": "2026-06-01T10:30:00Z",
        "expires": "2026-06-02T10:30:00Z",
        "proofPurpose": "authentication",
        "challenge": FULL.challenge,
        "domain": FULL.domain,
        "verificationMethod": signer(algorithm).verification_method,
    }
    assert expected.items() <= proof.items()
    key = signer(algorithm).public_key
    suite.verify_proof(document(), proof, key, CANONICALISER)
    for name, value in OTHERWISE.items():
        with pytest.raises(InvalidSignatureError):
            suite.verify_proof(document(), {**proof, name: value}, key, CANONICALISER)


@every_form
@pytest.mark.parametrize("name", ["created", "expires", "challenge", "domain", "id"])
def test_an_option_that_is_taken_out_is_noticed(
    suite: Cryptosuite, algorithm: Algorithm, name: str
) -> None:
    proof = _made(suite, algorithm, FULL)
    less = {member: value for member, value in proof.items() if member != name}
    with pytest.raises(InvalidSignatureError):
        suite.verify_proof(document(), less, signer(algorithm).public_key, CANONICALISER)


@every_form
def test_options_that_are_not_chosen_are_absent(suite: Cryptosuite, algorithm: Algorithm) -> None:
    proof = _made(suite, algorithm, ProofOptions(created=None))
    assert not {"id", "created", "expires", "challenge", "domain", "previousProof"} & proof.keys()
    suite.verify_proof(document(), proof, signer(algorithm).public_key, CANONICALISER)


@every_form
def test_one_document_and_one_key_have_one_proof(suite: Cryptosuite, algorithm: Algorithm) -> None:
    assert _made(suite, algorithm, OPTIONS) == _made(suite, algorithm, OPTIONS)


@every_form
@pytest.mark.parametrize("other", Algorithm)
def test_a_key_of_another_kind_makes_and_checks_no_proof(
    suite: Cryptosuite, algorithm: Algorithm, other: Algorithm
) -> None:
    if other in suite.algorithms:
        assert _made(suite, other, OPTIONS)
        return
    with pytest.raises(UnsuitableKeyError):
        _made(suite, other, OPTIONS)
    proof = _made(suite, algorithm, OPTIONS)
    with pytest.raises(UnsuitableKeyError):
        suite.verify_proof(document(), proof, signer(other).public_key, CANONICALISER)


@every_form
def test_another_key_of_the_same_kind_does_not_verify(
    suite: Cryptosuite, algorithm: Algorithm
) -> None:
    proof = _made(suite, algorithm, OPTIONS)
    with pytest.raises(InvalidSignatureError):
        suite.verify_proof(document(), proof, signer(algorithm, 2).public_key, CANONICALISER)


def test_times_are_written_in_utc_and_whole_seconds() -> None:
    polish = timezone(timedelta(hours=2))
    assert written(datetime(2026, 6, 1, 12, 30, 0, 999_999, polish)) == "2026-06-01T10:30:00Z"
    assert written(datetime(2026, 6, 1, 10, 30, tzinfo=UTC)) == "2026-06-01T10:30:00Z"
    assert written(None) is None


GOOD: list[dict[str, Json]] = [
    {},
    {"id": "urn:uuid:1", "challenge": "x", "nonce": "y", "expires": "2026-06-02T10:30:00+02:00"},
    {"domain": "a.example"},
    {"domain": ["a.example", "b.example"]},
    {"previousProof": ["urn:uuid:1", "urn:uuid:2"]},
]
BAD: list[tuple[str, Json]] = [
    ("created", "2026-06-01"),
    ("created", "2026-06-01T10:30:00"),
    ("created", 1780309800),
    ("created", None),
    ("expires", "soon"),
    ("expires", ["2026-06-01T10:30:00Z"]),
    ("verificationMethod", {"id": "did:key:z6Mk#z6Mk"}),
    ("verificationMethod", ["did:key:z6Mk#z6Mk"]),
    ("proofPurpose", ["assertionMethod"]),
    ("proofValue", 1),
    ("proofValue", ["z1"]),
    ("type", ["DataIntegrityProof"]),
    ("cryptosuite", None),
    ("challenge", 1),
    ("nonce", {}),
    ("domain", []),
    ("domain", [1]),
    ("previousProof", []),
    ("previousProof", {"id": "urn:uuid:1"}),
    ("id", 1),
    ("jws", "a..b"),
    ("validUntil", "2030-01-01T00:00:00Z"),
    ("https://w3id.org/security#expiration", "2030-01-01T00:00:00Z"),
    ("@type", "DataIntegrityProof"),
    ("@context", ["https://www.w3.org/ns/credentials/v2"]),
]


@pytest.mark.parametrize("members", GOOD)
def test_a_proof_of_good_form_is_taken(members: dict[str, Json]) -> None:
    proof = {**PROOF, **members}
    before = dict(proof)
    check_form(proof)
    assert proof == before


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_proof_of_bad_form_is_refused_by_the_member(name: str, value: Json) -> None:
    with pytest.raises(MalformedProofError, match=f"“{name}”"):
        check_form({**PROOF, name: value})


@pytest.mark.parametrize("name", ["type", "verificationMethod", "proofPurpose", "proofValue"])
def test_a_proof_without_a_required_member_is_refused(name: str) -> None:
    with pytest.raises(MalformedProofError, match=f"“{name}” is missing"):
        check_form({member: value for member, value in PROOF.items() if member != name})


def test_only_a_jcs_proof_may_carry_contexts() -> None:
    contexts = {"@context": document()["@context"]}
    check_form({**PROOF, **contexts}, with_context=True)
    owner = signer(Algorithm.ED25519)
    proof = {**_made(EDDSA_RDFC_2022, Algorithm.ED25519, OPTIONS), **contexts}
    with pytest.raises(MalformedProofError):
        EDDSA_RDFC_2022.verify_proof(document(), proof, owner.public_key, CANONICALISER)


@pytest.mark.parametrize("value", ["", "x", "z", "zz0", "m1234", "z" + "1" * 63, "u" + "A" * 86])
@every_form
def test_a_proof_value_that_is_no_signature_is_refused(
    suite: Cryptosuite, algorithm: Algorithm, value: str
) -> None:
    proof = {**_made(suite, algorithm, OPTIONS), "proofValue": value}
    with pytest.raises((InvalidSignatureError, MalformedProofError, MultibaseError)):
        suite.verify_proof(document(), proof, signer(algorithm).public_key, CANONICALISER)


def test_every_suite_is_found_by_the_proofs_that_name_it() -> None:
    for name, suite in SUITES.items():
        assert suite.name == name
        by_type = {"type": name}
        by_suite = {"type": "DataIntegrityProof", "cryptosuite": name}
        assert suite_of(by_type if suite is ED25519_SIGNATURE_2020 else by_suite) is suite


@pytest.mark.parametrize(
    "proof",
    [
        {},
        {"type": "DataIntegrityProof"},
        {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2021"},
        {"type": "DataIntegrityProof", "cryptosuite": ["eddsa-rdfc-2022"]},
        {"type": "DataIntegrityProof", "cryptosuite": "Ed25519Signature2020"},
        {"type": "eddsa-rdfc-2022"},
        {"type": ["DataIntegrityProof"], "cryptosuite": "eddsa-rdfc-2022"},
        {"type": "Ed25519Signature2018"},
        {"type": {"id": "x"}},
    ],
)
def test_a_proof_of_another_suite_is_unknown(proof: dict[str, Json]) -> None:
    with pytest.raises(UnknownCryptosuiteError):
        suite_of(proof)


def test_old_suites_are_for_checking_only() -> None:
    old = {name for name, suite in SUITES.items() if not suite.for_new_proofs}
    assert old == {"Ed25519Signature2020", "eddsa-2022"}
