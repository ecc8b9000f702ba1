from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keys import jwk, multikey
from keys.did_document import Defect, VerificationMethod, methods_of, read_method
from keys.errors import DidError, MalformedKeyError, MultibaseError
from keys.multibase import base58btc_encode
from keys.private import generate
from keys.signer import Algorithm, PublicKey
from keys.strict_json import Json

KEYS = {algorithm: generate(algorithm).public_key for algorithm in Algorithm}
ED25519, P256 = KEYS[Algorithm.ED25519], KEYS[Algorithm.P256]
DID = "did:web:a.example"


def multikey_method(name: str = f"{DID}#1", key: PublicKey = ED25519, **more: Json) -> Json:
    return {
        "id": name,
        "type": "Multikey",
        "controller": DID,
        "publicKeyMultibase": multikey.encode(key),
        **more,
    }


def document(*methods: Json, **more: Json) -> Json:
    return {"id": DID, "verificationMethod": list(methods), **more}


def reason_of(method: Json) -> str:
    (found,) = methods_of(document(method)).methods.values()
    assert isinstance(found, Defect)
    return found.reason


@pytest.mark.parametrize(
    ("kind", "member", "key"),
    [
        ("Multikey", {"publicKeyMultibase": multikey.encode(ED25519)}, ED25519),
        ("JsonWebKey", {"publicKeyJwk": jwk.encode(KEYS[Algorithm.RSA])}, KEYS[Algorithm.RSA]),
        ("JsonWebKey2020", {"publicKeyJwk": jwk.encode(P256)}, P256),
        ("Ed25519VerificationKey2020", {"publicKeyMultibase": multikey.encode(ED25519)}, ED25519),
        (
            "Ed25519VerificationKey2018",
            {"publicKeyBase58": base58btc_encode(ED25519.raw).removeprefix("z")},
            ED25519,
        ),
        ("EcdsaSecp256r1VerificationKey2019", {"publicKeyJwk": jwk.encode(P256)}, P256),
        (
            "EcdsaSecp256r1VerificationKey2019",
            {"publicKeyMultibase": multikey.encode(P256)},
            P256,
        ),
    ],
)
def test_every_known_type_of_method_is_read(
    kind: str, member: dict[str, Json], key: PublicKey
) -> None:
    method = {"id": f"{DID}#1", "type": kind, "controller": DID, **member}
    expected = VerificationMethod(f"{DID}#1", DID, key, None, None, kind)
    assert methods_of(document(method)).methods == {f"{DID}#1": expected}
    assert read_method(method) == expected


def test_relative_ids_are_completed_everywhere() -> None:
    read = methods_of(
        document(
            multikey_method("#1"),
            assertionMethod=["#1", multikey_method("#2", P256)],
            authentication=[f"{DID}#1"],
        )
    )
    assert set(read.methods) == {f"{DID}#1", f"{DID}#2"}
    assert read.assertion == {f"{DID}#1", f"{DID}#2"}
    assert read.relationships["authentication"] == {f"{DID}#1"}
    assert read.relationships["keyAgreement"] == frozenset()


def test_a_listed_method_of_another_document_keeps_its_id() -> None:
    other = "did:web:b.example#1"
    read = methods_of(document(assertionMethod=[other]))
    assert read.assertion == {other}
    assert read.methods == {}


def test_a_method_that_is_not_listed_asserts_nothing() -> None:
    assert methods_of(document(multikey_method())).assertion == frozenset()


def test_a_single_value_stands_for_an_array_of_one() -> None:
    read = methods_of(
        {"id": DID, "verificationMethod": multikey_method(), "assertionMethod": f"{DID}#1"}
    )
    assert set(read.methods) == read.assertion == {f"{DID}#1"}


def test_one_malformed_key_spoils_no_other() -> None:
    broken = multikey_method(f"{DID}#2", publicKeyMultibase="z0")
    unknown = {"id": f"{DID}#3", "type": "X", "controller": DID}
    read = methods_of(document(broken, 5, None, [], {}, unknown, multikey_method()))
    good = {name for name, found in read.methods.items() if isinstance(found, VerificationMethod)}
    assert good == {f"{DID}#1"}
    assert set(read.methods) - good == {
        f"{DID}#2",
        f"{DID}#3",
        *(f"verificationMethod[{place}]" for place in (1, 2, 3, 4)),
    }


def test_a_method_that_stands_twice_in_the_same_words_is_one_method() -> None:
    for read in (
        methods_of(document(multikey_method("#1"), multikey_method("#1"))),
        methods_of(document(multikey_method("#1"), assertionMethod=[multikey_method("#1")])),
    ):
        assert not [method for method in read.methods.values() if isinstance(method, Defect)]


@pytest.mark.parametrize("second", [multikey_method(key=P256), {"id": "#1"}])
def test_an_id_used_twice_names_no_key(second: Json) -> None:
    for read in (
        methods_of(document(multikey_method(), second)),
        methods_of(document(multikey_method(), assertionMethod=[second])),
    ):
        found = read.methods[f"{DID}#1"]
        assert isinstance(found, Defect)
        assert "share this id" in found.reason


@pytest.mark.parametrize(
    ("method", "reason"),
    [
        (multikey_method(publicKeyJwk=jwk.encode(ED25519)), "exactly one"),
        (multikey_method(publicKeyBase58="1"), "exactly one"),
        (multikey_method(type="JsonWebKey"), "exactly one of publicKeyJwk"),
        (multikey_method(type="Ed25519VerificationKey2020", key=P256), "p256 is no Ed25519"),
        (multikey_method(type="EcdsaSecp256r1VerificationKey2019"), "ed25519 is no Ecdsa"),
        (multikey_method(type="EcdsaSecp256k1VerificationKey2019"), "not known here"),
        (multikey_method(type=["Multikey"]), "no text for type"),
        (multikey_method(publicKeyMultibase=["z"]), "no text for publicKeyMultibase"),
        (multikey_method(publicKeyMultibase="z6Mk"), "multicodec"),
        (multikey_method(controller=[DID]), "no text for controller"),
        (multikey_method(controller=None), "no text for controller"),
        (multikey_method(revoked=5), "no text for revoked"),
        (multikey_method(expires=5), "no text for expires"),
        (multikey_method(secretKeyMultibase="z3u2"), "private key"),
        (multikey_method("key-1"), "not a URL"),
        (
            {
                "id": "#1",
                "type": "JsonWebKey",
                "controller": DID,
                "publicKeyJwk": {**jwk.encode(P256), "d": "AQ"},
            },
            "private member d",
        ),
        (
            {"id": "#1", "type": "JsonWebKey", "controller": DID, "publicKeyJwk": "{}"},
            "not a JSON object",
        ),
    ],
)
def test_a_method_that_cannot_be_used_says_why(method: Json, reason: str) -> None:
    assert reason in reason_of(method)


def test_revoked_and_expires_are_kept_as_written() -> None:
    method = read_method(multikey_method(revoked="2026-01-01T00:00:00Z", expires="soon"))
    assert (method.revoked, method.expires) == ("2026-01-01T00:00:00Z", "soon")


def test_a_bare_jwk_is_named_by_its_kid_or_thumbprint() -> None:
    members = jwk.encode(P256)
    assert read_method(members) == VerificationMethod(
        jwk.thumbprint(P256), None, P256, None, None, "JsonWebKey"
    )
    assert read_method({**members, "kid": "k"}).id == "k"


@pytest.mark.parametrize("value", [None, [], "x", {}, {"id": 5}, {"id": None}])
def test_what_is_no_controller_document_is_refused(value: object) -> None:
    with pytest.raises(DidError):
        methods_of(value)


@pytest.mark.parametrize(
    "value", [None, [], "x", {}, {"kty": 5}, {"keys": []}, multikey_method("")]
)
def test_what_is_no_bare_method_is_refused(value: object) -> None:
    with pytest.raises(MalformedKeyError):
        read_method(value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*multikey_method(), "kty", "publicKeyJwk"]), inner)
    ),
    max_leaves=8,
)


@given(JSON, JSON, JSON)
def test_arbitrary_documents_raise_nothing(first: Json, second: Json, third: Json) -> None:
    read = methods_of({"id": DID, "verificationMethod": first, "assertionMethod": [second, third]})
    assert all(isinstance(found, Defect) for found in read.methods.values())
    with suppress(MalformedKeyError, MultibaseError):
        read_method(first)
