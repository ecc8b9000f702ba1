"""DIDs that carry their own document: no network is needed to read them."""

from collections.abc import Callable, Mapping
from typing import Any

from keys.did_jwk import did_jwk_document
from keys.did_key import did_key_document
from keys.errors import UnknownDidMethodError

_DOCUMENTS: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "did:key:": did_key_document,
    "did:jwk:": did_jwk_document,
}


def self_contained_document(did: str) -> dict[str, Any]:
    """Return the DID document of a did:key or did:jwk.

    Raises `UnknownDidMethodError` for every other method, `DidError` for a malformed DID.
    """
    for prefix, document in _DOCUMENTS.items():
        if did.startswith(prefix):
            return document(did)
    raise UnknownDidMethodError(did)
