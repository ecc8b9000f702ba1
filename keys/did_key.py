"""did:key: the identifier is the key (https://w3c-ccg.github.io/did-key-spec/)."""

from typing import Any

from keys import multikey
from keys.errors import DidError, MalformedKeyError, MultibaseError
from keys.signer import PublicKey

_PREFIX = "did:key:"


def did_key(key: PublicKey) -> str:
    """Return the did:key of `key`; `UnsuitableKeyError` for RSA."""
    return _PREFIX + multikey.encode(key)


def did_key_method(key: PublicKey) -> str:
    """Return the only verification method of the did:key of `key`: `did:key:zX#zX`."""
    multibase = multikey.encode(key)
    return f"{_PREFIX}{multibase}#{multibase}"


def did_key_document(did: str) -> dict[str, Any]:
    """Return the DID document that `did` stands for, its method a Multikey.

    Raises `DidError` when `did` is not a did:key (without fragment) of Ed25519, P-256 or P-384.
    """
    method = did_key_method(_public_key(did))
    relationships = (
        "authentication",
        "assertionMethod",
        "capabilityDelegation",
        "capabilityInvocation",
    )
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": [
            {
                "id": method,
                "type": "Multikey",
                "controller": did,
                "publicKeyMultibase": did.removeprefix(_PREFIX),
            }
        ],
        **{name: [method] for name in relationships},
    }


def _public_key(did: str) -> PublicKey:
    if not did.startswith(_PREFIX):
        raise DidError(did, "it does not begin with did:key:")
    try:
        return multikey.decode(did.removeprefix(_PREFIX))
    except (MultibaseError, MalformedKeyError) as error:
        raise DidError(did, error.reason) from error
