"""Where the person's file cannot be kept, a new one has all rows, and says why it is new."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image
from PIL import Image as Picture

from bulk.columns import Column
from bulk.remarks import MOST_REMARKS
from bulk.row_marks import Label, RowMark
from bulk.workbook_anew import ReturnedRow
from bulk.workbook_annotating import annotate
from bulk.workbook_back import MOST_ROWS, AnnotatedWorkbook, annotated
from bulk.workbook_losses import Loss, losses

from .samples import (
    ACHIEVEMENT,
    BATCH,
    DANGEROUS,
    POLISH,
    as_bytes,
    cell_under,
    filled,
    opened,
)

ENGLISH = Label(ACHIEVEMENT, "en", BATCH)
ANNA = ReturnedRow(
    RowMark(2, "przyznane", "", "23.11.2026", "urn:uuid:1", "https://badges.example/1"),
    {
        Column.EMAIL: "anna@example.com",
        Column.FIRST_NAME: "Anna",
        Column.LAST_NAME: "Żółć",
        Column.VALID_UNTIL: "2031-06-30",
    },
    ("3a",),
)
JAN = ReturnedRow(
    RowMark(5, "błąd", "E02 Nieprawidłowy adres.", wrong={Column.EMAIL: "Nieprawidłowy adres."}),
    {Column.EMAIL: "jan(at)example.com", Column.FIRST_NAME: "Jan", Column.VALID_UNTIL: "kiedyś"},
    ("3b",),
)


def came_back(
    data: bytes, label: Label = POLISH, rows: Sequence[ReturnedRow] = (ANNA, JAN), count: int = 2
) -> AnnotatedWorkbook:
    return annotated(data, lambda: rows, ["Klasa"], label, annotate, count=count)


def with_part(name: str, content: bytes = b"<x/>") -> bytes:
    """Return a workbook with one part more."""
    data = io.BytesIO(as_bytes(filled([])))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr(name, content)
    return data.getvalue()


def with_chart() -> bytes:
    workbook = filled([{Column.EMAIL: "anna@example.com"}])
    chart = BarChart()
    chart.add_data(Reference(workbook.active, min_col=1, min_row=1, max_row=2))
    workbook.active.add_chart(chart, "P2")
    return as_bytes(workbook)


def with_picture() -> bytes:
    workbook, png = filled([]), io.BytesIO()
    Picture.new("RGB", (4, 4)).save(png, "PNG")
    workbook.active.add_image(Image(png), "P2")
    return as_bytes(workbook)


def with_newer_rules() -> bytes:
    """Return a workbook with a rule as Excel writes those that look at another sheet."""
    extension = (
        b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x/></ext></extLst></worksheet>'
    )
    source, changed = io.BytesIO(as_bytes(filled([]))), io.BytesIO()
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b"</worksheet>", extension)
            after.writestr(name, part)
    return changed.getvalue()


LOSING = [
    (with_chart, "wykresy", "charts"),
    (with_picture, "obrazy lub kształty", "pictures or shapes"),
    (with_newer_rules, "nowsze reguły", "newer rules"),
    (partial(with_part, "xl/vbaProject.bin"), "makra", "macros"),
    (partial(with_part, "xl/pivotTables/pivotTable1.xml"), "tabele przestawne", "pivot tables"),
    (partial(with_part, "xl/slicers/slicer1.xml"), "tabele przestawne", "pivot tables"),
    (partial(with_part, "xl/activeX/activeX1.xml"), "przyciski", "buttons"),
    (partial(with_part, "xl/threadedComments/threadedComment1.xml"), "wątki komentarzy", "threads"),
    (partial(with_part, "xl/connections.xml"), "połączenia z danymi", "connections"),
    (partial(with_part, "_xmlsignatures/sig1.xml"), "podpis elektroniczny", "signature"),
    (partial(with_part, "xl/unheardOf/part1.xml"), "nie rozpoznajemy", "do not know"),
]


@pytest.mark.parametrize(
    ("make", "polish", "english"), LOSING, ids=[str(n) for n in range(len(LOSING))]
)
def test_what_would_be_lost_is_named(make: Callable[[], bytes], polish: str, english: str) -> None:
    data = make()
    in_polish, in_english = came_back(data), came_back(data, ENGLISH)
    assert polish in (in_polish.reason or "")
    assert "Dlatego wyniki są w nowym pliku" in (in_polish.reason or "")
    assert english in (in_english.reason or "")
    assert "Therefore the results stand in a new file" in (in_english.reason or "")
    assert opened(in_english.content).worksheets[1]["A1"].value == in_english.reason
    assert opened(in_polish.content).worksheets[1]["A1"].value == in_polish.reason


def test_a_chart_is_not_called_a_picture_as_well() -> None:
    assert losses(with_chart()) == (Loss.CHARTS,)


@pytest.mark.parametrize(
    "part",
    ["xl/calcChain.xml", "xl/printerSettings/printerSettings1.bin", "customXml/item1.xml",
     "docProps/thumbnail.jpeg", "xl/persons/person.xml", "xl/comments1.xml",
     "xl/drawings/vmlDrawing1.vml", "xl/externalLinks/_rels/externalLink1.xml.rels"],
)  # fmt: skip
def test_parts_that_are_kept_or_not_missed_are_no_reason(part: str) -> None:
    assert losses(with_part(part)) == ()


def test_a_plain_workbook_comes_back_itself() -> None:
    workbook = filled([ANNA.values])
    workbook.create_sheet("Notatki")
    found = came_back(as_bytes(workbook))
    assert found.reason is None
    assert "Notatki" in opened(found.content).sheetnames


@pytest.mark.parametrize("data", [b"EMAIL;IMI\xc4\x98;NAZWISKO\r\n", b"", b"%PDF-1.7"])
def test_what_was_no_workbook_gets_one(data: bytes) -> None:
    found = came_back(data)
    assert (found.reason or "").startswith("Dane nie pochodziły z pliku XLSX")
    assert cell_under(opened(found.content).active, "EMAIL", 2).value == "anna@example.com"


def test_above_the_limit_of_rows_nothing_is_opened() -> None:
    def never(*_: object) -> bytes:
        pytest.fail("the file was opened")

    found = annotated(b"PK\3\4", lambda: [ANNA], ["Klasa"], POLISH, never, count=MOST_ROWS + 1)
    assert "bardzo dużo wierszy (20001)" in (found.reason or "")
    assert "najwyżej 20000" in (found.reason or "")


def test_a_file_that_was_too_much_for_the_child_gets_a_new_one() -> None:
    found = annotated(b"PK\3\4", lambda: [ANNA], ["Klasa"], ENGLISH, lambda *_: (), count=1)
    assert "too much memory or time" in (found.reason or "")


def test_it_has_all_values_and_results_at_the_numbers_of_the_sheet() -> None:
    sheet = opened(came_back(b"").content).active
    assert [cell.value for cell in sheet[1]] == [
        "EMAIL", "IMIĘ", "NAZWISKO", "STATUS", "SZCZEGÓŁY", "DATA PRZYZNANIA", "ID POŚWIADCZENIA",
        "ADRES POŚWIADCZENIA", "JĘZYK NADANIA", "TERMIN WAŻNOŚCI", "INDYWIDUALNY OPIS",
        "NUMER CERTYFIKATU", "DOWÓD – NAZWA", "DOWÓD – OPIS", "DOWÓD – ADRES URL", "AKTYWNOŚĆ OD",
        "AKTYWNOŚĆ DO", "OCENA", "IDENTYFIKATOR ZEWNĘTRZNY", "Klasa",
    ]  # fmt: skip
    assert cell_under(sheet, "ID POŚWIADCZENIA", 2).value == "urn:uuid:1"
    assert cell_under(sheet, "Klasa", 2).value == "3a"
    assert all(cell.value is None for row in sheet["A3:T4"] for cell in row)
    assert cell_under(sheet, "EMAIL", 5).value == "jan(at)example.com"
    assert sheet.freeze_panes == "A2"


def test_wrong_cells_are_coloured_and_commented_in_it_too() -> None:
    cell = cell_under(opened(came_back(b"").content).active, "EMAIL", 5)
    assert cell.fill.fgColor.rgb == "FFFFC7CD"
    assert cell.comment.text == "Insygnia: Nieprawidłowy adres."


def test_beyond_so_many_remarks_its_cells_are_only_coloured() -> None:
    rows = [
        replace(JAN, mark=replace(JAN.mark, number=number)) for number in range(2, MOST_REMARKS + 3)
    ]
    sheet = opened(came_back(b"", rows=rows).content).active
    assert sheet.cell(MOST_REMARKS + 1, 1).comment is not None
    assert sheet.cell(MOST_REMARKS + 2, 1).comment is None
    assert sheet.cell(MOST_REMARKS + 2, 1).fill.fgColor.rgb == "FFFFC7CD"


def test_days_are_dates_and_what_is_none_stays_as_it_was_typed() -> None:
    sheet = opened(came_back(b"").content).active
    cell = cell_under(sheet, "TERMIN WAŻNOŚCI", 2)
    assert (cell.value, cell.number_format) == (datetime(2031, 6, 30), "dd.mm.yyyy")  # noqa: DTZ001 - a cell has no zone
    assert cell_under(sheet, "TERMIN WAŻNOŚCI", 5).value == "kiedyś"


def test_it_says_whose_it_is() -> None:
    sheet = opened(came_back(b"").content)["insygnia"]
    assert sheet.sheet_state == "veryHidden"
    facts = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2)}
    assert facts == {
        "schema": "1", "achievement": ACHIEVEMENT, "language": "pl", "batch": BATCH,
    }  # fmt: skip


@pytest.mark.parametrize("text", DANGEROUS)
def test_nothing_in_it_is_a_formula(text: str) -> None:
    mark = RowMark(2, text, text, text, text, text, wrong={Column.EMAIL: text})
    row = ReturnedRow(mark, dict.fromkeys(Column, text), (text,))
    found = annotated(b"", lambda: [row], [text], POLISH, annotate, count=1)
    sheet: Any = opened(found.content).active
    assert {cell.value for cell in sheet[2]} == {text}
    for cells in sheet:
        assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)


def test_headings_in_the_wrong_place_are_no_reason_to_fail() -> None:
    workbook = Workbook()
    workbook.active["B9"] = "x"
    assert "nie rozpoznajemy" in (came_back(as_bytes(workbook)).reason or "")


def test_blank_rows_are_kept_up_to_a_number() -> None:
    far = replace(JAN, mark=replace(JAN.mark, number=1_048_576))
    sheet = opened(came_back(b"EMAIL", rows=(ANNA, far)).content).active
    assert sheet.max_row == 2 + 20_000 + 1
    assert sheet.cell(sheet.max_row, 1).value == "jan(at)example.com"
