"""The user manual, sentence by sentence: what was imported is awarded, and the report.

The numbers are those of the acceptance tests.
"""

import csv
import io
from typing import Any

from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from sqlalchemy import select

from bulk import chunks, taking
from bulk.jobs import due_chunks
from issuer.models import Award, BatchState, Role

from .conftest import Check, OpenPage
from .desk import Desk
from .imports import batches_of, confirmed, csv_of, imported, read_sheets, work
from .manual import SAID
from .manual_bulk import BULK, BulkScreens
from .test_the_manual import button, in_both_languages, link
from .test_the_manual_bulk import preview, rows, send

PEOPLE = (
    ("zażółć@szkola.example", "Żaneta", "Gęślą-Jaźń"),
    ("nguyen@szkola.example", "Thị", "Nguyễn"),
    ("nikt", "محمد", "Łoś"),
)
MANY = 10_000


def download(page: Page, name: str) -> bytes:
    """Return the file behind a link."""
    with page.expect_download() as downloading:
        link(page, name).click()
    return downloading.value.path().read_bytes()


def awarded(desk: Desk) -> list[tuple[str | None, str | None]]:
    """Return the addresses and surnames of what this organisation awarded."""
    wanted = select(Award.email, Award.last_name).where(
        Award.organisation_id == desk.issuer.organisation_id
    )
    with desk.site.service.database.reading() as session:
        return [(email, name) for email, name in session.execute(wanted)]


def award_the_good(page: Page, words: BulkScreens, good: int, count: int) -> None:
    """Award the rows without errors, after the question."""
    link(page, words.some.format(good, count)).click()
    page.get_by_role("dialog").get_by_role("button", name=words.some.format(good, count)).click()
    expect(page.locator("[data-line]")).to_contain_text(words.done.format(0, good))


@in_both_languages
def test_21_after_awarding_there_are_the_news_and_the_same_report_twice(
    open_page: OpenPage, desk: Desk, language: str, check: Check
) -> None:
    page, words = open_page(language=language), BULK[language]
    preview(page, desk, language, csv_of(desk, *PEOPLE))
    award_the_good(page, words, 2, 3)
    assert work(desk) == 1

    # The page goes on by itself.
    expect(page.get_by_role("heading", level=1)).to_have_text(words.ended)
    expect(page.locator(".notice.good[role=status]")).to_be_visible()
    check(page)
    text, workbook = (download(page, name) for name in words.report)
    lines = list(csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))
    cells = load_workbook(io.BytesIO(workbook)).worksheets[0].iter_rows(values_only=True)
    assert text.startswith(b"\xef\xbb\xbf")
    assert lines == [["" if cell is None else str(cell) for cell in row] for row in cells]
    assert lines[0][:5] == list(words.columns)
    assert [line[3] for line in lines[1:]] == ["Gęślą-Jaźń", "Nguyễn", "Łoś"]
    assert [line[4] for line in lines[1:3]] == [words.awarded] * 2
    assert lines[1][8].startswith(f"{desk.site.address}/credentials/")
    assert "E02" in lines[3][5]
    assert len(awarded(desk)) == 2


@in_both_languages
def test_21_without_errors_one_press_awards_all(
    open_page: OpenPage, desk: Desk, language: str
) -> None:
    page, words = open_page(language=language), BULK[language]
    preview(page, desk, language, csv_of(desk))
    button(page, SAID[language, "MicroCredential"].award).dblclick()
    expect(page.locator("[data-line]")).to_contain_text(words.done.format(0, 3))
    work(desk)

    expect(page.get_by_role("heading", level=1)).to_have_text(words.ended)
    assert [row[4].removeprefix("✓ ")[: len(words.awarded)] for row in rows(page)] == [
        words.awarded
    ] * 3
    assert len(awarded(desk)) == 3


def test_21_the_file_that_came_back_is_corrected_and_awards_the_rest(
    open_page: OpenPage, desk: Desk
) -> None:
    page, words = open_page(language="pl"), BULK["pl"]
    preview(page, desk, "pl", csv_of(desk, *PEOPLE))
    award_the_good(page, words, 2, 3)
    work(desk)
    expect(page.get_by_role("heading", level=1)).to_have_text(words.ended)
    workbook = load_workbook(io.BytesIO(download(page, "Twój plik z wynikami (XLSX)")))
    sheet = workbook.worksheets[0]
    headings: dict[Any, int] = {cell.value: cell.column for cell in sheet[1]}
    assert "E02" in str(sheet.cell(4, headings["SZCZEGÓŁY"]).value)
    sheet.cell(4, headings["EMAIL"]).value = "muhammad@szkola.example"
    corrected = io.BytesIO()
    workbook.save(corrected)

    page.goto(f"/templates/{batches_of(desk)[0].achievement_id}/import")
    send(page, words, corrected.getvalue(), "poprawione.xlsx")
    expect(page.get_by_text(words.checking)).to_be_visible()
    read_sheets(desk)
    expect(page.get_by_role("table")).to_be_visible()
    assert [row[4].split()[1] for row in rows(page)] == ["Przyznano", "Przyznano", "OK"]
    button(page, SAID["pl", "MicroCredential"].award).click()
    expect(page.locator("[data-line]")).to_contain_text(words.done.format(0, 1))
    work(desk)

    expect(page.get_by_role("heading", level=1)).to_have_text(words.ended)
    assert sorted(name or "" for _, name in awarded(desk)) == ["Gęślą-Jaźń", "Nguyễn", "Łoś"]


def test_24_many_rows_show_their_progress_and_go_on_after_a_worker_died(
    open_page: OpenPage, desk: Desk, check: Check
) -> None:
    page, words = open_page(language="pl"), BULK["pl"]
    people = [(f"o{n}@szkola.example", "Jan", f"Kos{n}") for n in range(MANY)]
    batch = imported(desk, desk.template(), csv_of(desk, *people), "absolwenci.csv")
    confirmed(desk, batch)
    desk.sign_in(page, Role.ISSUER)
    page.goto(f"/batches/{batch}")
    bar = page.get_by_role("progressbar")

    for part in (1, 2):
        assert work(desk, chunks=4) == 4
        line = f"Gotowe: {part * 2}\u00a0000 z 10\u00a0000 ({part * 20}%)."
        expect(page.locator("[data-line]")).to_contain_text(line)
        expect(page.get_by_role("status")).to_contain_text("Gotowe: ")
        expect(bar).to_have_js_property("value", part * 20)
    check(page)
    # A worker begins a chunk and dies: whoever comes a lease later does it.
    (begun, *_) = due_chunks(desk.site.service, batch, 1)
    assert chunks.take_chunk(begun, desk.site.service) is not None
    desk.site.clock.advance(taking.LEASE)
    work(desk)

    expect(page.get_by_role("heading", level=1)).to_have_text(words.ended)
    [found] = batches_of(desk)
    assert (found.state, found.awarded, found.failed) == (BatchState.FINISHED, MANY, 0)
    made = awarded(desk)
    assert (len(made), len(set(made))) == (MANY, MANY)
