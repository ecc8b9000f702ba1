"""Reports as CSV and XLSX: the same content, and nothing that a spreadsheet would run."""

import csv
import io
import re
import tracemalloc
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from issuer.tables import Cell, csv_bytes, csv_chunks, xlsx_bytes, xlsx_chunks

HEADINGS = ["NR WIERSZA", "EMAIL", "IMIĘ"]
ROWS: list[list[Cell]] = [
    [2, "jan@example.com", "Zażółć gęślą jaźń"],
    [3, 'a;b"c', "wiersz 1\nwiersz 2"],
    [4, None, ""],
    [-5, "_x0041_", " odstępy "],
    [6, "00123", "12345678901234567890"],
]
DANGEROUS = [
    "=1+1", "=HYPERLINK(\"http://evil.example\";\"x\")", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1",
    "\n=1", "=cmd|' /C calc'!A0", "＝1+1", "－1", "＋1", "＠x",
]  # fmt: skip
HARMLESS = ["#N/A", "#REF!", "'x", "TRUE", "1e5", "2026-11-22", "http://example.com", "a=b", " =1"]


def unshielded(cell: str) -> str:
    return re.sub(r"\A'(?=[=+\-@\t\r\n＝＋－＠])", "", cell)


def read_csv(data: bytes) -> list[list[str]]:
    """Return the cells of a CSV file, without the apostrophes that shield them."""
    text = data.decode("utf-8-sig")
    cells = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    return [[unshielded(cell) for cell in row] for row in cells]


def read_xlsx(data: bytes) -> list[list[str]]:
    """Return the cells of all sheets as text, and see that none is a formula or an error."""
    rows = []
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type in {"s", "inlineStr", "n"} for cell in row)
            assert all(isinstance(cell.value, str | int | None) for cell in row)
            rows.append(["" if c.value is None else unescape(str(c.value)) for c in row])
    return rows


def written(rows: list[list[Cell]]) -> list[list[str]]:
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def test_csv_and_xlsx_hold_the_same() -> None:
    expected = [HEADINGS, *written(ROWS)]
    assert read_csv(csv_bytes(HEADINGS, ROWS)) == expected
    assert read_xlsx(xlsx_bytes(HEADINGS, ROWS)) == expected


def test_csv_opens_in_a_polish_spreadsheet() -> None:
    data = csv_bytes(HEADINGS, [[2, "jan@example.com", "Żółć; „x”"]])
    assert data == (
        b"\xef\xbb\xbf" + 'NR WIERSZA;EMAIL;IMIĘ\r\n2;jan@example.com;"Żółć; „x”"\r\n'.encode()
    )


def test_a_table_without_rows_has_its_headings() -> None:
    assert read_csv(csv_bytes(HEADINGS, [])) == [HEADINGS]
    assert read_xlsx(xlsx_bytes(HEADINGS, [])) == [HEADINGS]


@pytest.mark.parametrize("text", DANGEROUS, ids=ascii)
def test_no_cell_is_calculated(text: str) -> None:
    """Threat 21."""
    (_, (cell,)) = csv.reader(
        io.StringIO(csv_bytes(["x"], [[text]]).decode("utf-8-sig"), newline=""), delimiter=";"
    )
    assert cell == f"'{text}"
    workbook = load_workbook(io.BytesIO(xlsx_bytes(["x"], [[text]])))
    found = workbook.active["A2"]
    assert found.data_type in {"s", "inlineStr"}
    assert found.quotePrefix
    assert found.value == text.replace("\r", "\n") or found.value == text


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_is_text_without_an_apostrophe(text: str) -> None:
    assert csv_bytes(["x"], [[text]]).decode("utf-8-sig") == f"x\r\n{text}\r\n"
    cell = load_workbook(io.BytesIO(xlsx_bytes(["x"], [[text]]))).active["A2"]
    assert cell.value == text
    assert not cell.quotePrefix
    assert not cell.hyperlink


def test_a_heading_is_not_calculated_either() -> None:
    assert csv_bytes(["=1+1"], []) == b"\xef\xbb\xbf'=1+1\r\n"
    assert read_xlsx(xlsx_bytes(["=1+1"], [])) == [["=1+1"]]


def test_numbers_are_numbers_in_a_workbook() -> None:
    sheet = load_workbook(io.BytesIO(xlsx_bytes(["n"], [[2], [-3]]))).active
    assert [sheet["A2"].value, sheet["A3"].value] == [2, -3]
    assert csv_bytes(["n"], [[-3]]).endswith(b"\r\n-3\r\n")


def test_the_file_holds_no_formula_and_no_link() -> None:
    data = xlsx_bytes(["x"], [[text] for text in DANGEROUS + HARMLESS])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in archive.namelist() if "_rels/sheet" in name]
    assert "<f" not in sheet
    assert "<hyperlink" not in sheet
    assert 't="e"' not in sheet


def test_headings_stay_in_view() -> None:
    sheet = load_workbook(io.BytesIO(xlsx_bytes(HEADINGS, ROWS))).active
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold


def test_many_columns_fit() -> None:
    headings = [f"K{number}" for number in range(40)]
    assert read_xlsx(xlsx_bytes(headings, [])) == [headings]


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells under 3 headings"):
        csv_bytes(HEADINGS, [["a", "b"]])


def test_a_long_table_goes_on_in_the_next_sheet() -> None:
    rows: list[list[Cell]] = [[number] for number in range(7)]
    data = b"".join(xlsx_chunks(["n"], rows, title="Raport", rows_of_a_sheet=4))
    workbook = load_workbook(io.BytesIO(data))
    assert workbook.sheetnames == ["Raport", "Raport 2", "Raport 3"]
    columns = [[c.value for c in next(sheet.iter_cols())] for sheet in workbook.worksheets]
    assert columns == [["n", 0, 1, 2], ["n", 3, 4, 5], ["n", 6]]


def test_a_cell_longer_than_a_workbook_takes_is_cut_alike() -> None:
    for letter, kept in (("a", 32_767), ("😀", 16_383)):
        row: list[Cell] = [letter * 40_000]
        assert read_csv(csv_bytes(["x"], [row]))[1] == [letter * kept]
        assert read_xlsx(xlsx_bytes(["x"], [row]))[1] == [letter * kept]


TEXTS = st.text(max_size=20) | st.text("=+-@\t\r\n\";'_x0041\x00\x1b\ud800\uffff ", max_size=12)
CELLS = st.none() | st.integers(-(2**53), 2**53) | TEXTS


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 9), CELLS, CELLS), max_size=6))
def test_any_content_is_the_same_in_both(rows: list[tuple[Cell, Cell, Cell]]) -> None:
    def alike(table: list[list[str]]) -> list[list[str]]:
        # Readers differ in what they make of a carriage return; and text that begins with an
        # apostrophe and a sign looks as if it had been shielded.
        return [[re.sub(r"\r\n?", "\n", unshielded(cell)) for cell in row] for row in table]

    of_csv, of_xlsx = read_csv(csv_bytes(HEADINGS, rows)), read_xlsx(xlsx_bytes(HEADINGS, rows))
    assert alike(of_csv) == alike(of_xlsx)
    for row, found in zip(rows, of_csv[1:], strict=True):
        for cell, text in zip(row, found, strict=True):
            if not isinstance(cell, str):
                assert text == ("" if cell is None else str(cell))
            elif cell.isprintable() and not cell.startswith("'"):
                assert text == cell


def test_memory_does_not_grow_with_the_table() -> None:
    taken = 0

    def rows() -> Iterator[list[Cell]]:
        nonlocal taken
        for number in range(20_000):
            taken = number + 1
            yield [number, "x" * 100]

    tracemalloc.start()
    try:
        chunks = csv_chunks(["n", "x"], rows())
        first = next(chunks)
        assert taken < 2_000, "the first piece waits for no later row"
        total = len(first) + sum(map(len, chunks))
        assert total > 2_000_000
        assert sum(map(len, xlsx_chunks(["n", "x"], rows()))) > 50_000
        assert tracemalloc.get_traced_memory()[1] < 1_500_000
    finally:
        tracemalloc.stop()
