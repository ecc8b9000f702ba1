"""One person is awarded in a real browser: by keyboard, on a phone, clicked twice, unscripted."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from issuer.models import Award, Role

from .conftest import Check, OpenPage
from .desk import Desk

ACCENT = "e\u0301"
EMOJI = "👩🏽‍🚀"
WIDTHS = [360, 1440]
SUCCESS = {
    "pl": "Sukces, odznaka została przyznana.",
    "en": "Success, the badge was awarded.",
}


def open_wizard(page: Page, desk: Desk, **changes: Any) -> str:
    """Let somebody who awards open the wizard of a new template, and return its address."""
    desk.sign_in(page, Role.ISSUER)
    address = f"/templates/{desk.template(**changes)}/award/one"
    page.goto(address)
    return address


def write(page: Page, desk: Desk, **changes: str) -> None:
    """Fill in the recipient."""
    person = {"first_name": "Żaneta", "last_name": "Gęślą-Jaźń", "email": desk.jan.email, **changes}
    for name, text in person.items():
        page.fill(f"#{name}", text)


def press(page: Page, button: str) -> None:
    """Press a button of the form by what it does, not the one that Enter presses."""
    page.locator(f"button[value={button}]:not(.unseen)").click()


def awards(desk: Desk) -> list[Award]:
    with desk.site.service.database.reading() as session:
        query = select(Award).where(Award.organisation_id == desk.issuer.organisation_id)
        return list(session.scalars(query))


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def type_into(page: Page, selector: str, text: str) -> None:
    """Go to a field and write, by keyboard."""
    tab_to(page, selector)
    page.keyboard.type(text)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_nobody_is_kept_out_of_either_step(
    open_page: OpenPage, desk: Desk, check: Check, language: str, width: int
) -> None:
    page = open_page(language=language, width=width)
    open_wizard(page, desk)
    check(page)
    press(page, "next")
    expect(page.locator(".notice.bad")).to_be_focused()
    check(page)
    write(page, desk, email="jan@gmial.com", last_name="Bardzodługienazwisko" * 12)
    press(page, "next")
    expect(page.locator(".notice.unsure")).to_be_focused()
    press(page, "add")
    expect(page.locator("#evidence-0")).to_be_visible()
    for each in page.locator(".help summary").all():
        each.click()
    page.click(".expiry summary")
    check(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_keyboard_is_enough(open_page: OpenPage, desk: Desk, width: int) -> None:
    page = open_page(width=width)
    open_wizard(page, desk)

    type_into(page, "#first_name", "Ada")
    type_into(page, "#last_name", "Nowak")
    page.keyboard.press("Enter")
    expect(page.locator(".notice.bad")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#email")).to_be_focused()
    page.keyboard.type(desk.jan.email)
    page.keyboard.press("Enter")
    expect(page.locator(".section > summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#language")).not_to_be_visible()
    page.keyboard.press("Enter")
    type_into(page, "#certificate_number", "KP/7")
    tab_to(page, "button[value=back]")
    page.keyboard.press("Enter")
    expect(page.locator("h2[autofocus]")).to_be_focused()
    tab_to(page, "button[value=next]:not(.unseen)")
    page.keyboard.press("Enter")
    expect(page.locator(".section > summary")).to_be_focused()
    tab_to(page, "button[value=award]:not(.unseen)")
    page.keyboard.press("Enter")

    expect(page.get_by_text(SUCCESS["en"])).to_be_visible()
    [award] = awards(desk)
    assert (award.first_name, award.certificate_number) == ("Ada", "KP/7")


def test_a_double_click_awards_once(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(language="pl")
    open_wizard(page, desk)
    write(page, desk)

    page.locator("button[value=award]:not(.unseen)").dblclick()

    expect(page.get_by_text(SUCCESS["pl"])).to_be_visible()
    assert len(awards(desk)) == 1


@pytest.mark.parametrize(
    ("text", "counted"),
    [("", 0), (EMOJI, 4), (ACCENT * 3, 3), ("  ż  ", 1), ("x" * 251, 251)],
    ids=["nothing", "emoji", "combining", "blanks", "too-long"],
)
def test_counters_count_as_the_server_does(
    open_page: OpenPage, desk: Desk, text: str, counted: int
) -> None:
    page = open_page()
    open_wizard(page, desk)
    counter = page.locator("[data-counts=first_name]")

    write(page, desk, first_name=text)
    expect(counter).to_have_text(f"{counted} / 250")
    assert bool(re.search(r"\bover\b", counter.get_attribute("class") or "")) is (counted > 250)
    page.fill("#email", "")
    press(page, "next")
    expect(page.locator(".notice.bad")).to_be_focused()
    expect(counter).to_have_text(f"{counted} / 250")
    assert f">{counted} / 250<" in page.request.post(
        page.url, form={**fields(page), "first_name": text, "do": "next"},
        headers={"Origin": desk.site.address},
    ).text()  # fmt: skip


def fields(page: Page) -> dict[str, str]:
    """Return what a browser would send of the form."""
    found: dict[str, str] = page.evaluate(
        "Object.fromEntries(new FormData(document.querySelector('form[data-draft]')))"
    )
    return found


def test_the_preview_follows_what_is_typed(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(language="pl")
    open_wizard(page, desk)
    preview = page.locator(".preview")
    expect(preview).to_contain_text("Imię i nazwisko")

    page.locator("#first_name").press_sequentially("Żan")
    expect(preview.locator("[data-shows=holder]")).to_have_text("Żan")
    write(page, desk, last_name="<b>Jaźń</b>")
    expect(preview.locator("[data-shows=holder]")).to_have_text("Żaneta <b>Jaźń</b>")
    press(page, "next")
    expect(preview.locator("[data-shows=holder]")).to_have_text("Żaneta <b>Jaźń</b>")
    page.select_option("#language", "en")
    expect(preview.locator("[data-shows=title]")).to_have_text("Project coordinator")
    assert preview.locator("[data-shows=title]").inner_text() == "PROJECT COORDINATOR"
    page.click(".expiry summary")
    page.fill("#valid_until", "2031-05-06")
    expect(preview.locator("[data-until]")).to_have_text("06.05.2031")
    expect(page.locator(".expiry summary")).to_have_text("06.05.2031 – kliknij, aby zmienić")
    page.click("button[value=clear]")
    expect(page.locator(".expiry summary")).to_be_focused()
    expect(preview.locator("[data-until]")).to_have_text("Bezterminowe")
    press(page, "award")
    expect(page.get_by_text(SUCCESS["pl"])).to_be_visible()
    assert awards(desk)[0].valid_until is None


def expect_no_draft(page: Page) -> None:
    # Asked from here: what Playwright would ask in the page again and again, our policy forbids.
    for _ in range(50):
        if not drafts(page):
            return
        page.wait_for_timeout(100)
    assert drafts(page) == []


def drafts(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "Object.keys(sessionStorage).filter((key) => key.startsWith('insygnia'))"
    )
    return found


def test_what_was_typed_survives_a_reload_until_it_is_awarded(
    open_page: OpenPage, desk: Desk
) -> None:
    page = open_page()
    address = open_wizard(page, desk)
    write(page, desk)
    page.reload()
    expect(page.locator("#last_name")).to_have_value("Gęślą-Jaźń")
    expect(page.locator("[data-restored]")).to_be_visible()
    press(page, "next")
    press(page, "add")
    page.fill("#evidence-0-url", "https://akademia.example/raport")
    page.fill("#narrative", "Dwa\nwiersze")
    page.reload()
    expect(page.locator("#narrative")).to_have_value("Dwa\nwiersze")

    page.goto(address)
    expect(page.locator("#first_name")).to_have_value("Żaneta")
    press(page, "award")

    expect(page.get_by_text(SUCCESS["en"])).to_be_visible()
    [award] = awards(desk)
    assert (award.narrative, award.evidence) == (
        "Dwa\nwiersze", [{"url": "https://akademia.example/raport"}],
    )  # fmt: skip
    expect_no_draft(page)
    page.goto(address)
    expect(page.locator("#first_name")).to_have_value("")


def test_a_draft_is_put_away_when_asked_and_on_signing_out(open_page: OpenPage, desk: Desk) -> None:
    page = open_page()
    open_wizard(page, desk)
    write(page, desk)
    page.reload()
    page.click("[data-discard]")
    expect(page.locator("#first_name")).to_have_value("")
    write(page, desk)
    assert len(drafts(page)) == 1

    page.click(".menu > summary")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    expect_no_draft(page)


def test_going_back_in_the_browser_and_awarding_again_awards_once(
    open_page: OpenPage, desk: Desk
) -> None:
    page = open_page()
    open_wizard(page, desk)
    write(page, desk)
    page.route("**/award/one", lambda route: (route.fetch(max_redirects=0), route.abort()))
    with page.expect_event("requestfailed"):
        press(page, "award")
    page.unroute("**/award/one")
    assert len(awards(desk)) == 1

    page.goto(f"/templates/{awards(desk)[0].achievement_id}/award/one")
    press(page, "award")

    expect(page.get_by_text(SUCCESS["en"])).to_be_visible()
    assert len(awards(desk)) == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_it_works_without_scripts(
    open_page: OpenPage, desk: Desk, check: Check, width: int
) -> None:
    page = open_page(language="pl", width=width, javascript=False)
    open_wizard(page, desk, default_validity={"months": 12})
    press(page, "next")
    expect(page.locator(".wrong[id]")).to_have_count(3)
    write(page, desk)
    press(page, "next")
    press(page, "clear")
    expect(page.locator(".expiry summary")).to_contain_text("Bezterminowe")
    press(page, "add")
    page.set_input_files("#evidence-0-file", {
        "name": "praca.txt", "mimeType": "text/plain", "buffer": b"Praca.",
    })  # fmt: skip
    press(page, "back")
    expect(page.locator(".preview")).to_contain_text("Żaneta Gęślą-Jaźń")
    press(page, "next")
    expect(page.get_by_text("praca.txt")).to_be_visible()
    check(page)
    press(page, "award")

    expect(page.get_by_text(SUCCESS["pl"])).to_be_visible()
    [award] = awards(desk)
    assert award.valid_until is None
    assert len(award.evidence) == 1
