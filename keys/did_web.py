"""did:web: the identifier is an address (https://w3c-ccg.github.io/did-method-web/)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, unquote_to_bytes, urlsplit

from keys import jwk, multikey
from keys.errors import DidError
from keys.signer import PublicKey

_PREFIX = "did:web:"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# RFC 1123 section 2.1; the last label begins with a letter, so no IPv4 address is a host.
_HOST = re.compile(rf"(?!.{{254}})(?:{_LABEL}\.)*(?![0-9]){_LABEL}")
_PORT = re.compile(r"[1-9][0-9]{0,4}")
# DID Core section 3.1: the characters of a DID. Other ones would need two spellings.
_SEGMENT = re.compile(r"[A-Za-z0-9._-]+")
_FOREIGN_SEGMENT = re.compile(r"(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+")
# IDNA 2003, which Python speaks, and IDNA 2008 give these letters different names.
_DEVIATIONS = re.compile("[ßς\u200c\u200d]")


@dataclass(frozen=True)
class PublishedKey:
    """A key in a DID document; `revoked` (aware) says since when it is known as compromised."""

    public_key: PublicKey
    revoked: datetime | None = None

    def __post_init__(self) -> None:
        if self.revoked is not None and self.revoked.tzinfo is None:
            raise ValueError("the instant of a revocation needs a time zone")


def did_web(base_url: str, slug: str) -> str:
    """Return the DID of the organisation `slug` of the service at `base_url` (https).

    The host becomes lower-case A-labels, a port follows as `%3A` and its number, then the segments
    of the path, `issuers` and the slug. Raises `DidError` for anything a DID cannot hold.
    """
    try:
        parts = urlsplit(base_url)
        port = parts.port
    except ValueError as error:
        raise DidError(base_url, "it is not a URL") from error
    if parts.scheme != "https" or "@" in parts.netloc or any(c in base_url for c in "?#\t\r\n"):
        raise DidError(base_url, "it must be an https address without user, query and fragment")
    segments = [part for part in (*parts.path.strip("/").split("/"), "issuers", slug) if part]
    if not slug or "//" in parts.path or not all(map(_is_plain_segment, segments)):
        raise DidError(base_url, f"its path or the name {slug!a} does not fit into a DID")
    if port == 0:
        raise DidError(base_url, "no service has the port 0")
    host = _a_label_host(base_url, parts.hostname or "")
    authority = host if port in (None, 443) else f"{host}%3A{port}"
    return _PREFIX + ":".join([authority, *segments])


def did_web_url(did: str) -> str:
    """Return the https URL of the document of `did`, always ending in `/did.json`.

    Raises `DidError` when `did` is not a did:web, carries a path, query or fragment, names no DNS
    host or an impossible port, or holds a segment that is empty, `.`, `..`, or hides a separator.
    """
    # ASCII first: beyond it, lower-casing turns other letters (the Kelvin sign) into these.
    if not did.isascii() or not did.startswith(_PREFIX):
        raise DidError(did, "it does not begin with did:web:")
    authority, *segments = did.removeprefix(_PREFIX).split(":")
    path = "/".join(_url_segment(did, segment) for segment in segments) or ".well-known"
    return f"https://{_authority(did, authority)}/{path}/did.json"


def did_web_document(did: str, keys: Sequence[PublishedKey]) -> dict[str, Any]:
    """Return the DID document that publishes `keys` under `did`.

    Each key stands twice: as Multikey `<did>#<publicKeyMultibase>` for Data Integrity (not RSA) and
    as JsonWebKey `<did>#<RFC 7638 thumbprint>` for JWT. A revoked key stays readable but is not
    listed under `assertionMethod`. Raises `DidError` when `did` is not a did:web.
    """
    did_web_url(did)
    methods = [method for key in keys for method in _methods(did, key)]
    return {
        "@context": [
            "https://www.w3.org/ns/did/v1",
            "https://w3id.org/security/multikey/v1",
            "https://w3id.org/security/jwk/v1",
        ],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods if "revoked" not in method],
    }


def _methods(did: str, key: PublishedKey) -> list[dict[str, Any]]:
    forms: list[tuple[str, Mapping[str, Any]]] = []
    if key.public_key.algorithm in multikey.CODECS:
        multibase = multikey.encode(key.public_key)
        forms.append((multibase, {"type": "Multikey", "publicKeyMultibase": multibase}))
    members = {"type": "JsonWebKey", "publicKeyJwk": jwk.encode(key.public_key)}
    forms.append((jwk.thumbprint(key.public_key), members))
    revoked = {"revoked": _instant(key.revoked)} if key.revoked else {}
    return [{"id": f"{did}#{name}", "controller": did, **form, **revoked} for name, form in forms]


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _is_plain_segment(text: str) -> bool:
    return bool(_SEGMENT.fullmatch(text)) and text not in {".", ".."}


def _a_label_host(base_url: str, host: str) -> str:
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise DidError(base_url, "its host is not a domain name") from error
    if _DEVIATIONS.search(host):
        raise DidError(base_url, "write its host in A-labels (xn--), the letters are ambiguous")
    if not _HOST.fullmatch(name):
        raise DidError(base_url, "its host is not a domain name")
    return name


def _authority(did: str, text: str) -> str:
    host, separator, port = text.lower().partition("%3a")
    if not _HOST.fullmatch(host):
        raise DidError(did, "it names no DNS host")
    if not separator:
        return host
    if not _PORT.fullmatch(port) or int(port) > 65535:
        raise DidError(did, "it names no port after %3A")
    return f"{host}:{port}"


def _url_segment(did: str, text: str) -> str:
    if not _FOREIGN_SEGMENT.fullmatch(text):
        raise DidError(did, "a segment is empty or holds a character that no DID may hold")
    try:
        decoded = unquote_to_bytes(text).decode()
    except UnicodeDecodeError as error:
        raise DidError(did, "a segment is not UTF-8") from error
    if decoded in {".", ".."} or any(char in "/\\" or not char.isprintable() for char in decoded):
        raise DidError(did, "a segment would lead elsewhere")
    return quote(decoded, safe="")
