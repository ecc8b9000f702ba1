"""What a key can do, whoever keeps it: sign, verify, and say which algorithm it is."""

from enum import Enum
from typing import Protocol


class Algorithm(Enum):
    """A kind of key pair; its value is the name used on the command line and in key files."""

    ED25519 = "ed25519"
    P256 = "p256"
    P384 = "p384"
    RSA = "rsa"


class PublicKey(Protocol):
    """A public key that can check signatures."""

    @property
    def algorithm(self) -> Algorithm:
        """The kind of key."""

    @property
    def raw(self) -> bytes:
        """The key: 32 bytes (Ed25519), a compressed point (P-256, P-384), PKCS#1 DER (RSA)."""

    def verify(self, signature: bytes, message: bytes) -> None:
        """Raise `InvalidSignatureError` unless `signature` was made over `message` by this key.

        Signatures are raw: 64 bytes (Ed25519, RFC 8032), r ‖ s (ECDSA with SHA-256 for P-256 and
        SHA-384 for P-384, RFC 7518 section 3.4), PKCS#1 v1.5 with SHA-256 (RSA, RS256).
        """


class Signer(Protocol):
    """A private key in use, wherever it is kept."""

    @property
    def verification_method(self) -> str:
        """The URL under which verifiers find the public key."""

    @property
    def public_key(self) -> PublicKey:
        """The public half, known without asking the backend."""

    def sign(self, message: bytes) -> bytes:
        """Return the raw signature over `message`, in the form that `PublicKey.verify` takes.

        A backend may raise errors of its own beside those of `keys.errors`: network, hardware.
        """
