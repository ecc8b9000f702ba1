"""Public keys that check signatures, and the tests a stranger's key must pass first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from keys.errors import InvalidSignatureError, MalformedKeyError, UnsafeKeyError
from keys.signer import Algorithm, PublicKey

# Curve constants of RFC 8032 section 5.1.
_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P

# The y coordinates of the eight points whose order divides 8, the cofactor. They follow from
# -x² + y² = 1 + d·x²·y²: order 1 is (0, 1), order 2 is (0, -1), order 4 has y = 0, and a point of
# order 8 doubles to y = 0, that is y² = -x², which leaves d·y⁴ + 2·y² - 1 = 0 with two roots ±y.
# Under such a key one signature fits many messages. Each y stands for both signs of x, and 0 and 1
# also have the second spellings p and p + 1: the 14 encodings to refuse.
_ORDER_8_Y = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
SMALL_ORDER_Y = frozenset({0, 1, _P - 1, _ORDER_8_Y, _P - _ORDER_8_Y})

# OpenSSL's own limit for large keys; without it a long exponent makes every check slow.
_LARGEST_RSA_EXPONENT = 2**64

EC_CURVES: Mapping[Algorithm, ec.EllipticCurve] = {
    Algorithm.P256: ec.SECP256R1(),
    Algorithm.P384: ec.SECP384R1(),
}
EC_HASHES: Mapping[Algorithm, hashes.HashAlgorithm] = {
    Algorithm.P256: hashes.SHA256(),
    Algorithm.P384: hashes.SHA384(),
}
EC_SIZES: Mapping[Algorithm, int] = {Algorithm.P256: 32, Algorithm.P384: 48}


@dataclass(frozen=True)
class Ed25519Key:
    """An Ed25519 public key (RFC 8032): 32 bytes."""

    raw: bytes

    def __post_init__(self) -> None:
        _check_ed25519(self.raw)

    @property
    def algorithm(self) -> Algorithm:
        """Always Ed25519."""
        return Algorithm.ED25519

    @cached_property
    def _key(self) -> ed25519.Ed25519PublicKey:
        return ed25519.Ed25519PublicKey.from_public_bytes(self.raw)

    def verify(self, signature: bytes, message: bytes) -> None:
        """Raise `InvalidSignatureError` unless the 64 bytes of `signature` fit `message`."""
        try:
            self._key.verify(signature, message)
        except InvalidSignature as error:
            raise InvalidSignatureError from error


@dataclass(frozen=True)
class EcdsaKey:
    """An ECDSA public key on P-256 or P-384: a compressed point (SEC 1 section 2.3.3)."""

    algorithm: Algorithm
    raw: bytes

    def __post_init__(self) -> None:
        if self.algorithm not in EC_CURVES:
            raise MalformedKeyError(f"{self.algorithm.value} is not an elliptic curve of ECDSA")
        if len(self.raw) != EC_SIZES[self.algorithm] + 1 or self.raw[0] not in (2, 3):
            raise MalformedKeyError("it is not a compressed point of its curve")
        try:
            _ = self._key
        except ValueError as error:
            raise MalformedKeyError("the point is not on its curve") from error

    @cached_property
    def _key(self) -> ec.EllipticCurvePublicKey:
        curve = EC_CURVES[self.algorithm]
        return ec.EllipticCurvePublicKey.from_encoded_point(curve, self.raw)

    def verify(self, signature: bytes, message: bytes) -> None:
        """Raise `InvalidSignatureError` unless `signature` is exactly r ‖ s and fits `message`."""
        size = EC_SIZES[self.algorithm]
        if len(signature) != 2 * size:
            raise InvalidSignatureError
        r, s = int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
        try:
            hash_function = EC_HASHES[self.algorithm]
            self._key.verify(encode_dss_signature(r, s), message, ec.ECDSA(hash_function))
        except InvalidSignature as error:
            raise InvalidSignatureError from error


@dataclass(frozen=True)
class RsaKey:
    """An RSA public key of 2048 to 8192 bits: the DER of RSAPublicKey (RFC 8017 appendix A.1.1)."""

    raw: bytes

    def __post_init__(self) -> None:
        _check_rsa(self._key.public_numbers())
        if rsa_raw(self._key) != self.raw:
            raise MalformedKeyError("it is not the DER of an RSAPublicKey")

    @property
    def algorithm(self) -> Algorithm:
        """Always RSA."""
        return Algorithm.RSA

    @cached_property
    def _key(self) -> rsa.RSAPublicKey:
        try:
            key = serialization.load_der_public_key(self.raw)
        except (ValueError, UnsupportedAlgorithm) as error:
            raise MalformedKeyError("it is not the DER of an RSAPublicKey") from error
        if not isinstance(key, rsa.RSAPublicKey):
            raise MalformedKeyError("it is not an RSA key")
        return key

    def verify(self, signature: bytes, message: bytes) -> None:
        """Raise `InvalidSignatureError` unless `signature` fits by RS256 (RFC 7518 section 3.3)."""
        try:
            self._key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
        except InvalidSignature as error:
            raise InvalidSignatureError from error


def public_key(algorithm: Algorithm, raw: bytes) -> PublicKey:
    """Return the key that the bytes `raw` hold, in the form that `PublicKey.raw` describes.

    Raises `UnsafeKeyError` for an Ed25519 key of small order or non-canonical form and for an RSA
    key under 2048 bits, `MalformedKeyError` for what is no key of that algorithm.
    """
    return _CONSTRUCTORS[algorithm](raw)


def rsa_raw(key: rsa.RSAPublicKey) -> bytes:
    """Return the DER of RSAPublicKey."""
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.PKCS1)


def ecdsa_raw(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return the compressed point."""
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint)


_CONSTRUCTORS: Mapping[Algorithm, Callable[[bytes], PublicKey]] = {
    Algorithm.ED25519: Ed25519Key,
    Algorithm.P256: lambda raw: EcdsaKey(Algorithm.P256, raw),
    Algorithm.P384: lambda raw: EcdsaKey(Algorithm.P384, raw),
    Algorithm.RSA: RsaKey,
}


def _check_ed25519(raw: bytes) -> None:
    if len(raw) != 32:
        raise MalformedKeyError("an Ed25519 key has 32 bytes")
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    if y >= _P:
        raise UnsafeKeyError("this Ed25519 point is not written canonically")
    if y in SMALL_ORDER_Y:
        raise UnsafeKeyError("this Ed25519 point has small order, so anybody can sign for it")
    # RFC 8032 section 5.1.3: x² = (y² - 1) / (d·y² + 1) must be a square (Euler's criterion).
    # OpenSSL looks at this only when it verifies.
    if pow((y * y - 1) * (_D * y * y + 1), (_P - 1) // 2, _P) != 1:
        raise MalformedKeyError("the bytes are not a point of Ed25519")


def _check_rsa(numbers: rsa.RSAPublicNumbers) -> None:
    size = numbers.n.bit_length()
    if size < 2048:
        raise UnsafeKeyError(f"an RSA key of {size} bits is too short, 2048 is the least")
    if size > 8192:
        raise MalformedKeyError(f"an RSA key of {size} bits is longer than the 8192 taken here")
    if numbers.n % 2 == 0:
        raise UnsafeKeyError("the RSA modulus is even")
    if numbers.e < 65537 or numbers.e % 2 == 0:
        raise UnsafeKeyError("the RSA exponent must be odd and at least 65537")
    if numbers.e > _LARGEST_RSA_EXPONENT:
        raise MalformedKeyError("the RSA exponent is longer than the 64 bits taken here")
