"""Public keys as JSON Web Keys (RFC 7517, RFC 7518 section 6, RFC 8037) and their thumbprints."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from keys.errors import MalformedKeyError, MultibaseError
from keys.multibase import base64url_decode, base64url_encode
from keys.public import EC_CURVES, EC_SIZES, ecdsa_raw, public_key, rsa_raw
from keys.signer import Algorithm, PublicKey

_EC_NAMES: Mapping[Algorithm, str] = {Algorithm.P256: "P-256", Algorithm.P384: "P-384"}
_EC_ALGORITHMS = {name: algorithm for algorithm, name in _EC_NAMES.items()}
_PRIVATE_MEMBERS = ("d", "p", "q", "dp", "dq", "qi", "oth", "k")

# What `alg` may say beside each key: RFC 8037, RFC 9864, RFC 7518 section 3.1.
_ALG_NAMES: Mapping[Algorithm, tuple[str, ...]] = {
    Algorithm.ED25519: ("EdDSA", "Ed25519"),
    Algorithm.P256: ("ES256",),
    Algorithm.P384: ("ES384",),
    Algorithm.RSA: ("RS256", "PS256"),
}


def encode(key: PublicKey) -> dict[str, str]:
    """Return the JWK of `key` with the required members only (those of RFC 7638 section 3.2)."""
    return _ENCODERS[key.algorithm](key)


def decode(jwk: Mapping[str, Any]) -> PublicKey:
    """Return the key of a public JWK; members that say nothing about the key are ignored.

    Raises `MalformedKeyError` for unknown or malformed keys, for private or symmetric ones, and
    when `alg` or `use` contradict the key's being a signature key; `UnsafeKeyError` for keys that
    protect nothing.
    """
    private = [name for name in _PRIVATE_MEMBERS if name in jwk]
    if private:
        raise MalformedKeyError(f"the JWK holds the private member {private[0]}")
    decoder = _DECODERS.get(_text(jwk, "kty"))
    if decoder is None:
        raise MalformedKeyError("the kty of the JWK is none of OKP, EC and RSA")
    key = decoder(jwk)
    if "alg" in jwk and jwk["alg"] not in _ALG_NAMES[key.algorithm]:
        raise MalformedKeyError("the alg of the JWK does not fit its key")
    if jwk.get("use", "sig") != "sig":
        raise MalformedKeyError("the JWK is not for signatures")
    return key


def thumbprint(key: PublicKey) -> str:
    """Return the RFC 7638 thumbprint of `key`: 43 characters of base64url, by SHA-256."""
    canonical = json.dumps(encode(key), sort_keys=True, separators=(",", ":"))
    return base64url_encode(hashlib.sha256(canonical.encode("ascii")).digest())


def _encode_okp(key: PublicKey) -> dict[str, str]:
    return {"kty": "OKP", "crv": "Ed25519", "x": base64url_encode(key.raw)}


def _encode_ec(key: PublicKey) -> dict[str, str]:
    point = ec.EllipticCurvePublicKey.from_encoded_point(EC_CURVES[key.algorithm], key.raw)
    numbers, size = point.public_numbers(), EC_SIZES[key.algorithm]
    x, y = (base64url_encode(number.to_bytes(size, "big")) for number in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": _EC_NAMES[key.algorithm], "x": x, "y": y}


def _encode_rsa(key: PublicKey) -> dict[str, str]:
    loaded = serialization.load_der_public_key(key.raw)
    if not isinstance(loaded, rsa.RSAPublicKey):
        raise MalformedKeyError("it is not an RSA key")
    numbers = loaded.public_numbers()
    return {"kty": "RSA", "n": _unsigned(numbers.n), "e": _unsigned(numbers.e)}


def _decode_okp(jwk: Mapping[str, Any]) -> PublicKey:
    if _text(jwk, "crv") != "Ed25519":
        raise MalformedKeyError("the crv of the JWK is not Ed25519")
    return public_key(Algorithm.ED25519, _bytes(jwk, "x"))


def _decode_ec(jwk: Mapping[str, Any]) -> PublicKey:
    algorithm = _EC_ALGORITHMS.get(_text(jwk, "crv"))
    if algorithm is None:
        raise MalformedKeyError("the crv of the JWK is neither P-256 nor P-384")
    x, y = _bytes(jwk, "x"), _bytes(jwk, "y")
    # RFC 7518 section 6.2.1.2: a coordinate has the full size of its curve.
    if len(x) != EC_SIZES[algorithm] or len(y) != EC_SIZES[algorithm]:
        raise MalformedKeyError("a coordinate of the JWK has the wrong length")
    try:
        point = ec.EllipticCurvePublicKey.from_encoded_point(EC_CURVES[algorithm], b"\x04" + x + y)
    except ValueError as error:
        raise MalformedKeyError("the point is not on its curve") from error
    return public_key(algorithm, ecdsa_raw(point))


def _decode_rsa(jwk: Mapping[str, Any]) -> PublicKey:
    numbers = rsa.RSAPublicNumbers(e=_number(jwk, "e"), n=_number(jwk, "n"))
    try:
        return public_key(Algorithm.RSA, rsa_raw(numbers.public_key()))
    except ValueError as error:
        raise MalformedKeyError("the numbers are not an RSA key") from error


def _text(jwk: Mapping[str, Any], name: str) -> str:
    value = jwk.get(name)
    if not isinstance(value, str):
        raise MalformedKeyError(f"the JWK has no text for {name}")
    return value


def _bytes(jwk: Mapping[str, Any], name: str) -> bytes:
    try:
        return base64url_decode(_text(jwk, name))
    except MultibaseError as error:
        raise MalformedKeyError(f"{name} of the JWK is not base64url: {error.reason}") from error


def _number(jwk: Mapping[str, Any], name: str) -> int:
    data = _bytes(jwk, name)
    # RFC 7518 section 2, Base64urlUInt: the fewest bytes that hold the number.
    if not data or data[0] == 0:
        raise MalformedKeyError(f"{name} of the JWK is not written in the fewest bytes")
    return int.from_bytes(data, "big")


def _unsigned(number: int) -> str:
    return base64url_encode(number.to_bytes((number.bit_length() + 7) // 8, "big"))


_ENCODERS: Mapping[Algorithm, Callable[[PublicKey], dict[str, str]]] = {
    Algorithm.ED25519: _encode_okp,
    Algorithm.P256: _encode_ec,
    Algorithm.P384: _encode_ec,
    Algorithm.RSA: _encode_rsa,
}
_DECODERS: Mapping[str, Callable[[Mapping[str, Any]], PublicKey]] = {
    "OKP": _decode_okp,
    "EC": _decode_ec,
    "RSA": _decode_rsa,
}
