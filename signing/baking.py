"""Baking: a picture that carries its own credential, whichever kind of picture it is."""

import re
from enum import Enum

from signing.baking_errors import UnknownPictureError
from signing.png import SIGNATURE, bake_png, unbake_png
from signing.svg import bake_svg, unbake_svg

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


def picture_kind(data: bytes) -> PictureKind | None:
    """Return the kind of picture that `data` begins as, or None. Names of files do not matter.

    A hint for choosing a reader: the reader then says whether the picture is sound.
    """
    if data.startswith(SIGNATURE):
        return PictureKind.PNG
    return PictureKind.SVG if _begins_as_svg(data[:_LONGEST_PROLOG]) else None


def bake(picture: bytes, credential: str) -> bytes:
    """Return `picture`, PNG or SVG, carrying `credential`, a compact JWS or a JSON object.

    A credential that is already there is replaced. Raises `UnknownPictureError` for another kind of
    file, and the `BakingError`s of `bake_png` and `bake_svg`.
    """
    baker = {PictureKind.PNG: bake_png, PictureKind.SVG: bake_svg}
    return baker[_known_kind(picture)](picture, credential)


def unbake(data: bytes) -> str:
    """Return the text of the one credential that the picture `data` carries.

    The text is not looked at: it may be no credential at all. Raises `UnknownPictureError` for
    another kind of file, and the `BakingError`s of `unbake_png` and `unbake_svg`.
    """
    unbaker = {PictureKind.PNG: unbake_png, PictureKind.SVG: unbake_svg}
    return unbaker[_known_kind(data)](data)


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
