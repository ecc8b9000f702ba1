"""Lines that begin with data: their order is that of the import template, or they are refused."""

import pytest

from bulk.columns import HEADINGS, Column
from bulk.headings import match_headings
from bulk.headless import ORDERS, order_in_words
from bulk.sheet_errors import NoHeadingsError, ShortLinesError, UnclearLinesError
from bulk.sheets import FileKind

from .files import read, workbook_of

ADDRESS_FIRST = "anna@example.com;Anna;Żółć\njan@example.com;Jan;Nowak\n"
FULL = (
    "a@example.com;Anna;Żółć;pl;31.12.2035;Opis, z przecinkami, wieloma, tak;KP/1;Praca;O pracy;"
    "https://example.com/a;2026-01-02;2026-02-03;5;X-1\n"
)


def test_the_first_line_is_the_first_row() -> None:
    sheet = read(ADDRESS_FIRST.encode())
    assert sheet.kind is FileKind.LINES
    assert [(row.number, *row.cells) for row in sheet.rows] == [
        (1, "anna@example.com", "Anna", "Żółć"),
        (2, "jan@example.com", "Jan", "Nowak"),
    ]
    assert list(match_headings(sheet.headings).columns) == list(Column)[:3]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_names_may_stand_before_the_address(separator: str) -> None:
    sheet = read(separator.join(["Anna Maria", "Nowak-Kos", "anna@example.com"]).encode())
    assert sheet.kind is FileKind.NAMES_FIRST
    assert match_headings(sheet.headings).columns[Column.EMAIL] == 2


def test_further_columns_are_those_of_the_template() -> None:
    sheet = read(FULL.encode())
    assert sheet.kind is FileKind.LINES
    assert tuple(match_headings(sheet.headings).columns) == ORDERS[FileKind.LINES]
    assert next(iter(sheet.rows)).cells[5] == "Opis, z przecinkami, wieloma, tak"


@pytest.mark.parametrize(
    "line",
    [
        "anna@example.com",
        "anna@example.com\njan@example.com",
        "Anna Żółć <anna@example.com>",
        "anna@example.com;Anna Żółć",
    ],
)
def test_lines_without_names_are_refused_and_say_what_is_needed(line: str) -> None:
    with pytest.raises(ShortLinesError) as refused:
        read(line.encode())
    assert refused.value.code == "F02"
    assert "imię i nazwisko" in refused.value.sentence("pl")


@pytest.mark.parametrize(
    "line",
    [
        "1;anna@example.com;Anna;Żółć",
        "Anna;anna@example.com;Żółć",
        "anna@example.com;Anna;",
        "anna@example.com;44051401359;Żółć",
        "anna@example.com;Anna;Żółć;anna@example.org",
        "anna@example.com;Anna;Żółć;Grupa 3",
        "anna@example.com;Anna;Żółć;pl;12/31/2035",
        "anna@example.com jan@example.com;Anna;Żółć",
        "Anna;Żółć;Kowalska;anna@example.com",
        "anna@example.com;Anna;Żółć" + ";" * 12,
    ],
)
def test_what_is_in_no_known_order_is_refused_and_told_to_write_headings(line: str) -> None:
    with pytest.raises(UnclearLinesError) as refused:
        read(line.encode())
    assert refused.value.code == "F02"
    assert "Wpisz nagłówki" in refused.value.sentence("pl")
    assert "headings" in refused.value.sentence("en")


def test_a_workbook_is_never_read_without_headings() -> None:
    with pytest.raises(NoHeadingsError):
        match_headings(read(workbook_of(["anna@example.com", "Anna", "Żółć"], ["x"])).headings)


@pytest.mark.parametrize("kind", ORDERS, ids=str)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_order_is_told_in_words(kind: FileKind, language: str) -> None:
    words = order_in_words(kind, language) or ""
    names = [HEADINGS[column].text(language) for column in ORDERS[kind]]
    places = [words.index(name) for name in names[:3]]
    assert places == sorted(places)
    assert all(name in words for name in names)


@pytest.mark.parametrize("kind", [None, FileKind.TEXT, FileKind.XLSX], ids=str)
def test_nothing_is_told_of_sheets_with_headings(kind: FileKind | None) -> None:
    assert order_in_words(kind, "pl") is None
