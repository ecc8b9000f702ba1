"""Rows of a workbook (XLSX), read by calamine."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import TypeAlias

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from bulk.headings import match_headings
from bulk.processes.merged_cells import MergedCells
from bulk.processes.tables import Table, heading_text, trimmed_row, workbook_table
from bulk.processes.workbook_parts import Parts, Place
from bulk.sheet_errors import BrokenSheetError, EmptySheetError, EncryptedSheetError, SheetError
from bulk.sheets import MARK_SHEET, MARK_TITLE, Broken, Cell, Mark, SheetLimits

_Value: TypeAlias = object  # What calamine makes of a cell.
_MOST_SHEETS = 20
"""Visible sheets in which headings are looked for."""
_MOST_LINES = 20
_FIRST_ROUNDED = 10**15  # Spreadsheets keep 15 digits (ECMA-376 part 1, 18.17.5.2).


def read_workbook(data: bytes, limits: SheetLimits) -> Table:
    """Return the first visible sheet of a workbook that has the headings.

    If none has, it is the first that holds anything. Raises `EncryptedSheetError`,
    `BrokenSheetError`, `FarCellError`, and what `workbook_table` raises.
    """
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return _Opened(workbook, Parts(data), limits).table()
    except PasswordError as e:
        raise EncryptedSheetError from e
    except CalamineError as e:
        raise BrokenSheetError from e


class _Opened:
    def __init__(self, workbook: CalamineWorkbook, parts: Parts, limits: SheetLimits) -> None:
        self._workbook = workbook
        self._parts = parts
        self._limits = limits

    def table(self) -> Table:
        sheet = self._headed_sheet()
        rows = _rows(sheet, self._parts.broken_cells(sheet.name))
        first = next(rows, None)
        if first is None:
            raise EmptySheetError
        filled = (row for number, cells in rows if (row := trimmed_row(number, cells)) is not None)
        return workbook_table(first[1], filled, self._mark(), self._limits)

    def _headed_sheet(self) -> CalamineSheet:
        names = [
            sheet.name
            for sheet in self._workbook.sheets_metadata
            if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
        ]
        filled = None
        for name in names[:_MOST_SHEETS]:
            sheet = self._sheet(name)
            first = next(_rows(sheet, {}), None)
            if first is not None and _is_headed(first[1]):
                return sheet
            if first is not None and filled is None:
                filled = sheet
        if filled is None:
            raise EmptySheetError
        return filled

    def _sheet(self, name: str) -> CalamineSheet:
        self._parts.check_extent(name, self._limits)
        return self._workbook.get_sheet_by_name(name)

    def _mark(self) -> Mark | None:
        """Return what our hidden sheet says; none if there is none, or it makes no sense."""
        hidden = (
            sheet.name
            for sheet in self._workbook.sheets_metadata
            if sheet.name.casefold() == MARK_SHEET and sheet.visible is not SheetVisibleEnum.Visible
        )
        name = next(hidden, None)
        if name is None:
            return None
        lines = self._sheet(name).to_python(nrows=_MOST_LINES)
        if not lines or lines[0][0] != MARK_TITLE:
            return None
        told = {str(line[0]): _cell(line[1]) for line in lines[1:] if len(line) > 1}
        return _mark({key: value for key, value in told.items() if isinstance(value, str)})


def _mark(told: Mapping[str, str]) -> Mark | None:
    achievement, schema = told.get("achievement", ""), told.get("schema", "")
    if not achievement or not (schema.isascii() and schema.isdecimal() and len(schema) < 6):
        return None
    return Mark(achievement, told.get("language", ""), int(schema), told.get("batch") or None)


def _is_headed(first: Sequence[Cell]) -> bool:
    try:
        match_headings([heading_text(cell) for cell in first])
    except SheetError:
        return False
    return True


def _rows(
    sheet: CalamineSheet, broken: Mapping[Place, Broken]
) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Yield all rows of a sheet with their numbers, from the first column on."""
    offset = [""] * (sheet.start[1] if sheet.start else 0)
    merged = MergedCells(sheet.merged_cell_ranges or ())
    places: dict[int, list[tuple[int, Broken]]] = {}
    for (row, column), kind in broken.items():
        places.setdefault(row, []).append((column, kind))
    for index, values in enumerate(sheet.iter_rows()):
        cells: list[Cell] = [cell if type(cell) is str else _cell(cell) for cell in values]
        if offset:
            cells = [*offset, *cells]
        for column, kind in places.get(index, ()):
            cells += [""] * (column + 1 - len(cells))
            cells[column] = kind
        merged.spread(index, cells)
        yield index + 1, cells


def _cell(value: _Value) -> Cell:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        is_day = value.time() == time() and value.tzinfo is None
        return value.date() if is_day else value.isoformat(" ")
    if isinstance(value, date):
        return value
    return value.isoformat() if isinstance(value, time) else str(value)


def _number(value: float) -> Cell:
    if abs(value) >= _FIRST_ROUNDED:
        return Broken.ROUNDED
    return str(int(value)) if value == int(value) else format(value, ".15g")
