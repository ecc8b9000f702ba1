"""Finding the objects of a PDF file by its cross-reference (ISO 32000-1, section 7.5).

Tables, streams and mixtures of both are read, newest first; each place is visited once, so loops
end. A file whose cross-reference is wrong is refused: repairing it would mean guessing.
"""

import re
from itertools import pairwise

from signing.baked_text import check_picture_size
from signing.baking_errors import BakingLimitError, BrokenPdfError, EncryptedPdfError
from signing.pdf_streams import packed_bytes, unpacked
from signing.pdf_syntax import PdfValue, Reader, Reference, Stream

SIGNATURE = b"%PDF-"
MAX_SECTIONS = 64
MAX_ENTRIES = 100_000
MAX_UNPACKED_BYTES = 4 * 1024 * 1024

_LONGEST_CHAIN = 8
_TAIL = 2048
_START = re.compile(rb"startxref[\0\t\n\f\r ]++(\d{1,10})[\0\t\n\f\r ]++%%EOF")
_TABLE = re.compile(rb"[\0\t\n\f\r ]*+xref[\0\t\n\f\r ]++")
_SUBSECTION = re.compile(rb"(\d{1,10}) (\d{1,10})[ ]?(?:\r\n|\r|\n)")
_ENTRY = re.compile(rb"(\d{10}) \d{5} ([nf])[\r\n ]{1,2}")
_TRAILER = re.compile(rb"[\0\t\n\f\r ]*+trailer")

_Place = tuple[int, int]
"""(0, byte offset) of an object, or (number of an object stream, index in it)."""


class PdfFile:
    """The objects of one PDF file, by number, each read once and only when asked for."""

    def __init__(self, data: bytes) -> None:
        """Read the cross-reference of `data`.

        Raises `BrokenPdfError` for what is no sound PDF, `EncryptedPdfError`, `BakingLimitError`.
        """
        check_picture_size(data)
        if not data.startswith(SIGNATURE):
            raise BrokenPdfError("it does not begin with the PDF signature")
        self._data = data
        self._reader = Reader(data, budget=len(data) + MAX_UNPACKED_BYTES)
        self._entries = 0
        self._places: dict[int, _Place | None] = {}
        self._known: dict[int, PdfValue] = {}
        self._packs: dict[int, tuple[bytes, list[tuple[int, int]]]] = {}
        self._unpacking = False
        self._budget = MAX_UNPACKED_BYTES
        self._streams = len(data)
        self._trailer = self._sections(self._start())

    @property
    def catalog(self) -> dict[str, PdfValue]:
        """The document catalog (section 7.7.2). Raises `BrokenPdfError` if there is none."""
        return self.dictionary(self._trailer.get("Root"), "the catalog")

    def resolved(self, value: PdfValue) -> PdfValue:
        """Return `value`, or the object that it refers to; None for one that does not exist."""
        for _ in range(_LONGEST_CHAIN):
            if not isinstance(value, Reference):
                return value
            value = self._object(value.number)
        raise BrokenPdfError("references lead on and on")

    def dictionary(self, value: PdfValue, what: str) -> dict[str, PdfValue]:
        """Return the dictionary that `value` is or refers to; `BrokenPdfError` naming `what`."""
        found = self.resolved(value)
        if not isinstance(found, dict):
            raise BrokenPdfError(f"{what} is no dictionary")
        return found

    def items(self, value: PdfValue) -> list[PdfValue]:
        """Return the items of the array that `value` is or refers to; none for anything else."""
        found = self.resolved(value)
        return found if isinstance(found, list) else []

    def content(self, stream: Stream, limit: int) -> bytes:
        """Return what `stream` holds, unpacked; `BakingLimitError` beyond `limit` bytes."""
        packed = packed_bytes(self._data, stream.start, self.resolved(stream.entries.get("Length")))
        self._streams -= len(packed)
        if self._streams < 0:
            raise BrokenPdfError("its streams overlap")
        filters = self._listed(stream.entries.get("Filter"))
        parameters = self._listed(stream.entries.get("DecodeParms"))
        first = parameters[0] if parameters else {}
        entries = first if isinstance(first, dict) else {}
        direct = {name: self.resolved(value) for name, value in entries.items()}
        return unpacked(packed, filters, direct, limit)

    def _listed(self, value: PdfValue) -> list[PdfValue]:
        found = self.resolved(value)
        if isinstance(found, list):
            return [self.resolved(item) for item in found]
        return [] if found is None else [found]

    def _start(self) -> int:
        found = list(_START.finditer(self._data[-_TAIL:]))
        if not found:
            raise BrokenPdfError("it does not say where its objects stand")
        return int(found[-1][1])

    def _sections(self, start: int) -> dict[str, PdfValue]:
        """Read all sections, and return the newest trailer."""
        ahead, seen, newest = [start], set[int](), None
        while ahead:
            offset = ahead.pop()
            if offset in seen:
                raise BrokenPdfError("its cross-reference runs in a circle", offset)
            seen.add(offset)
            if len(seen) > MAX_SECTIONS:
                raise BakingLimitError("history of the PDF", MAX_SECTIONS, "sections")
            trailer = self._section(offset)
            if "Encrypt" in trailer:
                raise EncryptedPdfError
            newest = trailer if newest is None else newest
            # The last one is read first: section 7.5.8.4 puts XRefStm before Prev.
            places = (trailer.get("Prev"), trailer.get("XRefStm"))
            ahead += [place for place in places if isinstance(place, int)]
        return newest or {}

    def _section(self, offset: int) -> dict[str, PdfValue]:
        table = _TABLE.match(self._data, offset)
        if table:
            return self._table(table.end())
        _, stream = self._reader.indirect(offset)
        if not isinstance(stream, Stream) or stream.entries.get("Type") != "XRef":
            raise BrokenPdfError("its cross-reference is not where it says", offset)
        self._read_stream(stream)
        return stream.entries

    def _table(self, start: int) -> dict[str, PdfValue]:
        """Read a table (section 7.5.4) and return the trailer that follows."""
        position = start
        while subsection := _SUBSECTION.match(self._data, position):
            first, count = int(subsection[1]), int(subsection[2])
            position = subsection.end()
            for number in range(first, first + count):
                entry = _ENTRY.match(self._data, position)
                if entry is None:
                    raise BrokenPdfError("a line of its cross-reference is damaged", position)
                self._place(number, (0, int(entry[1])) if entry[2] == b"n" else None)
                position = entry.end()
        trailer = _TRAILER.match(self._data, position)
        if trailer is None:
            raise BrokenPdfError("its cross-reference has no trailer", position)
        entries, end = self._reader.value(self._data, trailer.end())
        self._reader.spend(end - start)
        return self.dictionary(entries, "the trailer")

    def _read_stream(self, stream: Stream) -> None:
        """Read a cross-reference stream (section 7.5.8)."""
        widths = [width for width in self.items(stream.entries.get("W")) if isinstance(width, int)]
        if len(widths) != 3 or not all(0 <= width <= 8 for width in widths) or not sum(widths):
            raise BrokenPdfError("its cross-reference has no widths")
        rows, position = self._spend(stream), 0
        for number in self._numbers(stream):
            row = rows[position : position + sum(widths)]
            if len(row) < sum(widths):
                raise BrokenPdfError("its cross-reference is cut short")
            self._place(number, _place_of(row, widths))
            position += sum(widths)

    def _numbers(self, stream: Stream) -> list[int]:
        """Return the numbers of the objects that a cross-reference stream lists, in order."""
        index = self.items(stream.entries.get("Index")) or [0, stream.entries.get("Size")]
        numbers: list[int] = []
        for first, count in zip(index[::2], index[1::2], strict=False):
            if not (isinstance(first, int) and isinstance(count, int)):
                raise BrokenPdfError("its cross-reference has no proper index")
            if len(numbers) + count > MAX_ENTRIES:
                raise BakingLimitError("cross-reference of the PDF", MAX_ENTRIES, "objects")
            numbers += range(first, first + count)
        return numbers

    def _place(self, number: int, place: _Place | None) -> None:
        self._places.setdefault(number, place)
        self._entries += 1
        if self._entries > MAX_ENTRIES:
            raise BakingLimitError("cross-reference of the PDF", MAX_ENTRIES, "objects")

    def _object(self, number: int) -> PdfValue:
        if number not in self._known:
            place = self._places.get(number)
            self._known[number] = None  # What leads back to itself is nothing.
            if place is not None:
                self._known[number] = self._read(number, *place)
        return self._known[number]

    def _read(self, number: int, pack: int, where: int) -> PdfValue:
        if pack:
            return self._packed(number, pack, where)
        found, value = self._reader.indirect(where)
        if found != number:
            raise BrokenPdfError("another object stands where the file says", where)
        return value

    def _packed(self, number: int, pack: int, index: int) -> PdfValue:
        """Return an object out of an object stream (section 7.5.7)."""
        if pack not in self._packs:
            if self._unpacking:  # Section 7.5.7: nothing of an object stream stands in another.
                raise BrokenPdfError("an object stream needs another to be read")
            self._unpacking = True
            self._packs[pack] = self._pack(pack)
            self._unpacking = False
        data, contents = self._packs[pack]
        if index >= len(contents) or contents[index][0] != number:
            raise BrokenPdfError("an object is not in the stream that should hold it")
        value, end = self._reader.value(data, contents[index][1])
        self._reader.spend(end - contents[index][1])
        return value

    def _pack(self, pack: int) -> tuple[bytes, list[tuple[int, int]]]:
        """Return an object stream unpacked, and the number and place of each object in it."""
        stream = self.resolved(Reference(pack))
        if not isinstance(stream, Stream) or stream.entries.get("Type") != "ObjStm":
            raise BrokenPdfError("an object stream is missing")
        data, first = self._spend(stream), self.resolved(stream.entries.get("First"))
        if not isinstance(first, int) or not 0 <= first <= len(data):
            raise BrokenPdfError("an object stream does not say where its objects begin")
        header = data[:first].split()
        if len(header) > 2 * MAX_ENTRIES or not all(word.isdigit() for word in header):
            raise BrokenPdfError("an object stream has no proper list of its objects")
        numbers = [int(word[:10]) for word in header]
        places = [first + offset for offset in numbers[1::2]]
        if any(here > there for here, there in pairwise(places)):
            raise BrokenPdfError("the objects of an object stream are out of order")
        return data, list(zip(numbers[::2], places, strict=False))

    def _spend(self, stream: Stream) -> bytes:
        """Return a stream of the file's own structure, within what is left of its budget."""
        data = self.content(stream, self._budget)
        self._budget -= len(data)
        return data


def _place_of(row: bytes, widths: list[int]) -> _Place | None:
    """Return what a row of a cross-reference stream says (table 18); type 1 is the default."""
    first, second, _ = widths
    kind = int.from_bytes(row[:first], "big") if first else 1
    here = int.from_bytes(row[first : first + second], "big")
    index = int.from_bytes(row[first + second :], "big")
    return {1: (0, here), 2: (here, index)}.get(kind)
