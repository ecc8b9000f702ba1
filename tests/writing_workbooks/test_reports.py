"""The report of a batch: the same in both forms, and nothing in it that a spreadsheet runs."""

import csv
import io
from typing import Any

import pytest

from bulk.columns import ANSWERS, Answer
from bulk.reports import ReportRow, report_csv, report_headings, report_xlsx

from .samples import DANGEROUS, opened

ANNA = ReportRow(
    2,
    "anna@example.com",
    "Zażółć",
    "Gęślą-Jaźń",
    "Przyznano",
    "",
    "23.11.2026",
    "urn:uuid:1",
    "https://badges.example/1",
    "wysłane",
    ("3a", ""),
)
JAN = ReportRow(
    7, "jan", "محمد", "Nguyễn Thị", "Błąd", "E02: wiersz 1\nwiersz 2", extras=("", "x;y")
)
EXTRAS = ("Klasa", "Uwagi")


def csv_of(rows: list[ReportRow], extras: tuple[str, ...], language: str = "pl") -> list[list[str]]:
    data = b"".join(report_csv(rows, extras, language))
    text = data.decode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))


def sheet_of(rows: list[ReportRow], extras: tuple[str, ...], language: str = "pl") -> Any:
    return opened(b"".join(report_xlsx(rows, extras, language))).active


def test_both_forms_hold_the_same() -> None:
    as_csv, sheet = csv_of([ANNA, JAN], EXTRAS), sheet_of([ANNA, JAN], EXTRAS)
    as_xlsx = [["" if c.value is None else str(c.value) for c in row] for row in sheet]
    assert as_csv == as_xlsx
    assert as_csv[1] == [
        "2", "anna@example.com", "Zażółć", "Gęślą-Jaźń", "Przyznano", "", "23.11.2026",
        "urn:uuid:1", "https://badges.example/1", "wysłane", "3a", "",
    ]  # fmt: skip
    assert as_csv[2] == [
        "7", "jan", "محمد", "Nguyễn Thị", "Błąd", "E02: wiersz 1\nwiersz 2", "", "", "", "", "",
        "x;y",
    ]  # fmt: skip


def test_the_columns_are_those_of_the_manual_and_the_sheet_s_own() -> None:
    assert report_headings(EXTRAS, "pl") == (
        "NR WIERSZA", "EMAIL", "IMIĘ", "NAZWISKO", "STATUS", "SZCZEGÓŁY", "DATA PRZYZNANIA",
        "ID POŚWIADCZENIA", "ADRES POŚWIADCZENIA", "STAN WYSYŁKI", "Klasa", "Uwagi",
    )  # fmt: skip


def test_english_readers_get_english_columns() -> None:
    headings = report_headings((), "en")
    assert headings[1:5] == ("EMAIL", "FIRST NAME", "LAST NAME", "STATUS")
    assert headings[0] == ANSWERS[Answer.ROW_NUMBER].english
    assert sheet_of([ANNA], EXTRAS, "en").title == "Report"


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_is_a_formula(text: str) -> None:
    row = ReportRow(2, text, text, text, text, text, text, text, text, text, (text,))
    assert csv_of([row], (text,))[1][1:] == [f"'{text}"] * 10
    assert csv_of([row], (text,))[0][-1] == f"'{text}"
    sheet = sheet_of([row], (text,))
    for cells in sheet:
        for cell in cells:
            assert cell.data_type == ("n" if cell.value == 2 else "s")
    assert [cell.value for cell in sheet[2]] == [2, *[text] * 10]


def test_row_numbers_are_numbers() -> None:
    assert sheet_of([ANNA], EXTRAS)["A2"].value == 2


def test_a_report_of_no_rows_has_headings() -> None:
    assert csv_of([], ()) == [list(report_headings((), "pl"))]
    assert sheet_of([], ()).max_row == 1


def test_of_a_row_that_was_erased_the_sheet_s_own_cells_are_blank() -> None:
    erased = ReportRow(3, "", "", "", "Przyznano", "")
    assert csv_of([ANNA, erased], EXTRAS)[2][-2:] == ["", ""]
    assert sheet_of([erased], EXTRAS).max_column == 12
