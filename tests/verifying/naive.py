"""Signing and verifying as software without guards does it: JSON-LD drops what it does not know.

What this accepts is *mathematically right*: hash and signature fit. Only the checks around them can
tell that such a document is hostile.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any

import rfc8785
from pyld import jsonld

from contexts.library import shipped
from keys.multibase import base58btc_decode, base58btc_encode
from keys.strict_json import Json
from signing.proof_options import written

from .documents import CREATED
from .people import Person


def signed(
    document: Mapping[str, Json], person: Person, suite: str, members: Mapping[str, Json]
) -> Json:
    """Return `document` with a proof; `members` go into it, whatever they are."""
    config = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": written(CREATED),
        "verificationMethod": person.method,
        "proofPurpose": "assertionMethod",
        **members,
    }
    config = {name: value for name, value in config.items() if value is not None}
    value = base58btc_encode(person.key.sign(_message(document, config)))
    return {**document, "proof": [{**config, "proofValue": value}]}


def accept(credential: Mapping[str, Json], person: Person) -> None:
    """Raise `InvalidSignatureError` unless the (first) proof fits, by these lights."""
    document = {name: value for name, value in credential.items() if name != "proof"}
    proof = credential["proof"][0] if isinstance(credential["proof"], list) else credential["proof"]
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    signature = base58btc_decode(proof["proofValue"])
    person.key.public_key.verify(signature, _message(document, config))


def _message(document: Mapping[str, Json], config: Mapping[str, Json]) -> bytes:
    canonical = rfc8785.dumps if "-jcs-" in config["cryptosuite"] else _canonical
    options = config if "-jcs-" in config["cryptosuite"] else _with_context_of(document, config)
    return b"".join(hashlib.sha256(canonical(part)).digest() for part in (options, document))


def _with_context_of(document: Mapping[str, Json], config: Mapping[str, Json]) -> Json:
    return {**config, "@context": document["@context"]}


def _canonical(document: Json) -> bytes:
    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": _load,
        "base": "",
    }
    text: str = jsonld.normalize(document, options)
    return text.encode()


def _load(url: str, _options: object) -> dict[str, Any]:
    document = {"@context": {}} if url not in shipped().contexts else _plain(url)
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "document": document,
        "documentUrl": url,
    }


@cache
def _plain(url: str) -> Json:
    return _copy(shipped().contexts[url])


def _copy(value: Json) -> Json:
    if isinstance(value, Mapping):
        return {name: _copy(member) for name, member in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value
