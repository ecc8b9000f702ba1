"""What somebody sends to be verified: a form, an envelope in JSON, or the badge as the body itself.

A badge inside an envelope is taken out letter by letter. Parsing and writing it again would lose
what a signature may depend on, and what a strict reader must see, such as a member that is there
twice.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from issuer.api.body_limit import LARGEST_JSON
from issuer.errors import Fault
from issuer.uploads import LARGEST_UPLOAD
from issuer.verifying_errors import (
    EnvelopeTooLargeError,
    FileTooLargeError,
    VerificationInputError,
)
from keys.strict_json import Json

LONGEST_RECIPIENT = 1000
"""Characters."""
LONGEST_ADDRESS = 2083

_SOURCES = ("credential", "file", "text", "url")
_MEMBERS = frozenset(("credential", "text", "url", "recipient"))
_SPACE = re.compile(r"[ \t\r\n]*")
_ENVELOPE = re.compile(rb'[ \t\r\n]*\{[ \t\r\n]*"(?:credential|text|url|recipient)"')
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_MOST_FIELDS = 8
_DECODER = json.JSONDecoder()


_PROPERTIES: Mapping[str, Json] = {
    "credential": {"description": "The badge: an object, or a token as text."},
    "text": {"type": "string", "description": "A badge as it was copied: JSON or a token."},
    "url": {"type": "string", "format": "uri", "description": "Where the badge is."},
    "recipient": {
        "type": "string",
        "maxLength": LONGEST_RECIPIENT,
        "description": "An e-mail address, a name or an id: is it that person's?",
    },
}
_ENVELOPED: Mapping[str, Json] = {
    "type": "object",
    "properties": _PROPERTIES,
    "description": "Exactly one of credential, text and url. Any other JSON is the badge itself.",
    "example": {"credential": {"type": ["VerifiableCredential", "OpenBadgeCredential"]}},
}
_FORM: Mapping[str, Json] = {
    "type": "object",
    "properties": {
        "file": {"type": "string", "format": "binary"},
        **{name: _PROPERTIES[name] for name in ("text", "url", "recipient")},
    },
    "description": "Exactly one of file, text and url.",
}
BODIES: dict[str, Any] = {
    "requestBody": {
        "content": {
            "application/json": {"schema": _ENVELOPED},
            "multipart/form-data": {"schema": _FORM},
            "application/octet-stream": {},
        }
    }
}
"""How the OpenAPI document describes what can be sent."""


@dataclass(frozen=True)
class Sent:
    """What is to be verified, and whether it is asked about somebody."""

    badge: bytes
    """The file; or the address at which it is, which the verifier tells from a file."""
    recipient: str | None = None


async def sent(request: Request) -> Sent:
    """Return what the request wants verified.

    Raises `FileTooLargeError`, `EnvelopeTooLargeError`, and `VerificationInputError` for a form or
    an envelope that names no badge, or more than one.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == "multipart/form-data":
        # What does not fit is refused by its size below, and by `BodyLimit` before.
        form = await request.form(
            max_files=1, max_fields=_MOST_FIELDS, max_part_size=LARGEST_UPLOAD + 1
        )
        return await _of_form(form)
    body = await _body(request)
    if media_type.endswith("json") and _ENVELOPE.match(body):
        return _of_envelope(body)
    return Sent(body)


async def _body(request: Request) -> bytes:
    """Return the body, and stop reading when it is longer than a badge can be."""
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > LARGEST_UPLOAD:
            raise FileTooLargeError
    return bytes(parts)


async def _of_form(form: FormData) -> Sent:
    fields: dict[str, bytes] = {}
    for name, value in form.multi_items():
        if name in fields:
            raise _fault(
                name, "twice", f"“{name}” is there twice.", f"Pole „{name}” jest podwójne."
            )
        if isinstance(value, UploadFile):
            fields[name] = await value.read(LARGEST_UPLOAD + 1)
        else:
            fields[name] = value.encode("utf-8", "replace")
    # A form sends the fields that nobody filled in as well.
    given = {name: value for name, value in fields.items() if value.strip()}
    return _only_one(given)


def _of_envelope(body: bytes) -> Sent:
    """Return what an envelope holds; the body itself if it is none after all."""
    if len(body) > LARGEST_JSON:
        raise EnvelopeTooLargeError
    try:
        members = _members(body.decode())
    except (ValueError, RecursionError):
        return Sent(body)
    if not members or not members.keys() <= _MEMBERS:
        return Sent(body)
    return _only_one({name: _content(name, text) for name, text in members.items()})


def _content(name: str, text: str) -> bytes:
    """Return what a member holds: an object as it is written, a text without its quotes."""
    value = json.loads(text)
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    if name == "credential" and isinstance(value, (Mapping, list)):
        return text.encode()
    raise _fault(name, "type", "This must be text.", "Tu musi być tekst.")


def _members(text: str) -> dict[str, str]:
    """Return the members of the object `text`, each with the text of its value.

    Raises `ValueError` for what is no object, or has a member twice.
    """
    place, found = _after(text, 0, "{"), dict[str, str]()
    while True:
        name, place = _value(text, place)
        start = _skip(text, _after(text, place, ":"))
        _, place = _value(text, start)
        if not isinstance(name, str) or name in found:
            raise ValueError("a name is no text, or is there twice")
        found[name] = text[start:place]
        place = _skip(text, place)
        if text[place : place + 1] == "}":
            if _skip(text, place + 1) != len(text):
                raise ValueError("something follows the object")
            return found
        place = _after(text, place, ",")


def _value(text: str, place: int) -> tuple[Json, int]:
    return _DECODER.raw_decode(text, _skip(text, place))


def _after(text: str, place: int, mark: str) -> int:
    place = _skip(text, place)
    if text[place : place + 1] != mark:
        raise ValueError(f"a {mark} is missing")
    return place + 1


def _skip(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _only_one(given: Mapping[str, bytes]) -> Sent:
    """Return the one badge that was given."""
    sources = [name for name in _SOURCES if name in given]
    if len(sources) != 1:
        raise VerificationInputError([])
    name = sources[0]
    badge = given[name] if name == "file" else given[name].strip()
    if len(badge) > LARGEST_UPLOAD:
        raise FileTooLargeError
    if name == "url":
        _check_address(badge)
    return Sent(badge, _recipient(given.get("recipient", b"")))


def _check_address(text: bytes) -> None:
    address = text.decode("utf-8", "replace")
    if len(address) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        raise _fault(
            "url",
            "address",
            "Give one address that begins with https://.",
            "Podaj jeden adres, który zaczyna się od https://.",
        )


def _recipient(text: bytes) -> str | None:
    recipient = text.decode("utf-8", "replace").strip()
    if len(recipient) > LONGEST_RECIPIENT:
        raise _fault("recipient", "length", "This is too long.", "To jest za długie.")
    return recipient or None


def _fault(name: str, code: str, english: str, polish: str) -> VerificationInputError:
    return VerificationInputError([Fault(f"/{name}", code, english, polish)])
