"""Tokens by a key that everybody may know, also such as nobody should make."""

import json

from keys.multibase import base64url_decode, base64url_encode
from keys.signer import Algorithm
from keys.strict_json import Json
from signing import vc_jwt

from .parties import document, signer

ED = signer(Algorithm.ED25519)
GOOD = vc_jwt.encode(document(), ED)


def parts_of(token: str) -> tuple[dict[str, Json], dict[str, Json]]:
    header, payload, _ = token.split(".")
    return json.loads(base64url_decode(header)), json.loads(base64url_decode(payload))


def token_of(header: Json = None, payload: Json = None) -> str:
    """Return a token by `ED` whose header and payload are said in full, good or bad."""
    usual = {"alg": "EdDSA", "kid": ED.verification_method, "typ": "JWT"}
    parts = [usual if header is None else header, {"a": 1} if payload is None else payload]
    texts = [part if isinstance(part, bytes) else json.dumps(part).encode() for part in parts]
    signing_input = ".".join(base64url_encode(text) for text in texts)
    return f"{signing_input}.{base64url_encode(ED.sign(signing_input.encode()))}"
