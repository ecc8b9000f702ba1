"""The academy's keys, and a verifier that has its DID document and its status list at hand."""

import json
from datetime import datetime, timedelta

from contexts.library import shipped
from issuer.documents.status_list import status_list_document
from keys import jwk, multikey
from keys.did_web import PublishedKey, did_web_document, did_web_url
from keys.private import LocalSigner, from_secret
from keys.signer import Algorithm
from keys.strict_json import Json
from signing.canonical import Canonicaliser
from signing.proof_options import ProofOptions
from signing.rdfc_suites import EDDSA_RDFC_2022
from signing.securing import sign_embedded, sign_jwt
from signing.status_list import empty_list, with_status
from verifier.report import Report
from verifier.resolver import GivenResources, Resource
from verifier.verify import Verifier

from .records import ACADEMY, NOW, STATUS

ED25519 = from_secret(Algorithm.ED25519, bytes(31) + b"\x01")
P256 = from_secret(Algorithm.P256, bytes(31) + b"\x01")
EMBEDDING = LocalSigner(f"{ACADEMY.did}#{multikey.encode(ED25519.public_key)}", ED25519)
TOKENS = LocalSigner(f"{ACADEMY.did}#{jwk.thumbprint(P256.public_key)}", P256)
CANONICALISER = Canonicaliser(shipped())


def embedded(document: dict[str, Json], created: datetime = NOW) -> bytes:
    """Return the document with an embedded proof, as a file."""
    options = ProofOptions(created)
    signed = sign_embedded(document, EDDSA_RDFC_2022, EMBEDDING, options, CANONICALISER)
    return json.dumps(signed, ensure_ascii=False).encode()


def token(document: dict[str, Json]) -> bytes:
    """Return the document as a VC-JWT."""
    return sign_jwt(document, TOKENS, CANONICALISER).encode()


def report(credential: bytes, *revoked: int, recipient: str | None = None) -> Report:
    """Return what a verifier says of the academy's credential, an hour after it was made."""
    keys = [PublishedKey(ED25519.public_key), PublishedKey(P256.public_key)]
    bits = with_status(empty_list(), revoked)
    status = status_list_document(url=STATUS.list_url, issuer=ACADEMY.did, bits=bits, now=NOW)
    resources = {
        did_web_url(ACADEMY.did): json.dumps(did_web_document(ACADEMY.did, keys)).encode(),
        STATUS.list_url: embedded(status),
    }
    given = {url: _resource(url, data) for url, data in resources.items()}
    verifier = Verifier((CANONICALISER,), GivenResources(given))
    return verifier.verify(credential, now=NOW + timedelta(hours=1), recipient=recipient)


def _resource(url: str, data: bytes) -> Resource:
    return Resource(url, data, "application/json")
