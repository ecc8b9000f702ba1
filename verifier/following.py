"""From an address to what stands there, as often as it leads on; the resolver is asked each time.

Each address may lead to others by redirects, also of other origins (rule 25): where a credential
came from says nothing about it, only what it says and who signed it does.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from urllib.parse import urljoin

from keys.errors import DidError
from verifier.contents import (
    MOST_CREDENTIALS,
    Address,
    Codes,
    Contents,
    Item,
    Several,
    aim_of,
    contents_of,
)
from verifier.errors import UnreachableError, UnrecognisedError
from verifier.recognise import Recognised
from verifier.resolver import Resolver

MOST_STEPS = 3
"""A link to a page for verification, that page, and the credential that the page names."""
LARGEST_HEAD = 65_536
"""Bytes of a web page in which its links are looked for."""

_LINK = re.compile(r"<link\s([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"([a-z]{1,20})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I
)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_TYPES = frozenset(
    (
        "application/vc",
        "application/vc+jwt",
        "application/vc+ld+json",
        "application/vc+ld+jwt",
        "application/ld+json",
    )
)


def followed(found: Contents, resolver: Resolver) -> Recognised | Several:
    """Return `found`, or what stands at the address that it is.

    Raises:
        UnrecognisedError: it cannot be had, leads on too often, or is no credential.
    """
    for _ in range(MOST_STEPS):
        if isinstance(found, Codes):
            return _all_of(found, resolver)
        if not isinstance(found, Address):
            return found
        found = _at(found, resolver)
    if isinstance(found, Address | Codes):
        url = found.url if isinstance(found, Address) else ""
        raise UnrecognisedError("address-leads-on", url=url, undecided=True)
    return found


def _all_of(codes: Codes, resolver: Resolver) -> Recognised | Several:
    """Return what several QR codes lead to; a code for something else is passed over.

    One that leads nowhere is no reason to pass over it: perhaps there is a badge.
    """
    found: list[Recognised | Several] = []
    faults: list[UnrecognisedError] = []
    for each in codes.found:
        try:
            found.append(followed(each, resolver))
        except UnrecognisedError as e:
            faults.append(e)
    lost = [fault for fault in faults if fault.code == "address-unreachable"]
    if not found:
        raise (lost or faults)[0]
    if len(found) == 1 and not lost:
        return found[0]
    items = [item for each in found for item in _items(each)]
    if len(items) + len(lost) > MOST_CREDENTIALS:
        raise UnrecognisedError("credentials-too-many", undecided=True)
    return Several(codes.container, (*items, *lost))


def _items(found: Recognised | Several) -> Sequence[Item]:
    if isinstance(found, Recognised):
        return (found,)
    # The signature around a presentation would be lost among others.
    is_signed = found.presentation is not None
    return (UnrecognisedError("several-credentials", undecided=True),) if is_signed else found.items


def link_in(page: bytes) -> str | None:
    """Return the address that the head of a web page names for its credential, if it names one.

    HTML, section 4.6.7.1 (link type "alternate").
    """
    for link in _LINK.finditer(page[:LARGEST_HEAD].decode("utf-8", "replace")):
        attributes = dict(_attributes(link.group(1)))
        kinds = attributes.get("rel", "").lower().split()
        media_type = attributes.get("type", "").partition(";")[0].strip().lower()
        if "alternate" in kinds and media_type in _TYPES and attributes.get("href"):
            return attributes["href"].strip()
    return None


def _at(address: Address, resolver: Resolver) -> Contents:
    """Return what stands at an address; the media type that its server states does not matter."""
    try:
        resource = resolver.visit(address.url)
    except (UnreachableError, DidError) as e:
        raise UnrecognisedError(
            "address-unreachable", str(e), url=address.url, undecided=True
        ) from e
    content, around = resource.content, (*address.around, "url")
    if resource.way and (aim := aim_of(resource.url)) != resource.url:
        # A short address that leads to a page for verification.
        return Address(aim, around)
    if not _PAGE.match(content.removeprefix(b"\xef\xbb\xbf").lstrip()[:100]):
        return contents_of(content, around)
    link = link_in(content)
    if link is None:
        raise UnrecognisedError("address-is-a-page", url=resource.url, undecided=True)
    return Address(_joined(resource.url, link), around)


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError as e:
        raise UnrecognisedError("address-is-a-page", str(e), url=base, undecided=True) from e


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for found in _ATTRIBUTE.finditer(text):
        name, *values = found.groups()
        yield name.lower(), unescape(next(value for value in values if value is not None))
