"""A stranger's drawing (SVG) as pixels, for a page that shows what people see.

Only in a child: a compiled library draws, and a drawing is a program as much as a picture. Nothing
of it is passed on but its pixels. Before it is drawn it is written anew, with nothing in it but
shapes and what they refer to inside of it. What would look otherwise without what is left out
(letters, for which there are no fonts here, filters, patterns, references to outside) is not drawn
at all: half a picture is no picture.
"""

import base64
import binascii
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from resvg import render, usvg

from signing.baking_errors import BakingError
from signing.svg_scan import scan_svg
from verifier.drawing_weight import CLEAR, IMAGE, LAYER, MOST, SIGNS, Shape, is_light
from verifier.errors import NotDrawnError

SIDE = 256
"""Pixels of the longer side that a drawing has; each pixel costs time, often many times over."""
LARGEST = 1_048_576
"""Bytes of a drawing, with whatever is baked into it."""
DEEPEST = 40
"""Levels; of too many the library would end with its process."""
MOST_RULES = 200
"""Rules of style sheets: each is compared with each shape."""

Redrawn = Callable[[bytes], bytes | None]
"""Turns a picture of pixels into a new PNG; None for what is none."""

_AS_IT_IS = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
_SVG = "http://www.w3.org/2000/svg "
_XLINK_HREF = "http://www.w3.org/1999/xlink href"
_DRAWN = frozenset({
    "svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline",
    "polygon", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "style", "image",
})  # fmt: skip
_SILENT = frozenset({"title", "desc", "metadata", "script"})
"""What changes nothing about the first look; scripts are never run."""
_INNER_URL = re.compile(r"""url\(\s*["']?#([^"')\s\\]+)["']?\s*\)""", re.IGNORECASE)
# Filters and dashes can be endless work in a few characters.
_REACHING = re.compile(r"@|\\|url\s*\(|filter\s*:|dasharray\s*:(?!\s*none)", re.IGNORECASE)
_LAYERED = re.compile(r"\b(?:clip-path|mask|marker)[\w-]*\s*:", re.IGNORECASE)
_CLEAR = re.compile(r"(?:(?<![\w-])opacity|mix-blend-mode|isolation)\s*:", re.IGNORECASE)
_LINES = frozenset({"d", "points"})
_RASTER = re.compile(r"data:image/(?:png|jpeg|jpg);base64,([A-Za-z0-9+/=\s]+)")
_NUMBER = re.compile(r"\s*([0-9]{1,7}(?:\.[0-9]{1,9})?)(?:px)?\s*")


def drawn(data: bytes, redrawn: Redrawn) -> bytes | None:
    """Return the SVG `data` as a PNG, at most `SIDE` long; None for what is not to be drawn.

    `redrawn` makes the pictures in it anew. Only the processor time and the memory of this process
    limit what drawing costs: both are to be limited before.
    """
    try:
        anew = written_anew(data, redrawn)
    except (BakingError, expat.ExpatError, NotDrawnError):
        return None
    try:
        tree = usvg.Tree.from_str(anew, usvg.Options.default())
        return bytes(render(tree, _AS_IT_IS))
    except BaseException as error:
        # What the library cannot read makes it panic, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        return None


def written_anew(data: bytes, redrawn: Redrawn) -> str:
    """Return the drawing with nothing in it but shapes, in the size in which it is shown.

    Raises `BakingError`, `ExpatError` or `NotDrawnError` for what is no such drawing.
    """
    if len(data) > LARGEST:
        _refuse()
    # It is well-formed, in UTF-8, and declares no entities.
    scan_svg(data)
    writer = _Writer(redrawn)
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.text
    parser.Parse(data, True)  # noqa: FBT003  (expat takes it by position only)
    if not is_light(writer.shapes, writer.ids):
        _refuse()
    return "".join(writer.parts)


@dataclass
class _Writer:
    """One pass over a drawing, which is written down as it is read."""

    redrawn: Redrawn
    parts: list[str] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    above: list[int] = field(default_factory=list)
    left_out: int = 0
    """How many levels of something silent are open."""
    rules: int = 0
    images: int = 0
    sheet: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.removeprefix(_SVG)
        is_silent = not name.startswith(_SVG) or local in _SILENT
        if self.left_out or (is_silent and self.above):
            self.left_out += 1
            return
        if local not in _DRAWN or len(self.above) >= DEEPEST or len(self.shapes) >= MOST:
            _refuse()
        attributes = attributes if self.above else _sized(attributes)
        shape = self._shape(attributes)
        if "href" in attributes:
            # The older spelling beside it does not count (SVG 2 section 16.1.6).
            attributes = {name: attributes[name] for name in attributes if name != _XLINK_HREF}
        written = [self._attribute(local, shape, *one) for one in attributes.items()]
        self.parts.append(f"<{local}{''.join(written)}>")
        self.sheet = [] if local == "style" else None

    def end(self, name: str) -> None:
        if self.left_out:
            self.left_out -= 1
            return
        if self.sheet is not None:
            self.parts.append(escape(self._style("".join(self.sheet))))
            self.sheet = None
        self.above.pop()
        self.parts.append(f"</{name.removeprefix(_SVG)}>")

    def text(self, text: str) -> None:
        if self.sheet is not None:
            self.sheet.append(text)

    def _style(self, sheet: str) -> str:
        """Return a style sheet whose rules may hold anywhere, so that they must be harmless."""
        self.rules += sheet.count("{") + sheet.count(",")
        dear = (_REACHING, _LAYERED, _CLEAR)
        if self.rules > MOST_RULES or any(each.search(sheet) for each in dear):
            _refuse()
        return sheet

    def _shape(self, attributes: Mapping[str, str]) -> Shape:
        shape, number = Shape(), len(self.shapes)
        if self.above:
            self.shapes[self.above[-1]].parts.append(number)
        if "id" in attributes:
            self.ids.setdefault(attributes["id"], number)
        self.shapes.append(shape)
        self.above.append(number)
        return shape

    def _attribute(self, element: str, shape: Shape, name: str, value: str) -> str:
        if name in ("href", _XLINK_HREF):
            return f" href={quoteattr(self._reference(element, shape, value.strip()))}"
        if " " in name or name.lower().startswith("on"):
            return ""
        style = value if name == "style" else f"{name}:{value}"
        if _REACHING.search(_INNER_URL.sub("", style)):
            _refuse()
        shape.refers_to += _INNER_URL.findall(style)
        shape.own += LAYER * len(_LAYERED.findall(style)) + CLEAR * len(_CLEAR.findall(style))
        shape.own += len(value) // SIGNS if name in _LINES else 0
        return f" {name}={quoteattr(value)}"

    def _reference(self, element: str, shape: Shape, value: str) -> str:
        if element != "image":
            if not value.startswith("#"):
                _refuse()
            shape.refers_to.append(value[1:])
            return value
        self.images += 1
        shape.own += IMAGE
        match = _RASTER.fullmatch(value)
        # To decode one may take as long as everything else together.
        png = self.redrawn(_decoded(match[1])) if match and self.images == 1 else None
        if png is None:
            _refuse()
        return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def _sized(root: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes of the root with the size in which the drawing is shown."""
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    sides = _numbers(box[2:] if len(box) == 4 else [root.get("width", ""), root.get("height", "")])
    if len(sides) != 2 or min(sides) <= 0:
        _refuse()
    factor = SIDE / max(sides)
    width, height = (max(1, round(side * factor)) for side in sides)
    view = " ".join(box) if len(box) == 4 else f"0 0 {sides[0]:g} {sides[1]:g}"
    fixed = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": view,
        "width": str(width),
        "height": str(height),
    }
    return {**root, **fixed}


def _numbers(texts: Sequence[str]) -> list[float]:
    matches = [_NUMBER.fullmatch(text) for text in texts]
    return [float(match[1]) for match in matches if match]


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except binascii.Error:
        _refuse()


def _refuse() -> NoReturn:
    raise NotDrawnError
