"""did:key, did:jwk and did:web: building them, and what they stand for."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keys import jwk, multikey
from keys.did import self_contained_document
from keys.did_document import VerificationMethod, methods_of
from keys.did_jwk import did_jwk, did_jwk_document, did_jwk_method
from keys.did_key import did_key, did_key_document, did_key_method
from keys.did_web import PublishedKey, did_web, did_web_document, did_web_url
from keys.errors import DidError, UnknownDidMethodError, UnsuitableKeyError
from keys.multibase import base64url_encode
from keys.private import generate
from keys.signer import Algorithm, PublicKey

KEYS = {algorithm: generate(algorithm).public_key for algorithm in Algorithm}

# Examples of the did:key specification, sections on Ed25519, P-256 and P-384.
DID_KEYS = [
    (Algorithm.ED25519, "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"),
    (Algorithm.P256, "did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv"),
    (
        Algorithm.P384,
        "did:key:z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9",
    ),
]

# The P-256 example of the did:jwk specification.
DID_JWK = (
    "did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVV"
    "M3l6OTFQSDZDZEgyVjAiLCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9"
)


def only_key(document: dict[str, object]) -> PublicKey:
    (method,) = methods_of(document).methods.values()
    assert isinstance(method, VerificationMethod)
    return method.public_key


@pytest.mark.parametrize(("algorithm", "did"), DID_KEYS)
def test_a_published_did_key_leads_to_its_key_and_back(algorithm: Algorithm, did: str) -> None:
    key = only_key(did_key_document(did))
    assert key.algorithm is algorithm
    assert did_key(key) == did


def test_the_did_key_document_lists_its_multikey_under_every_signing_purpose() -> None:
    did = DID_KEYS[0][1]
    multibase = did.removeprefix("did:key:")
    method = f"{did}#{multibase}"
    assert did_key_document(did) == {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": [
            {
                "id": method,
                "type": "Multikey",
                "controller": did,
                "publicKeyMultibase": multibase,
            }
        ],
        "authentication": [method],
        "assertionMethod": [method],
        "capabilityDelegation": [method],
        "capabilityInvocation": [method],
    }
    assert did_key_method(multikey.decode(multibase)) == method


def test_rsa_has_a_did_jwk_but_no_did_key() -> None:
    with pytest.raises(UnsuitableKeyError):
        did_key(KEYS[Algorithm.RSA])
    assert only_key(did_jwk_document(did_jwk(KEYS[Algorithm.RSA]))) == KEYS[Algorithm.RSA]


def test_the_published_did_jwk_is_read_and_written() -> None:
    key = only_key(did_jwk_document(DID_JWK))
    assert jwk.encode(key)["x"] == "acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0"
    assert did_jwk(key) == DID_JWK
    assert methods_of(did_jwk_document(DID_JWK)).assertion == {did_jwk_method(key)}


@pytest.mark.parametrize("key", KEYS.values(), ids=lambda key: key.algorithm.value)
def test_every_key_comes_back_from_its_did_jwk(key: PublicKey) -> None:
    assert only_key(self_contained_document(did_jwk(key))) == key


@pytest.mark.parametrize(
    "did",
    [
        "did:key:",
        "did:key:z",
        "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp#z6Mk",
        "did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc",
        "did:key:u7QEBAgME",
        "did:jwk:",
        DID_JWK + "#0",
        DID_JWK + "=",
        "did:jwk:" + base64url_encode(b"[]"),
        "did:jwk:" + base64url_encode(b'{"kty":"EC","kty":"EC"}'),
        "did:jwk:" + base64url_encode(b'{"kty":"OKP","crv":"Ed25519","x":"AA"}'),
        "did:jwk:" + base64url_encode(b'{"kty":"OKP","d":"AA"}'),
    ],
)
def test_a_malformed_self_contained_did_is_refused(did: str) -> None:
    with pytest.raises(DidError):
        self_contained_document(did)
    for document in (did_key_document, did_jwk_document, did_web_url):
        with pytest.raises(DidError):
            document(did)


@pytest.mark.parametrize("did", ["did:web:a.example", "did:ion:x", "", "https://a.example"])
def test_other_did_methods_are_named_unknown(did: str) -> None:
    with pytest.raises(UnknownDidMethodError):
        self_contained_document(did)


@given(st.sampled_from(["", "did:key:", "did:key:z", "did:jwk:", "did:web:"]), st.text())
def test_arbitrary_dids_raise_only_did_errors(prefix: str, text: str) -> None:
    for read in (self_contained_document, did_web_url):
        with suppress(DidError):
            read(prefix + text)


@pytest.mark.parametrize(
    ("base_url", "did", "url"),
    [
        (
            "https://badges.example",
            "did:web:badges.example:issuers:umcs",
            "https://badges.example/issuers/umcs/did.json",
        ),
        (
            "https://Badges.Example:443/",
            "did:web:badges.example:issuers:umcs",
            "https://badges.example/issuers/umcs/did.json",
        ),
        (
            "https://ODZNAKI.Łódź.example:8443/a/b-c/",
            "did:web:odznaki.xn--d-uga0v4h.example%3A8443:a:b-c:issuers:umcs",
            "https://odznaki.xn--d-uga0v4h.example:8443/a/b-c/issuers/umcs/did.json",
        ),
    ],
)
def test_rule_7_an_organisation_has_a_did_web_under_the_public_address(
    base_url: str, did: str, url: str
) -> None:
    assert did_web(base_url, "umcs") == did
    assert did_web_url(did) == url


@pytest.mark.parametrize(
    ("base_url", "slug"),
    [
        ("http://a.example", "s"),
        ("a.example", "s"),
        ("https://", "s"),
        ("https://user@a.example", "s"),
        ("https://a.example?x", "s"),
        ("https://a.example#", "s"),
        ("https://a.exa\nmple", "s"),
        ("https://a.example//b", "s"),
        ("https://a.example/../b", "s"),
        ("https://a.example/ą", "s"),
        ("https://a.example/%41", "s"),
        ("https://a.example:0", "s"),
        ("https://a.example:65536", "s"),
        ("https://192.0.2.1", "s"),
        ("https://[::1]", "s"),
        ("https://faß.example", "s"),
        ("https://-a.example", "s"),
        ("https://a..example", "s"),
        ("https://a.example", ""),
        ("https://a.example", "."),
        ("https://a.example", "a:b"),
        ("https://a.example", "a/b"),
        ("https://a.example", "ą"),
    ],
)
def test_an_address_that_no_did_web_can_say_is_refused(base_url: str, slug: str) -> None:
    with pytest.raises(DidError):
        did_web(base_url, slug)


@pytest.mark.parametrize(
    ("did", "url"),
    [
        ("did:web:a.example", "https://a.example/.well-known/did.json"),
        ("did:web:A.example", "https://a.example/.well-known/did.json"),
        ("did:web:a.example%3a8443", "https://a.example:8443/.well-known/did.json"),
        ("did:web:a.example:u:%C5%82", "https://a.example/u/%C5%82/did.json"),
        ("did:web:a.example:%3Fx%23", "https://a.example/%3Fx%23/did.json"),
    ],
)
def test_a_did_web_names_the_address_of_its_document(did: str, url: str) -> None:
    assert did_web_url(did) == url


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "a.example:",
        "a.example::b",
        ":a",
        "a.example:..",
        "a.example:%2e%2E",
        "a.example:a%2Fb",
        "a.example:a%5Cb",
        "a.example:a%00",
        "a.example:a%0a",
        "a.example:%FF",
        "a.example:a%2",
        "a.example/b",
        "a.example?b",
        "a.example#b",
        "user@a.example",
        "user%40a.example",
        "a.example%2Fb",
        "a.example%3A",
        "a.example%3A0",
        "a.example%3A080",
        "a.example%3A65536",
        "a.example%3A1%3A2",
        "127.0.0.1",
        "%5B%3A%3A1%5D",
        "ł.example",
        "\u212aevin.example",
        "a_b.example",
        "a.example\n",
        "a" * 64 + ".example",
        "a." * 130 + "example",
    ],
)
def test_a_did_web_that_leads_elsewhere_is_refused(rest: str) -> None:
    with pytest.raises(DidError):
        did_web_url("did:web:" + rest)


def test_rule_9_each_key_stands_as_multikey_and_as_json_web_key() -> None:
    did = "did:web:a.example:issuers:umcs"
    ed25519, p256 = KEYS[Algorithm.ED25519], KEYS[Algorithm.P256]
    document = did_web_document(did, [PublishedKey(ed25519), PublishedKey(p256)])
    names = [
        f"{did}#{name}"
        for key in (ed25519, p256)
        for name in (multikey.encode(key), jwk.thumbprint(key))
    ]
    assert document["assertionMethod"] == names
    assert [method["id"] for method in document["verificationMethod"]] == names
    read = methods_of(document)
    assert read.assertion == set(names)
    for name, key in zip(names, (ed25519, ed25519, p256, p256), strict=True):
        method = read.methods[name]
        assert isinstance(method, VerificationMethod)
        assert method.public_key == key
        assert method.controller == did
        assert (method.revoked, method.expires) == (None, None)


def test_an_rsa_key_stands_as_json_web_key_only() -> None:
    document = did_web_document("did:web:a.example", [PublishedKey(KEYS[Algorithm.RSA])])
    assert [method["type"] for method in document["verificationMethod"]] == ["JsonWebKey"]


def test_rule_10_a_compromised_key_is_kept_but_no_longer_asserts() -> None:
    did = "did:web:a.example"
    at = datetime(2026, 5, 1, 14, 0, tzinfo=timezone(timedelta(hours=2)))
    lost = KEYS[Algorithm.ED25519]
    document = did_web_document(
        did, [PublishedKey(lost, revoked=at), PublishedKey(KEYS[Algorithm.P256])]
    )
    read = methods_of(document)
    method = read.methods[f"{did}#{multikey.encode(lost)}"]
    assert isinstance(method, VerificationMethod)
    assert method.revoked == "2026-05-01T12:00:00Z"
    assert len(read.methods) == 4
    assert read.assertion == {
        f"{did}#{multikey.encode(KEYS[Algorithm.P256])}",
        f"{did}#{jwk.thumbprint(KEYS[Algorithm.P256])}",
    }


def test_a_revocation_needs_a_time_zone() -> None:
    naive = datetime(2026, 5, 1, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        PublishedKey(KEYS[Algorithm.P256], revoked=naive)


def test_a_document_is_built_for_a_did_web_only() -> None:
    with pytest.raises(DidError):
        did_web_document("did:key:z6Mk", [])
