"""The person's own workbook with the results: nothing else in it has changed."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from bulk.columns import Column
from bulk.import_template import import_template
from bulk.remarks import MOST_REMARKS
from bulk.row_marks import Label, RowMark
from bulk.workbook_annotating import annotate

from .libreoffice import XLSX, saved
from .samples import (
    ACHIEVEMENT,
    BATCH,
    DANGEROUS,
    POLISH,
    as_bytes,
    back,
    cell_under,
    filled,
    opened,
    template,
)

ANNA = {Column.EMAIL: "anna@example.com", Column.FIRST_NAME: "Anna", Column.LAST_NAME: "Żółć"}
JAN = {Column.EMAIL: "jan(at)example.com", Column.FIRST_NAME: "Jan", Column.LAST_NAME: "Nowak"}
AWARDED = RowMark(
    2,
    "przyznane",
    "",
    "23.11.2026",
    "urn:uuid:0198a1b2-0000-4000-8000-00000000000c",
    "https://badges.example/credentials/0198a1b2-0000-4000-8000-00000000000c",
)
WRONG = RowMark(
    3, "błąd", "E02 Nieprawidłowy adres e-mail.", wrong={Column.EMAIL: "Nieprawidłowy adres."}
)
ANSWERS = ["STATUS", "SZCZEGÓŁY", "DATA PRZYZNANIA", "ID POŚWIADCZENIA", "ADRES POŚWIADCZENIA"]
YELLOW = PatternFill("solid", fgColor="FFFFFF00")


def headings_of(sheet: Any) -> list[Any]:
    return [cell.value for cell in sheet[1]]


def test_each_row_gets_its_result_in_columns_behind_the_others() -> None:
    sheet = back(filled([ANNA, JAN]), [AWARDED, WRONG]).active
    assert headings_of(sheet)[-5:] == ANSWERS
    assert [cell_under(sheet, heading, 2).value or "" for heading in ANSWERS] == [
        "przyznane", "", AWARDED.awarded_on, AWARDED.credential_id, AWARDED.credential_url,
    ]  # fmt: skip
    assert [cell_under(sheet, heading, 3).value or "" for heading in ANSWERS] == [
        "błąd", "E02 Nieprawidłowy adres e-mail.", "", "", "",
    ]  # fmt: skip
    assert sheet["A2"].value == "anna@example.com"


def test_english_readers_get_english_headings() -> None:
    sheet = back(filled([ANNA]), [AWARDED], Label(ACHIEVEMENT, "en", BATCH)).active
    assert headings_of(sheet)[-5:] == [
        "STATUS", "DETAILS", "AWARDED ON", "CREDENTIAL ID", "CREDENTIAL ADDRESS",
    ]  # fmt: skip


def test_a_wrong_cell_is_coloured_and_says_why() -> None:
    sheet = back(filled([ANNA, JAN]), [AWARDED, WRONG]).active
    assert sheet["A3"].fill.fgColor.rgb == "FFFFC7CD"
    assert sheet["A3"].comment.text == "Insygnia: Nieprawidłowy adres."
    assert sheet["A2"].comment is None
    assert sheet["A2"].fill.fill_type is None


def test_an_empty_wrong_cell_is_marked_too() -> None:
    mark = RowMark(2, "błąd", "E04", wrong={Column.LAST_NAME: "Brak nazwiska."})
    sheet = back(filled([{**ANNA, Column.LAST_NAME: ""}]), [mark]).active
    assert sheet["C2"].comment.text == "Insygnia: Brak nazwiska."


def test_columns_that_came_back_before_are_written_again() -> None:
    once = back(filled([ANNA, JAN]), [AWARDED, WRONG])
    corrected = RowMark(3, "przyznane", "", "24.11.2026", "urn:uuid:2", "https://badges.example/2")

    sheet = back(once, [AWARDED, corrected]).active

    assert headings_of(sheet).count("STATUS") == 1
    assert cell_under(sheet, "STATUS", 3).value == "przyznane"
    assert not cell_under(sheet, "SZCZEGÓŁY", 3).value


def test_marks_of_before_are_taken_away_and_what_people_wrote_stays() -> None:
    workbook = filled([ANNA, JAN])
    workbook.active["A3"].comment = Comment("Zapytać w sekretariacie", "Ewa")
    workbook.active["B3"].fill = YELLOW
    once = back(workbook, [AWARDED, WRONG])
    assert once.active["A3"].comment.text == (
        "Zapytać w sekretariacie\n\nInsygnia: Nieprawidłowy adres."
    )
    twice = back(once, [AWARDED, WRONG])
    assert twice.active["A3"].comment.text == once.active["A3"].comment.text

    sheet = back(twice, [AWARDED, RowMark(3, "przyznane", "")]).active

    assert sheet["A3"].comment.text == "Zapytać w sekretariacie"
    assert sheet["A3"].fill.fill_type is None
    assert sheet["B3"].fill.fgColor.rgb == "FFFFFF00"


def test_a_copied_credential_id_does_not_stay_with_a_row_that_has_none() -> None:
    once = back(filled([ANNA, JAN]), [AWARDED, WRONG])
    cell_under(once.active, "ID POŚWIADCZENIA", 3).value = AWARDED.credential_id
    sheet = back(once, [AWARDED, WRONG]).active
    assert not cell_under(sheet, "ID POŚWIADCZENIA", 3).value


def test_so_many_wrong_cells_that_nobody_could_open_their_comments_are_only_coloured() -> None:
    jans = [JAN] * (MOST_REMARKS + 1)
    marks = [replace(WRONG, number=number) for number in range(2, len(jans) + 2)]
    sheet = back(filled(jans), marks).active
    last = sheet.cell(len(jans) + 1, 1)
    assert last.fill.fgColor.rgb == "FFFFC7CD"
    assert last.comment is None
    assert sheet.cell(len(jans), 1).comment is not None


def test_the_first_visible_sheet_with_the_headings_is_written() -> None:
    workbook = filled([ANNA, JAN])
    workbook.create_sheet("Okładka", 0)["A1"] = "Rok szkolny 2026/27"
    hidden = workbook.copy_worksheet(workbook["Grupa A"])
    workbook.move_sheet(hidden, -2)
    hidden.sheet_state = "hidden"
    found = back(workbook, [AWARDED, WRONG])
    written = [sheet.title for sheet in found.worksheets if "STATUS" in headings_of(sheet)]
    assert written == ["Grupa A"]


def test_merged_cells_are_taken_apart_only_where_results_are_written() -> None:
    workbook = back(filled([ANNA, JAN]), [AWARDED, WRONG])
    workbook.active.merge_cells("O2:P3")
    workbook.active.merge_cells("A2:A3")
    mark = RowMark(3, "błąd", "E01", wrong={Column.EMAIL: "Brak adresu."})
    sheet = back(workbook, [AWARDED, mark]).active
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A2:A3"]
    assert cell_under(sheet, "STATUS", 3).value == "błąd"


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_result_is_a_formula(text: str) -> None:
    mark = RowMark(2, text, text, text, text, text, wrong={Column.EMAIL: text})
    sheet = back(filled([ANNA]), [mark]).active
    for heading in ANSWERS:
        cell = cell_under(sheet, heading, 2)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
        assert cell.hyperlink is None


def test_text_that_looks_like_a_formula_stays_text() -> None:
    workbook = filled([ANNA])
    workbook.active["C2"].value = "=1+1"
    workbook.active["C2"].data_type = "s"
    assert back(workbook, [AWARDED]).active["C2"].data_type == "s"


def test_the_hidden_sheet_names_the_batch() -> None:
    workbook = opened(import_template(ACHIEVEMENT, template(), "pl"))
    for column, text in enumerate(ANNA.values(), 1):
        workbook.active.cell(2, column, text)
    for found in (first := back(workbook, [AWARDED]), back(first, [AWARDED])):
        sheet = found["insygnia"]
        assert sheet.sheet_state == "veryHidden"
        assert [[cell.value for cell in row] for row in sheet] == [
            ["insygnia-import-template", None],
            ["schema", "1"],
            ["achievement", ACHIEVEMENT],
            ["language", "pl"],
            ["batch", BATCH],
        ]


def test_a_sheet_of_that_name_that_is_not_ours_is_left_alone() -> None:
    workbook = filled([ANNA])
    workbook.create_sheet("Insygnia")["A1"] = "moje"
    found = back(workbook, [AWARDED])
    assert found["Insygnia"]["A1"].value == "moje"
    assert len(found.sheetnames) == 2


def test_it_opens_in_libreoffice_and_comes_back_once_more(tmp_path: Path) -> None:
    workbook = opened(import_template(ACHIEVEMENT, template(), "pl"))
    for row in (ANNA, JAN):
        workbook.active.append(list(row.values()))
    first = annotate(as_bytes(workbook), [AWARDED, WRONG], POLISH)
    assert isinstance(first, bytes)

    (again,) = saved(first, XLSX, tmp_path).values()

    seen = opened(again).active
    assert cell_under(seen, "STATUS", 3).value == "błąd"
    assert seen["A3"].comment.text == "Insygnia: Nieprawidłowy adres."
    second = back(opened(again), [AWARDED, RowMark(3, "przyznane", "")]).active
    assert cell_under(second, "STATUS", 3).value == "przyznane"
    assert second["A3"].comment is None
    assert second["A3"].fill.fill_type is None


def test_an_enormous_sheet_of_two_cells_is_no_trouble() -> None:
    workbook = filled([ANNA])
    workbook.active.cell(1_048_576, 16_384, "x")
    sheet = back(workbook, [AWARDED]).active
    assert cell_under(sheet, "STATUS", 2).value == "przyznane"


def test_a_workbook_without_the_headings_is_not_written() -> None:
    workbook = Workbook()
    workbook.active.append(["a", "b"])
    assert isinstance(annotate(as_bytes(workbook), [AWARDED], POLISH), tuple)
