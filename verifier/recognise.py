"""What a credential is, told by its content and never by the name of its file.

What else a file may hold is found by `verifier.contents`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from contexts.vocabulary import Kind, kind_of
from contexts.vocabulary.others import other_kind_of
from keys.errors import JsonError
from keys.strict_json import Json
from keys.strict_json import read as read_json
from signing import vc_jwt
from signing.baking import PictureKind, picture_kind, unbake, unbake_older
from signing.baking_errors import OlderBadgeError
from signing.errors import Error as SigningError
from signing.errors import LimitError
from signing.members import items_of
from signing.vc_jwt import VcJwt
from signing.written import Written
from verifier.errors import UnrecognisedError
from verifier.open_badges_2 import recognition as open_badges_2

LARGEST_FILE = 10 * 1024 * 1024
"""Pictures may be this large; a credential itself at most 1 MiB (`keys.strict_json`)."""

ENVELOPED = "EnvelopedVerifiableCredential"
COMPACT = re.compile(rb"[\w-]+\.[\w-]*\.[\w-]*\Z", re.ASCII)
"""How a token looks."""

_OF_ENVELOPE = {"@context", "id", "type"}
_DATA_URL = re.compile(r"data:application/v[cp](?:\+ld)?\+jwt,(.*)", re.DOTALL)
_ANY_TYPE = vc_jwt.CREDENTIAL_TYPES | vc_jwt.PRESENTATION_TYPES
_PICTURES = {PictureKind.PNG: "png", PictureKind.SVG: "svg", PictureKind.PDF: "pdf"}

JSON_ALONE = "json"
"""The container of a credential that is a file of its own, without a token."""
LAID_OUT = Kind.ACHIEVEMENT
"""The kind of credential of which it is remembered how many are written."""

Around: TypeAlias = tuple[str, ...]
"""What held something, the outermost first."""


@dataclass(frozen=True)
class Recognised:
    """A badge found in a file: the credential, the token around it, and what held them."""

    kind: Kind
    container: str
    """Such as `json`, `jwt`, `png > json`, `svg > jwt`, `pdf > json`, `enveloped > jwt`."""
    document: Mapping[str, Json]
    token: VcJwt | None
    text: bytes | None = None
    """What the document was read from, where it is `JSON_ALONE`."""
    written: Written | None = None
    """What is known of it by how it is written, where many were written alike."""


def recognise(data: bytes) -> Recognised:
    """Return the one Open Badge, endorsement or status list in `data`.

    Raises:
        UnrecognisedError: there is none, or a limit is exceeded.
    """
    text, around = text_of(data, ())
    if COMPACT.match(text):
        return _only_ours(credential_in(token_in(text.decode("ascii")), (*around, "jwt")))
    if not text.startswith(b"{"):
        raise UnrecognisedError("nothing-recognised")
    return _only_ours(recognise_any(json_in(text), around))


def recognise_value(value: Json) -> Recognised:
    """Return the Open Badge, endorsement or status list that a document holds as a part.

    Raises:
        UnrecognisedError: it is neither an object nor a token with one.
    """
    return _only_ours(recognise_any(value, ()))


def recognise_any(value: Json, around: Around) -> Recognised:
    """Return the credential of any kind that is an object, an envelope, or a token as text.

    Raises:
        UnrecognisedError: it is nothing of the kind.
    """
    if isinstance(value, str):
        return credential_in(token_in(value), (*around, "jwt"))
    if not isinstance(value, Mapping):
        raise UnrecognisedError("not-a-credential")
    if ENVELOPED in types_of(value):
        token = token_in(enveloped(value, ENVELOPED))
        return credential_in(token, (*around, "enveloped", "jwt"))
    return _recognised(value, None, (*around, "json"))


def text_of(data: bytes, around: Around) -> tuple[bytes, Around]:
    """Return the text of a file, or what is baked into a picture or PDF, and what held it.

    Raises:
        UnrecognisedError: there is none, or a limit is exceeded.
    """
    if len(data) > LARGEST_FILE:
        raise UnrecognisedError("file-too-large", undecided=True)
    picture = picture_kind(data)
    if picture is not None:
        data, around = _unbaked(data, picture).encode(), (*around, _PICTURES[picture])
    # RFC 8259 section 8.1: a reader may pass over a byte order mark, which some editors add.
    text = data.removeprefix(b"\xef\xbb\xbf").strip()
    if not text:
        raise UnrecognisedError("file-empty")
    return text, around


def json_in(text: bytes) -> Json:
    """Return the value that is written in `text`.

    Raises:
        UnrecognisedError: it is not strict JSON, or a limit is exceeded.
    """
    try:
        return read_json(text)
    except JsonError as e:
        # A leaf of JsonError is a limit: nobody looked, so nobody can say "no badge".
        limit = type(e) is not JsonError
        code = "json-over-limit" if limit else "json-not-strict"
        raise UnrecognisedError(code, str(e), undecided=limit) from e


def token_in(text: str) -> VcJwt:
    """Return the token, of a credential or of a presentation.

    Raises:
        UnrecognisedError: it is none, or a limit is exceeded.
    """
    try:
        token = vc_jwt.read_signed(text)
        if open_badges_2.kind_of(token.payload, signed=True) is None:
            vc_jwt.check_header(token.header, _ANY_TYPE)
    except JsonError as e:
        raise UnrecognisedError("json-over-limit", str(e), undecided=True) from e
    except SigningError as e:
        raise UnrecognisedError("token-malformed", str(e)) from e
    return token


def enveloped(document: Mapping[str, Json], kind: str) -> str:
    """Return the token in an envelope of this type.

    VCDM 2.0 section 4.13: it stands in a data URL, and nothing else stands beside it.

    Raises:
        UnrecognisedError: that is not so.
    """
    url = document.get("id")
    match = _DATA_URL.fullmatch(url) if isinstance(url, str) else None
    if match is None or types_of(document) != [kind] or not document.keys() <= _OF_ENVELOPE:
        raise UnrecognisedError("envelope-without-token")
    return match.group(1)


def credential_in(token: VcJwt, around: Around) -> Recognised:
    """Return the credential of any kind in a token.

    Raises:
        UnrecognisedError: there is none.
    """
    if open_badges_2.is_assertion(token.payload):
        return _recognised(token.payload, token, around)
    if vc_jwt.media_type(token.header.get("typ", "JWT")) not in vc_jwt.CREDENTIAL_TYPES:
        raise UnrecognisedError("token-malformed", "its “typ” is not that of a credential")
    try:
        return _recognised(vc_jwt.document_of(token), token, around)
    except SigningError as e:
        raise UnrecognisedError("token-malformed", str(e)) from e


def types_of(document: Mapping[str, Json]) -> list[str]:
    """Return the types that a document names."""
    return [name for name in items_of(document.get("type", [])) if isinstance(name, str)]


def _unbaked(data: bytes, picture: PictureKind) -> str:
    is_pdf = picture is PictureKind.PDF
    try:
        return _baked(data)
    except LimitError as e:
        code = "pdf-over-limit" if is_pdf else "picture-over-limit"
        raise UnrecognisedError(code, str(e), undecided=True) from e
    except SigningError as e:
        code = "pdf-without-badge" if is_pdf else "picture-without-badge"
        raise UnrecognisedError(code, str(e)) from e


def _baked(data: bytes) -> str:
    try:
        return unbake(data)
    except OlderBadgeError:
        return open_badges_2.text_of(unbake_older(data))


def _recognised(document: Mapping[str, Json], token: VcJwt | None, around: Around) -> Recognised:
    kind = open_badges_2.kind_of(document, signed=token is not None)
    kind = kind or kind_of(document) or other_kind_of(document)
    if kind is None:
        types = ", ".join(types_of(document))
        raise UnrecognisedError("not-an-open-badge" if types else "not-a-credential", types=types)
    return Recognised(kind, " > ".join(around), document, token)


def _only_ours(found: Recognised) -> Recognised:
    if found.kind in (Kind.CLR, Kind.CREDENTIAL, *open_badges_2.KINDS):
        raise UnrecognisedError("not-an-open-badge", types=", ".join(types_of(found.document)))
    return found
