"""Baking: a picture that carries its own credential, whichever kind of picture it is.

A PDF counts as the picture of a page that was made with its credential: it gives that, as the
others do, but nothing can be baked into it.
"""

import re
from enum import Enum

from signing.baked_text import OlderBadge
from signing.baking_errors import UnknownPictureError
from signing.pdf import extract_pdf
from signing.pdf_file import SIGNATURE as PDF_SIGNATURE
from signing.png import SIGNATURE as PNG_SIGNATURE
from signing.png import bake_png, unbake_older_png, unbake_png
from signing.svg import bake_svg, unbake_older_svg, unbake_svg

_LONGEST_PROLOG = 65_536
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MISC = rb"(?:\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s[^>\[]*+>)*+"
_SVG_BEGINS = re.compile(
    _MISC + rb"<(?:(?:[^\s<>/:!?]++:)?svg[\s/>]|!DOCTYPE\s++svg[\s\[])", re.DOTALL
)


class PictureKind(Enum):
    """A kind of picture that can carry a credential; its value is the media type."""

    PNG = "image/png"
    SVG = "image/svg+xml"
    PDF = "application/pdf"


_SIGNATURES = {PNG_SIGNATURE: PictureKind.PNG, PDF_SIGNATURE: PictureKind.PDF}


def picture_kind(data: bytes) -> PictureKind | None:
    """Return the kind of picture that `data` begins as, or None. Names of files do not matter.

    A hint for choosing a reader: the reader then says whether the picture is sound.
    """
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            return kind
    return PictureKind.SVG if _begins_as_svg(data[:_LONGEST_PROLOG]) else None


def bake(picture: bytes, credential: str) -> bytes:
    """Return `picture`, PNG or SVG, carrying `credential`, a compact JWS or a JSON object.

    A credential that is already there is replaced. Raises `UnknownPictureError` for another kind of
    file, and the `BakingError`s of `bake_png` and `bake_svg`.
    """
    baker = {PictureKind.PNG: bake_png, PictureKind.SVG: bake_svg}.get(_known_kind(picture))
    if baker is None:
        raise UnknownPictureError
    return baker(picture, credential)


def unbake(data: bytes) -> str:
    """Return the text of the one credential that the picture or PDF `data` carries.

    The text is not looked at: it may be no credential at all. Raises `UnknownPictureError` for
    another kind of file, and the `BakingError`s of `unbake_png`, `unbake_svg` and `extract_pdf`.
    """
    unbaker = {
        PictureKind.PNG: unbake_png,
        PictureKind.SVG: unbake_svg,
        PictureKind.PDF: extract_pdf,
    }
    return unbaker[_known_kind(data)](data)


def unbake_older(data: bytes) -> OlderBadge:
    """Return the one badge of Open Badges 1 or 2 that the picture `data` carries.

    Its text is not looked at. Raises `UnknownPictureError` for another kind of file than PNG and
    SVG, and the `BakingError`s of `unbake_older_png` and `unbake_older_svg`.
    """
    kind = picture_kind(data)
    if kind is PictureKind.PNG:
        return OlderBadge(unbake_older_png(data))
    if kind is PictureKind.SVG:
        return unbake_older_svg(data)
    raise UnknownPictureError


def _known_kind(data: bytes) -> PictureKind:
    kind = picture_kind(data)
    if kind is None:
        raise UnknownPictureError
    return kind


def _begins_as_svg(beginning: bytes) -> bool:
    """Tell by the first element, also in UTF-16, so that its reader can name what is wrong."""
    for mark in _BYTE_ORDER_MARKS:
        beginning = beginning.removeprefix(mark)
    return _SVG_BEGINS.match(beginning.replace(b"\0", b"")) is not None
