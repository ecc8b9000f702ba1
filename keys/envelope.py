"""The envelope in which secrets are stored: AES-256-GCM under a key derived for one use.

The key-encryption key (KEK) never encrypts by itself. HKDF-SHA256 (RFC 5869) makes a sub-key from
it for each label (private keys, webhook secrets, backups), and the associated data names the record
the secret belongs to, so an envelope moved to another record does not open.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from keys.errors import MalformedEnvelopeError, MultibaseError, WrongKekError
from keys.kek import Kek
from keys.multibase import base64url_decode, base64url_encode

_VERSION = 1
_ALGORITHM = "A256GCM"
_NONCE_SIZE = 12
_TAG_SIZE = 16


@dataclass(frozen=True)
class Envelope:
    """A sealed secret: which KEK opens it, the 96-bit nonce, ciphertext with tag."""

    kek_id: str
    nonce: bytes
    ct: bytes = field(repr=False)
    v: int = _VERSION
    alg: str = _ALGORITHM

    def to_dict(self) -> dict[str, Any]:
        """Return the five members as JSON holds them, bytes in base64url."""
        return {
            "v": self.v,
            "alg": self.alg,
            "kek_id": self.kek_id,
            "nonce": base64url_encode(self.nonce),
            "ct": base64url_encode(self.ct),
        }

    @classmethod
    def from_dict(cls, members: Mapping[str, Any]) -> "Envelope":
        """Return the envelope of exactly these five members; else `MalformedEnvelopeError`."""
        if set(members) != {"v", "alg", "kek_id", "nonce", "ct"}:
            raise MalformedEnvelopeError("its members are not v, alg, kek_id, nonce and ct")
        if type(members["v"]) is not int or members["v"] != _VERSION:
            raise MalformedEnvelopeError("its version is not 1")
        if members["alg"] != _ALGORITHM:
            raise MalformedEnvelopeError("its algorithm is not A256GCM")
        if not isinstance(members["kek_id"], str):
            raise MalformedEnvelopeError("its kek_id is not text")
        nonce, ct = _bytes(members, "nonce"), _bytes(members, "ct")
        if len(nonce) != _NONCE_SIZE or len(ct) < _TAG_SIZE:
            raise MalformedEnvelopeError("its nonce or ciphertext has the wrong length")
        return cls(kek_id=members["kek_id"], nonce=nonce, ct=ct)


def seal(kek: Kek, plaintext: bytes, *, label: str, aad: bytes) -> Envelope:
    """Return `plaintext` sealed for the use `label` and the record that `aad` names."""
    nonce = os.urandom(_NONCE_SIZE)
    return Envelope(kek.kek_id, nonce, _cipher(kek, label).encrypt(nonce, plaintext, aad))


def open_envelope(kek: Kek, envelope: Envelope, *, label: str, aad: bytes) -> bytes:
    """Return the plaintext of `envelope`.

    Raises `WrongKekError` when another KEK, label or `aad` sealed it, or a bit was changed.
    """
    if kek.kek_id != envelope.kek_id:
        raise WrongKekError
    try:
        return _cipher(kek, label).decrypt(envelope.nonce, envelope.ct, aad)
    except InvalidTag as error:
        raise WrongKekError from error


def key_aad(org: str, kid: str, version: int, alg: str, public_key_digest: bytes) -> bytes:
    """Return the associated data that ties a private key to its record.

    A JSON array, so that no two records share it, whatever characters the parts hold.
    """
    parts = [org, kid, version, alg, public_key_digest.hex()]
    return json.dumps(parts, separators=(",", ":")).encode("ascii")


def _cipher(kek: Kek, label: str) -> AESGCM:
    hkdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=label.encode())
    return AESGCM(hkdf.derive(kek.secret))


def _bytes(members: Mapping[str, Any], name: str) -> bytes:
    if not isinstance(members[name], str):
        raise MalformedEnvelopeError(f"its {name} is not text")
    try:
        return base64url_decode(members[name])
    except MultibaseError as error:
        raise MalformedEnvelopeError(f"its {name} is not base64url") from error
