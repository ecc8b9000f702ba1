"""Public keys as Multikey text (https://www.w3.org/TR/cid-1.0/#multikey): a multicodec, the key."""

from collections.abc import Mapping

from keys.errors import MalformedKeyError, UnsuitableKeyError
from keys.multibase import base58btc_decode, base58btc_encode
from keys.public import public_key
from keys.signer import Algorithm, PublicKey

CODECS: Mapping[Algorithm, bytes] = {
    Algorithm.ED25519: b"\xed\x01",
    Algorithm.P256: b"\x80\x24",
    Algorithm.P384: b"\x81\x24",
}
_ALGORITHMS = {codec: algorithm for algorithm, codec in CODECS.items()}


def encode(key: PublicKey) -> str:
    """Return `publicKeyMultibase` of a Multikey; `UnsuitableKeyError` for RSA, which has none."""
    if key.algorithm not in CODECS:
        raise UnsuitableKeyError("Multikey", key.algorithm)
    return base58btc_encode(CODECS[key.algorithm] + key.raw)


def decode(text: str) -> PublicKey:
    """Return the key of a `publicKeyMultibase`.

    Raises `MultibaseError` when the text is not base58btc, `MalformedKeyError` for an unknown
    multicodec or bytes that are no key, `UnsafeKeyError` for keys that protect nothing.
    """
    data = base58btc_decode(text)
    if data[:2] not in _ALGORITHMS:
        raise MalformedKeyError("its multicodec is none of Ed25519, P-256 and P-384")
    return public_key(_ALGORITHMS[data[:2]], data[2:])
