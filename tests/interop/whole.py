"""The verdict of the whole verifier, as somebody gets it who drops a file on it."""

import json
from datetime import UTC, datetime

from keys.did_web import did_web_url
from keys.signer import Algorithm
from keys.strict_json import Json
from verifier.report import Verdict
from verifier.resolver import GivenResources, Resource
from verifier.verify import Verifier

from .ours import CANONICALISER
from .parties import Party, party

NOW = datetime(2090, 1, 1, tzinfo=UTC)
"""Before the sample expires, and after whenever these tests run: others sign by the clock."""


def verdict(data: bytes | str | Json) -> Verdict:
    """Return the verdict on a file, a token or a credential; the RSA key's DID is resolvable."""
    if not isinstance(data, bytes):
        data = (data if isinstance(data, str) else json.dumps(data)).encode()
    owner = party(Algorithm.RSA)
    url = did_web_url(owner.did)
    document = Resource(url, json.dumps(_did_document(owner)).encode(), "did.json")
    verifier = Verifier((CANONICALISER,), GivenResources({url: document}))
    return verifier.verify(data, now=NOW).verdict


def _did_document(owner: Party) -> Json:
    method = {
        "id": owner.method,
        "type": "JsonWebKey",
        "controller": owner.did,
        "publicKeyJwk": owner.public_jwk,
    }
    return {
        "id": owner.did,
        "verificationMethod": [method],
        "assertionMethod": [owner.method],
    }
