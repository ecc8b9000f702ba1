"""Tables for people: the same rows as CSV and as XLSX, both without anything that a cell can run.

Rows are taken one at a time and nothing is kept: memory does not grow with the table.
"""

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Cell: TypeAlias = str | int | None
"""What stands in a cell. Dates are written as text, in the language of the table."""

_Sheet: TypeAlias = Any  # openpyxl carries no types, and this class is private.
_WorkbookCell: TypeAlias = Any  # `Cell` and `WriteOnlyCell` of openpyxl.

ROWS_OF_A_SHEET = 1_048_576
"""The most rows that a sheet may have (ECMA-376, limits of Excel)."""

_LONGEST_CELL = 32_767  # UTF-16 units, which is how Excel counts.
_CHUNK = 64 * 1024
_SPOOLED = 4 * 1024 * 1024
_WIDTH = 24  # characters of a column, so that addresses can be read

# A cell that begins so is calculated, or asked for from another program, when a CSV is opened;
# Excel in East Asia takes the wide forms alike.
_STARTS_A_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
# Not in XML 1.0; halves of characters are not in UTF-8 either.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# ST_Xstring of ECMA-376 (22.9.2.19): readers take _x0041_ for the letter A.
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def csv_chunks(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Yield the table as CSV in pieces: UTF-8 with a byte order mark, `;`, quotes as in RFC 4180.

    Text that a spreadsheet would calculate gets an apostrophe in front; numbers stay numbers.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write("\ufeff")
    for row in _lines(headings, rows):
        writer.writerow([_shielded(cell) for cell in row])
        if buffer.tell() >= _CHUNK:
            yield _taken(buffer)
    yield _taken(buffer)


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return the table as CSV, whole; see `csv_chunks`."""
    return b"".join(csv_chunks(headings, rows))


def xlsx_chunks(
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    title: str = "Insygnia",
    rows_of_a_sheet: int = ROWS_OF_A_SHEET,
) -> Iterator[bytes]:
    """Yield the table as a workbook in pieces; text is never a formula, a link or an error.

    A table too long for one sheet goes on in the next, under the same headings. `title` names the
    sheets. The workbook is built in a temporary file when the first piece is asked for.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "Insygnia"
    sheet, free = None, 0
    lines = _lines(headings, rows)
    top = next(lines)
    for row in lines:
        if sheet is None or not free:
            sheet, free = _new_sheet(workbook, title, top), rows_of_a_sheet - 1
        sheet.append([_text_cell(sheet, cell) for cell in row])
        free -= 1
    if sheet is None:
        _new_sheet(workbook, title, top)
    with tempfile.SpooledTemporaryFile(max_size=_SPOOLED) as file:
        workbook.save(file)
        file.seek(0)
        while piece := file.read(_CHUNK):
            yield piece


def xlsx_bytes(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return the table as a workbook, whole; see `xlsx_chunks`."""
    return b"".join(xlsx_chunks(headings, rows))


def write_text(cell: _WorkbookCell, text: str) -> None:
    """Let a cell of openpyxl show `text` as it is: never a formula, a link or an error.

    What a workbook cannot hold is replaced, and what is too long for a cell is cut.
    """
    writable = str(_writable(text))
    cell.value = _LOOKS_ESCAPED.sub("_x005F_", writable)
    # openpyxl would make a formula of "=…" and an error of "#N/A".
    cell.data_type = "s"
    # The reader may click into the cell and press Enter: it stays text.
    cell.quotePrefix = bool(_STARTS_A_FORMULA.match(writable))


def _lines(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[list[Cell]]:
    """Yield the headings and every row, with texts that both formats can hold."""
    yield [_writable(heading) for heading in headings]
    for row in rows:
        if len(row) != len(headings):
            raise ValueError(f"a row has {len(row)} cells under {len(headings)} headings")
        yield [_writable(cell) for cell in row]


def _writable(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = _UNWRITABLE.sub("\ufffd", cell)
    if len(text) * 2 <= _LONGEST_CELL:
        return text
    units = text.encode("utf-16-le")[: _LONGEST_CELL * 2]
    return units.decode("utf-16-le", "ignore")


def _shielded(cell: Cell) -> Cell:
    if isinstance(cell, str) and _STARTS_A_FORMULA.match(cell):
        return f"'{cell}"
    return cell


def _taken(buffer: io.StringIO) -> bytes:
    """Return what is in `buffer` and empty it."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def _new_sheet(workbook: Workbook, title: str, headings: Sequence[Cell]) -> _Sheet:
    number = len(workbook.sheetnames) + 1
    sheet = workbook.create_sheet(title if number == 1 else f"{title} {number}")
    sheet.freeze_panes = "A2"
    cells = [_text_cell(sheet, heading) for heading in headings]
    for column, cell in enumerate(cells, 1):
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTH
    sheet.append(cells)
    return sheet


def _text_cell(sheet: _Sheet, cell: Cell) -> WriteOnlyCell:
    written = WriteOnlyCell(sheet)
    if isinstance(cell, str):
        write_text(written, cell)
    else:
        written.value = cell
    return written
