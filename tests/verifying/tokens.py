"""Tokens as anybody may write them: a header and claims of one's choice, signed without a guard."""

import json
from collections.abc import Mapping

from keys.multibase import base64url_encode
from keys.strict_json import Json
from signing.vc_jwt import SIGNED_AS

from .documents import CREATED, SUBJECT, badge
from .people import ISSUER, Person
from .securing import Made

SECONDS = int(CREATED.timestamp())
ABSENT = object()


def part(value: Json | bytes) -> str:
    """Return one part of a token: bytes stand for themselves."""
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64url_encode(content)


def compact(header: Json | bytes, payload: Json | bytes, person: Person) -> str:
    """Return the token with the signature of `person` over exactly these parts."""
    text = f"{part(header)}.{part(payload)}"
    return f"{text}.{base64url_encode(person.key.sign(text.encode()))}"


def header_of(person: Person, **members: Json) -> dict[str, Json]:
    """Return the header of rule 22, with `members` in place of its own; `ABSENT` leaves one out."""
    name = SIGNED_AS[person.key.algorithm]
    return _without({"alg": name, "kid": person.method, "typ": "JWT", **members})


def claims_of(person: Person, document: Mapping[str, Json] | None = None, **claims: Json) -> Json:
    """Return the payload of a badge, with `claims` in place of those that repeat it."""
    document = badge(person.issuer) if document is None else document
    own = {"iss": person.issuer, "jti": document["id"], "sub": SUBJECT, "nbf": SECONDS}
    return _without({**document, **own, **claims})


def made(person: Person = ISSUER, header: Mapping[str, Json] | None = None, **claims: Json) -> Made:
    """Make a token with these members of the header and these claims in place of the usual."""
    return lambda: compact(header_of(person, **(header or {})), claims_of(person, **claims), person)


def _without(members: Mapping[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in members.items() if value is not ABSENT}
