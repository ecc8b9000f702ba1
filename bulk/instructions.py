"""The sheet with instructions in the import template, in Polish or English."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from bulk.columns import HEADINGS, Column
from bulk.explanations import Explanation, explanations
from issuer.documents.content import AchievementContent
from issuer.documents.profile import in_language
from issuer.tables import write_text

SHEET_NAMES: Mapping[str, str] = MappingProxyType({"pl": "Instrukcja", "en": "Instructions"})
"""By language; both stand in every template."""

FONT = "Calibri"
"""That of the whole workbook; programs that lack it take one like it."""

_Sheet: TypeAlias = Any  # openpyxl carries no types.

_WIDTHS = {"A": 30, "B": 14, "C": 74, "D": 44}
_LETTERS_OF_TEXT, _LETTERS_OF_STEP, _LETTERS_OF_EXAMPLE = 80, 175, 44
_LINE_HEIGHT = 15.5  # points
_HEAD = PatternFill("solid", fgColor="E4E7EC")
_THIN = Side(style="thin", color="C4C9D2")


@dataclass(frozen=True)
class _Words:
    title: str
    template: str
    steps: tuple[str, ...]
    head: tuple[str, str, str, str]
    required: str
    optional: str


def write_instructions(
    sheet: _Sheet, content: AchievementContent, language: str, data_sheet: str
) -> None:
    """Fill an empty sheet; `data_sheet` is the name of the one to fill in."""
    words = _WORDS[language]
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    name = in_language(
        {code: texts.name for code, texts in content.texts.items()},
        language,
        content.default_language,
    )
    _write(sheet, 1, 1, words.title, Font(name=FONT, bold=True, size=16))
    sheet.row_dimensions[1].height = 26
    _write(sheet, 2, 1, f"{words.template} {name}", Font(name=FONT, size=11, color="475467"))
    row = 4
    for number, step in enumerate(words.steps, 1):
        text = f"{number}. {step.format(sheet=data_sheet)}"
        _write(sheet, row, 1, text)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)
        sheet.row_dimensions[row].height = _height(text, _LETTERS_OF_STEP)
        row += 1
    _write_table(sheet, row + 1, words, _lines(content, language, words))
    _fit_to_paper(sheet)


def _lines(
    content: AchievementContent, language: str, words: _Words
) -> Iterator[tuple[str, str, Explanation]]:
    explained = explanations(content, language)
    for column in Column:
        heading = HEADINGS[column]
        needed = words.required if heading.is_required else words.optional
        star = "*" if heading.is_required else ""
        yield f"{heading.text(language)}{star}", needed, explained[column]


def _write_table(
    sheet: _Sheet, top: int, words: _Words, lines: Iterator[tuple[str, str, Explanation]]
) -> None:
    border = Border(bottom=_THIN)
    for place, text in enumerate(words.head, 1):
        _write(sheet, top, place, text, Font(name=FONT, bold=True))
        sheet.cell(top, place).fill = _HEAD
    for row, (heading, needed, explained) in enumerate(lines, top + 1):
        cells = (heading, needed, explained.text, explained.example)
        for place, text in enumerate(cells, 1):
            _write(sheet, row, place, text, Font(name=FONT, bold=place == 1))
            sheet.cell(row, place).border = border
        sheet.row_dimensions[row].height = max(
            _height(explained.text, _LETTERS_OF_TEXT),
            _height(explained.example, _LETTERS_OF_EXAMPLE),
        )


def _write(sheet: _Sheet, row: int, column: int, text: str, font: Font | None = None) -> None:
    cell = sheet.cell(row, column)
    write_text(cell, text)
    cell.alignment = Alignment(wrap_text=row > 2, vertical="top")
    if font is not None:
        cell.font = font


def _height(text: str, letters: int) -> float:
    """Return the height of a row, which programs do not find themselves for merged cells."""
    return _LINE_HEIGHT * (1 + len(text) // letters) + 3


def _fit_to_paper(sheet: _Sheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


_POLISH = _Words(
    title="Jak wypełnić ten plik",
    template="Wzorzec:",
    steps=(
        "Wypełnij arkusz „{sheet}”: jeden wiersz to jedna osoba. Wymagane są tylko trzy kolumny, "
        "te z gwiazdką (*). Najedź na nagłówek kolumny, a zobaczysz, co w niej wpisać.",
        "Nie usuwaj pierwszego wiersza z nagłówkami. Kolejność kolumn możesz zmienić, "
        "a niepotrzebne kolumny bez gwiazdki usunąć. Możesz też dodać własne: pominiemy je przy "
        "przyznawaniu, ale wrócą do Ciebie w raporcie.",
        "Daty wpisuj jako DD.MM.RRRR albo RRRR-MM-DD. Dat z ukośnikami, takich jak 03/04/2026, nie "
        "przyjmujemy, bo nie wiadomo, która liczba to dzień, a która miesiąc.",
        "Nie wpisuj numerów PESEL ani innych danych, których poświadczenie nie potrzebuje.",
        "Zapisz plik (najlepiej jako XLSX) i wczytaj go w Insygni. Zanim cokolwiek zostanie "
        "przyznane, zobaczysz każdy wiersz ze sprawdzeniem i sam(a) potwierdzisz przyznanie.",
        "Wiersze z błędami nie wstrzymują pozostałych. Po przyznaniu pobierzesz ten plik "
        "z wynikami: popraw w nim zaznaczone komórki i wczytaj go jeszcze raz. Nikt nie dostanie "
        "poświadczenia drugi raz.",
    ),
    head=("Kolumna", "Wymagana?", "Co wpisać", "Przykład"),
    required="tak",
    optional="nie",
)
_ENGLISH = _Words(
    title="How to fill in this file",
    template="Template:",
    steps=(
        "Fill in the sheet “{sheet}”: one row is one person. Only three columns are required, "
        "those with an asterisk (*). Point at the heading of a column to see what to write there.",
        "Do not delete the first row with the headings. You may change the order of the columns "
        "and delete those without an asterisk that you do not need. You may also add your own: "
        "they are ignored for the award, and you get them back in the report.",
        "Write dates as DD.MM.YYYY or YYYY-MM-DD. Dates with slashes, such as 03/04/2026, are not "
        "accepted, because nobody can tell the day from the month.",
        "Do not write PESEL numbers, or anything else that the credential does not need.",
        "Save the file (best as XLSX) and load it into Insygnia. Before anything is awarded you "
        "see each row with what was found in it, and you confirm the award yourself.",
        "Rows with mistakes do not hold up the others. Afterwards you can download this file with "
        "the results: correct the marked cells in it and load it again. Nobody gets the credential "
        "twice.",
    ),
    head=("Column", "Required?", "What to write", "Example"),
    required="yes",
    optional="no",
)
_WORDS: Mapping[str, _Words] = MappingProxyType({"pl": _POLISH, "en": _ENGLISH})
