"""Tokens of strangers are read strictly (rule 22): one meaning, or a declared error."""

import contextlib
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import keys.errors
from keys.errors import JsonError
from keys.strict_json import Json
from signing import vc_jwt
from signing.errors import Error, JwtError, UnknownCryptosuiteError

from .tokens import ED, GOOD, token_of

HEADERS: list[tuple[dict[str, Json], bool]] = [
    ({}, True),
    ({"typ": None}, True),  # taken out
    ({"typ": "vc+jwt"}, True),
    ({"typ": "vc+ld+jwt"}, True),
    ({"typ": "jwt"}, True),  # RFC 7515 section 4.1.9: media types know no case, a prefix is implied
    ({"typ": "application/vc+jwt"}, True),
    ({"kid": None, "jwk": {"kty": "OKP", "crv": "Ed25519", "x": "A"}}, True),
    ({"jku": "https://a.example", "x5u": "https://a.example", "x5c": ["A"], "cty": "vc"}, True),
    ({"alg": None}, False),
    ({"alg": "none"}, False),
    ({"alg": "HS256"}, False),
    ({"alg": "NONE"}, False),
    ({"alg": ["EdDSA"]}, False),
    ({"alg": {}}, False),
    ({"typ": ""}, False),
    ({"typ": "vp+jwt"}, False),
    ({"typ": ["JWT"]}, False),
    ({"crit": ["exp"], "exp": 1}, False),
    ({"crit": []}, False),
    ({"b64": False}, False),
    ({"b64": True}, False),
    ({"kid": None}, False),
    ({"kid": 1}, False),
    ({"jwk": "x"}, False),
    ({"jwk": {"kty": "OKP", "d": "A"}}, False),
]


def _header(members: Mapping[str, Json]) -> dict[str, Json]:
    usual = {"alg": "EdDSA", "kid": ED.verification_method, "typ": "JWT", **members}
    return {name: value for name, value in usual.items() if value is not None}


@pytest.mark.parametrize(("members", "accepted"), HEADERS)
def test_a_header_is_taken_or_refused(members: Mapping[str, Json], accepted: bool) -> None:
    token = token_of(_header(members))
    if accepted:
        vc_jwt.verify(vc_jwt.read(token), ED.public_key)
    else:
        with pytest.raises(JwtError):
            vc_jwt.read(token)


@pytest.mark.parametrize("name", ["ES512", "PS384", "eddsa", "x", ""])
def test_an_algorithm_that_is_not_known_is_told_from_a_bad_signature(name: str) -> None:
    token = vc_jwt.read(token_of(_header({"alg": name})))
    with pytest.raises(UnknownCryptosuiteError):
        vc_jwt.verify(token, ED.public_key)


def test_members_of_the_header_that_nobody_asked_for_are_reported() -> None:
    token = vc_jwt.read(token_of(_header({"jku": "https://a.example", "x5c": ["A"]})))
    assert token.unexpected_members == ("jku", "x5c")


HEAD, BODY, SIGNATURE = GOOD.split(".")
TEXTS = [
    "", ".", "..", "a.b", f"{GOOD}.x", f" {GOOD}", f"{GOOD}\n", f"{HEAD}..{SIGNATURE}",
    f"{HEAD}.{BODY}.", f"{HEAD}.{BODY}.{SIGNATURE}=", f"{HEAD}.{BODY}.{SIGNATURE[:-1]}",
    f"{HEAD}.{BODY}.+/{SIGNATURE[2:]}", f"ż{GOOD}",
    # 86 characters hold four bits too many: only one way of writing them is canonical.
    f"{HEAD}.{BODY}.{'A' * 85}B",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_that_is_no_compact_token_is_refused(text: str) -> None:
    with pytest.raises(JwtError):
        vc_jwt.read(text)


PARTS = [b"[]", b"1", b"null", b'"x"', b"{", b"\xff", b'{"alg":"EdDSA","alg":"EdDSA","kid":"x"}',
         b'{"a":NaN}', b'\xef\xbb\xbf{"a":1}', b'{"a":"\\ud800"}']  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_not_one_strict_json_object_is_refused(part: bytes) -> None:
    with pytest.raises(JwtError):
        vc_jwt.read(token_of(header=part))
    with pytest.raises(JwtError):
        vc_jwt.read(token_of(payload=part))


def test_a_token_over_a_limit_is_told_from_a_malformed_one() -> None:
    for part in (b"[" * 100 + b"]" * 100, b'{"a":"' + b"x" * 2**20 + b'"}'):
        with pytest.raises(JsonError):
            vc_jwt.read(token_of(payload=part))


@settings(max_examples=200)
@given(
    st.text(max_size=60) | st.from_regex(r"[\w-]{0,20}\.[\w-]{0,20}\.[\w-]{0,20}", fullmatch=True)
)
def test_any_text_is_read_or_refused_by_a_declared_error(text: str) -> None:
    with contextlib.suppress(Error, keys.errors.Error):
        assert vc_jwt.read(text).text == text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["JWT", "EdDSA", "x"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.just("d"), inner),
)
NAMES_OF_MEMBERS = st.sampled_from(["alg", "kid", "typ", "jwk", "crit", "b64", "x5c"])


@settings(max_examples=200)
@given(st.dictionaries(NAMES_OF_MEMBERS, JSON))
def test_any_header_is_read_or_refused_by_a_declared_error(header: dict[str, Json]) -> None:
    text = token_of(header)
    with contextlib.suppress(Error, keys.errors.Error):
        assert vc_jwt.read(text).header == header


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(["vc", "exp", "nbf", "iss", "id", "validFrom"]), JSON))
def test_any_payload_is_looked_at_or_refused_by_a_declared_error(payload: dict[str, Json]) -> None:
    token = vc_jwt.read(token_of(payload=payload))
    with contextlib.suppress(Error, keys.errors.Error):
        vc_jwt.check_claims(token, vc_jwt.document_of(token))
        assert payload["iss"]
