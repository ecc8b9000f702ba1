"""The workbook of a person with what became of its rows written into it; run in a child.

Everything else in it stays: sheets, formulas, formats. What openpyxl cannot keep is told before.
"""

import io
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any, TypeAlias

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from bulk.columns import ANSWERS, Answer
from bulk.headings import Headings, match_headings
from bulk.marking import write_mark
from bulk.remarks import MOST_REMARKS, sized, with_remark, without_remark
from bulk.row_marks import WRITTEN, Label, RowMark
from bulk.sheet_errors import SheetError
from bulk.workbook_losses import Loss, losses
from issuer.tables import write_text

WRONG = PatternFill("solid", fgColor="FFFFC7CD")
"""The colour of wrong cells: a shade that nobody chooses by hand, so that it is known again."""

MOST_COLUMNS = 1_000
"""Columns of a sheet in which headings are looked for; far more than a sheet may have."""

WIDTHS: Mapping[Answer, int] = {
    Answer.STATUS: 18, Answer.DETAILS: 60, Answer.AWARDED_ON: 18, Answer.CREDENTIAL_ID: 40,
    Answer.CREDENTIAL_URL: 60,
}  # fmt: skip
"""Of the columns that we write, in characters."""

_Sheet: TypeAlias = Any  # openpyxl carries no types.
_Cell: TypeAlias = Any
_HARMLESS = ("no default style", "Ignored Error extension", "header or footer")


def annotate(data: bytes, marks: Sequence[RowMark], label: Label) -> bytes | tuple[Loss, ...]:
    """Return the workbook `data` (XLSX) with its marks, or what it would lose by that.

    Raises whatever openpyxl raises for a file that it cannot read.
    """
    try:
        lost = losses(data)
    except zipfile.BadZipFile:
        lost = (Loss.OTHER,)
    if lost:
        return lost
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        workbook = load_workbook(io.BytesIO(data), rich_text=True)
    if any(_is_loss(str(warning.message)) for warning in heard):
        return (Loss.RULES,)
    found = _headed_sheet(workbook)
    if found is None:
        return (Loss.OTHER,)
    _mark(*found, marks, label)
    _resize_comments(workbook)
    write_mark(
        workbook,
        achievement_id=label.achievement_id,
        language=label.language,
        batch_id=label.batch_id,
    )
    return _saved(workbook)


def _is_loss(warning: str) -> bool:
    return not any(harmless in warning for harmless in _HARMLESS)


def _headed_sheet(workbook: Workbook) -> tuple[_Sheet, Headings] | None:
    """Return the first visible sheet with the headings, as a sheet is read."""
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            continue
        cells = _cells(sheet)
        row = [cells.get((1, place)) for place in range(1, MOST_COLUMNS + 1)]
        texts = ["" if cell is None or cell.value is None else str(cell.value) for cell in row]
        while texts and not texts[-1].strip():
            texts.pop()
        try:
            return sheet, match_headings(texts)
        except SheetError:
            continue
    return None


def _cells(sheet: _Sheet) -> Mapping[tuple[int, int], _Cell]:
    """Return the cells that a sheet has, by row and column."""
    found: Mapping[tuple[int, int], _Cell] = sheet._cells  # noqa: SLF001 - every public way makes cells where there are none
    return found


def _mark(sheet: _Sheet, places: Headings, marks: Sequence[RowMark], label: Label) -> None:
    answers = _answer_columns(sheet, places, label.language)
    _unmerge(sheet, set(answers.values()))
    left = MOST_REMARKS
    for mark in marks:
        left -= len(mark.wrong)
        wrong = mark.wrong if left >= 0 else mark.without_remarks().wrong
        for answer, text in mark.texts().items():
            cell = sheet.cell(mark.number, answers[answer])
            write_text(cell, text)
            cell.hyperlink = None
            if answer not in places.answers:
                cell.alignment = Alignment(vertical="top", wrap_text=answer is Answer.DETAILS)
        for column, place in places.columns.items():
            _mark_cell(sheet, mark.number, place + 1, wrong.get(column))


def _answer_columns(sheet: _Sheet, places: Headings, language: str) -> Mapping[Answer, int]:
    """Return the columns to write into, those of the sheet or new ones, counted from 1."""
    columns = {answer: place + 1 for answer, place in places.answers.items()}
    missing = [answer for answer in WRITTEN if answer not in columns]
    last = max((*places.columns.values(), *places.answers.values())) + 1
    start = _free_place(sheet, places, len(missing))
    for place, answer in enumerate(missing, start):
        columns[answer] = place
        cell = sheet.cell(1, place)
        write_text(cell, ANSWERS[answer].text(language))
        _dress_alike(cell, sheet.cell(1, last))
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS[answer]
    return columns


def _free_place(sheet: _Sheet, places: Headings, width: int) -> int:
    """Return the first column behind the headings where so many columns hold nothing."""
    taken = {column for (_, column), cell in _cells(sheet).items() if cell.value is not None}
    for area in sheet.merged_cells.ranges:
        taken.update(range(area.min_col, area.max_col + 1))
    start = max((*places.columns.values(), *places.answers.values())) + 2
    headed = {column for (row, column), cell in _cells(sheet).items() if row == 1 and cell.value}
    start = max(start, *(place + 1 for place in headed if place <= MOST_COLUMNS))
    while taken & set(range(start, start + width)):
        start += 1
    return start


def _dress_alike(cell: _Cell, other: _Cell) -> None:
    for part in ("font", "fill", "border", "alignment"):
        setattr(cell, part, copy(getattr(other, part)))


def _unmerge(sheet: _Sheet, columns: set[int]) -> None:
    """Take apart what is merged where we write: of merged cells only the first holds anything."""
    for area in list(sheet.merged_cells.ranges):
        if columns & set(range(area.min_col, area.max_col + 1)):
            sheet.unmerge_cells(str(area))


def _mark_cell(sheet: _Sheet, row: int, column: int, remark: str | None) -> None:
    """Colour a wrong cell and say why, or take an earlier mark away."""
    cell = _cells(sheet).get((row, column))
    if remark is not None:
        cell = cell or sheet.cell(row, column)
        cell.fill = WRONG
        if not isinstance(cell, MergedCell):
            old = cell.comment
            cell.comment = with_remark(old, remark) if remark else without_remark(old)
    elif cell is not None and not isinstance(cell, MergedCell):
        if cell.fill.fgColor.rgb == WRONG.fgColor.rgb:
            cell.fill = PatternFill()
        if cell.comment is not None:
            cell.comment = without_remark(cell.comment)


def _resize_comments(workbook: Workbook) -> None:
    """Give comments boxes in which they can be read: openpyxl forgets how large they were."""
    for sheet in workbook.worksheets:
        for cell in _cells(sheet).values():
            if not isinstance(cell, MergedCell) and cell.comment is not None:
                cell.comment = sized(cell.comment.text or "", cell.comment.author)


def _saved(workbook: Workbook) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        _WriterInMemory(workbook, archive).write_data()
    return written.getvalue()


class _WriterInMemory(ExcelWriter):  # type: ignore[misc] # openpyxl carries no types
    """A writer that needs no temporary files: where this runs, none can be opened."""

    def write_worksheet(self, ws: _Sheet) -> None:  # the name is that of openpyxl
        drawing = SpreadsheetDrawing()
        drawing.charts, drawing.images = [], []
        with io.BytesIO() as out:
            writer = WorksheetWriter(ws, out)
            writer.write()
            content = out.getvalue()
        ws._drawing = drawing  # noqa: SLF001 - where openpyxl looks for it
        ws._rels = writer._rels  # noqa: SLF001 - as above
        self._archive.writestr(ws.path[1:], content)
        self.manifest.append(ws)
