"""Workbooks (XLSX): what people see in their sheet is what we read."""

from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from writing_workbooks.samples import ACHIEVEMENT, template

from bulk.import_template import import_template
from bulk.marking import write_mark
from bulk.sheet_errors import EmptySheetError
from bulk.sheets import Broken, Cell, FileKind, Mark

from .files import (
    ANNA,
    HEADINGS,
    archive_of,
    cells_of,
    read,
    row_xml,
    saved,
    sheet_xml,
    workbook_of,
)

NAMES = [
    "ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "Nguyễn Thị", "محمد", "Þórdís", "王小明", "ශ්‍රී", "Ødegård-Łoś",
    "O’Neill", "𠮷野", "e\u0301", "=1+1", "+48", "-", "@x", "00123",
]  # fmt: skip


def value_of(content: object, number_format: str | None = None) -> Cell:
    """Return what is read of a cell that holds `content`."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(HEADINGS)
    sheet.append(["x", "y", content])
    if number_format is not None:
        sheet["C2"].number_format = number_format
    if isinstance(content, str):
        sheet["C2"].data_type = "s"
    (cells,) = cells_of(saved(workbook))
    return cells[2] if len(cells) > 2 else ""


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_text_survives_unchanged(name: str) -> None:
    assert value_of(name) == name


def test_a_text_keeps_its_blanks_and_lines() -> None:
    assert value_of("  two\nlines \u00a0") == "  two\nlines \u00a0"


def test_the_longest_cell_survives() -> None:
    assert value_of("ż" * 32_767) == "ż" * 32_767


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (7, "7"), (0, "0"), (-3, "-3"), (4.5, "4.5"), (0.1 + 0.2, "0.3"),
        (12345678901, "12345678901"), (123456789012345, "123456789012345"),
        (True, "TRUE"), (False, "FALSE"),
    ],
    ids=str,
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(number: float, text: str) -> None:
    assert value_of(number) == text


def test_a_number_with_more_digits_than_a_sheet_keeps_is_not_taken_for_one() -> None:
    assert value_of(1234567890123456) is Broken.ROUNDED


@pytest.mark.parametrize("text", ["123", "1e5", "2026-01-31", "TRUE"])
def test_a_number_that_is_a_text_stays_one(text: str) -> None:
    assert value_of(text) == text


@pytest.mark.parametrize("number_format", ["yyyy-mm-dd", "dd.mm.yyyy", "mm/dd/yyyy", "d mmm yy"])
def test_a_date_is_a_day_however_it_is_shown(number_format: str) -> None:
    assert value_of(datetime(2026, 3, 4), number_format) == date(2026, 3, 4)  # noqa: DTZ001 - sheets know no zones


def test_a_date_of_a_workbook_of_old_macs_is_the_same_day() -> None:
    workbook = Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    workbook.active.append(HEADINGS)
    workbook.active.append([date(2026, 3, 4)])
    assert cells_of(saved(workbook)) == [(date(2026, 3, 4),)]


def test_a_time_is_a_text() -> None:
    assert value_of(datetime(2026, 3, 4, 12, 30)) == "2026-03-04 12:30:00"  # noqa: DTZ001 - as above
    assert value_of(time(12, 30)) == "12:30:00"


def test_rows_have_the_numbers_of_the_sheet_and_blank_ones_are_left_out() -> None:
    sheet = read(workbook_of(HEADINGS, ANNA, [], ["", " ", "\u00a0"], ANNA, [None, None]))
    assert [row.number for row in sheet.rows] == [2, 5]
    assert sheet.count == 2


def test_rows_can_be_gone_through_more_than_once() -> None:
    sheet = read(workbook_of(HEADINGS, ANNA))
    assert list(sheet.rows) == list(sheet.rows) != []


def test_a_sheet_that_begins_in_another_column_keeps_its_places() -> None:
    sheet = read(workbook_of([None, None, *HEADINGS], [None, None, *ANNA]))
    assert sheet.headings == ("", "", *HEADINGS)
    assert [row.cells for row in sheet.rows] == [("", "", *ANNA)]


def test_a_column_without_a_heading_is_called_after_its_letter() -> None:
    sheet = read(workbook_of([*HEADINGS, None, "UWAGI"], [*ANNA, "lost?", ""], [*ANNA]))
    assert sheet.headings == (*HEADINGS, "(D)", "UWAGI")


def test_a_column_with_nothing_but_a_format_is_no_column() -> None:
    workbook = Workbook()
    workbook.active.append(HEADINGS)
    workbook.active.append(ANNA)
    workbook.active["BZ2"].number_format = "@"
    workbook.active["A900"].number_format = "@"
    sheet = read(saved(workbook))
    assert sheet.headings == HEADINGS
    assert sheet.count == 1


def test_a_formula_counts_by_the_value_that_was_stored_with_it() -> None:
    cells = '<c r="B2" t="str"><f>A1</f><v>Anna</v></c><c r="C2"><f>1+1</f><v>2</v></c>'
    rows = row_xml(1, *HEADINGS) + f'<row r="2">{cells}</row>'
    (found,) = cells_of(archive_of({"xl/worksheets/sheet1.xml": sheet_xml(rows)}))
    assert found == ("", "Anna", "2")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="C2"><f>A1</f></c>', Broken.FORMULA),
        ('<c r="C2"><f t="shared" si="0"/><v></v></c>', Broken.FORMULA),
        ('<c r="C2" t="str"><f>IF(1,"","")</f><v></v></c>', ""),
        ('<c r="C2" t="e"><f>NA()</f><v>#N/A</v></c>', Broken.ERROR),
        ('<c r="C2" t="e"><v>#REF!</v></c>', Broken.ERROR),
        ("<c t='e'><v>#REF!</v></c>", Broken.ERROR),
    ],
    ids=["no value", "shared", "empty text", "an error", "an error alone", "without a reference"],
)
def test_a_cell_without_a_value_of_its_own_is_told_from_a_blank_one(
    cell: str, expected: Cell
) -> None:
    before = row_xml(2, "x", "y").removesuffix("</row>")
    rows = f"{row_xml(1, *HEADINGS)}{before}{cell}</row>"
    (found,) = cells_of(archive_of({"xl/worksheets/sheet1.xml": sheet_xml(rows)}))
    assert found == (("x", "y", expected) if expected else ("x", "y"))


def test_a_formula_that_openpyxl_wrote_has_no_value() -> None:
    (found,) = cells_of(workbook_of(HEADINGS, ["=A1", "Anna", "Żółć"]))
    assert found == (Broken.FORMULA, "Anna", "Żółć")


def test_only_the_first_of_merged_cells_has_the_text() -> None:
    workbook = Workbook()
    sheet = workbook.active
    sheet.append([*HEADINGS, "UWAGI"])
    for name in ("a", "b", "c"):
        sheet.append([f"{name}@example.com", name, name])
    sheet["D2"] = "dla trojga"
    sheet.merge_cells("D2:D4")
    sheet.merge_cells("B3:C3")
    assert [cells[1:] for cells in cells_of(saved(workbook))] == [
        ("a", "a", "dla trojga"),
        ("b", Broken.MERGED, Broken.MERGED),
        ("c", "c", Broken.MERGED),
    ]


def test_merged_cells_below_the_table_make_no_row() -> None:
    workbook = Workbook()
    workbook.active.append(HEADINGS)
    workbook.active.append(ANNA)
    workbook.active.merge_cells("A4:C9")
    assert read(saved(workbook)).count == 1
    workbook.active["A4"] = "a note"
    workbook.active["A12"] = "another"
    assert [row.number for row in read(saved(workbook)).rows] == [2, 4, 12]


def test_the_first_visible_sheet_with_the_headings_is_read() -> None:
    workbook = Workbook()
    workbook.active.append(["About this file"])
    hidden = workbook.create_sheet("Ukryty")
    hidden.sheet_state = "hidden"
    hidden.append(HEADINGS)
    hidden.append(["hidden@example.com"])
    for name in ("Pierwszy", "Drugi"):
        workbook.create_sheet(name).append(HEADINGS)
        workbook[name].append([name])
    assert cells_of(saved(workbook)) == [("Pierwszy",)]


def test_without_headings_anywhere_the_first_sheet_with_anything_is_read() -> None:
    workbook = Workbook()
    workbook.create_sheet("Drugi").append(["a"])
    workbook["Drugi"].append(["b"])
    assert read(saved(workbook)).headings == ("a",)


@pytest.mark.parametrize("rows", [[], [HEADINGS], [HEADINGS, ["", " "]]], ids=len)
def test_a_workbook_without_data_is_empty(rows: list[list[str]]) -> None:
    with pytest.raises(EmptySheetError):
        read(workbook_of(*rows))


def test_an_import_template_is_known_by_its_mark() -> None:
    workbook = Workbook()
    workbook.active.append(HEADINGS)
    workbook.active.append(ANNA)
    assert read(saved(workbook)).mark is None
    write_mark(workbook, achievement_id="abc", language="pl")
    sheet = read(saved(workbook))
    assert sheet.mark == Mark("abc", "pl", 1, None)
    assert sheet.kind is FileKind.XLSX
    write_mark(workbook, achievement_id="abc", language="en", batch_id="b1")
    assert read(saved(workbook)).mark == Mark("abc", "en", 1, "b1")


def test_our_own_import_template_is_empty_until_it_is_filled_in() -> None:
    with pytest.raises(EmptySheetError):
        read(import_template(ACHIEVEMENT, template(), "pl"))


@pytest.mark.parametrize(
    "lines",
    [
        [["something else"], ["schema", "1"], ["achievement", "abc"]],
        [["insygnia-import-template"]],
        [["insygnia-import-template"], ["schema", "one"], ["achievement", "abc"]],
        [["insygnia-import-template"], ["schema", "1"], ["achievement", ""]],
        [["insygnia-import-template"], ["schema", "1"], ["achievement", date(2026, 1, 1)]],
    ],
    ids=["title", "nothing", "schema", "no template", "a date"],
)
def test_a_mark_that_makes_no_sense_is_none(lines: list[list[object]]) -> None:
    workbook = Workbook()
    workbook.active.append(HEADINGS)
    workbook.active.append(ANNA)
    hidden = workbook.create_sheet("insygnia")
    hidden.sheet_state = "veryHidden"
    for line in lines:
        hidden.append(line)
    assert read(saved(workbook)).mark is None
