"""The user manual by keyboard alone: from the list of templates to an award, everything named."""

import re

from playwright.sync_api import Locator, Page, expect
from templates.contents import MICRO_CREDENTIAL

from issuer.models import Role

from .conftest import OpenPage
from .desk import Desk
from .manual import SAID, SCREENS
from .test_award_wizard import awards
from .test_the_manual import TITLES, button, in_both_languages, link

HELP = {"pl": "Pomoc: {}", "en": "Help: {}"}
STEP = {"pl": "Krok {}:", "en": "Step {}:"}
_IS_FOCUSED = "it => it === document.activeElement"


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is there; everything on the way is seen and has a name."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        # The end of the page, or the browser's own button in a field for a day.
        if not focused.count():
            continue
        expect(focused).to_have_accessible_name(re.compile(r"\S"))
        expect(focused).to_be_in_viewport()
        if wanted.evaluate(_IS_FOCUSED):
            return
    raise AssertionError(f"Tab never comes to {wanted}")


def press(page: Page, wanted: Locator) -> None:
    """Go to a link or button, and press Enter there."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def open_window(page: Page, opener: Locator) -> Locator:
    """Press Enter on what opens the window of the two ways, and return the window."""
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    window = page.get_by_role("dialog")
    expect(window).to_be_visible()
    assert window.evaluate("it => it.contains(document.activeElement)")
    return window


@in_both_languages
def test_25_the_window_keeps_the_focus_and_gives_it_back(
    open_page: OpenPage, desk: Desk, language: str
) -> None:
    page, words, said = (
        open_page(language=language), SCREENS[language], SAID[language, "MicroCredential"],
    )  # fmt: skip
    desk.sign_in(page, Role.ISSUER)
    template = desk.template(**MICRO_CREDENTIAL)
    page.goto("/templates")
    press(page, link(page, TITLES[language]))
    expect(page).to_have_url(re.compile(f"/templates/{template}$"))
    opener = link(page, said.award)
    expect(opener).to_have_attribute("aria-haspopup", "dialog")
    tab_to(page, opener)

    window = open_window(page, opener)
    expect(window).to_have_accessible_name(words.ways.format(TITLES[language]))
    expect(button(page, words.close)).to_be_focused()
    expect_focus_stays(page)
    page.keyboard.press("Escape")
    expect(window).not_to_be_visible()
    expect(opener).to_be_focused()

    open_window(page, opener)
    expect(button(page, words.close)).to_be_focused()
    page.keyboard.press("Enter")
    expect(window).not_to_be_visible()
    expect(opener).to_be_focused()

    open_window(page, opener)
    press(page, link(page, said.award_one))
    expect(page).to_have_url(re.compile("/award/one$"))


def expect_focus_stays(page: Page) -> None:
    """Tab on: the focus goes round in the window, and through the browser's own frame."""
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )


def walk_options(page: Page, language: str) -> None:
    """Open a help text and the expiry, and write a description, by keyboard."""
    words = SCREENS[language]
    help_button = page.locator(f'summary[aria-label="{HELP[language].format(words.language)}"]')
    press(page, help_button)
    expect(help_button.locator("~ p")).to_be_visible()
    tab_to(page, page.get_by_role("combobox", name=words.language, exact=True))
    expiry = page.locator(".expiry > details > summary")
    press(page, expiry)
    expect(page.locator("#valid_until")).to_be_visible()
    tab_to(page, page.get_by_role("textbox", name=words.narrative, exact=True))
    page.keyboard.type("Projekt")


@in_both_languages
def test_25_the_wizard_is_walked_by_keyboard_and_errors_are_not_said_by_colour_alone(
    open_page: OpenPage, desk: Desk, language: str
) -> None:
    page, words, said = (
        open_page(language=language), SCREENS[language], SAID[language, "MicroCredential"],
    )  # fmt: skip
    desk.sign_in(page, Role.ISSUER)
    page.goto(f"/templates/{desk.template(**MICRO_CREDENTIAL)}/award/one")
    press(page, button(page, words.next))

    step = page.locator(".steps > li").first
    expect(page.get_by_role("alert")).to_be_focused()
    expect(step).to_contain_text(STEP[language].format(1))
    expect(step).to_contain_text(words.is_wrong)
    expect(step.locator(".no")).to_have_text("!")
    names = (words.first_name, words.last_name, words.email)
    typed = ("Żaneta", "Kowal", desk.jan.email)
    for name, fault, text in zip(names, words.faults, typed, strict=True):
        field = page.get_by_role("textbox", name=name, exact=True)
        tab_to(page, field)
        expect(field).to_have_accessible_description(fault)
        expect(field).to_have_attribute("aria-required", "true")
        page.keyboard.type(text)
    press(page, button(page, words.next))

    expect(page.locator(".section > summary")).to_be_focused()
    expect(page.locator(".steps > li").nth(1)).to_contain_text(STEP[language].format(2))
    walk_options(page, language)
    press(page, button(page, said.award))

    expect(page.get_by_role("status")).to_have_text(said.success)
    assert [award.narrative for award in awards(desk)] == ["Projekt"]
