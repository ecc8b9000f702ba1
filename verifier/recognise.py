"""What a file is, told by its content and never by its name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from contexts.vocabulary import Kind, kind_of
from keys.errors import JsonError
from keys.strict_json import Json
from keys.strict_json import read as read_json
from signing import vc_jwt
from signing.baking import PictureKind, picture_kind, unbake
from signing.errors import Error as SigningError
from signing.errors import LimitError
from signing.members import items_of
from signing.vc_jwt import VcJwt
from verifier.errors import UnrecognisedError

LARGEST_FILE = 10 * 1024 * 1024
"""Pictures may be this large; a credential itself at most 1 MiB (`keys.strict_json`)."""

_COMPACT = re.compile(rb"[\w-]+\.[\w-]*\.[\w-]*\Z", re.ASCII)
_JPEG = b"\xff\xd8\xff"
_ENVELOPED = "EnvelopedVerifiableCredential"
_OF_ENVELOPE = {"@context", "id", "type"}
_DATA_URL = re.compile(r"data:application/vc(?:\+ld)?\+jwt,(.*)", re.DOTALL)


@dataclass(frozen=True)
class Recognised:
    """A badge found in a file: the credential, the token around it, and what held them."""

    kind: Kind
    container: str
    """Such as `json`, `jwt`, `png > json`, `svg > jwt`, `pdf > json`, `enveloped > jwt`."""
    document: Mapping[str, Json]
    token: VcJwt | None


def recognise(data: bytes) -> Recognised:
    """Return the badge in `data`.

    Raises:
        UnrecognisedError: there is none, or a limit is exceeded.
    """
    if len(data) > LARGEST_FILE:
        raise UnrecognisedError("file-too-large", undecided=True)
    picture = picture_kind(data)
    if picture is None:
        return _from_text(data, ())
    is_pdf = picture is PictureKind.PDF
    try:
        text = unbake(data)
    except LimitError as e:
        code = "pdf-over-limit" if is_pdf else "picture-over-limit"
        raise UnrecognisedError(code, str(e), undecided=True) from e
    except SigningError as e:
        code = "pdf-without-badge" if is_pdf else "picture-without-badge"
        raise UnrecognisedError(code, str(e)) from e
    return _from_text(text.encode(), (_PICTURES[picture],))


def recognise_value(value: Json) -> Recognised:
    """Return the credential that a document holds as a part: an object, or a token as text.

    Raises:
        UnrecognisedError: it is neither.
    """
    if isinstance(value, str):
        return _from_token(value, ("jwt",))
    if not isinstance(value, Mapping):
        raise UnrecognisedError("not-a-credential")
    return _recognised(value, None, ("json",))


_PICTURES = {PictureKind.PNG: "png", PictureKind.SVG: "svg", PictureKind.PDF: "pdf"}


def _from_text(data: bytes, around: tuple[str, ...]) -> Recognised:
    # RFC 8259 section 8.1: a reader may pass over a byte order mark, which some editors add.
    text = data.removeprefix(b"\xef\xbb\xbf").strip()
    if not text:
        raise UnrecognisedError("file-empty")
    if text.startswith(_JPEG):
        raise UnrecognisedError("picture-jpeg")
    if _COMPACT.match(text):
        return _from_token(text.decode("ascii"), (*around, "jwt"))
    if not text.startswith(b"{"):
        raise UnrecognisedError("nothing-recognised")
    document = _read(text)
    if _ENVELOPED in _types(document):
        return _from_envelope(document, (*around, "enveloped"))
    return _recognised(document, None, (*around, "json"))


def _read(text: bytes) -> Mapping[str, Json]:
    try:
        document: Mapping[str, Json] = read_json(text)
    except JsonError as e:
        # A leaf of JsonError is a limit: nobody looked, so nobody can say "no badge".
        limit = type(e) is not JsonError
        code = "json-over-limit" if limit else "json-not-strict"
        raise UnrecognisedError(code, str(e), undecided=limit) from e
    return document


def _from_envelope(document: Mapping[str, Json], around: tuple[str, ...]) -> Recognised:
    """VCDM 2.0 section 4.13: the token stands in a data URL, and nothing else stands beside it."""
    url = document.get("id")
    match = _DATA_URL.fullmatch(url) if isinstance(url, str) else None
    if match is None or _types(document) != [_ENVELOPED] or not document.keys() <= _OF_ENVELOPE:
        raise UnrecognisedError("envelope-without-token")
    return _from_token(match.group(1), (*around, "jwt"))


def _from_token(text: str, around: tuple[str, ...]) -> Recognised:
    try:
        token = vc_jwt.read(text)
        return _recognised(vc_jwt.document_of(token), token, around)
    except JsonError as e:
        raise UnrecognisedError("json-over-limit", str(e), undecided=True) from e
    except SigningError as e:
        raise UnrecognisedError("token-malformed", str(e)) from e


def _recognised(
    document: Mapping[str, Json], token: VcJwt | None, around: tuple[str, ...]
) -> Recognised:
    kind = kind_of(document)
    if kind is None:
        types = ", ".join(_types(document))
        raise UnrecognisedError("not-an-open-badge" if types else "not-a-credential", types=types)
    return Recognised(kind, " > ".join(around), document, token)


def _types(document: Mapping[str, Json]) -> list[str]:
    return [name for name in items_of(document.get("type", [])) if isinstance(name, str)]
