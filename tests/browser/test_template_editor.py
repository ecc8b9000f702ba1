"""The editor of templates in a browser: with scripts and without, narrow and wide."""

import re
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, expect

from issuer.models import Role

from .conftest import Check, OpenPage
from .desk import Desk

CRITERIA = "/texts/pl/criteria"
OUTCOME = "/european/learning_outcomes/{}/text/pl"


def field(page: Page, name: str) -> Any:
    return page.locator(f'[id="{name}"]')


def begin(open_page: OpenPage, desk: Desk, **wishes: Any) -> Page:
    page = open_page(**wishes)
    desk.sign_in(page, Role.AUTHOR)
    page.goto("/templates/new")
    field(page, "/texts/pl/name").fill("Ocenianie wniosków")
    return page


def test_a_preview_appears_where_it_is_asked_for_and_follows_the_writing(
    open_page: OpenPage, desk: Desk, check: Check
) -> None:
    page = begin(open_page, desk)
    field(page, CRITERIA).fill("Napisz **wniosek**.")

    page.get_by_role("button", name="Preview (Polish)").click()
    preview = field(page, f"preview{CRITERIA}")
    expect(preview.locator("strong")).to_have_text("wniosek")
    field(page, CRITERIA).fill("Napisz **plan**.")
    expect(preview.locator("strong")).to_have_text("plan")

    assert page.url.endswith("/templates/new")
    check(page)


def test_the_meter_follows_the_writing_and_offers_to_activate(
    open_page: OpenPage, desk: Desk, check: Check
) -> None:
    page = begin(open_page, desk, width=360)
    activate = page.get_by_role("button", name="Save and activate")

    expect(page.get_by_text("European elements: 5 of 11")).to_be_visible()
    field(page, "/european/hours").fill("30")
    expect(page.get_by_text("European elements: 6 of 11")).to_be_visible()
    expect(activate).to_be_hidden()
    for name in ("description", "criteria"):
        field(page, f"/texts/pl/{name}").fill("Opis.")
    page.get_by_label("Type", exact=True).select_option("Badge")
    expect(activate).to_be_visible()
    expect(page.get_by_role("link", name="Cancel")).to_be_in_viewport(ratio=1)

    check(page)


def test_the_picture_follows_the_choices_of_the_composer(
    open_page: OpenPage, desk: Desk, check: Check
) -> None:
    page = begin(open_page, desk)
    picture = page.get_by_alt_text("The picture that these choices make")
    expect(picture).to_be_hidden()

    page.get_by_label("I put it together here").check()
    page.get_by_label("Shield").check()
    page.get_by_label("Letters, if chosen above").fill("OW")

    expect(picture).to_have_attribute("src", re.compile("shape=shield"))
    expect(picture).to_have_attribute("src", re.compile("letters=OW"))
    assert page.get_by_label("Letters", exact=True).is_checked()
    check(page)


def test_nobody_leaves_the_page_with_unsaved_writing_by_mistake(
    open_page: OpenPage, desk: Desk
) -> None:
    page = begin(open_page, desk)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("button", name="Add another outcome").click()
    expect(field(page, OUTCOME.format(1))).to_be_focused()
    page.get_by_role("link", name="Cancel").click()

    expect(field(page, "/texts/pl/name")).to_have_value("Ocenianie wniosków")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_refused_form_is_told_to_everybody(
    language: str, open_page: OpenPage, desk: Desk, check: Check
) -> None:
    page = begin(open_page, desk, language=language)
    field(page, "picture-file").check()
    field(page, "/european/hours").fill("dużo")

    field(page, "/texts/pl/name").press("Enter")

    expect(page.locator(".notice.bad")).to_be_focused()
    expect(field(page, "/european/hours")).to_have_value("dużo")
    check(page)
    page.locator('a[href="#/european/hours"]').first.click()
    expect(field(page, "/european/hours")).to_be_focused()
    page.set_viewport_size({"width": 360, "height": 800})
    check(page)


def test_without_scripts_rows_previews_and_saving_work(open_page: OpenPage, desk: Desk) -> None:
    page = begin(open_page, desk, javascript=False)
    field(page, OUTCOME.format(0)).fill("Zna zasady.")
    page.get_by_role("button", name="Add another outcome").click()
    expect(page).to_have_url(re.compile(re.escape(f"#{OUTCOME.format(1)}") + "$"))
    field(page, OUTCOME.format(1)).fill("Ocenia wnioski.")
    page.get_by_role("button", name="Remove outcome no. 1").click()
    field(page, CRITERIA).fill("Napisz **wniosek**.")
    page.get_by_role("button", name="Preview (Polish)").click()

    expect(field(page, f"preview{CRITERIA}").locator("strong")).to_have_text("wniosek")
    expect(field(page, OUTCOME.format(0))).to_have_value("Ocenia wnioski.")
    field(page, "/texts/pl/description").fill("Opis.")
    field(page, "/texts/pl/name").press("Enter")
    expect(page.get_by_role("heading", name="Ocenianie wniosków")).to_be_visible()


def test_a_language_that_is_not_ticked_has_no_fields(open_page: OpenPage, desk: Desk) -> None:
    page = begin(open_page, desk)
    english = field(page, "/texts/en/name")

    expect(english).to_be_hidden()
    page.get_by_label("English", exact=True).check()
    expect(english).to_be_visible()
    left, right = field(page, "/texts/pl/name").bounding_box(), english.bounding_box()
    assert left["y"] == right["y"], "they stand side by side"


def test_the_difference_of_two_versions_is_for_everybody(
    open_page: OpenPage, desk: Desk, check: Check
) -> None:
    page = open_page(width=360)
    desk.sign_in(page, Role.AUTHOR)
    template = desk.template()
    page.goto(f"/templates/{template}/edit")
    field(page, "/texts/en/description").fill("Leads small projects with students.")
    page.get_by_role("button", name="Save", exact=True).click()

    page.goto(f"/templates/{template}/versions")
    check(page)
    page.get_by_role("link", name="What changed since version 1").click()
    expect(page.locator("ins")).to_contain_text("small")
    check(page)
