"""What the reader of workbooks does not tell, looked for in the XML (ECMA-376 part 1, 18.3.1).

It gives the same empty text for a formula whose result was not stored, for an error, and for a
blank cell; and it ends the whole process for a sheet of two cells that are very far apart.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bulk.headings import letters_of
from bulk.processes.xml_events import each_element
from bulk.sheet_errors import BrokenSheetError, FarCellError, HeavySheetError, TooManyRowsError
from bulk.sheets import Broken, SheetLimits

MOST_CELLS = 16_000_000
"""Between the first and the last cell of a sheet, blank ones included: 32 bytes each.

Times `SheetLimits.scale`.
"""

Place = tuple[int, int]
"""Row and column of a cell, from 0."""

_PIECE = 1_048_576
# With these begin formulas and errors; `<f` alone also begins rules for what may be typed.
_SIGNS = (b"<f>", b"<f ", b't="e"')
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\s[^>]*ref=[\"']([A-Z]+\d+):([A-Z]+)(\d+)[\"']")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_OFFICE_RELATIONS = "officeDocument"


class Parts:
    """The parts of a workbook (XLSX)."""

    def __init__(self, data: bytes) -> None:
        """Open a workbook; raises `BrokenSheetError`."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile as e:
            raise BrokenSheetError from e
        self._names = {name.lower(): name for name in self._archive.namelist()}
        self._sheets = self._sheet_parts()

    def check_extent(self, sheet: str, limits: SheetLimits) -> None:
        """Raise `FarCellError` for a sheet in which a cell is too far away from the others.

        If it is only long, that is `TooManyRowsError`. What a sheet says of its size is believed
        only so far that it is looked at more closely.
        """
        part = self._sheets.get(sheet)
        head = next(self._pieces(part), b"") if part else b""
        told = _DIMENSION.search(head)
        if part is None or told is None:
            return
        if int(told[3]) * _column_number(told[2].decode()) <= MOST_CELLS * limits.scale:
            return
        cells = _Cells()
        self._go_through(part, cells)
        _check_extent(cells, limits)

    def broken_cells(self, sheet: str) -> Mapping[Place, Broken]:
        """Return the cells of a sheet that hold a formula or an error, and no value."""
        part = self._sheets.get(sheet)
        if part is None or not self._has_signs(part):
            return {}
        cells = _Cells()
        self._go_through(part, cells)
        return cells.broken

    def _go_through(self, part: str, cells: "_Cells") -> None:
        each_element(self._pieces(part), cells.start, cells.end, cells.text)

    def _has_signs(self, part: str) -> bool:
        """Tell whether there may be a formula or an error in a part."""
        rest = b""
        for piece in self._pieces(part):
            some = rest + piece
            # Whoever writes prefixes or other quotation marks is looked at closely anyway.
            if not rest and (b"<worksheet" not in some or b"='" in some):
                return True
            if any(sign in some for sign in _SIGNS):
                return True
            rest = some[-8:]
        return False

    def _pieces(self, part: str) -> Iterator[bytes]:
        try:
            with self._archive.open(part) as opened:
                while piece := opened.read(_PIECE):
                    yield piece
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as e:
            raise BrokenSheetError from e

    def _sheet_parts(self) -> dict[str, str]:
        """Return where each sheet stands, by its name."""
        workbook = self._names.get("xl/workbook.xml")
        relations = self._names.get("xl/_rels/workbook.xml.rels")
        if workbook is None or relations is None:
            return {}
        ids: dict[str, str] = {}
        targets: dict[str, str] = {}

        def sheet(name: str, attributes: dict[str, str]) -> None:
            if name == "sheet":
                ids[attributes.get("name", "")] = next(
                    (value for key, value in attributes.items() if key.endswith(":id")), ""
                )

        def relation(name: str, attributes: dict[str, str]) -> None:
            if name == "Relationship":
                target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
                targets[attributes.get("Id", "")] = target.lstrip("/").lower()

        each_element(self._pieces(workbook), sheet)
        each_element(self._pieces(relations), relation)
        found = {name: self._names.get(targets.get(key, "")) for name, key in ids.items()}
        return {name: part for name, part in found.items() if part is not None}


@dataclass
class _Cells:
    """What is seen of cells while their XML goes by."""

    broken: dict[Place, Broken] = field(default_factory=dict)
    rows: int = 0
    """How many hold anything."""
    lowest: Place = (0, 0)
    rightmost: Place = (0, 0)
    _row: int = -1
    _column: int = -1
    _kind: str = ""
    _has_formula: bool = False
    _has_value: bool = False
    _is_in_value: bool = False
    _last_row: int = -1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Hear of the beginning of an element."""
        if name == "c":
            self._begin(attributes)
        elif name == "f":
            self._has_formula = True
        elif name in {"v", "t"}:
            self._is_in_value = True
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) - 1 if number.isdecimal() else self._row + 1
            self._column = -1

    def text(self, _: str) -> None:
        """Hear of text."""
        self._has_value = self._has_value or self._is_in_value

    def end(self, name: str) -> None:
        """Hear of the end of an element."""
        if name in {"v", "t"}:
            self._is_in_value = False
        elif name == "c":
            self._finish((self._row, self._column))

    def _begin(self, attributes: dict[str, str]) -> None:
        self._kind = attributes.get("t", "")
        self._has_formula = self._has_value = False
        reference = _REFERENCE.fullmatch(attributes.get("r", ""))
        if reference is None:
            self._column += 1
        else:
            self._column = _column_number(reference[1]) - 1
            self._row = int(reference[2]) - 1

    def _finish(self, place: Place) -> None:
        if self._kind == "e":
            self.broken[place] = Broken.ERROR
        elif self._has_formula and not self._has_value and self._kind != "str":
            self.broken[place] = Broken.FORMULA
        if self._has_value or self._has_formula:
            self.rows += place[0] != self._last_row
            self._last_row = place[0]
            self.lowest = max(self.lowest, place)
            self.rightmost = max(self.rightmost, place, key=lambda each: each[1])


def _check_extent(cells: _Cells, limits: SheetLimits) -> None:
    if (cells.lowest[0] + 1) * (cells.rightmost[1] + 1) <= MOST_CELLS * limits.scale:
        return
    far = cells.rightmost if cells.rightmost[1] >= limits.columns else cells.lowest
    if cells.rows - 1 > limits.rows:
        raise TooManyRowsError(rows=cells.rows - 1, limit=limits.rows)
    if far[0] < limits.rows and far[1] < limits.columns:
        raise HeavySheetError
    raise FarCellError(cell=f"{letters_of(far[1])}{far[0] + 1}")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
