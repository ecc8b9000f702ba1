"""The user manual, sentence by sentence: a file is imported, and its preview.

The numbers are those of the acceptance tests; awarding is in `test_the_manual_bulk_awarding`.
"""

import io
import re
from uuid import UUID

import pytest
from openpyxl import load_workbook
from playwright.sync_api import FilePayload, Locator, Page, expect
from sqlalchemy import func, select
from templates.contents import MICRO_CREDENTIAL

from issuer.models import Award, Batch, BatchFile, BatchReading, BatchRow, Role

from .conftest import Check, OpenPage
from .desk import Desk
from .imports import csv_of, read_sheets
from .manual import SAID, SCREENS
from .manual_bulk import BULK, BulkScreens
from .test_the_manual import TITLES, button, in_both_languages, link

REQUIRED = {"pl": ("EMAIL*", "IMIĘ*", "NAZWISKO*"), "en": ("EMAIL*", "FIRST NAME*", "LAST NAME*")}


def open_ways(page: Page, desk: Desk, language: str) -> UUID:
    """Let somebody who awards open the window with the two ways, and return the template."""
    template = desk.template(**MICRO_CREDENTIAL)
    desk.sign_in(page, Role.ISSUER)
    page.goto(f"/templates/{template}")
    link(page, SAID[language, "MicroCredential"].award).click()
    return template


def send(page: Page, words: BulkScreens, content: bytes, name: str = "osoby.csv") -> None:
    """Send a file on the page of the import."""
    file = FilePayload(name=name, mimeType="application/octet-stream", buffer=content)
    page.locator("#file").set_input_files(file)
    button(page, words.imports).click()


def preview(page: Page, desk: Desk, language: str, content: bytes, name: str = "osoby.csv") -> None:
    """Import a file from the template's page, and wait until its preview is there."""
    words = BULK[language]
    open_ways(page, desk, language)
    link(page.get_by_role("dialog"), words.imports).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.title)
    expect(page.get_by_role("main")).to_contain_text(words.badge.format(TITLES[language]))
    send(page, words, content, name)
    expect(page.get_by_text(words.checking)).to_be_visible()
    read_sheets(desk)
    # The page goes on by itself.
    expect(page.get_by_role("table").or_(page.locator(".notice.bad")).first).to_be_visible()


def rows(page: Page) -> list[list[str]]:
    """Return the cells of the table: number, address, first name, surname, status."""
    return [
        [" ".join(cell.split()) for cell in row.locator("th, td").all_inner_texts()]
        for row in page.locator("tbody tr").all()
    ]


def numbers(page: Page) -> list[str]:
    """Return the numbers of the rows as they stand."""
    return [row[0] for row in rows(page)]


def heading(page: Page, name: str) -> Locator:
    """Return the link of a heading, which sorts."""
    return page.locator("thead").get_by_role("link", name=name, exact=True)


def kept(desk: Desk) -> dict[str, int]:
    """Return how many records of imports there are of this organisation."""
    own = select(Batch.id).where(Batch.organisation_id == desk.issuer.organisation_id)
    with desk.site.service.database.reading() as session:
        found = {
            table.__tablename__: session.scalar(
                select(func.count()).select_from(table).where(table.batch_id.in_(own))
            )
            for table in (BatchFile, BatchRow, BatchReading, Award)
        }
        return {**found, "batch": len(session.scalars(own).all())}  # type: ignore[dict-item]  # count


@in_both_languages
def test_06_the_way_to_many_opens_a_window_with_both_buttons(
    open_page: OpenPage, desk: Desk, language: str, check: Check
) -> None:
    page, words = open_page(language=language), BULK[language]
    template = open_ways(page, desk, language)
    many = page.get_by_role("dialog").locator(".ways > section").nth(1)
    for name, path in ((words.download, "import-template.xlsx"), (words.imports, "import")):
        expect(link(many, name)).to_have_attribute("href", f"/templates/{template}/{path}")
    link(many, words.in_bulk).click()

    window = page.get_by_role("dialog", name=words.in_bulk, exact=True)
    expect(window).to_be_visible()
    expect(link(window, words.download)).to_be_visible()
    expect(link(window, words.imports)).to_be_visible()
    check(page)
    window.get_by_role("button", name=SCREENS[language].close).click()
    expect(window).not_to_be_visible()


@in_both_languages
def test_14_the_file_to_fill_in_has_headings_with_comments(
    open_page: OpenPage, desk: Desk, language: str
) -> None:
    page, words = open_page(language=language), BULK[language]
    open_ways(page, desk, language)
    with page.expect_download() as downloading:
        link(page.get_by_role("dialog"), words.download).click()

    workbook = load_workbook(io.BytesIO(downloading.value.path().read_bytes()))
    headings = next(workbook.worksheets[0].iter_rows(max_row=1))
    assert tuple(str(cell.value) for cell in headings[:3]) == REQUIRED[language]
    assert all(cell.comment and len(cell.comment.text) > 20 for cell in headings)
    assert workbook.worksheets[0].freeze_panes == "A2"


@in_both_languages
def test_15_two_rows_of_the_filled_in_file_are_rows_2_and_3_and_ok(
    open_page: OpenPage, desk: Desk, language: str, check: Check
) -> None:
    page = open_page(language=language)
    template = open_ways(page, desk, language)
    answer = page.request.get(f"/templates/{template}/import-template.xlsx")
    workbook = load_workbook(io.BytesIO(answer.body()))
    for number, email in enumerate(("jan@szkola.example", "j.kowalski@szkola.example"), 2):
        for column, text in enumerate((email, "Jan", "Kowalski"), 1):
            workbook.worksheets[0].cell(number, column).value = text
    filled = io.BytesIO()
    workbook.save(filled)
    link(page.get_by_role("dialog"), BULK[language].imports).click()
    send(page, BULK[language], filled.getvalue(), "osoby.xlsx")
    read_sheets(desk)

    expect(page.get_by_role("table")).to_be_visible()
    assert rows(page) == [
        ["2", "jan@szkola.example", "Jan", "Kowalski", "✓ OK"],
        ["3", "j.kowalski@szkola.example", "Jan", "Kowalski", "✓ OK"],
    ]
    for name in BULK[language].columns:
        expect(heading(page, name)).to_be_visible()
    expect(button(page, SAID[language, "MicroCredential"].award)).to_be_enabled()
    check(page)


UNSORTED = (
    ("b@szkola.example", "Zoe", "Ćwik"),
    ("nikt", "Ąsa", "Cwik"),
    ("a@szkola.example", "Azja", "Ćwik"),
    ("c@szkola.example", "Łucja", "Czyż"),
    ("D@szkola.example", "Lucyna", "Dąb"),
)
ORDERS = (
    ["2", "3", "4", "5", "6"],
    ["4", "2", "5", "6", "3"],
    ["4", "3", "6", "5", "2"],
    ["3", "5", "2", "4", "6"],
    ["2", "4", "5", "6", "3"],
)
"""By each column, from its least; rows alike stand as in the sheet. Ą is after a, ć after c."""


@in_both_languages
def test_16_every_column_sorts_in_both_directions_by_the_polish_alphabet(
    open_page: OpenPage, desk: Desk, language: str
) -> None:
    page, words = open_page(language=language), BULK[language]
    preview(page, desk, language, csv_of(desk, *UNSORTED))
    assert numbers(page) == ORDERS[0]

    for name, order in zip(
        words.columns[1:] + words.columns[:1], ORDERS[1:] + ORDERS[:1], strict=True
    ):
        for direction, expected in (("ascending", order), ("descending", order[::-1])):
            heading(page, name).click()
            sorted_by = page.get_by_role("columnheader", name=name, exact=True)
            expect(sorted_by).to_have_attribute("aria-sort", direction)
            assert numbers(page) == expected, (name, direction)


@in_both_languages
def test_17_without_a_heading_the_file_is_refused_and_their_order_is_free(
    open_page: OpenPage, desk: Desk, language: str
) -> None:
    page, words = open_page(language=language), BULK[language]
    preview(page, desk, language, "IMIĘ;NAZWISKO\r\nJan;Kowalski\r\n".encode())
    expect(page.locator(".notice.bad")).to_contain_text(words.no_heading)
    expect(page.locator(".notice.bad")).to_contain_text("F02")
    link(page, words.imports).click()

    send(page, words, b"nazwisko;Grupa;E-MAIL;imie\r\nKowalski;3b;jan@x.example;Jan\r\n")
    expect(page.get_by_text(words.checking)).to_be_visible()
    read_sheets(desk)
    expect(page.get_by_role("table")).to_be_visible()
    assert rows(page) == [["2", "jan@x.example", "Jan", "Kowalski", "✓ OK"]]
    expect(page.get_by_role("main")).to_contain_text("Grupa")


@in_both_languages
def test_18_a_bad_address_in_row_7_marks_row_7_alone(
    open_page: OpenPage, desk: Desk, language: str, check: Check
) -> None:
    page, words = open_page(language=language), BULK[language]
    people = [(f"o{n}@szkola.example", "Jan", f"Kos{n}") for n in range(2, 10)]
    people[5] = ("o7 szkola.example", "Jan", "Kos")
    preview(page, desk, language, csv_of(desk, *people))

    marked = {row[0]: row[4] for row in rows(page)}
    assert [number for number, status in marked.items() if status != "✓ OK"] == ["7"]
    assert marked["7"].startswith("✕")
    assert "E02" in marked["7"]
    expect(link(page, words.some.format(7, 8))).to_be_visible()
    page.get_by_role("link", name=re.compile(f"^{words.only_errors}")).click()
    expect(page.locator("tbody tr")).to_have_count(1)
    assert numbers(page) == ["7"]
    check(page)


@in_both_languages
def test_19_one_name_with_two_addresses_is_ok_and_the_same_twice_is_not(
    open_page: OpenPage, desk: Desk, language: str
) -> None:
    page, words = open_page(language=language), BULK[language]
    people = (
        ("jan@szkola.example", "Jan", "Kowalski"),
        ("j.kowalski@szkola.example", "Jan", "Kowalski"),
        ("Jan@Szkola.example", "Jan", "Kowalski"),
    )
    preview(page, desk, language, csv_of(desk, *people))

    statuses = [row[4] for row in rows(page)]
    assert statuses[:2] == ["✓ OK", "✓ OK"]
    assert words.repeated in statuses[2]
    assert "E11" in statuses[2]


@pytest.mark.parametrize(
    "people",
    [(), (("a@szkola.example", "Jan", "Kos"), ("nikt", "Ewa", "Lis"))],
    ids=["good", "bad"],
)
@in_both_languages
def test_20_cancelling_stores_nothing(
    open_page: OpenPage, desk: Desk, language: str, people: tuple[tuple[str, str, str], ...]
) -> None:
    page, words = open_page(language=language), BULK[language]
    preview(page, desk, language, csv_of(desk, *people))
    button(page, words.cancel).click()

    expect(page.get_by_role("status")).to_have_text(words.discarded)
    assert set(kept(desk).values()) == {0}
