"""Rows of a sheet as awards that somebody asks for: which text is what, and which is a day.

The rules of an award are not checked here (`bulk.checking`), only what a sheet alone can spoil.
"""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from bulk.columns import ANSWERS, HEADINGS, Answer, Column, Kind
from bulk.headings import Headings
from bulk.sheets import Broken, Cell, SheetRow
from issuer.award_rules import NewAward, NewEvidence
from issuer.errors import Fault
from issuer.text.dates import displayed_date, read_day
from issuer.text.errors import TextError
from issuer.text.names import BLANKS

# Nobody sees them at either end of a text, so nobody could delete them there.
_UNSEEN = BLANKS + "\xad\u200b\u200e\u200f\u2060"
# Inside other texts these join letters (Persian, Indic scripts); an address has none.
_AROUND_ADDRESS = _UNSEEN + "\u200c\u200d"
_BLANK = re.compile(r"[\s\u200b\u2060\ufeff]")
_ODD = re.compile(r"[;,\s\u200b\u2060\ufeff]")
_DATES = tuple(column for column, heading in HEADINGS.items() if heading.kind is Kind.DATE)
# Looking a member up in its class takes longer than looking up what it stands for in a row.
_EMAIL, _FIRST_NAME, _LAST_NAME = Column.EMAIL, Column.FIRST_NAME, Column.LAST_NAME
_LANGUAGE, _NARRATIVE = Column.LANGUAGE, Column.NARRATIVE
_CERTIFICATE_NUMBER, _VALID_UNTIL = Column.CERTIFICATE_NUMBER, Column.VALID_UNTIL
_ACTIVITY_FROM, _ACTIVITY_TO = Column.ACTIVITY_FROM, Column.ACTIVITY_TO
_EVIDENCE = (Column.EVIDENCE_NAME, Column.EVIDENCE_DESCRIPTION, Column.EVIDENCE_URL)


class Entry(NamedTuple):
    """One row: the texts of its cells, and the award that they ask for."""

    number: int
    """The sheet's own."""
    values: Mapping[Column, str]
    """What stands in the columns of the sheet, trimmed; days as YYYY-MM-DD where they are days."""
    extras: Mapping[str, str]
    """What stands in columns that mean nothing to us, by `Headings.ignored`."""
    answers: Mapping[Answer, str]
    """What we wrote ourselves, in a workbook that came back."""
    new: NewAward
    """Without results: a grade is one only by the template."""
    faults: tuple[Fault, ...] = ()
    """What cannot be read; pointers are the names of columns."""


def entry_of(row: SheetRow, headings: Headings) -> Entry:
    """Return the award that a row of a sheet asks for."""
    faults: list[Fault] = []
    cells = (*row.cells, *[""] * (headings.width - len(row.cells)))
    values = {
        column: cell.strip(_UNSEEN)
        if isinstance(cell := cells[place], str)
        else _odd_value(column, cell, faults)
        for column, place in headings.columns.items()
    }
    answers = {
        answer: _answer(answer, cells[place], faults) for answer, place in headings.answers.items()
    }
    extras = {name: _plain(cells[place]) for name, place in headings.extras.items()}
    if len(cells) > headings.width:
        faults.append(_SHIFTED)
    return _entry(row.number, values, extras, answers, faults)


def entry_from(number: int, values: Mapping[Column, str]) -> Entry:
    """Return the entry of a row whose values were read before, as `Entry.values` has them."""
    return _entry(number, values, {}, {}, [])


def _entry(
    number: int,
    values: Mapping[Column, str],
    extras: Mapping[str, str],
    answers: Mapping[Answer, str],
    faults: list[Fault],
) -> Entry:
    days = {column: _day(column, text, faults) for column in _DATES if (text := values.get(column))}
    email = values.get(_EMAIL, "").strip(_AROUND_ADDRESS)
    if _ODD.search(email):
        faults.append(_odd_address(email))
    new = NewAward(
        first_name=values.get(_FIRST_NAME, ""),
        last_name=values.get(_LAST_NAME, ""),
        email=email,
        language=_language(values.get(_LANGUAGE, "")),
        valid_until=days.get(_VALID_UNTIL),
        narrative=values.get(_NARRATIVE) or None,
        certificate_number=values.get(_CERTIFICATE_NUMBER) or None,
        evidence=_evidence(values),
        activity_from=days.get(_ACTIVITY_FROM),
        activity_to=days.get(_ACTIVITY_TO),
    )
    return Entry(number, values, extras, answers, new, tuple(faults))


def _odd_value(column: Column, cell: date | Broken, faults: list[Fault]) -> str:
    """Return the text of a cell of one of our columns that holds none."""
    if isinstance(cell, Broken):
        faults.append(_broken(column, cell))
        return ""
    if column not in _DATES:
        faults.append(_day_in_text(column, cell))
    return cell.isoformat()


def _answer(answer: Answer, cell: Cell, faults: list[Fault]) -> str:
    """Return the text of a cell that we wrote; without its id, a row would be awarded twice."""
    if isinstance(cell, Broken) and answer is Answer.CREDENTIAL_ID:
        faults.append(_no_id(cell))
    return _plain(cell)


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.strip(_UNSEEN)
    return "" if isinstance(cell, Broken) else cell.isoformat()


def _day(column: Column, text: str, faults: list[Fault]) -> date | None:
    try:
        return read_day(text)
    except TextError as e:
        faults.append(Fault(column, "E07", e.message("en"), e.message("pl")))
        return None


def _language(text: str) -> str | None:
    """Return a tag of a language as tags are written (RFC 5646 section 2.1.1), whatever its case.

    “PL” and “pl ” mean what “pl” means.
    """
    if text.isalpha():
        return text.lower()
    first, *rest = text.replace("_", "-").split("-")
    return "-".join((first.lower(), *map(_subtag, rest))) or None


def _subtag(text: str) -> str:
    return {2: text.upper(), 4: text.title()}.get(len(text), text.lower())


def _evidence(values: Mapping[Column, str]) -> tuple[NewEvidence, ...]:
    if not any(map(values.get, _EVIDENCE)):
        return ()
    name, description, url = (values.get(column) or None for column in _EVIDENCE)
    # A sheet has no files: without an address, the cell of the address is what is wrong.
    return (NewEvidence(name=name, description=description, url=url or ""),)


def _odd_address(email: str) -> Fault:
    """Return what people put into the cell of an address beside one address."""
    if sum("@" in part for part in _ODD.split(email)) > 1:
        return _SEVERAL_ADDRESSES
    return _BLANK_IN_ADDRESS if _BLANK.search(email) else _SEPARATOR_IN_ADDRESS


def _broken(column: Column, cell: Broken) -> Fault:
    code, english, polish = _BROKEN[cell]
    return Fault(column, code, english, polish)


def _no_id(cell: Broken) -> Fault:
    heading = ANSWERS[Answer.CREDENTIAL_ID]
    fault = _broken(Column.EMAIL, cell)
    return Fault(
        fault.pointer,
        fault.code,
        f"{heading.english}: {fault.english}",
        f"{heading.polish}: {fault.polish}",
    )


def _day_in_text(column: Column, day: date) -> Fault:
    return Fault(
        column,
        "date-in-text",
        f"This cell holds a date ({displayed_date(day, 'en')}) and no text; programs turn texts "
        "such as 3/12 and 4.5 into dates. Format the cell as text and write it again.",
        f"W tej komórce jest data ({displayed_date(day, 'pl')}), a nie tekst; programy zamieniają "
        "na daty takie teksty jak 3/12 czy 4.5. Ustaw format komórki „Tekst” i wpisz ją ponownie.",
    )


_BROKEN: Mapping[Broken, tuple[str, str, str]] = MappingProxyType({
    Broken.FORMULA: (
        "formula-without-value",
        "The cell holds a formula whose result is not stored in the file. Open the file in Excel "
        "or LibreOffice and save it again, or write the value instead of the formula.",
        "Komórka zawiera formułę, której wyniku nie zapisano w pliku. Otwórz plik w Excelu lub "
        "LibreOffice i zapisz ponownie albo wpisz wartość zamiast formuły.",
    ),
    Broken.ERROR: (
        "formula-error",
        "The formula in this cell ends in an error, such as #N/A. Correct it, or write the value "
        "instead of the formula.",
        "Formuła w tej komórce kończy się błędem, na przykład #N/D. Popraw ją albo wpisz wartość "
        "zamiast formuły.",
    ),
    Broken.ROUNDED: (
        "rounded-number",
        "This number has more than 15 digits, and spreadsheets lose those beyond. Format the cell "
        "as text and write the number again.",
        "Ta liczba ma więcej niż 15 cyfr, a arkusze gubią dalsze cyfry. Ustaw format komórki "
        "„Tekst” i wpisz liczbę ponownie.",
    ),
    Broken.MERGED: (
        "merged-cell",
        "This cell is merged with another one, so it has no text of its own. Unmerge the cells and "
        "fill in each of them.",
        "Ta komórka jest scalona z inną, więc nie ma własnej treści. Rozdziel komórki i wypełnij "
        "każdą z nich.",
    ),
})  # fmt: skip
_SEVERAL_ADDRESSES = Fault(
    Column.EMAIL,
    "E02",
    "There is more than one e-mail address in this cell. Leave the one to write to.",
    "W tej komórce jest więcej niż jeden adres e-mail. Zostaw ten, na który mamy pisać.",
)
_BLANK_IN_ADDRESS = Fault(
    Column.EMAIL,
    "E02",
    "There is a blank inside the e-mail address, or something beside it. Leave the address alone.",
    "W adresie e-mail jest spacja albo obok niego coś jeszcze. Zostaw sam adres, bez spacji.",
)
_SEPARATOR_IN_ADDRESS = Fault(
    Column.EMAIL,
    "E02",
    "There is a comma or semicolon in the e-mail address. Delete it.",
    "W adresie e-mail jest przecinek albo średnik. Usuń go.",
)
_SHIFTED = Fault(
    Column.EMAIL,
    "too-many-cells",
    "This row has more cells than there are headings: probably a text in it has a comma, semicolon "
    "or tab. Put that text into quotation marks.",
    "Ten wiersz ma więcej komórek, niż jest nagłówków: zapewne w którymś tekście jest przecinek, "
    "średnik albo tabulator. Ujmij ten tekst w cudzysłów.",
)
