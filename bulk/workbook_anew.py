"""The rows of a batch in a workbook of our own, where the person's cannot be kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from bulk.columns import ANSWERS, HEADINGS, Answer, Column, Kind
from bulk.import_template import DATE_FORMATS
from bulk.instructions import FONT
from bulk.marking import write_mark
from bulk.remarks import AUTHOR, MOST_REMARKS, with_remark
from bulk.row_marks import WRITTEN, Label, RowMark
from bulk.undated import undated
from bulk.workbook_annotating import WIDTHS, WRONG
from issuer.tables import write_text
from issuer.text.dates import read_day
from issuer.text.errors import TextError

_Sheet: TypeAlias = Any  # openpyxl carries no types, and one of its classes is private.
_Cell: TypeAlias = Any

_FIRST = tuple(column for column in Column if HEADINGS[column].is_required)
_REST = tuple(column for column in Column if not HEADINGS[column].is_required)
_WIDTH = 24
_MOST_BLANK = 20_000
"""Blank rows that are written; each costs time, whoever left them in the sheet."""
_NAMES: Mapping[str, tuple[str, str]] = {
    "pl": ("Wyniki", "Dlaczego nowy plik"),
    "en": ("Results", "Why a new file"),
}


@dataclass(frozen=True)
class ReturnedRow:
    """What a row held, and what became of it."""

    mark: RowMark
    values: Mapping[Column, str]
    extras: Sequence[str] = ()
    """The cells of the sheet's own columns, in the order of their headings."""


def new_workbook(
    rows: Iterable[ReturnedRow], extras: Sequence[str], label: Label, reason: str
) -> bytes:
    """Return a workbook with the rows, at the numbers that they had; it says why it is new.

    Where there were more than `_MOST_BLANK` blank rows among them, the rest is left out.
    `rows` come in the order of their numbers; `extras` are the headings of the sheet's own columns.
    """
    results, why = _NAMES[label.language]
    workbook = Workbook(write_only=True)
    workbook.properties.creator = AUTHOR
    sheet = workbook.create_sheet(results)
    sheet.freeze_panes = "A2"
    _write_headings(sheet, extras, label.language)
    last, blank, left = 1, _MOST_BLANK, MOST_REMARKS
    for row in rows:
        # The first line of a list without headings stands below those that it gets here.
        between = max(0, min(row.mark.number - last - 1, blank))
        blank -= between
        for _ in range(between):
            sheet.append(())
        left -= len(row.mark.wrong)
        mark = row.mark if left >= 0 else row.mark.without_remarks()
        sheet.append(_row(sheet, replace(row, mark=mark), label.language))
        last = row.mark.number
    _explain(workbook.create_sheet(why), reason)
    write_mark(
        workbook,
        achievement_id=label.achievement_id,
        language=label.language,
        batch_id=label.batch_id,
    )
    return undated(workbook)


def _write_headings(sheet: _Sheet, extras: Sequence[str], language: str) -> None:
    answers = {column: WIDTHS[column] for column in WRITTEN}
    names = [
        *(HEADINGS[column].text(language) for column in _FIRST),
        *(ANSWERS[answer].text(language) for answer in WRITTEN),
        *(HEADINGS[column].text(language) for column in _REST),
        *extras,
    ]
    widths = [_WIDTH] * len(_FIRST) + [answers[answer] for answer in WRITTEN]
    for place in range(1, len(names) + 1):
        width = widths[place - 1] if place <= len(widths) else _WIDTH
        sheet.column_dimensions[get_column_letter(place)].width = width
    cells = [_text(sheet, name) for name in names]
    for cell in cells:
        cell.font = Font(name=FONT, bold=True)
    sheet.append(cells)


def _row(sheet: _Sheet, row: ReturnedRow, language: str) -> list[_Cell | None]:
    texts = row.mark.texts()
    return [
        *(_value(sheet, row, column, language) for column in _FIRST),
        *(_answer(sheet, answer, texts[answer]) for answer in WRITTEN),
        *(_value(sheet, row, column, language) for column in _REST),
        *(_text(sheet, text) if text else None for text in row.extras),
    ]


def _value(sheet: _Sheet, row: ReturnedRow, column: Column, language: str) -> _Cell | None:
    text, remark = row.values.get(column, ""), row.mark.wrong.get(column)
    if not text and remark is None:
        return None
    cell = _text(sheet, text)
    cell.number_format = "@"
    if HEADINGS[column].kind is Kind.DATE and remark is None:
        _write_day(cell, text, DATE_FORMATS[language])
    if remark is not None:
        cell.fill = WRONG
        cell.comment = with_remark(None, remark) if remark else None
    return cell


def _write_day(cell: _Cell, text: str, number_format: str) -> None:
    try:
        cell.value = read_day(text)
    except TextError:
        return
    cell.number_format = number_format


def _answer(sheet: _Sheet, answer: Answer, text: str) -> _Cell | None:
    if not text:
        return None
    cell = _text(sheet, text)
    if answer is Answer.DETAILS:
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _text(sheet: _Sheet, text: str) -> _Cell:
    cell = WriteOnlyCell(sheet)
    write_text(cell, text)
    return cell


def _explain(sheet: _Sheet, reason: str) -> None:
    sheet.column_dimensions["A"].width = 100
    cell = _text(sheet, reason)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.append([cell])
