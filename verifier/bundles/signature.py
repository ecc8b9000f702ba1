"""Who collected a bundle: a JWS over the bytes of its manifest, which stand beside it.

RFC 7515 with detached content (appendix F). The key is that of a did:key or did:jwk, so that the
signature can be checked without asking anybody; whether the key is trusted is for the user to say.
"""

import json

from keys.did import self_contained_document
from keys.did_document import VerificationMethod, methods_of
from keys.errors import Error as KeysError
from keys.multibase import base64url_decode, base64url_encode
from keys.open_signer import own_method
from keys.signer import PublicKey, Signer
from keys.strict_json import Json
from keys.strict_json import read as read_json
from signing.vc_jwt import SIGNED_AS
from verifier.errors import UnrecognisedError

TYPE = "insygnia-bundle+jws"
LONGEST = 8192
"""Bytes of a signature with its header; one by an RSA key of 4096 bits has about 2500."""


def collector_of(key: PublicKey) -> str:
    """Return the DID by which a manifest calls whoever signs it."""
    return own_method(key).partition("#")[0]


def sign_manifest(manifest: bytes, signer: Signer) -> bytes:
    """Return the signature over `manifest`: a compact JWS without its middle part."""
    key = signer.public_key
    members = _expected(key)
    header = base64url_encode(json.dumps(members, separators=(",", ":")).encode())
    signature = signer.sign(_signing_input(header, manifest))
    return f"{header}..{base64url_encode(signature)}\n".encode()


def check_signature(jws: bytes, manifest: bytes) -> PublicKey:
    """Return the key that made the signature `jws` over `manifest`.

    Raises:
        UnrecognisedError: it fits no key that it names.
    """
    try:
        return _signer_of(jws[: LONGEST + 1].decode("ascii").strip(), manifest)
    except (KeysError, KeyError, TypeError, ValueError) as e:
        raise UnrecognisedError("bundle-signature-wrong") from e


def key_of_did(did: str) -> PublicKey:
    """Return the first key of a did:key or did:jwk; errors of `keys`, or KeyError for none."""
    published = methods_of(self_contained_document(did))
    keys = [m.public_key for m in published.methods.values() if isinstance(m, VerificationMethod)]
    if not keys:
        raise KeyError(did)
    return keys[0]


def _signer_of(jws: str, manifest: bytes) -> PublicKey:
    header, middle, signature = jws.split(".")
    members: Json = read_json(base64url_decode(header))
    key = key_of_did(members["kid"].partition("#")[0])
    # One header for each key: no member that anybody could have a say in.
    if middle or members != _expected(key) or len(jws) > LONGEST:
        raise ValueError(TYPE)
    key.verify(base64url_decode(signature), _signing_input(header, manifest))
    return key


def _expected(key: PublicKey) -> dict[str, str]:
    return {"alg": SIGNED_AS[key.algorithm], "kid": own_method(key), "typ": TYPE}


def _signing_input(header: str, manifest: bytes) -> bytes:
    return f"{header}.{base64url_encode(manifest)}".encode()
