"""Public keys in PEM (RFC 7468), as Open Badges 2.0 publishes them."""

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from keys.errors import MalformedKeyError
from keys.public import EC_CURVES, ecdsa_raw, public_key, rsa_raw
from keys.signer import Algorithm, PublicKey

LONGEST = 16_384
_CURVES = {curve.name: algorithm for algorithm, curve in EC_CURVES.items()}


def decode(text: str) -> PublicKey:
    """Return the public key in `text`: SubjectPublicKeyInfo, or PKCS#1 for RSA.

    Raises `MalformedKeyError` for anything else, a private key among it, and `UnsafeKeyError` for
    keys that protect nothing.
    """
    if len(text) > LONGEST:
        raise MalformedKeyError(f"its PEM is longer than {LONGEST} characters")
    try:
        key = serialization.load_pem_public_key(text.encode("ascii"))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise MalformedKeyError("it is not the PEM of a public key") from error
    if isinstance(key, rsa.RSAPublicKey):
        return public_key(Algorithm.RSA, rsa_raw(key))
    if isinstance(key, ed25519.Ed25519PublicKey):
        return public_key(Algorithm.ED25519, key.public_bytes_raw())
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _CURVES:
        return public_key(_CURVES[key.curve.name], ecdsa_raw(key))
    raise MalformedKeyError("its PEM is of a kind not known here")
