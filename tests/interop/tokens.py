"""Tokens made with the library jose, and what it says of ours."""

import json
from datetime import datetime

from keys.multibase import base64url_encode
from keys.strict_json import Json

from .forms import Form
from .peer import Peer


def payload(form: Form) -> Json:
    """Return the sample with its claims, written down from Open Badges 3.0 section 8.2.4.1."""
    document = form.unsigned
    claims = {
        "iss": document["issuer"]["id"],
        "jti": document["id"],
        "sub": document["credentialSubject"]["id"],
        "nbf": _seconds(document["validFrom"]),
        "exp": _seconds(document["validUntil"]),
        "iat": _seconds(document["validFrom"]),
    }
    return {**document, **claims}


def by_them(peer: Peer, form: Form, **changes: Json) -> str:
    """Return a token signed by jose; `changes` replace its header, payload or key."""
    header = {"alg": form.kind, "kid": form.owner.method, "typ": "JWT"}
    facts = {"header": header, "payload": payload(form), "jwk": form.owner.private_jwk, **changes}
    return str(peer.ask("signJwt", **facts))


def ask(peer: Peer, form: Form, token: str) -> Json:
    """Return the payload of `token` if jose accepts it."""
    return peer.ask("verifyJwt", token=token, jwk=form.owner.public_jwk, algorithm=form.kind)


def with_payload(token: str, changed: Json) -> str:
    """Return `token` with another payload under the same signature."""
    header, _, signature = token.split(".")
    text = json.dumps(changed, ensure_ascii=False, separators=(",", ":"))
    return f"{header}.{base64url_encode(text.encode())}.{signature}"


def _seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())
