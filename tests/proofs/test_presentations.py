"""Presentations: signed for one challenge of one verifier, and for no other."""

import copy
from dataclasses import replace

import pytest

from keys.errors import InvalidSignatureError, UnsuitableKeyError
from keys.signer import Algorithm
from keys.strict_json import Json
from signing.errors import MalformedProofError, UnknownCryptosuiteError
from signing.json_ld import Document
from signing.presentations import Expectation, present, verify_presentation
from signing.proofs import proofs_of, unsecured, with_proof
from signing.rdfc_suites import EDDSA_RDFC_2022
from signing.suites import Cryptosuite

from .parties import CANONICALISER, CREATED, FORM_NAMES, FORMS, OPTIONS, document, signer

ASKED = Expectation(challenge="0f4b-ż", domain="https://verifier.example")
HOLDER = signer(Algorithm.ED25519, 7)


def _credential() -> Document:
    owner = signer(Algorithm.ED25519)
    return with_proof(document(owner), EDDSA_RDFC_2022, owner, OPTIONS, CANONICALISER)


def _presentation() -> dict[str, Json]:
    shown = present([_credential()], HOLDER, EDDSA_RDFC_2022, ASKED, CANONICALISER, created=CREATED)
    return dict(shown)


def _verify(presentation: Document, asked: Expectation = ASKED) -> None:
    verify_presentation(presentation, HOLDER.public_key, asked, CANONICALISER)


@pytest.mark.parametrize(("suite", "algorithm"), FORMS, ids=FORM_NAMES)
def test_a_presentation_is_accepted_for_what_was_asked(
    suite: Cryptosuite, algorithm: Algorithm
) -> None:
    holder = signer(algorithm, 7)
    shown = present([_credential()], holder, suite, ASKED, CANONICALISER, created=CREATED)
    verify_presentation(shown, holder.public_key, ASKED, CANONICALISER)
    assert shown["holder"] == holder.verification_method.partition("#")[0]
    assert shown["verifiableCredential"] == [_credential()]
    [proof] = proofs_of(shown)
    assert (proof["challenge"], proof["domain"]) == (ASKED.challenge, ASKED.domain)
    assert proof["proofPurpose"] == "authentication"


def test_two_credentials_of_one_issuer_are_presented_together() -> None:
    second = {**unsecured(_credential()), "id": "urn:uuid:second"}
    shown = present(
        [_credential(), second], HOLDER, EDDSA_RDFC_2022, ASKED, CANONICALISER, created=CREATED
    )
    _verify(shown)


@pytest.mark.parametrize(
    "asked",
    [
        replace(ASKED, challenge="another"),
        replace(ASKED, challenge=""),
        replace(ASKED, domain="https://verifier.example/"),
        replace(ASKED, domain="https://thief.example"),
    ],
)
def test_a_presentation_for_another_challenge_or_domain_is_refused(asked: Expectation) -> None:
    with pytest.raises(MalformedProofError):
        _verify(_presentation(), asked)


CHANGES: list[tuple[str, Json]] = [
    ("challenge", "another"),
    ("domain", "https://thief.example"),
    ("domain", [ASKED.domain]),
    ("proofPurpose", "assertionMethod"),
]


@pytest.mark.parametrize(("name", "value"), CHANGES)
def test_options_cannot_be_changed_after_signing(name: str, value: Json) -> None:
    shown = _presentation()
    [proof] = proofs_of(shown)
    changed = {**shown, "proof": {**proof, name: value}}
    with pytest.raises(MalformedProofError):
        _verify(changed)
    if isinstance(value, str) and name in {"challenge", "domain"}:
        with pytest.raises(InvalidSignatureError):
            _verify(changed, replace(ASKED, **{name: value}))


@pytest.mark.parametrize("name", ["challenge", "domain", "proofPurpose"])
def test_a_presentation_without_what_was_asked_is_refused(name: str) -> None:
    shown = _presentation()
    less = {member: value for member, value in proofs_of(shown)[0].items() if member != name}
    with pytest.raises(MalformedProofError):
        _verify({**shown, "proof": less})


def test_there_must_be_exactly_one_proof() -> None:
    shown = _presentation()
    for proofs in ([], proofs_of(shown) * 2):
        with pytest.raises(MalformedProofError):
            _verify({**shown, "proof": proofs})
    with pytest.raises(MalformedProofError):
        _verify(unsecured(shown))


@pytest.mark.parametrize("proof", [None, "x", 7, ["x"], [None], [[]]])
def test_a_proof_that_is_no_object_is_refused(proof: Json) -> None:
    with pytest.raises((MalformedProofError, UnknownCryptosuiteError)):
        _verify({**_presentation(), "proof": proof})


def test_what_is_presented_cannot_be_exchanged() -> None:
    shown = copy.deepcopy(_presentation())
    shown["verifiableCredential"][0]["credentialSubject"]["identifier"][0]["identityHash"] = "Ewa"
    with pytest.raises(InvalidSignatureError):
        _verify(shown)
    with pytest.raises(InvalidSignatureError):
        _verify({**_presentation(), "holder": "did:key:zThief"})


def test_another_key_does_not_verify() -> None:
    with pytest.raises(InvalidSignatureError):
        verify_presentation(
            _presentation(), signer(Algorithm.ED25519, 8).public_key, ASKED, CANONICALISER
        )
    with pytest.raises(UnsuitableKeyError):
        verify_presentation(
            _presentation(), signer(Algorithm.P256).public_key, ASKED, CANONICALISER
        )
