"""The user manual, sentence by sentence: the two steps that award one person.

The numbers are those of the acceptance tests.
"""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select
from templates.contents import MICRO_CREDENTIAL

from issuer.models import Achievement, AuditEntry, Award, Mail, Role
from keys import strict_json

from .conftest import OpenPage
from .desk import Desk
from .manual import SAID, SCREENS, Screens
from .test_award_wizard import awards
from .test_the_manual import TITLES, button, in_both_languages

EMOJI = "🚀"  # One character, two units of UTF-16.
COMBINING = "z\u0307"  # One character after NFC, ż.
LONGEST_EMAIL = f"{'a' * 61}@{'b' * 60}.{'c' * 60}.{'d' * 63}.pl"


def box(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def boxes(page: Page, words: Screens) -> Iterator[Locator]:
    """Yield the three fields of the first step."""
    for name in (words.first_name, words.last_name, words.email):
        yield box(page, name)


def open_wizard(page: Page, desk: Desk, **changes: Any) -> UUID:
    """Let somebody who awards open the wizard of a new template, and return the template."""
    desk.sign_in(page, Role.ISSUER)
    template = desk.template(**{**MICRO_CREDENTIAL, **changes})
    page.goto(f"/templates/{template}/award/one")
    return template


def write(page: Page, desk: Desk, words: Screens) -> None:
    """Fill in the first step."""
    for field, text in zip(
        boxes(page, words), ("Żaneta", "Gęślą-Jaźń", desk.jan.email), strict=True
    ):
        field.fill(text)


def the_credential(desk: Desk) -> Any:
    """Return the JSON form of the one award that was made."""
    [award] = awards(desk)
    return strict_json.read(desk.issuer.forms(award)["json"])


def count(desk: Desk, table: Any, *conditions: Any) -> int:
    """Return how many rows of this organisation meet the conditions."""
    of_ours = table.organisation_id == desk.issuer.organisation_id
    with desk.site.service.database.reading() as session:
        return len(session.scalars(select(table).where(of_ours, *conditions)).all())


@in_both_languages
def test_07_an_empty_first_step_has_three_errors_and_goes_no_further(
    open_page: OpenPage, desk: Desk, language: str
) -> None:
    page, words = open_page(language=language), SCREENS[language]
    open_wizard(page, desk)
    step = page.locator(".steps > li").first
    expect(step).to_contain_text(words.step_1[0])
    expect(step).to_contain_text(words.step_1[1])
    usual = step.locator(".no").evaluate("it => getComputedStyle(it).backgroundColor")

    button(page, words.next).click()

    expect(step).to_have_attribute("aria-current", "step")
    expect(step).to_contain_text(words.is_wrong)
    colour = step.locator(".no").evaluate("it => getComputedStyle(it).backgroundColor")
    red, green, blue = map(int, re.findall(r"\d+", colour)[:3])
    assert colour != usual
    assert red > green + blue
    for field, fault in zip(boxes(page, words), words.faults, strict=True):
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(fault)
    # The summary has the focus, and its first line leads to the first field.
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert summary.get_by_role("link").all_inner_texts() == list(words.faults)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(box(page, words.first_name)).to_be_focused()
    assert awards(desk) == []


@pytest.mark.parametrize(
    ("names", "longest"),
    [
        (["first_name", "last_name"], EMOJI * 250),
        (["first_name", "last_name"], COMBINING * 250),
        (["email"], LONGEST_EMAIL),
    ],
    ids=["emoji", "combining", "address"],
)
def test_08_250_characters_pass_and_251_are_refused(
    open_page: OpenPage, desk: Desk, names: list[str], longest: str
) -> None:
    page, words = open_page(language="pl"), SCREENS["pl"]
    open_wizard(page, desk)
    write(page, desk, words)

    for name in names:
        page.fill(f"#{name}", f"x{longest}")
        expect(page.locator(f"[data-counts={name}]")).to_have_text("251 / 250")
    button(page, words.next).click()
    expect(page.locator("[aria-invalid]")).to_have_count(len(names))
    for name in names:
        expect(page.locator(f"#{name}")).to_have_attribute("aria-invalid", "true")
        expect(page.locator(f"#{name}")).to_have_accessible_description(re.compile("251.*250"))
        page.fill(f"#{name}", longest)
    button(page, words.next).click()

    button(page, words.back).click()
    for name in names:
        expect(page.locator(f"[data-counts={name}]")).to_have_text("250 / 250")


def test_08_an_address_counts_characters_as_well(open_page: OpenPage, desk: Desk) -> None:
    page, words = open_page(language="pl"), SCREENS["pl"]
    open_wizard(page, desk)
    write(page, desk, words)

    box(page, words.email).fill(f"{EMOJI * 5}{COMBINING * 5}@akademia.example")
    expect(page.locator("[data-counts=email]")).to_have_text("27 / 250")
    button(page, words.next).click()
    expect(button(page, words.back)).to_be_visible()


def test_09_a_description_of_1000_characters_passes_and_1001_are_refused(
    open_page: OpenPage, desk: Desk
) -> None:
    page, words, said = open_page(language="pl"), SCREENS["pl"], SAID["pl", "MicroCredential"]
    open_wizard(page, desk)
    write(page, desk, words)
    button(page, words.next).click()
    field, longest = box(page, words.narrative), f"{EMOJI}{COMBINING}" * 500

    field.fill(f"x{longest}")
    expect(page.locator("[data-counts=narrative]")).to_have_text("1001 / 1000")
    button(page, said.award).click()
    expect(field).to_have_accessible_description(re.compile("1001.*1000"))
    assert awards(desk) == []
    field.fill(longest)
    button(page, said.award).click()

    expect(page.get_by_text(said.success)).to_be_visible()
    assert [len(award.narrative or "") for award in awards(desk)] == [1000]


@in_both_languages
def test_10_the_language_is_polish_and_a_day_that_was_cleared_is_in_no_credential(
    open_page: OpenPage, desk: Desk, language: str
) -> None:
    page, words = open_page(language=language), SCREENS[language]
    open_wizard(page, desk)
    write(page, desk, words)
    button(page, words.next).click()
    expiry = page.locator(".expiry > details > summary")
    step = page.locator(".steps > li").nth(1)

    expect(step).to_contain_text(words.step_2[0])
    expect(step).to_contain_text(words.step_2[1])
    expect(page.get_by_role("heading", name=words.options, exact=True)).to_be_visible()
    chosen = page.get_by_role("combobox", name=words.language, exact=True)
    expect(chosen.locator("option:checked")).to_have_text(re.compile(words.default_language, re.I))
    expect(expiry).to_have_text(words.change)
    expiry.click()
    page.locator("#valid_until").fill("2031-05-06")
    expect(expiry).not_to_contain_text(words.forever)
    page.get_by_role("button", name=words.clear).click()
    expect(expiry).to_have_text(words.change)
    button(page, SAID[language, "MicroCredential"].award).click()

    expect(page.get_by_text(SAID[language, "MicroCredential"].success)).to_be_visible()
    credential = the_credential(desk)
    assert "validUntil" not in credential
    assert credential["name"] == TITLES["pl"]


def test_11_going_back_keeps_what_was_typed(open_page: OpenPage, desk: Desk) -> None:
    page, words = open_page(language="pl"), SCREENS["pl"]
    open_wizard(page, desk)
    write(page, desk, words)
    button(page, words.next).click()
    box(page, words.narrative).fill("Projekt „Łąka”")
    page.get_by_role("combobox", name=words.language).select_option("en")

    button(page, words.back).click()
    typed = [field.input_value() for field in boxes(page, words)]
    assert typed == ["Żaneta", "Gęślą-Jaźń", desk.jan.email]
    button(page, words.next).click()

    expect(box(page, words.narrative)).to_have_value("Projekt „Łąka”")
    expect(page.get_by_role("combobox", name=words.language)).to_have_value("en")


def test_12_the_quick_way_awards_without_the_second_step(open_page: OpenPage, desk: Desk) -> None:
    page, words, said = open_page(language="pl"), SCREENS["pl"], SAID["pl", "MicroCredential"]
    open_wizard(page, desk)
    write(page, desk, words)

    button(page, said.award).click()

    expect(page.get_by_text(said.success, exact=True)).to_be_visible()
    assert the_credential(desk)["credentialSubject"].keys().isdisjoint({
        "narrative", "activityStartDate", "activityEndDate", "licenseNumber",
    })  # fmt: skip


@in_both_languages
def test_13_success_is_one_credential_one_mail_and_one_audit_row_also_if_clicked_twice(
    open_page: OpenPage, desk: Desk, language: str
) -> None:
    page, words, said = (
        open_page(language=language), SCREENS[language], SAID[language, "MicroCredential"],
    )  # fmt: skip
    template = open_wizard(page, desk)
    write(page, desk, words)
    button(page, words.next).click()

    with page.expect_request(lambda request: request.method == "POST") as sent:
        button(page, said.award).dblclick()
    expect(page.get_by_role("status")).to_have_text(said.success)
    expect(page).to_have_url(re.compile(f"/awards/{awards(desk)[0].id}"))
    # The second click of somebody slower than the script, faster than the answer.
    again = page.request.post(
        sent.value.url,
        data=sent.value.post_data_buffer or b"",
        headers={
            "Content-Type": sent.value.headers["content-type"],
            "Origin": desk.site.address,
        },
    )
    assert again.url == page.url
    assert count(desk, Award) == 1
    assert count(desk, Mail) == 1
    assert count(desk, AuditEntry, AuditEntry.action == "award.made") == 1
    with desk.site.service.database.reading() as session:
        assert session.get_one(Achievement, template).awarded_count == 1
