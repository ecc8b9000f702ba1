"""Whatever a person put into the workbook is there when it comes back."""

import io
import re
import zipfile

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from bulk.columns import Column
from bulk.import_template import import_template
from bulk.row_marks import RowMark
from bulk.workbook_annotating import annotate

from .samples import (
    ACHIEVEMENT,
    POLISH,
    as_bytes,
    back,
    column_of,
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


def test_formats_and_formulas_stay() -> None:
    workbook = filled([ANNA, JAN])
    sheet = workbook.active
    sheet["B2"].font, sheet["B2"].fill = Font(bold=True, color="FFFF0000"), YELLOW
    sheet["O1"], sheet["O2"] = "Suma", "=1+1"
    sheet["C3"].value = CellRichText("No", TextBlock(InlineFont(b=True), "wak"))
    sheet.column_dimensions["A"].width = 41
    sheet.row_dimensions[3].height = 50
    sheet.freeze_panes = "B2"

    after = back(workbook, [AWARDED, WRONG]).active

    assert (after["B2"].font.b, after["B2"].font.color.rgb) == (True, "FFFF0000")
    assert after["B2"].fill.fgColor.rgb == "FFFFFF00"
    assert after["O2"].value == "=1+1"
    assert str(after["C3"].value) == "Nowak"
    assert isinstance(after["C3"].value, CellRichText)
    assert after.column_dimensions["A"].width == 41
    assert after.row_dimensions[3].height == 50
    assert after.freeze_panes == "B2"


def test_filters_merged_cells_and_rules_stay() -> None:
    workbook = filled([ANNA, JAN])
    sheet = workbook.active
    sheet.auto_filter.ref = "A1:C3"
    sheet.merge_cells("A6:C6")
    sheet.conditional_formatting.add("B2:B9", CellIsRule("equal", ['"x"'], fill=YELLOW))
    rule = DataValidation(type="list", formula1='"a,b"')
    rule.add("B2:B9")
    sheet.add_data_validation(rule)

    after = back(workbook, [AWARDED, WRONG]).active

    assert after.auto_filter.ref == "A1:C3"
    assert [str(area) for area in after.merged_cells.ranges] == ["A6:C6"]
    assert len(after.conditional_formatting) == 1
    assert after.data_validations.dataValidation[0].formula1 == '"a,b"'


def test_other_sheets_stay() -> None:
    workbook = filled([ANNA, JAN])
    other = workbook.create_sheet("Notatki")
    other["B7"], other.sheet_properties.tabColor = "=SUM('Grupa A'!A1:A2)", "FF00FF00"
    other.add_table(Table(displayName="Spis", ref="D1:E3"))
    other["D1"], other["E1"] = "x", "y"
    workbook.create_sheet("Ukryty").sheet_state = "hidden"

    found = back(workbook, [AWARDED, WRONG])

    assert found.sheetnames == ["Grupa A", "Notatki", "Ukryty", "insygnia"]
    assert found["Ukryty"].sheet_state == "hidden"
    assert found["Notatki"]["B7"].value == "=SUM('Grupa A'!A1:A2)"
    assert found["Notatki"].sheet_properties.tabColor.rgb == "FF00FF00"
    assert list(found["Notatki"].tables) == ["Spis"]


def test_notes_beside_the_headings_are_not_written_over() -> None:
    workbook = filled([ANNA, JAN])
    workbook.active["P3"] = "uwaga"
    sheet = back(workbook, [AWARDED, WRONG]).active
    assert sheet["P3"].value == "uwaga"
    assert column_of(sheet, "STATUS") == 17


def test_comments_of_the_headings_stay_and_can_be_read_whole() -> None:
    """openpyxl forgets how large they were, and makes boxes of 144 by 79 pixels."""
    workbook = opened(import_template(ACHIEVEMENT, template(), "pl"))
    workbook.active.append(list(ANNA.values()))
    before = {cell.value: cell.comment.text for cell in workbook.active[1]}
    data = annotate(as_bytes(workbook), [AWARDED], POLISH)
    assert isinstance(data, bytes)
    after = opened(data).active
    assert {cell.value: cell.comment.text for cell in after[1] if cell.comment} == before
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        shapes = archive.read("xl/drawings/commentsDrawing1.vml").decode()
    heights = [int(height) for height in re.findall(r"height:(\d+)px", shapes)]
    assert len(heights) == len(before)
    assert min(heights) > 79
