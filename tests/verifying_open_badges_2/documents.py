"""A school that still issues Open Badges 2.0: what stands at its addresses, before any defect."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from verifying.people import key

from keys.multibase import base64url_encode
from keys.private import PrivateKey
from keys.public import EC_CURVES
from keys.signer import Algorithm, PublicKey
from keys.strict_json import Json
from verifier.errors import UnreachableError
from verifier.open_badges_2.recognition import CONTEXT
from verifier.resolver import FETCHED, Resolver, Resource

NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
SITE = "https://akademia.example"
ASSERTION, CLASS, ISSUER = f"{SITE}/ob2/a/1", f"{SITE}/ob2/badges/5", f"{SITE}/ob2/issuer"
KEY, LIST = f"{SITE}/ob2/keys/1", f"{SITE}/ob2/revoked"
SIGNED_ID = "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-000000000001"
JAN, SALT = "jan@poczta.example", "0123456789abcdef"
ELSEWHERE = "https://inni.example"

Edit = Callable[[Json], Json]


def hashed(identity: str, salt: str = SALT) -> str:
    return f"sha256${sha256((identity + salt).encode()).hexdigest()}"


def assertion() -> dict[str, Json]:
    """Return a hosted assertion, half a year old at `NOW`, with an end."""
    return {
        "@context": CONTEXT,
        "id": ASSERTION,
        "type": "Assertion",
        "recipient": {"type": "email", "hashed": True, "salt": SALT, "identity": hashed(JAN)},
        "badge": CLASS,
        "verification": {"type": "HostedBadge"},
        "issuedOn": "2026-01-01T12:00:00+00:00",
        "expires": "2030-01-01T12:00:00Z",
        "image": f"{ASSERTION}/image",
        "narrative": "Zażółć gęślą jaźń.",
    }


def signed_assertion() -> dict[str, Json]:
    """Return the assertion that is signed, and that stands nowhere."""
    verification = {"type": "SignedBadge", "creator": KEY}
    return {**assertion(), "id": SIGNED_ID, "verification": verification}


def badge_class() -> dict[str, Json]:
    return {
        "@context": CONTEXT,
        "id": CLASS,
        "type": "BadgeClass",
        "name": "Koordynator projektów",
        "description": "Umie prowadzić projekty.",
        "image": f"{CLASS}/image",
        "criteria": {"id": f"{CLASS}/criteria", "narrative": "Zaliczenie kursu."},
        "issuer": ISSUER,
    }


def profile() -> dict[str, Json]:
    return {
        "@context": CONTEXT,
        "id": ISSUER,
        "type": "Issuer",
        "name": "Przykładowa Akademia",
        "url": SITE,
        "email": "odznaki@akademia.example",
        "publicKey": KEY,
        "revocationList": LIST,
    }


def cryptographic_key(private: PrivateKey | None = None) -> dict[str, Json]:
    return {
        "@context": CONTEXT,
        "id": KEY,
        "type": "CryptographicKey",
        "owner": ISSUER,
        "publicKeyPem": pem((private or rsa()).public_key),
    }


def revocation_list() -> dict[str, Json]:
    return {
        "@context": CONTEXT,
        "id": LIST,
        "type": "RevocationList",
        "issuer": ISSUER,
        "revokedAssertions": ["urn:uuid:of-another", {"uid": "abc", "revocationReason": "Błąd"}],
    }


def site() -> dict[str, Json]:
    """Return all that stands at the school's addresses."""
    documents = (assertion(), badge_class(), profile(), cryptographic_key(), revocation_list())
    return {document["id"]: document for document in documents}


def rsa() -> PrivateKey:
    return key(Algorithm.RSA)


def pem(public: PublicKey) -> str:
    """Return a key as SubjectPublicKeyInfo in PEM."""
    text: bytes = _loaded(public).public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return text.decode()


def _loaded(public: PublicKey) -> Json:
    if public.algorithm is Algorithm.ED25519:
        return ed25519.Ed25519PublicKey.from_public_bytes(public.raw)
    if public.algorithm is Algorithm.RSA:
        return serialization.load_der_public_key(public.raw)
    curve = EC_CURVES[public.algorithm]
    return ec.EllipticCurvePublicKey.from_encoded_point(curve, public.raw)


def token(
    payload: Json, private: PrivateKey | None = None, header: Mapping[str, Json] | None = None
) -> str:
    """Return a compact JWS over `payload`; by default RS256, with nothing else in the header."""
    parts = (header or {"alg": "RS256"}, payload)
    signing_input = ".".join(
        base64url_encode(json.dumps(part, ensure_ascii=False).encode()) for part in parts
    )
    signature = (private or rsa()).sign(signing_input.encode())
    return f"{signing_input}.{base64url_encode(signature)}"


@dataclass
class Site(Resolver):
    """A resolver of documents, raw bytes, or statuses of HTTP by address; of all else 404."""

    answers: Mapping[str, Json]
    asked: list[str] = field(default_factory=list)

    def resolve(self, url: str) -> Resource:
        self.asked.append(url)
        answer = self.answers.get(url, 404)
        if isinstance(answer, int):
            raise UnreachableError(url, f"it answers with the status {answer}", status=answer)
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        return Resource(url, content, FETCHED, NOW)
