"""did:jwk: the identifier is the key as a JWK (https://github.com/quartzjer/did-jwk)."""

import json
from typing import Any

from keys import jwk
from keys.errors import DidError, JsonError, MalformedKeyError, MultibaseError
from keys.multibase import base64url_decode, base64url_encode
from keys.signer import PublicKey
from keys.strict_json import read

_PREFIX = "did:jwk:"


def did_jwk(key: PublicKey) -> str:
    """Return the did:jwk of `key`, its JWK written without spaces and with sorted members."""
    text = json.dumps(jwk.encode(key), sort_keys=True, separators=(",", ":"))
    return _PREFIX + base64url_encode(text.encode("ascii"))


def did_jwk_method(key: PublicKey) -> str:
    """Return the only verification method of the did:jwk of `key`: the DID and `#0`."""
    return did_jwk(key) + "#0"


def did_jwk_document(did: str) -> dict[str, Any]:
    """Return the DID document that `did` stands for, its method a JsonWebKey2020.

    Raises `DidError` when `did` is not a did:jwk (without fragment) of a public signature key.
    """
    method = did + "#0"
    relationships = (
        "authentication",
        "assertionMethod",
        "capabilityDelegation",
        "capabilityInvocation",
    )
    return {
        "@context": [
            "https://www.w3.org/ns/did/v1",
            "https://w3id.org/security/suites/jws-2020/v1",
        ],
        "id": did,
        "verificationMethod": [
            {
                "id": method,
                "type": "JsonWebKey2020",
                "controller": did,
                "publicKeyJwk": _public_jwk(did),
            }
        ],
        **{name: [method] for name in relationships},
    }


def _public_jwk(did: str) -> dict[str, Any]:
    if not did.startswith(_PREFIX):
        raise DidError(did, "it does not begin with did:jwk:")
    try:
        members = read(base64url_decode(did.removeprefix(_PREFIX)))
        if not isinstance(members, dict):
            raise DidError(did, "it holds no JSON object")
        jwk.decode(members)
    except (MultibaseError, JsonError, MalformedKeyError) as error:
        raise DidError(did, error.reason) from error
    return members
