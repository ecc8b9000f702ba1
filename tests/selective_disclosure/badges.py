"""A badge with lists, graphs and nameless objects, and the keys of a fixed issuer."""

from dataclasses import replace
from datetime import UTC, datetime

from contexts.library import shipped
from keys.private import LocalSigner, from_secret
from keys.signer import Algorithm
from keys.strict_json import Json
from signing.canonical import Canonicaliser
from signing.ecdsa_sd_2023 import ECDSA_SD_2023, derive
from signing.json_ld import Document
from signing.proof_options import ProofOptions

CANONICALISER = Canonicaliser(shipped())
EPHEMERAL = from_secret(Algorithm.P256, bytes(31) + b"\x02")
SIGNER = LocalSigner(
    "https://szkola.example/issuers/1#key", from_secret(Algorithm.P256, bytes(31) + b"\x01")
)
SUITE = replace(ECDSA_SD_2023, hmac_key=lambda: bytes(range(32)), ephemeral_key=lambda: EPHEMERAL)
OPTIONS = ProofOptions(datetime(2026, 6, 1, tzinfo=UTC))


def badge() -> dict[str, Json]:
    """Return a badge without proofs; every text in it stands there once, except types."""
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Odznaka",
        "issuer": {
            "id": "https://szkola.example/issuers/1",
            "type": ["Profile"],
            "name": "Technikum nr 1",
        },
        "validFrom": "2026-05-31T12:00:00Z",
        "validUntil": "2031-05-31T12:00:00Z",
        "credentialSubject": subject(),
        "credentialStatus": {
            "id": "https://szkola.example/status/1#94567",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "94567",
            "statusListCredential": "https://szkola.example/status/1",
        },
        "evidence": [
            {"type": ["Evidence"], "name": "Spoina"},
            {"type": ["Evidence"], "name": "Próbka", "narrative": "Stal 🔥"},
        ],
        "endorsement": [endorsement()],
    }


def subject() -> dict[str, Json]:
    return {
        "id": "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0002",
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": "Jan Kowalski",
                "identityType": "name",
            }
        ],
        "licenseNumber": "T/17",
        "achievement": {
            "id": "https://szkola.example/achievements/1/1/pl",
            "type": ["Achievement"],
            "name": "Spawanie TIG",
            "description": "Potwierdza umiejętność spawania.",
            "criteria": {"narrative": "Egzamin praktyczny."},
            "tag": ["spawanie", "TIG"],
            "resultDescription": [
                {
                    "id": "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0003",
                    "type": ["ResultDescription"],
                    "name": "Poziom",
                    "resultType": "LetterGrade",
                    "allowedValue": ["słabo", "dobrze"],
                }
            ],
        },
    }


def endorsement() -> dict[str, Json]:
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0004",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": "https://cech.example/", "type": ["Profile"], "name": "Cech"},
        "validFrom": "2026-06-01T12:00:00Z",
        "credentialSubject": {
            "id": "https://szkola.example/",
            "type": ["EndorsementSubject"],
            "endorsementComment": "Polecamy.",
        },
        "proof": [endorsers_proof("1"), endorsers_proof("2")],
    }


def endorsers_proof(number: str) -> dict[str, Json]:
    return {
        "type": "DataIntegrityProof",
        "created": f"2026-06-01T12:00:0{number}Z",
        "cryptosuite": "eddsa-rdfc-2022",
        "verificationMethod": f"https://cech.example/#key-{number}",
        "proofPurpose": "assertionMethod",
        "proofValue": f"z5x9aCBYovW{number}",
    }


def signed(document: Document) -> dict[str, Json]:
    """Return `document` with a base proof."""
    proof = SUITE.create_proof(document, SIGNER, OPTIONS, CANONICALISER)
    return {**document, "proof": proof}


def disclosed(document: Document, *reveal: str) -> Document:
    """Return what a holder derives from a signed document."""
    return derive(document, document["proof"], reveal, CANONICALISER)


def verify(document: Document) -> None:
    """Raise unless the proof of `document` is the issuer's."""
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    SUITE.verify_proof(unsecured, document["proof"], SIGNER.public_key, CANONICALISER)
