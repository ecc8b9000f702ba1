"""Which SVG pictures of strangers are taken: only drawings that stand alone.

An SVG is a program as much as a picture: it can run scripts, fetch, animate, and grow without end.
So it is not cleaned but judged: what is on the lists passes unchanged, all else is refused by name.
Left out on purpose are filters and patterns, which can be nested until drawing takes minutes, and
pictures within the picture.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from issuer.pictures.errors import BrokenUploadError, UnsafePictureError
from issuer.pictures.svg_weight import Element, check_weight
from signing.baking_errors import BakingError
from signing.svg_scan import scan_svg

MAX_SVG_BYTES = 1024 * 1024
MAX_ELEMENTS = 5_000
MAX_DRAWN = 10_000
"""Elements to draw, copies counted each time; by trial, this many take half a minute at worst."""

_LAYER = 20
"""What clipping and masking weigh: another drawing as large as the picture, by trial."""

_SVG = "http://www.w3.org/2000/svg "
_DRAWING = frozenset({
    "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse",
    "line", "polyline", "polygon", "text", "tspan", "linearGradient", "radialGradient", "stop",
    "clipPath", "mask", "style", "switch", "metadata",
})  # fmt: skip
# What drawing programs note down. No other namespaces: XHTML would run inside an SVG.
_NOTES = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns# ",
    "http://purl.org/dc/",
    "http://creativecommons.org/ns# ",
    "http://web.resource.org/cc/ ",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd ",
    "http://www.inkscape.org/namespaces/inkscape ",
    "http://www.bohemiancoding.com/sketch/ns ",
    "http://www.serif.com/ ",
    "http://ns.adobe.com/",
)
_HREFS = frozenset({"href", "http://www.w3.org/1999/xlink href"})
_INNER_URL = re.compile(r"""url\(\s*["']?#([^"')\s\\]+)["']?\s*\)""", re.IGNORECASE)
_ACTIVE_STYLE = re.compile(r"@|\\|url\s*\(|expression|image-set|src\s*\(|behavior", re.IGNORECASE)
_LAYERED = re.compile(r"\b(?:clip-path|mask|marker)[\w-]*\s*:", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Measures:
    """How large an SVG wants to be shown, in its own units; 0 if it does not say."""

    width: int
    height: int


def checked_svg(data: bytes) -> Measures:
    """Return the measures of the SVG `data` if it is a drawing that stands alone.

    Raises `BrokenUploadError` for what is no SVG in UTF-8, `UnsafePictureError` naming what is
    refused: a DTD, elements or attributes that act, references to outside, or too much of it all.
    """
    if len(data) > MAX_SVG_BYTES:
        raise UnsafePictureError(f"it has more than {MAX_SVG_BYTES} bytes")
    try:
        scan = scan_svg(data)
    except BakingError as error:
        raise BrokenUploadError(str(error).rstrip(".")) from error
    if scan.credentials or scan.older_badges:
        raise UnsafePictureError("it already carries a badge")
    return _Judge().judged(data)


@dataclass
class _Judge:
    """One pass over a picture that `scan_svg` has found to be well-formed and without a DTD."""

    elements: list[Element] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    open: list[int] = field(default_factory=list)
    sheet: Element = field(default_factory=Element)
    style: list[str] | None = None
    root: Mapping[str, str] = field(default_factory=dict)

    def judged(self, data: bytes) -> Measures:
        """Return the measures of `data`; raise `UnsafePictureError`."""
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.ProcessingInstructionHandler = self._instruction
        parser.Parse(data, True)  # noqa: FBT003  (expat takes it by position only)
        if self.sheet.own > 1:  # Its rules may hold anywhere, also within what they refer to.
            raise UnsafePictureError("its style sheet clips or masks; use attributes for that")
        check_weight(self.elements, self.ids, MAX_DRAWN)
        return _measures(self.root)

    def _instruction(self, target: str, _data: str) -> None:
        raise UnsafePictureError(f"it holds an instruction ({target})")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        element = Element()
        if self.open:
            self.elements[self.open[-1]].children.append(len(self.elements))
        self.open.append(len(self.elements))
        self.elements.append(element)
        if len(self.elements) > MAX_ELEMENTS:
            raise UnsafePictureError(f"it has more than {MAX_ELEMENTS} elements")
        self.root = self.root or attributes
        if not name.startswith(_NOTES):
            self._drawing(name, attributes, element)

    def _drawing(self, name: str, attributes: dict[str, str], element: Element) -> None:
        if not name.startswith(_SVG) or name.removeprefix(_SVG) not in _DRAWING:
            raise UnsafePictureError(f"it holds the element {name.rpartition(' ')[2]}")
        if "id" in attributes:
            self.ids.setdefault(attributes["id"], self.open[-1])
        for attribute, value in attributes.items():
            _add_reference(element, attribute, value)
        if name == f"{_SVG}style":
            self.style = []

    def _end(self, _name: str) -> None:
        self.open.pop()
        if self.style is not None:
            _add_style(self.sheet, "".join(self.style))
            self.style = None

    def _text(self, text: str) -> None:
        if self.style is not None:
            self.style.append(text)


def _add_reference(element: Element, name: str, value: str) -> None:
    """Note what an attribute refers to; refuse one that acts or refers to outside."""
    local = name.rpartition(" ")[2].lower()
    if local.startswith("on"):
        raise UnsafePictureError(f"it acts on events ({local})")
    if name in _HREFS and value.strip().startswith("#"):
        element.references.append(value.strip()[1:])
    elif local in {"href", "base", "src"}:
        raise UnsafePictureError(f"it refers to something outside itself ({local})")
    elif " " not in name:
        _add_style(element, value if local == "style" else f"{local}:{value}")


def _add_style(element: Element, text: str) -> None:
    """Note what a style refers to; refuse one that could fetch or hide what it does."""
    for style in (text, _COMMENT.sub("", text)):
        active = _ACTIVE_STYLE.search(_INNER_URL.sub("", style))
        if active:
            raise UnsafePictureError(f"its style could reach outside ({active[0]})")
    element.references += _INNER_URL.findall(text)
    element.own += _LAYER * len(_LAYERED.findall(text))


def _measures(root: Mapping[str, str]) -> Measures:
    """Return the size by `viewBox`, else by `width` and `height`."""
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    sides = box[2:] if len(box) == 4 else [root.get("width", ""), root.get("height", "")]
    numbers = [re.match(r"\d{1,6}(?:\.\d+)?", side) for side in sides]
    width, height = (round(float(number[0])) if number else 0 for number in numbers)
    return Measures(width, height)
