"""What a file holds: one credential, several of them, or the address of one.

Follows VCDM 2.0 section 4.13 and VCDM 1.1 section 4.10 (presentations), CLR 2.0 (ClrSubject).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias
from urllib.parse import parse_qs, urlsplit

from keys.strict_json import Json
from signing.baking_errors import NothingBakedError, OlderBadgeError
from signing.members import items_of
from signing.vc_jwt import VcJwt
from verifier.errors import UnrecognisedError
from verifier.presentations import Presentation
from verifier.qr_codes import codes_in, photograph_kind
from verifier.recognise import (
    COMPACT,
    JSON_ALONE,
    LARGEST_FILE,
    Around,
    Recognised,
    credential_in,
    enveloped,
    json_in,
    recognise_any,
    text_of,
    token_in,
    types_of,
)

MOST_CREDENTIALS = 50
"""So many credentials of one file are verified; of more none is."""

_ADDRESS = re.compile(r"https?://[^\x00-\x20\x7f]{1,2048}\Z", re.IGNORECASE)
_PRESENTATION = "VerifiablePresentation"
_ENVELOPED = "EnvelopedVerifiablePresentation"
_WRAPPERS = ("verifiableCredential", "verifiablePresentation", "credentials", "credential")


Item: TypeAlias = Recognised | UnrecognisedError
"""One of several: a credential, or why it is none."""


@dataclass(frozen=True)
class Several:
    """Credentials that came together, each to be verified by itself."""

    container: str
    """Such as `json > presentation`, `jwt > presentation`, `array`, `json > clr`."""
    items: tuple[Item, ...]
    presentation: Presentation | None = None


@dataclass(frozen=True)
class Address:
    """No credential, but where one stands: an http or https address, to be asked by a resolver."""

    url: str
    around: Around


@dataclass(frozen=True)
class Codes:
    """What several QR codes in one picture lead to, each in its own way."""

    container: str
    found: tuple["_Held", ...]


_Held: TypeAlias = Recognised | Several | Address
Contents: TypeAlias = _Held | Codes


def in_turn(items: Sequence[Item], between: Callable[[], object]) -> Iterator[Item]:
    """Yield one item after the other, and call `between` before each but the first."""
    for number, item in enumerate(items):
        if number:
            between()
        yield item


def contents_of(data: bytes, around: Around = ()) -> Contents:
    """Return what `data` holds; `around` is what held the file itself.

    A picture without a credential of its own is looked at for a QR code.

    Raises:
        UnrecognisedError: there is nothing of the kind, or a limit is exceeded.
    """
    kind = photograph_kind(data)
    if kind is None or len(data) > LARGEST_FILE:
        return _in_text(*text_of(data, around))
    without = UnrecognisedError("picture-jpeg" if kind == "jpeg" else "picture-without-badge")
    if kind == "png":
        try:
            return _in_text(*text_of(data, around))
        except UnrecognisedError as e:
            cause = e.__cause__
            if not isinstance(cause, NothingBakedError) or isinstance(cause, OlderBadgeError):
                raise
            without = e
    codes = codes_in(data, kind)
    if not codes:
        raise without
    return _in_codes(codes, (*around, kind, "qr"))


def _in_codes(codes: tuple[str, ...], around: Around) -> Contents:
    """Return what those QR codes lead to that lead to anything; the same code counts once."""
    found: list[_Held] = []
    faults = [UnrecognisedError("qr-code-of-other-things", codes[0])]
    for code in dict.fromkeys(code.strip() for code in codes):
        try:
            found.append(_in_text(code.encode(), around))
        except UnrecognisedError as e:
            if e.code not in ("nothing-recognised", "json-not-strict"):
                faults.append(e)
    if not found:
        raise faults[min(1, len(faults) - 1)]
    # Codes behind codes lead on one way only: else a few pictures could lead round without end.
    is_one = len(found) == 1 or around.count("qr") > 1
    return found[0] if is_one else Codes(" > ".join(around), tuple(found))


def _in_text(text: bytes, around: Around) -> _Held:
    if COMPACT.match(text):
        return _in_token(text.decode("ascii"), (*around, "jwt"))
    if text[:4].lower() == b"http" and _ADDRESS.match(address := text.decode("utf-8", "replace")):
        return Address(aim_of(address), around)
    if text.startswith(b"["):
        return _in_list(json_in(text), (*around, "array"))
    if not text.startswith(b"{"):
        raise UnrecognisedError("nothing-recognised")
    found = _in_object(json_in(text), around)
    if isinstance(found, Recognised) and found.container == JSON_ALONE:
        return replace(found, text=text)
    return found


def aim_of(url: str) -> str:
    """Return the address that a link to a page for verification is about, of whatever service."""
    try:
        parts = urlsplit(url)
        aims = parse_qs(parts.query).get("url", []) if parts.path.endswith("/verify") else []
    except ValueError:
        return url
    return aims[0] if len(aims) == 1 and _ADDRESS.match(aims[0]) else url


def _in_object(document: Mapping[str, Json], around: Around) -> _Held:
    types = types_of(document)
    if _ENVELOPED in types:
        return _in_token(enveloped(document, _ENVELOPED), (*around, "enveloped", "jwt"))
    if _PRESENTATION in types:
        return _presented(Presentation(document), (*around, "json"))
    held = [document[name] for name in _WRAPPERS if name in document and not types]
    if not held:
        return _with_parts(recognise_any(document, around))
    if len(held) == 1 and isinstance(held[0], Mapping):
        return _in_object(held[0], (*around, "wrapped"))
    # All of them: a reader may look at another one than we do.
    return _in_list([item for value in held for item in items_of(value)], (*around, "wrapped"))


def _in_token(text: str, around: Around) -> _Held:
    token = token_in(text)
    presented = _presentation_in(token)
    if presented is None:
        return _with_parts(credential_in(token, around))
    return _presented(Presentation(presented, token), around)


def _presentation_in(token: VcJwt) -> Mapping[str, Json] | None:
    """Return the presentation in a token: the claim `vp` of VCDM 1.1, or the whole payload."""
    claimed = token.payload.get("vp", token.payload)
    is_one = isinstance(claimed, Mapping) and _PRESENTATION in types_of(claimed)
    return claimed if is_one else None


def _presented(presentation: Presentation, around: Around) -> Several:
    held = items_of(presentation.document.get("verifiableCredential", []))
    items = tuple(_all_of(held))
    if not items:
        raise UnrecognisedError("presentation-empty")
    return Several(" > ".join((*around, "presentation")), items, presentation)


def _in_list(values: list[Json], around: Around) -> Recognised | Several:
    items = tuple(_all_of(values))
    if len(items) > 1:
        return Several(" > ".join(around), items)
    if not items:
        raise UnrecognisedError("not-a-credential")
    if isinstance(items[0], UnrecognisedError):
        raise items[0]
    return replace(items[0], container=" > ".join((*around, items[0].container)))


def _with_parts(found: Recognised) -> Recognised | Several:
    """Return a credential with the credentials that it holds, as a learner record does."""
    parts = tuple(_all_of(_parts_of(found.document), besides=1))
    return Several(f"{found.container} > clr", (found, *parts)) if parts else found


def _all_of(values: list[Json], besides: int = 0) -> Iterator[Item]:
    """Yield each of the credentials, and after each those that it holds itself."""
    pending = values[::-1]
    while pending:
        besides += 1
        if besides > MOST_CREDENTIALS:
            raise UnrecognisedError("credentials-too-many", undecided=True)
        try:
            found = recognise_any(pending.pop(), ())
        except UnrecognisedError as e:
            yield e
            continue
        yield found
        pending += _parts_of(found.document)[::-1]


def _parts_of(document: Mapping[str, Json]) -> list[Json]:
    """Return the credentials inside a credential (CLR 2.0, ClrSubject), whatever it says it is."""
    return [
        part
        for subject in items_of(document.get("credentialSubject", []))
        if isinstance(subject, Mapping)
        for part in items_of(subject.get("verifiableCredential", []))
    ]
