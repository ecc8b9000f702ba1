from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keys import jwk
from keys.errors import MalformedKeyError, UnsafeKeyError
from keys.multibase import base64url_decode, base64url_encode
from keys.private import generate
from keys.public import public_key
from keys.signer import Algorithm, PublicKey

KEYS = {algorithm: generate(algorithm).public_key for algorithm in Algorithm}
every_key = pytest.mark.parametrize("key", KEYS.values(), ids=lambda key: key.algorithm.value)

RFC_7638_EXAMPLE = {
    "kty": "RSA",
    "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1"
    "L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4"
    "QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbO"
    "pbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csF"
    "Cur-kEgU8awapJzKnqDKgw",
    "e": "AQAB",
    "alg": "RS256",
    "kid": "2011-04-29",
}


def test_the_thumbprint_of_rfc_7638_is_found() -> None:
    key = jwk.decode(RFC_7638_EXAMPLE)
    assert jwk.thumbprint(key) == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


def test_the_thumbprint_of_rfc_8037_is_found() -> None:
    x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    key = jwk.decode({"kty": "OKP", "crv": "Ed25519", "x": x})
    assert jwk.thumbprint(key) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


@every_key
def test_a_jwk_is_read_as_written(key: PublicKey) -> None:
    assert jwk.decode(jwk.encode(key)) == key


@every_key
def test_members_that_say_nothing_about_the_key_are_ignored(key: PublicKey) -> None:
    assert jwk.decode({**jwk.encode(key), "kid": 5, "use": "sig", "x5u": "https://a"}) == key


@every_key
@pytest.mark.parametrize("member", ["d", "p", "q", "dp", "dq", "qi", "oth", "k"])
def test_a_private_member_is_refused(key: PublicKey, member: str) -> None:
    with pytest.raises(MalformedKeyError, match=f"private member {member}"):
        jwk.decode({**jwk.encode(key), member: "AQ"})


@every_key
def test_an_alg_or_use_that_does_not_fit_is_refused(key: PublicKey) -> None:
    wrong = [("alg", "HS256"), ("alg", None), ("alg", []), ("use", "enc"), ("use", ["sig"])]
    for name, value in wrong:
        with pytest.raises(MalformedKeyError):
            jwk.decode({**jwk.encode(key), name: value})


@pytest.mark.parametrize(
    ("algorithm", "alg"),
    [
        (Algorithm.ED25519, "EdDSA"),
        (Algorithm.ED25519, "Ed25519"),
        (Algorithm.P256, "ES256"),
        (Algorithm.P384, "ES384"),
        (Algorithm.RSA, "RS256"),
    ],
)
def test_an_alg_fits_its_own_kind_of_key_only(algorithm: Algorithm, alg: str) -> None:
    for other, key in KEYS.items():
        members = {**jwk.encode(key), "alg": alg}
        if other is algorithm:
            assert jwk.decode(members) == key
        else:
            with pytest.raises(MalformedKeyError, match="alg"):
                jwk.decode(members)


@pytest.mark.parametrize("algorithm", [Algorithm.P256, Algorithm.P384])
def test_coordinates_have_the_full_size_and_lie_on_the_curve(algorithm: Algorithm) -> None:
    members = jwk.encode(KEYS[algorithm])
    for x in ("AA" + members["x"], members["x"][:-4], "", members["y"]):
        with pytest.raises(MalformedKeyError):
            jwk.decode({**members, "x": x})


@pytest.mark.parametrize("algorithm", [Algorithm.P256, Algorithm.P384])
def test_coordinates_cut_at_another_place_are_refused(algorithm: Algorithm) -> None:
    members = jwk.encode(KEYS[algorithm])
    x, y = base64url_decode(members["x"]), base64url_decode(members["y"])
    moved = {"x": base64url_encode(x[:-1]), "y": base64url_encode(x[-1:] + y)}
    with pytest.raises(MalformedKeyError, match="wrong length"):
        jwk.decode({**members, **moved})


def test_a_small_coordinate_keeps_its_leading_zeros() -> None:
    # x = 5 is on P-256; RFC 7518 section 6.2.1.2 wants 32 bytes nevertheless.
    raw = b"\x02" + (5).to_bytes(32, "big")
    key = public_key(Algorithm.P256, raw)
    assert len(jwk.encode(key)["x"]) == 43
    assert jwk.decode(jwk.encode(key)) == key


@pytest.mark.parametrize("e", ["AAEAAQ", "", "AQ", "Aw", "AQAC"])
def test_an_exponent_is_minimal_odd_and_large(e: str) -> None:
    with pytest.raises(MalformedKeyError):
        jwk.decode({**RFC_7638_EXAMPLE, "e": e})


def test_a_small_order_key_is_refused() -> None:
    with pytest.raises(UnsafeKeyError):
        jwk.decode({"kty": "OKP", "crv": "Ed25519", "x": "A" * 43})


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"kty": "oct"},
        {"kty": ["OKP"]},
        {"kty": "OKP", "crv": "X25519", "x": "A" * 43},
        {"kty": "OKP", "crv": "Ed25519"},
        {"kty": "OKP", "crv": "Ed25519", "x": 5},
        {"kty": "OKP", "crv": "Ed25519", "x": "A" * 43 + "="},
        {"kty": "EC", "crv": "secp256k1", "x": "AA", "y": "AA"},
        {"kty": "RSA", "n": "AQ", "e": "AQAB"},
    ],
)
def test_what_is_no_key_known_here_is_refused(members: dict[str, object]) -> None:
    with pytest.raises(MalformedKeyError):
        jwk.decode(members)


@given(
    st.dictionaries(
        st.sampled_from(["kty", "crv", "x", "y", "n", "e", "alg", "use", "kid"]),
        st.sampled_from(["OKP", "EC", "RSA", "Ed25519", "P-256", "sig", "AQAB"])
        | st.text()
        | st.none()
        | st.integers()
        | st.lists(st.text(), max_size=1),
    )
)
def test_arbitrary_members_raise_only_declared_errors(members: dict[str, object]) -> None:
    with suppress(MalformedKeyError):
        jwk.decode(members)
