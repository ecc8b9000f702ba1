"""A badge picture made from its title, for achievements that have no picture of their own."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal
from xml.sax.saxutils import escape

from issuer.pictures.colours import accent
from issuer.pictures.errors import UnusableMarkError
from issuer.pictures.lettering import lettering, plain, shortened
from issuer.pictures.typesetting import drawn, typeset

Language = Literal["pl", "en"]
"""A language in which things are printed."""

SIDE = 1024
"""Pixels on each side of the PNG."""

MOST_LETTERS = 3
LONGEST_TITLE = 120

_POINTS = 400


class Shape(Enum):
    """The outline of a badge."""

    CIRCLE = "circle"
    HEXAGON = "hexagon"
    SHIELD = "shield"
    ROUNDED_SQUARE = "rounded-square"
    STAR = "star"


class Icon(Enum):
    """A simple drawing in the disc of a badge."""

    STAR = "star"
    CHECK = "check"
    PEOPLE = "people"
    DOCUMENT = "document"
    CAP = "cap"
    BOOK = "book"
    HEART = "heart"
    LEAF = "leaf"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture in two formats: a square SVG and a PNG of `SIDE` × `SIDE` pixels."""

    svg: bytes
    png: bytes


def badge_picture(
    title: str, *, shape: Shape, colour: str, mark: Icon | str, language: Language
) -> Picture:
    """Return a badge picture that bears `title` (cut beyond `LONGEST_TITLE` characters) and `mark`.

    It is that of `badge_svg`, in both formats.
    """
    svg = badge_svg(title, shape=shape, colour=colour, mark=mark, language=language)
    # Drawing the SVG takes 25 ms; the typesetter's own way from the template to pixels works out
    # the shade of every pixel by itself, which takes half a second.
    return Picture(svg, drawn(svg, side=SIDE, points=_POINTS))


def badge_svg(
    title: str,
    *,
    shape: Shape,
    colour: str,
    mark: Icon | str,
    language: Language,
    bare: bool = False,
) -> bytes:
    """Return a badge picture as an SVG.

    `mark` is a drawing, or one to three letters such as those of `initials`. `colour` (`#rrggbb`)
    is darkened where text could not be read on it. A `bare` picture bears the mark alone, large,
    and has the title only for programs that read aloud. Equal input gives equal bytes.

    Raises `UnusableColourError`, `UnusableMarkError`, `TypesettingError`.
    """
    colours = accent(colour)
    data = {
        "title": lettering(shortened(plain(title), LONGEST_TITLE), language).text,
        "language": language,
        "shape": shape.value,
        "icon": mark.value if isinstance(mark, Icon) else None,
        "letters": "" if isinstance(mark, Icon) else _letters(mark),
        "fill": colours.fill,
        "on": colours.on,
        "depth": colours.depth,
        "bare": bare,
    }
    return _titled(typeset("badge.typ", data, "svg"), plain(title))


def _letters(mark: str) -> str:
    letters = lettering(mark, "en")
    if not 1 <= len(letters.text) <= MOST_LETTERS or not letters.complete or " " in letters.text:
        raise UnusableMarkError(mark, MOST_LETTERS)
    return letters.text


def _titled(svg: bytes, title: str) -> bytes:
    """Return `svg` with the title that programs read aloud (SVG 2, section 5.7)."""
    # Noncharacters have no place in XML; `plain` has left out all else that has none.
    root, bracket, rest = svg.partition(b">")
    return root + b' role="img"' + bracket + f"<title>{escape(title)}</title>".encode() + rest
