"""Lists of people without headings: in which order their columns are taken, or why that is unclear.

Pure. Only a text file or pasted lines may lack headings. The order is that of the import template;
the names may also stand before the address. Nothing else is taken for granted: the first line must
look like that order, the preview says in words what was assumed, and all other lists are refused.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bulk.columns import HEADINGS, Column, Kind
from bulk.headings import knows
from bulk.sheet_errors import ShortLinesError, UnclearLinesError
from bulk.sheets import FileKind
from issuer.text.dates import read_day
from issuer.text.errors import TextError

_NAMES = (Column.FIRST_NAME, Column.LAST_NAME)
_LATER = tuple(Column)[3:]
ORDERS: Mapping[FileKind, tuple[Column, ...]] = MappingProxyType(
    {
        FileKind.LINES: (Column.EMAIL, *_NAMES, *_LATER),
        FileKind.NAMES_FIRST: (*_NAMES, Column.EMAIL, *_LATER),
    }
)
"""The order of the columns in a list without headings, of which the first three must be there."""

_NEEDED = 3
_ADDRESS = re.compile(r"[^\s@<>()]+@[^\s@<>()]+")
_NAME = re.compile(r"[^\W\d_][^\d@:/]*")
_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)?")


def is_headless(first: Sequence[str]) -> bool:
    """Tell whether a first line begins with data: it has an address, and no known heading."""
    return any("@" in cell for cell in first) and not any(map(knows, first))


def order_of(first: Sequence[str]) -> FileKind:
    """Return in which order the columns of a list stand, by its first line.

    Raises `ShortLinesError` for fewer columns than a person needs, and `UnclearLinesError` for
    whatever does not look like one of the orders.
    """
    if len(first) < _NEEDED:
        raise ShortLinesError
    for kind, columns in ORDERS.items():
        if len(first) <= len(columns) and all(map(_fits, columns, first)):
            return kind
    raise UnclearLinesError


def is_list(first: Sequence[str]) -> bool:
    """Tell whether a line is the first of a list without headings that is in a known order."""
    try:
        order_of(first)
    except (ShortLinesError, UnclearLinesError):
        return False
    return True


def order_in_words(kind: str | None, language: str) -> str | None:
    """Return how the columns of a batch were taken, if it had no headings; `kind` is its file's."""
    columns = next((order for name, order in ORDERS.items() if name == kind), None)
    if columns is None:
        return None
    names = [HEADINGS[column].text(language) for column in columns]
    facts = {"first": ", ".join(names[:_NEEDED]), "later": ", ".join(names[_NEEDED:])}
    return _WORDS["pl" if language == "pl" else "en"].format(**facts)


def _fits(column: Column, cell: str) -> bool:
    text = cell.strip()
    if column is Column.EMAIL:
        return _ADDRESS.fullmatch(text) is not None
    if column in _NAMES:
        return _NAME.fullmatch(text) is not None
    if "@" in text:
        return False
    if HEADINGS[column].kind is Kind.DATE:
        return not text or _is_day(text)
    return column is not Column.LANGUAGE or _LANGUAGE.fullmatch(text) is not None


def _is_day(text: str) -> bool:
    try:
        read_day(text)
    except TextError:
        return False
    return True


_WORDS: Mapping[str, str] = MappingProxyType({
    "en": (
        "The list has no headings, so its columns were taken in this order: {first}; those after "
        "them, if there are any: {later}. Row 1 is the first line. If that is not so, cancel, "
        "write headings into the first line and import the list again."
    ),
    "pl": (
        "Na liście nie ma nagłówków, więc przyjęliśmy taką kolejność kolumn: {first}, a dalsze, "
        "jeśli są: {later}. Wiersz 1 to pierwsza linia. Jeśli jest inaczej, anuluj, wpisz "
        "nagłówki w pierwszej linii i zaimportuj listę ponownie."
    ),
})  # fmt: skip
