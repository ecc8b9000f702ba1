"""Bulk issuance without scripts, by keyboard alone, on a phone, and enlarged."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from templates.contents import MICRO_CREDENTIAL

from issuer.models import Role

from .conftest import Check, OpenPage
from .desk import Desk
from .imports import confirmed, csv_of, imported, read_sheets, work
from .manual_bulk import BULK
from .test_the_manual import button, link
from .test_the_manual_bulk import rows, send

MIXED = (
    ("jan@szkola.example", "Jan", "Kowalski"),
    ("ewa@gmial.com", "Ewa " + "Bardzodługieimię" * 15, "Lis"),
    ("nikt", "Ola", "Łoś"),
)


def page_of(desk: Desk, *, rows_of: tuple[tuple[str, str, str], ...] = MIXED) -> str:
    """Return the page of an import that was checked."""
    template = desk.template(**MICRO_CREDENTIAL)
    name = f"{'bardzo-długa-nazwa-' * 8}.csv"
    return f"/batches/{imported(desk, template, csv_of(desk, *rows_of), name)}"


def end(desk: Desk, path: str) -> None:
    """Award what stands on a page."""
    confirmed(desk, UUID(path.rpartition("/")[2]))
    work(desk)


def test_without_scripts_a_file_is_imported_asked_about_and_awarded(
    open_page: OpenPage, desk: Desk, check: Check
) -> None:
    page, words = open_page(language="pl", javascript=False, width=360), BULK["pl"]
    template = desk.template(**MICRO_CREDENTIAL)
    desk.sign_in(page, Role.ISSUER)
    page.goto(f"/templates/{template}/award")
    link(page, words.in_bulk).click()
    expect(link(page, words.imports)).to_be_visible()
    check(page)
    link(page, words.imports).click()
    send(page, words, csv_of(desk, *MIXED))
    expect(page.get_by_text(words.checking)).to_be_visible()
    check(page)
    read_sheets(desk)
    page.goto(page.url)
    check(page)

    link(page, words.some.format(2, 3)).click()
    expect(page).to_have_url(re.compile(r"\?ask=confirm#ask$"))
    check(page)
    button(page, words.some.format(2, 3)).click()
    expect(page.get_by_text(words.done.format(0, 2))).to_be_visible()
    check(page)
    work(desk)
    page.goto(page.url)
    expect(page.get_by_role("heading", level=1)).to_have_text(words.ended)


def test_without_scripts_an_import_is_undone(open_page: OpenPage, desk: Desk, check: Check) -> None:
    page = open_page(language="pl", javascript=False, width=360)
    desk.sign_in(page, Role.ISSUER)
    path = page_of(desk)
    end(desk, path)
    page.goto(path)
    link(page, "Cofnij import…").click()
    button(page, "Cofnij import").click()
    expect(page.get_by_text("Import jest cofany.")).to_be_visible()
    work(desk)
    page.goto(page.url)
    expect(page.get_by_text("Import cofnięto")).to_be_visible()
    check(page)


def test_pasted_rows_are_imported_as_well(open_page: OpenPage, desk: Desk) -> None:
    page, words = open_page(language="pl"), BULK["pl"]
    desk.sign_in(page, Role.ISSUER)
    page.goto(f"/templates/{desk.template()}/import")
    page.get_by_text("Albo wklej tu wiersze").click()
    page.get_by_role("textbox", name="Wiersze skopiowane z arkusza").fill(
        "EMAIL\tIMIĘ\tNAZWISKO\njan@szkola.example\tJan\tKowalski\n"
    )
    button(page, words.imports).click()
    expect(page.get_by_text(words.checking)).to_be_visible()
    read_sheets(desk)

    expect(page.get_by_role("table")).to_be_visible()
    assert rows(page) == [["2", "jan@szkola.example", "Jan", "Kowalski", "✓ OK"]]


def press_until(page: Page, name: str) -> None:
    """Press Tab until what has this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText?.trim() ?? ''") == name:
            return
    raise AssertionError(f"the keyboard does not reach “{name}”")


def test_by_keyboard_alone_rows_are_sorted_and_awarded(open_page: OpenPage, desk: Desk) -> None:
    page, words = open_page(language="pl"), BULK["pl"]
    desk.sign_in(page, Role.ISSUER)
    page.goto(page_of(desk))
    press_until(page, "NAZWISKO ↕")
    page.keyboard.press("Enter")
    sorted_by = page.get_by_role("columnheader", name="NAZWISKO", exact=True)
    expect(sorted_by).to_have_attribute("aria-sort", "ascending")

    page.goto(page.url.partition("?")[0])
    press_until(page, words.some.format(2, 3))
    page.keyboard.press("Enter")
    window = page.get_by_role("dialog")
    expect(window).to_be_visible()
    page.keyboard.press("Escape")
    expect(window).not_to_be_visible()
    page.keyboard.press("Enter")
    press_until(page, words.some.format(2, 3))
    page.keyboard.press("Enter")

    expect(page.locator("[data-line]")).to_contain_text(words.done.format(0, 2))


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("state", ["preview", "asked", "running", "paused", "finished", "revoke"])
def test_nobody_is_kept_out_of_any_state(
    open_page: OpenPage, desk: Desk, check: Check, state: str, language: str
) -> None:
    # 200 % of a window of 720 pixels is one of 360.
    page = open_page(language=language, width=360)
    desk.sign_in(page, Role.ISSUER)
    path = page_of(desk)
    if state in {"running", "paused"}:
        confirmed(desk, UUID(path.rpartition("/")[2]))
    elif state in {"finished", "revoke"}:
        end(desk, path)
    if state == "revoke":
        desk.site.clock.advance(timedelta(hours=1))
    ask = {"asked": "?ask=confirm", "revoke": "?ask=revoke"}.get(state, "")
    page.goto(path + ask)
    if state == "paused":
        button(page, {"pl": "Wstrzymaj", "en": "Pause"}[language]).click()
        expect(button(page, {"pl": "Wznów", "en": "Resume"}[language])).to_be_visible()

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        check(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    check(page)
