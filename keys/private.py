"""Private keys in this process's memory, and the signer that uses one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from keys.errors import MalformedKeyError
from keys.multibase import base58btc_decode
from keys.public import EC_CURVES, EC_HASHES, EC_SIZES, ecdsa_raw, public_key, rsa_raw
from keys.signer import Algorithm, PublicKey

_Loaded: TypeAlias = ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

# Multicodecs of the W3C test keys (`secretKeyMultibase`, https://www.w3.org/TR/cid-1.0/#multikey).
_SECRET_CODECS: Mapping[bytes, Algorithm] = {
    b"\x80\x26": Algorithm.ED25519,
    b"\x86\x26": Algorithm.P256,
    b"\x87\x26": Algorithm.P384,
}


@dataclass(frozen=True)
class PrivateKey:
    """A private key of the kind `algorithm`, as DER of PKCS#8 (RFC 5958), never shown."""

    algorithm: Algorithm
    pkcs8: bytes = field(repr=False)

    def __post_init__(self) -> None:
        _ = self.public_key

    @cached_property
    def _key(self) -> _Loaded:
        return _load(self.pkcs8)

    @cached_property
    def public_key(self) -> PublicKey:
        """The public half, derived from the private one."""
        algorithm, raw = _public_half(self._key)
        if algorithm is not self.algorithm:
            raise MalformedKeyError(f"the private key is not of the kind {self.algorithm.value}")
        return public_key(algorithm, raw)

    def sign(self, message: bytes) -> bytes:
        """Return the raw signature over `message`, in the form that `PublicKey.verify` takes.

        Always the same one for the same message: RFC 8032, RFC 6979, RFC 8017 section 8.2.
        """
        key = self._key
        if isinstance(key, ed25519.Ed25519PrivateKey):
            return key.sign(message)
        if isinstance(key, rsa.RSAPrivateKey):
            return key.sign(message, padding.PKCS1v15(), hashes.SHA256())
        return _sign_ecdsa(key, self.algorithm, message)


@dataclass(frozen=True)
class LocalSigner:
    """A `Signer` whose private key is in memory."""

    verification_method: str
    private_key: PrivateKey

    @property
    def public_key(self) -> PublicKey:
        """The public half of the key."""
        return self.private_key.public_key

    def sign(self, message: bytes) -> bytes:
        """Return the raw signature over `message`."""
        return self.private_key.sign(message)


def generate(algorithm: Algorithm) -> PrivateKey:
    """Return a new private key; RSA keys have 2048 bits."""
    return PrivateKey(algorithm, _pkcs8(_GENERATORS[algorithm]()))


def from_secret(algorithm: Algorithm, secret: bytes) -> PrivateKey:
    """Return the key of a bare secret: an Ed25519 seed, or a scalar of P-256 or P-384, big-endian.

    Raises `MalformedKeyError` for a wrong length, a scalar out of range, or RSA.
    """
    if algorithm is Algorithm.RSA:
        raise MalformedKeyError("an RSA key has no bare secret")
    if len(secret) != EC_SIZES.get(algorithm, 32):
        raise MalformedKeyError("the secret has the wrong length")
    if algorithm is Algorithm.ED25519:
        return PrivateKey(algorithm, _pkcs8(ed25519.Ed25519PrivateKey.from_private_bytes(secret)))
    try:
        key = ec.derive_private_key(int.from_bytes(secret, "big"), EC_CURVES[algorithm])
    except ValueError as error:
        raise MalformedKeyError("the secret is out of the range of its curve") from error
    return PrivateKey(algorithm, _pkcs8(key))


def from_multibase_secret(text: str) -> PrivateKey:
    """Return the key of a `secretKeyMultibase`.

    Raises `MultibaseError` when it is not base58btc, `MalformedKeyError` when it is no such key.
    """
    data = base58btc_decode(text)
    if data[:2] not in _SECRET_CODECS:
        raise MalformedKeyError("its multicodec is no private key of Ed25519, P-256 or P-384")
    return from_secret(_SECRET_CODECS[data[:2]], data[2:])


_GENERATORS: Mapping[Algorithm, Callable[[], _Loaded]] = {
    Algorithm.ED25519: ed25519.Ed25519PrivateKey.generate,
    Algorithm.P256: lambda: ec.generate_private_key(EC_CURVES[Algorithm.P256]),
    Algorithm.P384: lambda: ec.generate_private_key(EC_CURVES[Algorithm.P384]),
    Algorithm.RSA: lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
}
_CURVE_ALGORITHMS = {curve.name: algorithm for algorithm, curve in EC_CURVES.items()}


def _pkcs8(key: _Loaded) -> bytes:
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _load(pkcs8: bytes) -> _Loaded:
    try:
        key = serialization.load_der_private_key(pkcs8, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise MalformedKeyError("it is not the DER of a PKCS#8 private key") from error
    if not isinstance(key, _Loaded):
        raise MalformedKeyError("the private key is of no kind known here")
    return key


def _public_half(key: _Loaded) -> tuple[Algorithm, bytes]:
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return Algorithm.ED25519, key.public_key().public_bytes_raw()
    if isinstance(key, rsa.RSAPrivateKey):
        return Algorithm.RSA, rsa_raw(key.public_key())
    if key.curve.name not in _CURVE_ALGORITHMS:
        raise MalformedKeyError("the private key is on a curve not known here")
    return _CURVE_ALGORITHMS[key.curve.name], ecdsa_raw(key.public_key())


def _sign_ecdsa(key: ec.EllipticCurvePrivateKey, algorithm: Algorithm, message: bytes) -> bytes:
    scheme = ec.ECDSA(EC_HASHES[algorithm], deterministic_signing=True)
    r, s = decode_dss_signature(key.sign(message, scheme))
    size = EC_SIZES[algorithm]
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")
