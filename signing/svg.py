"""Baking into SVG: one `openbadges:credential` element, put in and taken out as text.

Follows Open Badges 3.0, section "Baked badge". The picture is never re-serialised: apart from the
credential and one namespace declaration, every byte stays as its author wrote it.
"""

import re
from collections.abc import Sequence

from signing.baked_text import OlderBadge, TextForm, check_picture_size, check_text_size, text_form
from signing.baking_errors import (
    BakedTextError,
    MisplacedCredentialError,
    NothingBakedError,
    OlderBadgeError,
    SeveralCredentialsError,
)
from signing.svg_scan import OPEN_BADGES, PREFIX, BakedElement, SvgScan, scan_svg

_WHITE_SPACE = " \t\r\n"
_TAG_NAME = re.compile(rb"<[^\s/>]+")
_DECLARATION = f' xmlns:{PREFIX}="{OPEN_BADGES}"'

_Edit = tuple[int, int, str]
"""Replace the bytes from here to there by this text."""


def bake_svg(picture: bytes, credential: str) -> bytes:
    """Return the SVG `picture` carrying `credential` directly after its root's start tag.

    The namespace is declared on the root, as the standard's samples do. If the root already binds
    the prefix `openbadges` to something else (Open Badges 2 did), it is declared on our element
    instead: some readers look for the prefix, so no other will do. Earlier credentials are
    replaced, wherever they stand.

    Raises `BrokenSvgError` or `UnsafeSvgError` for a picture that cannot be used,
    `UnbakeableTextError` for a text that is no credential, `BakingLimitError` beyond a limit.
    """
    form = text_form(credential)
    scan = scan_svg(picture)
    bound = scan.prefixes.get(PREFIX)
    element = _element(credential, form, "" if bound in (None, OPEN_BADGES) else _DECLARATION)
    edits = [*_root_edits(picture, scan, element), *_removals(scan)]
    if bound is None:
        name_end = _root_name_end(picture, scan)
        edits.append((name_end, name_end, _DECLARATION))
    return check_picture_size(_edited(picture, edits))


def unbake_svg(data: bytes) -> str:
    """Return the text of the one credential that the SVG carries, without white space around it.

    Raises `BrokenSvgError`, `UnsafeSvgError`, `BakingLimitError`, `NothingBakedError`
    (`OlderBadgeError` if there is a badge of Open Badges 1 or 2), `SeveralCredentialsError`,
    `MisplacedCredentialError` for an element that is not a child of the root, `BakedTextError` if
    it has not exactly one of a `verify` attribute and text.
    """
    scan = scan_svg(data)
    if not scan.credentials:
        raise OlderBadgeError if scan.older_badges else NothingBakedError
    text = _text(_only(scan.credentials))
    check_text_size(text.encode())
    return text


def unbake_older_svg(data: bytes) -> OlderBadge:
    """Return what the one `assertion` element of Open Badges 1 or 2 in the SVG holds.

    Raises what `unbake_svg` raises, but `NothingBakedError` never for an older badge, and takes an
    attribute `verify` and a text together.
    """
    scan = scan_svg(data)
    if not scan.older_badges:
        raise NothingBakedError
    element = _only(scan.older_badges)
    if element.has_children:
        raise BakedTextError("it holds other elements")
    text, verify = element.text.strip(_WHITE_SPACE), (element.verify or "").strip(_WHITE_SPACE)
    if not (text or verify):
        raise BakedTextError("it is empty")
    check_text_size(f"{text}{verify}".encode())
    # Some bakers write a signed badge, or an address, into both places.
    beside = verify if text and verify and verify != text else None
    return OlderBadge(text or verify, beside)


def json_for_cdata(text: str) -> str:
    r"""Return the JSON `text` so that a CDATA section can carry it, with the same meaning.

    Only `]]>` ends a CDATA section. Outside its strings, JSON is made of brackets, braces, commas,
    colons, white space, numbers and three words (RFC 8259 section 2), none of which holds `>`. So
    each `]]>` stands inside a string, where `\u003e` means `>` (section 7). The character before
    that `>` is `]`, so no backslash of another escape is torn off.

    All other characters that JSON may hold unescaped are characters of XML 1.0, apart from U+FFFE
    and U+FFFF, which `text_form` refuses. A carriage return between two tokens is read back as a
    line feed (XML 1.0 section 2.11), which JSON does not tell apart.
    """
    return text.replace("]]>", "]]\\u003e")


def _element(credential: str, form: TextForm, declaration: str) -> str:
    name = f"{PREFIX}:credential"
    if form is TextForm.COMPACT_JWS:
        # The alphabet of a compact JWS needs no escape in an attribute.
        return f'<{name}{declaration} verify="{credential}"></{name}>'
    text = json_for_cdata(credential)
    check_text_size(text.encode())
    return f"<{name}{declaration}><![CDATA[{text}]]></{name}>"


def _root_edits(picture: bytes, scan: SvgScan, element: str) -> list[_Edit]:
    end = scan.root_tag_end
    if picture[end - 2 : end] != b"/>":
        return [(end, end, element)]
    name = picture[scan.root_start + 1 : _root_name_end(picture, scan)].decode()
    return [(end - 2, end, f">{element}</{name}>")]


def _root_name_end(picture: bytes, scan: SvgScan) -> int:
    name = _TAG_NAME.match(picture, scan.root_start)
    return name.end() if name else scan.root_start


def _removals(scan: SvgScan) -> list[_Edit]:
    """Return one removal for each credential element that is not inside another."""
    removals: list[_Edit] = []
    for element in scan.credentials:
        if not removals or element.start >= removals[-1][1]:
            removals.append((element.start, element.end, ""))
    return removals


def _edited(picture: bytes, edits: list[_Edit]) -> bytes:
    pieces, position = [], 0
    for start, end, text in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [picture[position:start], text.encode()]
        position = end
    return b"".join([*pieces, picture[position:]])


def _only(elements: Sequence[BakedElement]) -> BakedElement:
    if len(elements) > 1:
        raise SeveralCredentialsError(len(elements))
    if elements[0].depth != 2:
        raise MisplacedCredentialError("it must be a child of the svg element")
    return elements[0]


def _text(element: BakedElement) -> str:
    if element.has_children:
        raise BakedTextError("it holds other elements")
    text = element.text.strip(_WHITE_SPACE)
    verify = (element.verify or "").strip(_WHITE_SPACE)
    if text and element.verify is not None:
        raise BakedTextError("it has both a verify attribute and text")
    if not (text or verify):
        raise BakedTextError("it is empty")
    return text or verify
