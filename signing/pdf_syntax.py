"""The objects of a PDF file, read one by one from their bytes (ISO 32000-1, section 7.3).

A strict reader of what the attachments of a file need, and no more: it neither repairs nor guesses.
Nothing recurses deeper than `MAX_DEPTH`, and every object that is read counts towards `MAX_OBJECTS`
of the whole file, so a hostile file ends in an error, soon.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from signing.baking_errors import BakingLimitError, BrokenPdfError

MAX_DEPTH = 32
MAX_OBJECTS = 80_000
MAX_STRING_BYTES = 65_536

PdfValue: TypeAlias = object
"""None, bool, int, float, bytes (a string), `Name`, list, dict by name, `Reference`, `Stream`."""


class Name(str):
    """A name of PDF, without its slash; no string of PDF is ever equal to one by accident."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """An indirect reference: the object with this number stands elsewhere in the file."""

    number: int


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream: its dictionary, and where its bytes begin in the file."""

    entries: dict[str, PdfValue]
    start: int


_REGULAR = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
_WHITE = rb"[\0\t\n\f\r ]"
# Possessive throughout: one pass, whatever the bytes.
_SPACE = re.compile(rb"(?:[\0\t\n\f\r ]++|%[^\r\n]*+)*+")
_TOKEN = re.compile(
    rb"(?P<reference>(\d{1,10})" + _WHITE + rb"++\d{1,5}" + _WHITE + rb"++R(?!" + _REGULAR + rb"))"
    rb"|(?P<number>[+-]?+(?:\d{1,19}+(?:\.\d{0,19}+)?+|\.\d{1,19}+)(?!" + _REGULAR + rb"))"
    rb"|/(?P<name>" + _REGULAR + rb"{0,127}+)(?!" + _REGULAR + rb")"
    rb"|<(?P<hex>[0-9A-Fa-f\0\t\n\f\r ]*+)>"
    rb"|(?P<word>true|false|null)(?!" + _REGULAR + rb")"
    rb"|(?P<open><<|[\[(])"
)
_STRING_PART = re.compile(rb"[^()\\]++|\\(?:\r\n|[0-7]{1,3}+|[\s\S])|[()]")
_STREAM = re.compile(rb"stream(?:\r\n|\n)")
_HEADER = re.compile(
    rb"(\d{1,10})" + _WHITE + rb"++\d{1,5}" + _WHITE + rb"++obj(?!" + _REGULAR + rb")"
)
_WORDS: dict[bytes, bool | None] = {b"true": True, b"false": False, b"null": None}
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Reader:
    """Reads objects from `data`, at any place, and counts them."""

    def __init__(self, data: bytes, *, budget: int) -> None:
        """Read from `data`, and look at no more than `budget` bytes, those read twice included."""
        self._data = data
        self._read = 0
        self._budget = budget

    def indirect(self, start: int) -> tuple[int, PdfValue]:
        """Return the number and the value of the indirect object that begins at `start`.

        Raises `BrokenPdfError` if none begins there, `BakingLimitError` beyond a limit.
        """
        header = _HEADER.match(self._data, self._space(self._data, start))
        if header is None:
            raise BrokenPdfError("an object is not where the file says", start)
        value, end = self.value(self._data, header.end())
        after = self._space(self._data, end)
        self.spend(after - start)
        stream = _STREAM.match(self._data, after)
        if isinstance(value, dict) and stream:
            value = Stream(value, stream.end())
        return int(header[1]), value

    def spend(self, count: int) -> None:
        """Count `count` bytes as looked at.

        Raises `BrokenPdfError` if they are too many: what does not overlap is never read twice.
        """
        self._budget -= count
        if self._budget < 0:
            raise BrokenPdfError("its objects overlap")

    def value(self, data: bytes, start: int, depth: int = 0) -> tuple[PdfValue, int]:
        """Return the direct object of `data` that begins at or after `start`, and its end.

        Raises as `indirect` does. `data` may be what an object stream unpacks to.
        """
        self._read += 1
        if self._read > MAX_OBJECTS:
            raise BakingLimitError("number of objects in the PDF", MAX_OBJECTS, "objects")
        if depth > MAX_DEPTH:
            raise BakingLimitError("nesting of objects in the PDF", MAX_DEPTH, "levels")
        token = _TOKEN.match(data, self._space(data, start))
        if token is None or token.lastgroup is None:
            raise BrokenPdfError("there is no object of PDF", start)
        if token.lastgroup == "open":
            return self._opened(data, token[0], token.end(), depth)
        return _ATOMS[token.lastgroup](token), token.end()

    def _opened(self, data: bytes, bracket: bytes, start: int, depth: int) -> tuple[PdfValue, int]:
        if bracket == b"(":
            return _literal(data, start)
        closing = b"]" if bracket == b"[" else b">>"
        items: list[PdfValue] = []
        position = self._space(data, start)
        while not data.startswith(closing, position):
            item, position = self.value(data, position, depth + 1)
            items.append(item)
            position = self._space(data, position)
        end = position + len(closing)
        return (items if bracket == b"[" else _dictionary(items, start)), end

    def _space(self, data: bytes, start: int) -> int:
        match = _SPACE.match(data, start)
        return match.end() if match else start


def _dictionary(items: list[PdfValue], start: int) -> dict[str, PdfValue]:
    """Section 7.3.7: pairs of a name and a value, and no name twice."""
    entries: dict[str, PdfValue] = {}
    for name, value in zip(items[::2], items[1::2], strict=False):
        if not isinstance(name, Name) or name in entries:
            raise BrokenPdfError(
                "the names of a dictionary are not names, or one is repeated", start
            )
        entries[str(name)] = value
    if len(items) % 2:
        raise BrokenPdfError("a name in a dictionary has no value", start)
    return entries


def _literal(data: bytes, start: int) -> tuple[bytes, int]:
    """Return the string that follows the parenthesis before `start` (section 7.3.4.2)."""
    pieces, depth, position = [], 1, start
    while depth:
        part = _STRING_PART.match(data, position)
        if part is None:
            raise BrokenPdfError("a string has no end", start)
        if part.end() - start > MAX_STRING_BYTES:
            raise BakingLimitError("string in the PDF", MAX_STRING_BYTES, "bytes")
        depth += {b"(": 1, b")": -1}.get(part[0], 0)
        pieces.append(_unescaped(part[0][1:]) if part[0][:1] == b"\\" else part[0])
        position = part.end()
    return b"".join(pieces[:-1]), position


def _unescaped(escaped: bytes) -> bytes:
    if escaped[:1] in b"01234567":
        return bytes([int(escaped, 8) & 255])
    return b"" if escaped in (b"\r\n", b"\n", b"\r") else _ESCAPES.get(escaped, escaped)


def _number(token: re.Match[bytes]) -> int | float:
    text = token["number"]
    return float(text) if b"." in text else int(text)


def _name(token: re.Match[bytes]) -> Name:
    plain = re.sub(
        rb"#([0-9A-Fa-f]{2})", lambda hexed: bytes.fromhex(hexed[1].decode()), token["name"]
    )
    return Name(plain.decode("latin-1"))


def _hexadecimal(token: re.Match[bytes]) -> bytes:
    """Section 7.3.4.3: white space does not count, and a missing last digit is 0."""
    digits = re.sub(_WHITE, b"", token["hex"]).decode()
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


_ATOMS: dict[str, Callable[[re.Match[bytes]], PdfValue]] = {
    "reference": lambda token: Reference(int(token[2])),
    "number": _number,
    "name": _name,
    "hex": _hexadecimal,
    "word": lambda token: _WORDS[token["word"]],
}
