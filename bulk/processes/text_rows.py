"""Rows of a text file: CSV, TSV, or what somebody copied out of a sheet."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from bulk.headings import knows, letters_of
from bulk.headless import ORDERS, is_headless, is_list, order_of
from bulk.processes.tables import Table, is_blank, text_table, trimmed_row
from bulk.processes.text_encodings import decoded
from bulk.sheet_errors import EmptySheetError, FarCellError, OpenQuoteError
from bulk.sheets import SheetLimits, SheetRow

_SEPARATORS = (";", "\t", ",", "|")
# The first line by which Excel is told what stands between cells; it is no row of the sheet.
_TOLD = re.compile(r"sep=(?P<separator>[^\r\n])\r?\n?", re.IGNORECASE)
_LONGEST_CELL = 1_048_576
"""Characters; what is longer is the rest of a file behind a quotation mark that is not closed."""
_LAST_ROW = 1_048_576
"""As many rows a sheet of a workbook has, in which what became of these comes back."""


def read_text(data: bytes, limits: SheetLimits) -> Table:
    """Return the sheet that a text file is.

    Cells stand between separators, in quotation marks where they hold one (RFC 4180). Raises
    `UnknownFileError`, `OpenQuoteError`, `FarCellError`, and what `text_table` and, for a list
    without headings, `bulk.headless.order_of` raise.
    """
    csv.field_size_limit(_LONGEST_CELL)
    text = decoded(data)
    told = _TOLD.match(text)
    if told is not None:
        text = text[told.end() :]
    separator = told["separator"] if told else _separator(text)
    records = _records(text, separator)
    first = next(records, None)
    if first is None:
        raise EmptySheetError
    if is_headless(first[1]):
        kind = order_of(first[1])
        names = [column.value for column in ORDERS[kind][: len(first[1])]]
        return text_table(names, _rows(chain([first], records)), limits, kind)
    return text_table(first[1], _rows(records), limits)


def _separator(text: str) -> str:
    """Return what separates cells: with what most headings are known, or else most cells found.

    A first line that is data is made out by what makes a person of it.
    """

    def found(separator: str) -> tuple[int, bool, int]:
        try:
            _, cells = next(_records(text, separator), (0, []))
        except OpenQuoteError:
            return 0, False, 0
        return sum(map(knows, cells)), is_list(cells), len(cells)

    return max(_SEPARATORS, key=found)


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a text with their numbers from 1, as a program would show them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    while True:
        line = reader.line_num + 1
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as e:
            raise OpenQuoteError(line=line) from e
        yield number, cells


def _rows(records: Iterable[tuple[int, list[str]]]) -> Iterator[SheetRow]:
    for number, cells in records:
        row = trimmed_row(number, cells)
        if row is None:
            continue
        if number > _LAST_ROW:
            place = next(place for place, cell in enumerate(row.cells) if not is_blank(cell))
            raise FarCellError(cell=f"{letters_of(place)}{number}")
        yield row
