"""A new user awards a group: with the file from the dialog, saved by LibreOffice, in two goes."""

import io
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect
from writing_workbooks.libreoffice import XLSX, saved

from .conftest import OpenPage
from .desk import Desk
from .imports import batches_of, read_sheets, work
from .manual import SAID
from .manual_bulk import BULK
from .test_the_manual import button, link
from .test_the_manual_bulk import open_ways, rows, send
from .test_the_manual_bulk_awarding import award_the_good, awarded, download

PEOPLE = (
    ("zaneta@szkola.example", "ŻANETA", "GĘŚLĄ JAŹŃ"),
    ("nguyen@szkola.example", "Thị", "Nguyễn"),
    ("muhammad szkola.example", "محمد", "حداد"),
)


def in_calc(workbook: Workbook, folder: Path) -> bytes:
    """Return a workbook as LibreOffice Calc saves it."""
    data = io.BytesIO()
    workbook.save(data)
    folder.mkdir()
    [made] = saved(data.getvalue(), XLSX, folder).values()
    return made


def places(workbook: Workbook) -> dict[Any, int]:
    """Return the column of each heading."""
    return {str(cell.value).rstrip("*"): cell.column for cell in workbook.worksheets[0][1]}


def import_on(page: Page, desk: Desk, content: bytes) -> None:
    """Send a workbook, and wait for the preview."""
    send(page, BULK["pl"], content, "absolwenci.xlsx")
    expect(page.get_by_text(BULK["pl"].checking)).to_be_visible()
    read_sheets(desk)
    expect(page.get_by_role("table")).to_be_visible()


def filled_in(page: Page, folder: Path) -> bytes:
    """Return the file that the window offers, filled in."""
    with page.expect_download() as downloading:
        link(page.get_by_role("dialog"), BULK["pl"].download).click()
    workbook = load_workbook(io.BytesIO(downloading.value.path().read_bytes()))
    columns = places(workbook)
    for number, person in enumerate(PEOPLE, 2):
        for heading, text in zip(("EMAIL", "IMIĘ", "NAZWISKO"), person, strict=True):
            workbook.worksheets[0].cell(number, columns[heading]).value = text
    return in_calc(workbook, folder)


def corrected(page: Page, folder: Path) -> bytes:
    """Return the file that came back, its one wrong cell corrected."""
    workbook = load_workbook(io.BytesIO(download(page, "Twój plik z wynikami (XLSX)")))
    columns, sheet = places(workbook), workbook.worksheets[0]
    statuses = [sheet.cell(number, columns["STATUS"]).value for number in (2, 3, 4)]
    assert statuses == ["Przyznano", "Przyznano", "Błąd"]
    wrong = sheet.cell(4, columns["EMAIL"])
    assert wrong.comment is not None
    assert wrong.fill.fill_type == "solid"
    wrong.value = "muhammad@szkola.example"
    return in_calc(workbook, folder)


def test_the_file_of_the_dialog_is_filled_in_imported_corrected_and_imported_again(
    open_page: OpenPage, desk: Desk, tmp_path: Path
) -> None:
    page, words = open_page(language="pl"), BULK["pl"]
    template = open_ways(page, desk, "pl")
    sheet = filled_in(page, tmp_path / "filled")
    link(page.get_by_role("dialog"), words.imports).click()
    import_on(page, desk, sheet)

    assert [row[:4] for row in rows(page)] == [
        [str(number), *person] for number, person in enumerate(PEOPLE, 2)
    ]
    assert "E02" in rows(page)[2][4]
    award_the_good(page, words, 2, 3)
    work(desk)
    expect(page.get_by_role("heading", level=1)).to_have_text(words.ended)

    sheet = corrected(page, tmp_path / "corrected")
    page.goto(f"/templates/{template}/import")
    import_on(page, desk, sheet)
    assert [row[4].split()[1] for row in rows(page)] == ["Przyznano", "Przyznano", "OK"]
    button(page, SAID["pl", "MicroCredential"].award).click()
    expect(page.locator("[data-line]")).to_contain_text(words.done.format(0, 1))
    work(desk)

    expect(page.get_by_role("heading", level=1)).to_have_text(words.ended)
    assert sorted(name or "" for _, name in awarded(desk)) == sorted(name for *_, name in PEOPLE)
    assert [(batch.awarded, batch.done) for batch in batches_of(desk)] == [(1, 2), (2, 0)]
