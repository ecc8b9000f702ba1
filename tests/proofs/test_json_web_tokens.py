"""VC-JWT as Open Badges 3.0 defines it: exact headers and claims, strict reading (rule 22)."""

import json
from dataclasses import replace

import pytest
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

from contexts.library import CREDENTIALS_V1
from keys import jwk
from keys.errors import InvalidSignatureError, UnsuitableKeyError
from keys.signer import Algorithm
from keys.strict_json import Json
from signing import jwt_claims, vc_jwt
from signing.errors import JwtError, UnsafeDocumentError
from signing.json_ld import Document
from signing.securing import sign_jwt

from .parties import CANONICALISER, VALID_FROM, document, signer
from .tokens import ED, GOOD, parts_of, token_of

NAMES = {"EdDSA": Algorithm.ED25519, "ES256": Algorithm.P256, "ES384": Algorithm.P384,
         "RS256": Algorithm.RSA}  # fmt: skip
every_algorithm = pytest.mark.parametrize(("name", "algorithm"), NAMES.items(), ids=NAMES)
SECONDS = int(VALID_FROM.timestamp())


@every_algorithm
def test_the_header_has_exactly_three_members(name: str, algorithm: Algorithm) -> None:
    owner = signer(algorithm)
    header, _ = parts_of(vc_jwt.encode(document(owner), owner))
    assert list(header.items()) == [
        ("alg", name),
        ("kid", owner.verification_method),
        ("typ", "JWT"),
    ]


def test_the_payload_is_the_document_and_its_claims() -> None:
    unsigned = document()
    _, payload = parts_of(vc_jwt.encode(unsigned, ED))
    claims = {
        "iss": unsigned["issuer"]["id"],
        "jti": unsigned["id"],
        "sub": unsigned["credentialSubject"]["id"],
        "nbf": SECONDS,
        "iat": SECONDS,
    }
    assert payload == {**unsigned, **claims}


def test_an_end_of_validity_is_a_claim_as_well() -> None:
    _, payload = parts_of(
        vc_jwt.encode({**document(), "validUntil": "2027-01-01T01:00:00+01:00"}, ED)
    )
    assert payload["exp"] == 1_798_761_600
    assert payload["validUntil"] == "2027-01-01T01:00:00+01:00"


@every_algorithm
def test_jwcrypto_alone_accepts_the_token_and_no_altered_one(
    name: str, algorithm: Algorithm
) -> None:
    owner = signer(algorithm)
    token = vc_jwt.encode(document(owner), owner)
    key = JWK.from_json(json.dumps(jwk.encode(owner.public_key)))
    independent = JWS()
    independent.allowed_algs = [name]
    independent.deserialize(token, key)
    assert json.loads(independent.payload)["id"] == document()["id"]
    other = vc_jwt.encode({**document(owner), "name": "x"}, owner)
    mixed = ".".join([*other.split(".")[:2], token.split(".")[2]])
    with pytest.raises(InvalidSignatureError):
        vc_jwt.verify(vc_jwt.read(mixed), owner.public_key)


@every_algorithm
def test_a_token_is_read_verified_and_gives_its_document_back(
    name: str, algorithm: Algorithm
) -> None:
    owner = signer(algorithm)
    token = vc_jwt.read(vc_jwt.encode(document(owner), owner))
    vc_jwt.verify(token, owner.public_key)
    assert vc_jwt.document_of(token) == document(owner)
    vc_jwt.check_claims(token, document(owner))
    assert token.algorithm_name == name
    assert token.unexpected_members == ()


@every_algorithm
@pytest.mark.parametrize("other", Algorithm)
def test_the_algorithm_is_bound_to_the_kind_of_key(
    name: str, algorithm: Algorithm, other: Algorithm
) -> None:
    token = vc_jwt.read(vc_jwt.encode(document(), signer(algorithm)))
    with pytest.raises(InvalidSignatureError if other is algorithm else UnsuitableKeyError):
        vc_jwt.verify(token, signer(other, 2).public_key)


INSTANTS = ["2026-05-31T12:00:00.5Z", "2026-05-31T12:00:00.000001Z", "2026-05-31", "", "soon"]


@pytest.mark.parametrize("instant", INSTANTS)
@pytest.mark.parametrize("name", ["validFrom", "validUntil"])
def test_only_whole_seconds_can_be_claimed(name: str, instant: str) -> None:
    with pytest.raises(JwtError, match=name):
        vc_jwt.encode({**document(), name: instant}, ED)


def _without(name: str, inside: str | None = None) -> Document:
    unsigned = document()
    place = unsigned if inside is None else unsigned[inside]
    del place[name]
    return unsigned


LACKING = [_without("id"), _without("issuer"), _without("validFrom"), _without("credentialSubject"),
           _without("id", "credentialSubject"), _without("id", "issuer")]  # fmt: skip


@pytest.mark.parametrize("unsigned", LACKING)
def test_what_a_claim_must_repeat_must_be_there(unsigned: Document) -> None:
    with pytest.raises(JwtError):
        vc_jwt.encode(unsigned, ED)


@pytest.mark.parametrize("claim", jwt_claims.CLAIMS)
def test_a_document_cannot_bring_claims_of_its_own(claim: str) -> None:
    with pytest.raises(JwtError, match=claim):
        vc_jwt.encode({**document(), claim: 1}, ED)


CLAIMS: list[tuple[str, Json]] = [
    ("iss", "did:key:x"), ("iss", None), ("iss", {"id": "x"}), ("jti", "urn:uuid:x"), ("jti", 1),
    ("sub", "urn:uuid:x"), ("sub", None), ("nbf", SECONDS + 1), ("nbf", str(SECONDS)),
    ("nbf", float(SECONDS) + 0.5), ("nbf", True), ("nbf", None), ("nbf", 2**62),
    ("exp", SECONDS), ("exp", "x"), ("exp", True), ("exp", -(2**62)),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "value"), CLAIMS)
def test_a_claim_that_says_something_else_is_refused(claim: str, value: Json) -> None:
    _, payload = parts_of(vc_jwt.encode({**document(), "validUntil": "2030-01-01T00:00:00Z"}, ED))
    token = replace(vc_jwt.read(GOOD), payload={**payload, claim: value})
    with pytest.raises(JwtError):
        vc_jwt.check_claims(token, vc_jwt.document_of(token))


@pytest.mark.parametrize("claim", ["iss", "jti", "sub", "nbf"])
def test_a_required_claim_that_is_missing_is_refused(claim: str) -> None:
    token = vc_jwt.read(GOOD)
    less = {name: value for name, value in token.payload.items() if name != claim}
    with pytest.raises(JwtError):
        vc_jwt.check_claims(replace(token, payload=less), document())


def test_an_end_that_stands_only_in_the_claim_ends_the_document() -> None:
    token = vc_jwt.read(token_of(payload={**parts_of(GOOD)[1], "exp": SECONDS}))
    assert vc_jwt.document_of(token)["validUntil"] == "2026-05-31T12:00:00Z"


OLD = {
    "@context": [CREDENTIALS_V1],
    "id": "urn:uuid:1",
    "issuer": "did:key:x",
    "issuanceDate": "2026-05-31T12:00:00Z",
    "credentialSubject": {"id": "urn:uuid:2"},
}
OLD_CLAIMS = {"iss": "did:key:x", "jti": "urn:uuid:1", "sub": "urn:uuid:2", "nbf": SECONDS}


def test_the_document_of_an_old_token_stands_in_its_claim() -> None:
    token = vc_jwt.read(token_of(payload={**OLD_CLAIMS, "vc": OLD}))
    assert vc_jwt.document_of(token) == OLD
    vc_jwt.check_claims(token, OLD)


def test_what_an_old_token_leaves_to_its_claims_is_put_in() -> None:
    short = {"@context": [CREDENTIALS_V1], "credentialSubject": {}}
    token = vc_jwt.read(token_of(payload={**OLD_CLAIMS, "exp": SECONDS, "vc": short}))
    assert vc_jwt.document_of(token) == {**OLD, "expirationDate": "2026-05-31T12:00:00Z"}


@pytest.mark.parametrize("name", ["issuer", "id", "issuanceDate"])
def test_an_old_token_whose_claims_say_something_else_is_refused(name: str) -> None:
    other = {**OLD, name: "2026-05-31T12:00:01Z"}
    token = vc_jwt.read(token_of(payload={**OLD_CLAIMS, "vc": other}))
    with pytest.raises(JwtError):
        vc_jwt.check_claims(token, vc_jwt.document_of(token))


@pytest.mark.parametrize("claim", [["x"], "x", None, 5])
def test_a_claim_that_is_no_object_is_refused(claim: Json) -> None:
    with pytest.raises(JwtError):
        vc_jwt.document_of(vc_jwt.read(token_of(payload={"vc": claim})))


@pytest.mark.parametrize("beside", ["validFrom", "credentialStatus", "type", "proof"])
def test_a_token_with_two_credentials_is_refused(beside: str) -> None:
    with pytest.raises(JwtError):
        vc_jwt.document_of(vc_jwt.read(token_of(payload={**OLD_CLAIMS, "vc": OLD, beside: "x"})))


def test_what_must_not_be_signed_is_not_signed_as_a_token_either() -> None:
    with pytest.raises(UnsafeDocumentError):
        sign_jwt({**document(), "nickname": "x"}, ED, CANONICALISER)
    assert vc_jwt.read(sign_jwt(document(), ED, CANONICALISER)).payload["iss"]
