"""Threat 10: tokens whose header tells the verifier how, and with whose key, to believe them.

A key at an https `kid` is the one thing that may be asked for (rule 22): it then counts only if the
issuer's own document lists it.
"""

import hashlib
import hmac
from collections.abc import Mapping

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from verifying.cases import READINGS
from verifying.documents import NOW
from verifying.people import ISSUER, STRANGER, Person, by_did_jwk, by_did_key
from verifying.processes import Answers, OwnDids
from verifying.securing import Made, bytes_of
from verifying.token_cases import CLAIMS, HEADER, repeated
from verifying.tokens import ABSENT, claims_of, header_of, made, part

from keys.multibase import base64url_encode
from keys.signer import Algorithm
from keys.strict_json import Json
from verifier.report import Name, Report, Verdict
from verifier.verify import Verifier

P256 = by_did_key(Algorithm.P256)
TRAP = "https://pulapka.example/keys"
FORGER = Person(ISSUER.issuer, ISSUER.method, STRANGER.key)
"""Says that it is the issuer, and signs with a key of its own."""
_POINT = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), P256.key.public_key.raw)
SECRETS = {
    "raw": P256.key.public_key.raw,
    "PEM": _POINT.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    "DER": _POINT.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
    "JWK": bytes_of(P256.public_jwk),
}


def checked(token: Made, trap: Json) -> tuple[Report, list[str]]:
    """Return the report, and what was asked for; at `TRAP` waits what would be believed."""
    answers = Answers({TRAP: trap})
    report = Verifier(READINGS, OwnDids(answers)).verify_file(bytes_of(token()), now=NOW)
    assert isinstance(report, Report)
    return report, answers.asked


def refused(token: Made, check: Name, code: str, verdict: Verdict = Verdict.INVALID) -> None:
    report, asked = checked(token, STRANGER.public_jwk)
    assert (report.verdict, report.check(check).code, asked) == (verdict, code, [])


def forged(**header: Json) -> Made:
    return made(FORGER, header)


def with_hmac(secret: bytes, header: Mapping[str, Json]) -> Made:
    text = f"{part(header)}.{part(claims_of(P256))}"
    return lambda: f"{text}.{base64url_encode(hmac.digest(secret, text.encode(), hashlib.sha256))}"


@pytest.mark.parametrize("name", ["none", "None", "NONE", "nOnE"])
def test_a_token_that_says_it_is_not_signed_is_refused(name: str) -> None:
    signed = made(header={"alg": name})
    for token in (signed, lambda: signed().rpartition(".")[0] + "."):
        refused(token, Name.RECOGNISED, "token-malformed")


@pytest.mark.parametrize("form", SECRETS)
def test_a_public_key_is_no_secret(form: str) -> None:
    honest = header_of(P256)
    confused = with_hmac(SECRETS[form], {**honest, "alg": "HS256"})
    refused(confused, Name.RECOGNISED, "token-malformed")
    refused(with_hmac(SECRETS[form], honest), Name.PROOF, "signature-wrong")


@pytest.mark.parametrize(
    "members",
    [{"crit": ["x"], "x": 1}, {"crit": []}, {"b64": False}, {"b64": False, "crit": ["b64"]}],
    ids=str,
)
def test_what_changes_how_a_token_is_read_is_refused(members: Mapping[str, Json]) -> None:
    refused(made(header=members), Name.RECOGNISED, "token-malformed")


@pytest.mark.parametrize("name", ["EdDSA", "none", "HS256"])
def test_an_algorithm_named_twice_is_refused(name: str) -> None:
    again = b'"alg":"%s"' % name.encode()
    for header in (b"{" + again + b"," + HEADER[1:], HEADER[:-1] + b"," + again + b"}"):
        refused(repeated(header, CLAIMS), Name.RECOGNISED, "token-malformed")


@pytest.mark.parametrize(
    ("kind", "name"),
    [(Algorithm.RSA, "ES256"), (Algorithm.P256, "RS256"), (Algorithm.ED25519, "ES256")],
)
def test_an_algorithm_of_another_kind_of_key_is_refused(kind: Algorithm, name: str) -> None:
    refused(made(by_did_jwk(kind), {"alg": name}), Name.PROOF, "key-unsuitable")


def test_a_key_that_a_stranger_put_into_the_header_is_not_the_issuers() -> None:
    alone = forged(kid=ABSENT, jwk=STRANGER.public_jwk)
    refused(alone, Name.ISSUER, "key-not-listed-by-issuer")
    refused(forged(jwk=STRANGER.public_jwk), Name.PROOF, "signature-wrong")


@pytest.mark.parametrize("member", ["jku", "x5u"])
def test_an_address_of_keys_is_reported_and_not_asked(member: str) -> None:
    keys = {"keys": [STRANGER.public_jwk]}
    report, asked = checked(made(header={member: TRAP}), keys)
    assert (report.verdict, asked) == (Verdict.VALID, [])
    assert [remark.rule for remark in report.remarks] == ["token-header-ignored"]
    refused(forged(**{member: TRAP}), Name.PROOF, "signature-wrong")
    refused(forged(**{member: TRAP, "kid": ABSENT}), Name.RECOGNISED, "token-malformed")


@pytest.mark.parametrize(
    "kid",
    ["http://pulapka.example/keys", "//pulapka.example/keys", "file:///etc/passwd", "../../keys"],
)
def test_a_kid_that_is_no_https_address_and_no_did_is_not_asked_for(kid: str) -> None:
    refused(forged(kid=kid), Name.PROOF, "key-unusable", Verdict.COULD_NOT_CHECK)


def test_a_key_at_an_https_kid_is_asked_for_once_and_is_still_not_the_issuers() -> None:
    report, asked = checked(forged(kid=TRAP), STRANGER.public_jwk)
    assert asked == [TRAP]
    assert report.check(Name.PROOF).code == "signature-right"
    assert report.check(Name.ISSUER).code == "key-not-listed-by-issuer"
    assert report.verdict is Verdict.INVALID
