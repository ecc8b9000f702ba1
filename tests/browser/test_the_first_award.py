"""The lesson docs/tutorial/first-award.md, walked from the sign-in to the second verification."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from .conftest import Check, OpenPage
from .desk import Desk

TITLE = "Data analysis in a spreadsheet"
HOLDER = "zaneta@example.org"
ELEMENTS = {
    "/european/learning_outcomes/0/text/en": "puts data in order in a spreadsheet",
    "/european/hours": "30",
    "/european/quality_assurance/name/en": "Internal quality assurance",
}
CHOICES = {
    "/european/learning_outcomes/0/kind": "Skills",
    "/european/level/eqf": "EQF level 4",
    "/european/assessment/concept": "project work",
    "/european/participation/concept": "blended",
}


def field(name: str) -> str:
    """Return the selector of the field of this name."""
    return f'[name="{name}"]'


def write_template(page: Page) -> None:
    """Create a micro-credential, be told what is missing, fill it in, and activate it."""
    page.goto("/templates")
    page.get_by_role("link", name="Add a credential template").click()
    page.get_by_role("checkbox", name="English").check()
    page.get_by_role("checkbox", name="Polish").uncheck()
    page.locator(field("/texts/en/name")).fill(TITLE)
    page.locator(field("/texts/en/description")).fill("Can put data in order.")
    page.locator(field("/texts/en/criteria")).fill("A project and its **defence**.")
    page.get_by_role("button", name="Save", exact=True).click()
    for element in ("M6", "M7", "M8", "M9", "M10", "M11"):
        expect(page.get_by_role("link", name=re.compile(rf"^{element}\b"))).to_be_visible()
    page.get_by_role("link", name="Edit").click()
    for name, text in ELEMENTS.items():
        page.locator(field(name)).fill(text)
    for name, label in CHOICES.items():
        page.locator(field(name)).select_option(label=label)
    page.get_by_role("button", name="Save and activate").click()
    expect(page.get_by_text("The template is active and can be awarded.")).to_be_visible()


def award(page: Page) -> None:
    """Award the template that is shown to one person, by the quick way."""
    page.get_by_role("link", name="Award a micro-credential").click()
    page.get_by_role("link", name="Award one micro-credential").click()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Something is missing or wrong in this step.")).to_be_visible()
    page.get_by_role("textbox", name="First name").fill("Żaneta")
    page.get_by_role("textbox", name="Surname").fill("Gęślą-Jaźń")
    page.get_by_role("textbox", name="E-mail").fill(HOLDER)
    page.get_by_role("button", name="Award a micro-credential").click()
    expect(page.get_by_text("Success, the micro-credential was awarded.")).to_be_visible()


def verdict_on(page: Page, file: Path) -> str:
    """Return the heading of the report on `file`."""
    page.goto("/verify")
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_text("The issuer signed exactly this")).to_be_visible()
    return page.locator("h1").inner_text()


def test_from_a_template_to_a_revocation(
    open_page: OpenPage, desk: Desk, check: Check, tmp_path: Path
) -> None:
    staff = open_page()
    desk.sign_in(staff)

    write_template(staff)
    award(staff)
    address = staff.url
    check(staff)

    holder = open_page(width=360)
    holder.goto(desk.link(HOLDER))
    holder.get_by_role("button", name=re.compile("^Claim")).click()
    expect(holder.get_by_text("It is yours now.")).to_be_visible()
    check(holder)
    with holder.expect_download() as download:
        holder.get_by_role("link", name="PNG").click()
    file = tmp_path / "badge.png"
    download.value.save_as(file)
    assert verdict_on(holder, file) == "Valid: genuine and in force"
    check(holder)

    staff.goto(address)
    staff.get_by_text("More", exact=True).click()
    staff.get_by_role("link", name=re.compile("^Revoke")).click()
    staff.get_by_role("textbox", name="Reason").fill("A mistake.")
    staff.get_by_role("checkbox", name="Yes, revoke it for ever").check()
    staff.get_by_role("button", name="Revoke for ever").click()
    expect(staff.get_by_text("A mistake.")).to_be_visible()
    check(staff)

    assert verdict_on(holder, file) == "Not valid: genuine, but the issuer has revoked it"
