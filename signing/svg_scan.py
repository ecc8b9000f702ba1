"""Reading an SVG picture without trusting it: where its baked credentials stand, byte by byte.

The picture is XML 1.0 in UTF-8. A DOCTYPE may name an external subset, as older drawing programs
write it, and nobody ever reads that; an internal subset, where entities are declared, is refused,
so nothing can be expanded or fetched.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from signing.baked_text import check_picture_size
from signing.baking_errors import BakedTextError, BakingLimitError, BrokenSvgError, UnsafeSvgError

OPEN_BADGES = "https://purl.imsglobal.org/ob/v3p0"
PREFIX = "openbadges"
MAX_DEPTH = 100
MAX_SIGNS = 100_000
"""How many `<` there may be, and how many `=`: each element has one, each attribute the other."""

_SVG = "http://www.w3.org/2000/svg svg"
_CREDENTIAL = f"{OPEN_BADGES} credential"
_OLDER_BADGE = "http://openbadges.org assertion"
# In well-formed XML a tag ends at the first ">" that is not quoted. Possessive, so one pass.
_TAG = re.compile(rb"""<[^"'>]*+(?:(?:"[^"]*+"|'[^']*+')[^"'>]*+)*+>""")
_UNKNOWN_ENTITY = re.compile(rb"&(?!#|(?:amp|lt|gt|quot|apos);)")


@dataclass(frozen=True)
class BakedElement:
    """One `openbadges:credential`, or `assertion`: its bytes, depth (the root has 1), content."""

    start: int
    end: int
    depth: int
    verify: str | None
    text: str
    has_children: bool


@dataclass(frozen=True)
class SvgScan:
    """What baking and unbaking need to know about a picture."""

    root_start: int
    root_tag_end: int
    prefixes: Mapping[str, str]
    credentials: tuple[BakedElement, ...]
    older_badges: tuple[BakedElement, ...]
    """Elements `assertion` of Open Badges 1 and 2."""


def scan_svg(data: bytes) -> SvgScan:
    """Return where the root and the baked credentials of the SVG picture `data` stand.

    Raises `BrokenSvgError` for what is not XML 1.0 in UTF-8 with the root `svg`, `UnsafeSvgError`
    for an internal DTD subset, `BakingLimitError` beyond 10 MiB, 100 levels or `MAX_SIGNS`,
    `BakedTextError` for an undeclared entity where the credential should be.
    """
    check_picture_size(data)
    for sign in (b"<", b"="):
        if data.count(sign) > MAX_SIGNS:
            raise BakingLimitError("elements and attributes of the SVG picture", MAX_SIGNS, "signs")
    if b"\0" in data[:4]:  # The "<" of every document in UTF-16 and UTF-32.
        raise BrokenSvgError("it is not encoded in UTF-8")
    reader = _Reader(data)
    try:
        reader.parser.Parse(data, True)  # noqa: FBT003  (expat takes it by position only)
    except expat.ExpatError as error:
        reason = expat.errors.messages[error.code]
        raise BrokenSvgError(f"{reason} in line {error.lineno}") from error
    return reader.scan()


def tag_end(data: bytes, start: int) -> int:
    """Return where the tag that begins at `start` of well-formed XML ends."""
    tag = _TAG.match(data, start)
    if tag is None:
        raise BrokenSvgError(f"the tag at byte {start} has no end")
    return tag.end()


def _in_order(elements: Iterable[BakedElement]) -> tuple[BakedElement, ...]:
    return tuple(sorted(elements, key=lambda element: element.start))


@dataclass
class _OpenElement:
    """A credential element whose end has not been read yet."""

    start: int
    verify: str | None
    text: list[str] = field(default_factory=list)
    has_children: bool = False


class _Reader:
    """The events of one pass of expat, gathered into a scan."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._depth = 0
        self._root_start = 0
        self._prefixes: dict[str, str] = {}
        self._open: list[_OpenElement] = []
        self._found: dict[str, list[BakedElement]] = {_CREDENTIAL: [], _OLDER_BADGE: []}
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartNamespaceDeclHandler = self._namespace
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.SkippedEntityHandler = self._skipped

    def scan(self) -> SvgScan:
        """Return what was found; the picture must have been read to its end."""
        return SvgScan(
            root_start=self._root_start,
            root_tag_end=tag_end(self._data, self._root_start),
            prefixes=self._prefixes,
            credentials=_in_order(self._found[_CREDENTIAL]),
            older_badges=_in_order(self._found[_OLDER_BADGE]),
        )

    def _declaration(self, version: str, encoding: str | None, _standalone: int) -> None:
        if version != "1.0":
            raise BrokenSvgError("it is not XML 1.0")
        if encoding is not None and encoding.lower() != "utf-8":
            raise BrokenSvgError("it is not encoded in UTF-8")

    def _doctype(self, _name: str, _system: str | None, _public: str | None, internal: int) -> None:
        if internal:
            raise UnsafeSvgError("its DOCTYPE has declarations of its own")

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        if self._depth == 0:
            self._prefixes[prefix or ""] = uri or ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise BakingLimitError("nesting of the SVG picture", MAX_DEPTH, "levels")
        if self._depth == 1:
            self._root(name)
        if self._open:
            self._open[-1].has_children = True
        if name in self._found:
            self._baked(attributes)

    def _root(self, name: str) -> None:
        if name != _SVG:
            raise BrokenSvgError("its root is not the element svg of the SVG namespace")
        self._root_start = self.parser.CurrentByteIndex

    def _baked(self, attributes: dict[str, str]) -> None:
        start = self.parser.CurrentByteIndex
        # Expat drops an undeclared entity from an attribute in silence if there is a DOCTYPE.
        if _UNKNOWN_ENTITY.search(self._data, start, tag_end(self._data, start)):
            raise BakedTextError("it uses an entity that nobody declared")
        self._open.append(_OpenElement(start, attributes.get("verify")))

    def _end(self, name: str) -> None:
        if name in self._found:
            element = self._open.pop()
            self._found[name].append(
                BakedElement(
                    start=element.start,
                    end=self._element_end(element.start),
                    depth=self._depth,
                    verify=element.verify,
                    text="".join(element.text),
                    has_children=element.has_children,
                )
            )
        self._depth -= 1

    def _element_end(self, start: int) -> int:
        end = tag_end(self._data, start)
        if self._data[end - 2 : end] == b"/>":
            return end
        return tag_end(self._data, self.parser.CurrentByteIndex)

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].text.append(text)

    def _skipped(self, _name: str, _is_parameter: int) -> None:
        if self._open:
            raise BakedTextError("it uses an entity that nobody declared")
