"""Whoever signs in these tests: a key in every form that another implementation may want."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from typing import Any

from jwcrypto.jwk import JWK

from keys import multikey
from keys.did_key import did_key, did_key_method
from keys.multibase import base58btc_encode
from keys.private import LocalSigner, PrivateKey, from_secret, generate
from keys.signer import Algorithm

CREATED = datetime(2024, 6, 1, 10, 0, 0, tzinfo=UTC)

_SECRET_CODECS: Mapping[Algorithm, bytes] = {
    Algorithm.ED25519: b"\x80\x26",
    Algorithm.P256: b"\x86\x26",
    Algorithm.P384: b"\x87\x26",
}
_SIZES = {Algorithm.ED25519: 32, Algorithm.P256: 32, Algorithm.P384: 48}


@dataclass(frozen=True)
class Party:
    """A signer named by `did`, whose key is found at `method`."""

    key: PrivateKey
    did: str
    method: str

    @property
    def signer(self) -> LocalSigner:
        return LocalSigner(self.method, self.key)

    @cached_property
    def pem(self) -> bytes:
        """The private key as PEM of PKCS#8."""
        body = base64.encodebytes(self.key.pkcs8)
        return b"-----BEGIN PRIVATE KEY-----\n" + body + b"-----END PRIVATE KEY-----\n"

    @cached_property
    def public_pem(self) -> bytes:
        pem: bytes = JWK.from_pem(self.pem).export_to_pem()
        return pem

    @cached_property
    def private_jwk(self) -> dict[str, Any]:
        jwk: dict[str, Any] = JWK.from_pem(self.pem).export_private(as_dict=True)
        return {name: value for name, value in jwk.items() if name != "kid"}

    @cached_property
    def public_jwk(self) -> dict[str, Any]:
        jwk: dict[str, Any] = JWK.from_pem(self.pem).export_public(as_dict=True)
        return {name: value for name, value in jwk.items() if name != "kid"}


def secret(algorithm: Algorithm, salt: int = 1) -> bytes:
    """Return a secret that anybody may know: tests want the same signatures every time."""
    return bytes(salt + i for i in range(_SIZES[algorithm]))


def multikey_pair(algorithm: Algorithm) -> dict[str, str]:
    """Return the Multikey of `party(algorithm)` with its secret half."""
    owner = party(algorithm)
    return {
        "@context": "https://w3id.org/security/multikey/v1",
        "id": owner.method,
        "type": "Multikey",
        "controller": owner.did,
        "publicKeyMultibase": multikey.encode(owner.key.public_key),
        "secretKeyMultibase": base58btc_encode(_SECRET_CODECS[algorithm] + secret(algorithm)),
    }


@cache
def party(algorithm: Algorithm, salt: int = 1) -> Party:
    """Return a party with a key of this kind; RSA keys are new in every run, and no did:key."""
    if algorithm is Algorithm.RSA:
        did = "did:web:szkola.example"
        return Party(generate(algorithm), did, f"{did}#rsa")
    key = from_secret(algorithm, secret(algorithm, salt))
    return Party(key, did_key(key.public_key), did_key_method(key.public_key))
