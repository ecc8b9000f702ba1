"""The import template: a workbook for one achievement, to be filled in and loaded again.

Its headings are in one language, its instructions in two; nothing in it is locked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from bulk.columns import HEADINGS, Column, Kind
from bulk.explanations import Explanation, explanations, grades_of
from bulk.instructions import FONT, SHEET_NAMES, write_instructions
from bulk.marking import write_mark
from bulk.remarks import AUTHOR, sized
from bulk.undated import undated
from issuer.documents.content import AchievementContent
from issuer.tables import ROWS_OF_A_SHEET, write_text

DATE_FORMATS: Mapping[str, str] = MappingProxyType({"pl": "dd.mm.yyyy", "en": "yyyy-mm-dd"})
"""How cells show dates, by the language of the workbook."""

_Sheet: TypeAlias = Any  # openpyxl carries no types.

_TEXT = "@"
_LONGEST_LIST = 255  # characters of a list that stands in the rule itself (limits of Excel)
_REQUIRED, _OPTIONAL = (
    PatternFill("solid", fgColor="1F3A5F"),
    PatternFill("solid", fgColor="E4E7EC"),
)
_WIDTHS: Mapping[Column, int] = MappingProxyType({
    Column.EMAIL: 32, Column.FIRST_NAME: 20, Column.LAST_NAME: 26, Column.LANGUAGE: 18,
    Column.NARRATIVE: 44, Column.EVIDENCE_DESCRIPTION: 36, Column.EVIDENCE_URL: 36,
    Column.EVIDENCE_NAME: 26, Column.CERTIFICATE_NUMBER: 22, Column.EXTERNAL_ID: 28,
})  # fmt: skip
_WIDTH = 20
_LONG = {Column.NARRATIVE, Column.EVIDENCE_DESCRIPTION}


@dataclass(frozen=True)
class _Words:
    sheet: str
    required: str
    optional: str
    example: str
    not_in_list: str
    choose: str


def import_template(achievement_id: str, content: AchievementContent, language: str) -> bytes:
    """Return the workbook (XLSX) for awards by the template `content`.

    `language` is that of headings and comments: `pl` or `en`.
    """
    words = _WORDS[language]
    workbook = Workbook()
    workbook.properties.creator = AUTHOR
    sheet = workbook.active
    sheet.title = words.sheet
    explained = explanations(content, language)
    for place, column in enumerate(Column, 1):
        _prepare_column(sheet, place, column, language)
        _write_heading(sheet, place, column, explained[column], language)
    _offer(sheet, Column.LANGUAGE, content.languages, words)
    _offer(sheet, Column.GRADE, grades_of(content, language), words)
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 32
    _fit_to_paper(sheet)
    for other in sorted(SHEET_NAMES, key=lambda each: each != language):
        instructions = workbook.create_sheet(SHEET_NAMES[other])
        write_instructions(instructions, content, other, words.sheet)
    write_mark(workbook, achievement_id=achievement_id, language=language)
    return undated(workbook)


def _prepare_column(sheet: _Sheet, place: int, column: Column, language: str) -> None:
    """Let whatever is typed into the column stay as it is: numbers are texts here."""
    dimension = sheet.column_dimensions[get_column_letter(place)]
    dimension.width = _WIDTHS.get(column, _WIDTH)
    is_date = HEADINGS[column].kind is Kind.DATE
    dimension.number_format = DATE_FORMATS[language] if is_date else _TEXT
    dimension.alignment = Alignment(vertical="top", wrap_text=column in _LONG)


def _write_heading(
    sheet: _Sheet, place: int, column: Column, explained: Explanation, language: str
) -> None:
    heading, words = HEADINGS[column], _WORDS[language]
    cell = sheet.cell(1, place)
    write_text(cell, f"{heading.text(language)}{'*' if heading.is_required else ''}")
    cell.number_format = _TEXT
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    cell.font = Font(name=FONT, bold=True, color="FFFFFF" if heading.is_required else "1D2939")
    cell.fill = _REQUIRED if heading.is_required else _OPTIONAL
    needed = words.required if heading.is_required else words.optional
    text = f"{needed} {explained.text}\n\n{words.example} {explained.example}"
    cell.comment = sized(text)


def _offer(sheet: _Sheet, column: Column, choices: tuple[str, ...], words: _Words) -> None:
    """Let the cells of a column offer a list, if a list can hold the choices: no comma in them."""
    listed = ",".join(choices)
    if not choices or len(listed) > _LONGEST_LIST or listed.count(",") >= len(choices):
        return
    quoted = listed.replace('"', '""')
    rule = DataValidation(type="list", formula1=f'"{quoted}"', allow_blank=True)
    rule.errorTitle, rule.error = words.choose, words.not_in_list
    letter = get_column_letter(list(Column).index(column) + 1)
    rule.add(f"{letter}2:{letter}{ROWS_OF_A_SHEET}")
    rule.showErrorMessage = True
    sheet.add_data_validation(rule)


def _fit_to_paper(sheet: _Sheet) -> None:
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


_WORDS: Mapping[str, _Words] = MappingProxyType({
    "pl": _Words(
        sheet="Lista osób",
        required="Wymagane.",
        optional="Nieobowiązkowe.",
        example="Przykład:",
        not_in_list="Wybierz wartość z listy albo zostaw pole puste.",
        choose="Wybierz z listy",
    ),
    "en": _Words(
        sheet="People",
        required="Required.",
        optional="Optional.",
        example="Example:",
        not_in_list="Choose a value from the list, or leave the field empty.",
        choose="Choose from the list",
    ),
})  # fmt: skip
