"""Addresses of pages that people give as evidence or as their own, made fit to be signed."""

import re
import unicodedata
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, urlsplit

from issuer.text.domains import a_label_domain
from issuer.text.errors import InvalidUrlError, MissingTextError, TooLongError
from issuer.text.names import BLANKS, check_characters

LONGEST_URL = 2083

_SCHEMES = frozenset(("http", "https"))
# RFC 3986: what may stand unencoded in every part. Square brackets may not, which some overlook.
_PLAIN = "!$&'()*+,;=:@/~-._%"
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# A reverse solidus is a solidus for browsers and none for others: two hosts from one text.
_AMBIGUOUS = re.compile(rf"[\\{BLANKS}]")


def accepted_url(text: str, limit: int = LONGEST_URL) -> str:
    """Return an absolute http or https URL in ASCII: its host in A-labels, the rest %-encoded.

    “https://żółć.pl/ćma” becomes “https://xn--kda4b0koi.pl/%C4%87ma”; scheme and host are made
    lower case, everything else stays as typed. `limit` counts the characters of the result.
    Raises `MissingTextError`, `TooLongError`, `ForbiddenCharacterError`, or `InvalidUrlError` for
    other schemes, a user name or password, a port that is none, gaps and backslashes.
    """
    address = text.strip(BLANKS)
    if not address:
        raise MissingTextError
    if len(address) > limit:
        raise TooLongError(len(address), limit)
    check_characters(address, frozenset())
    parts = _parts(unicodedata.normalize("NFC", address))
    scheme, authority = parts.scheme, _host(parts) + _port(parts)
    path, query, fragment = map(_encoded, (parts.path, parts.query, parts.fragment))
    url = f"{scheme}://{authority}{path}{query and f'?{query}'}{fragment and f'#{fragment}'}"
    if len(url) > limit:
        raise TooLongError(len(url), limit)
    return url


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise InvalidUrlError from error
    separated = address[len(parts.scheme) :].startswith("://")
    if parts.scheme not in _SCHEMES or not separated or "@" in parts.netloc:
        raise InvalidUrlError
    if _AMBIGUOUS.search(address):
        raise InvalidUrlError
    return parts


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    try:
        if parts.netloc.startswith("[") and "%" not in host:  # a zone is a place on one machine
            return f"[{IPv6Address(host)}]"
        if re.fullmatch(r"[0-9.]+", host):
            return str(IPv4Address(host))
    except AddressValueError as error:
        raise InvalidUrlError from error
    # A name that ends in 0x… is a number for browsers.
    name = a_label_domain(host)
    if name is None or re.fullmatch(r"0x[0-9a-f]*", name.rpartition(".")[2]):
        raise InvalidUrlError
    return name


def _port(parts: SplitResult) -> str:
    try:
        port = parts.port
    except ValueError as error:
        raise InvalidUrlError from error
    if port == 0:
        raise InvalidUrlError
    return "" if port is None else f":{port}"


def _encoded(text: str) -> str:
    # A query may hold question marks, and so may a fragment; both are plain after the first.
    return quote(_BARE_PERCENT.sub("%25", text), safe=_PLAIN + "?")
