"""The user manual, sentence by sentence: rights, templates, the two ways, and the nouns.

The numbers are those of the acceptance tests; the wizard is in `test_the_manual_awarding`.
"""

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
import visitors
from playwright.sync_api import Locator, Page, expect
from templates.contents import MICRO_CREDENTIAL, named

from issuer.achievements import create_achievement
from issuer.callers import Caller
from issuer.models import Person, Role
from issuer.rights import Right

from .conftest import Check, OpenPage
from .desk import Desk
from .manual import LANGUAGES, SAID, SCREENS, TO_MANY_SAYS, TYPES
from .test_award_wizard import awards

in_both_languages = pytest.mark.parametrize("language", LANGUAGES)
TITLES = {"pl": "Łączenie zespołów", "en": "Joining teams"}
EMAIL = "zaneta@example.org"
MEMBERS = {"pl": "Osoby", "en": "Members"}
AWARDER = {"pl": "Przyznający", "en": "Awarder"}
SAVE_ROLES = {"pl": "Zapisz role", "en": "Save the roles"}


def link(page: Page | Locator, name: str) -> Locator:
    """Return the link with exactly this name."""
    return page.get_by_role("link", name=name, exact=True)


def button(page: Page, name: str) -> Locator:
    """Return the button with exactly this name."""
    return page.get_by_role("button", name=name, exact=True)


def draft(
    desk: Desk, author: Person, title: str, now: datetime, description: str = "Opis."
) -> UUID:
    """Return a draft that somebody wrote at `now`."""
    caller = Caller(f"person:{author.id}", desk.issuer.organisation_id, frozenset(Right), author.id)
    with desk.issuer.writing() as session:
        content = named(title, description=description)
        return create_achievement(session, caller, content, now=now).id


def titles(page: Page) -> list[str]:
    """Return the titles of the cards, from the first to the last."""
    return page.locator(".cards h2").all_inner_texts()


@in_both_languages
def test_01_without_the_right_there_is_no_button_and_the_server_refuses(
    open_page: OpenPage, desk: Desk, language: str
) -> None:
    page, template = open_page(language=language), desk.template(**MICRO_CREDENTIAL)
    desk.sign_in(page, Role.ADMINISTRATOR, Role.AUTHOR, Role.VIEWER)
    said = SAID[language, "MicroCredential"]

    page.goto(f"/templates/{template}")
    expect(page.get_by_role("heading", name=TITLES[language])).to_be_visible()
    expect(page.get_by_text(said.award)).to_have_count(0)
    expect(page.get_by_text(said.award_one)).to_have_count(0)
    csrf = page.locator("input[name=csrf]").first.input_value()

    for path in ("award", "award/one"):
        answer = page.goto(f"/templates/{template}/{path}")
        assert answer is not None
        assert answer.status == 403, path
    sent: dict[str, str | float | bool] = {
        "csrf": csrf,
        "do": "award",
        "first_name": "Ewa",
        "last_name": "Lis",
        "email": EMAIL,
    }
    refused = page.request.post(
        f"/templates/{template}/award/one", form=sent, headers={"Origin": desk.site.address}
    )
    assert refused.status == 403
    assert awards(desk) == []


@in_both_languages
def test_02_the_administrator_grants_the_right_and_it_holds_at_once(
    open_page: OpenPage, desk: Desk, language: str
) -> None:
    staff, words = open_page(language=language), SCREENS[language]
    said, template = SAID[language, "MicroCredential"], desk.template(**MICRO_CREDENTIAL)
    ewa = desk.sign_in(staff, Role.VIEWER, name="Ewa Lis")
    staff.goto(f"/templates/{template}")
    expect(link(staff, said.award)).to_have_count(0)

    administrator = open_page(language=language)
    desk.sign_in(administrator, Role.ADMINISTRATOR)
    administrator.goto("/templates")
    link(administrator, words.organisation).click()
    link(administrator, MEMBERS[language]).click()
    row = administrator.get_by_role("row").filter(has_text="Ewa Lis")
    row.locator("summary").click()
    row.get_by_role("checkbox", name=AWARDER[language], exact=True).check()
    row.get_by_role("button", name=SAVE_ROLES[language]).click()

    expect(administrator.get_by_role("status")).to_be_visible()
    # Other roles, other sessions: she signs in again, and is where she was.
    staff.reload()
    staff.locator("#email").fill(ewa.email)
    staff.locator("#password").fill(visitors.PASSWORD)
    staff.get_by_role("main").get_by_role("button").first.click()
    expect(staff).to_have_url(re.compile(f"/templates/{template}$"))
    link(staff, said.award).click()
    link(staff, said.award_one).click()
    for field, text in ((words.first_name, "Jan"), (words.last_name, "Kos"), (words.email, EMAIL)):
        staff.get_by_role("textbox", name=field, exact=True).fill(text)
    button(staff, said.award).click()
    expect(staff.get_by_text(said.success, exact=True)).to_be_visible()
    assert len(awards(desk)) == 1


@in_both_languages
def test_03_the_tab_of_my_own_templates_shows_no_others(
    open_page: OpenPage, desk: Desk, language: str
) -> None:
    page, words = open_page(language=language), SCREENS[language]
    mine, other = desk.sign_in(page), desk.person(Role.AUTHOR, name="Ewa Lis")
    draft(desk, mine, "Mój wzorzec", desk.issuer.now)
    draft(desk, other, "Cudzy wzorzec", desk.issuer.now)

    page.goto("/templates")
    expect(page.get_by_role("heading", level=1)).to_have_text(words.templates)
    expect(link(page, words.organisations)).to_have_attribute("aria-current", "page")
    assert titles(page) == ["Cudzy wzorzec", "Mój wzorzec"]
    link(page, words.mine).click()

    expect(link(page, words.mine)).to_have_attribute("aria-current", "page")
    assert titles(page) == ["Mój wzorzec"]
    expect(link(page, words.add)).to_be_visible()
    expect(page.locator("summary", has_text=words.filters)).to_be_visible()


DAYS = {
    "pl": ["06.05.2029", "06.05.2029", "05.05.2029", "30.04.2029"],
    "en": ["6 May 2029", "6 May 2029", "5 May 2029", "30 April 2029"],
}
COUNTERS = {
    "pl": ["przyznano 2 poświadczenia", "odebrano 1 poświadczenie"],
    "en": ["2 credentials awarded", "1 credential claimed"],
}


@in_both_languages
def test_04_cards_have_the_day_and_the_newest_comes_first(
    open_page: OpenPage, desk: Desk, language: str
) -> None:
    page = open_page(language=language)
    author = desk.sign_in(page)
    # At 22:30 UTC the next day has begun in Warsaw.
    for title, day, hour in (
        ("C", 5, 12), ("A", 6, 9), ("B", 5, 22), ("D", -1, 12),
    ):  # fmt: skip
        at = datetime(2029, 5 if day > 0 else 4, day if day > 0 else 30, hour, 30, tzinfo=UTC)
        draft(desk, author, title, at, description="Bardzo długi opis wzorca. " * 20)

    page.goto("/templates")

    assert titles(page) == ["A", "B", "C", "D"]
    days = [text.strip() for text in page.locator(".cards .foot > span").all_inner_texts()]
    assert days == DAYS[language]
    for text in page.locator(".cards .say > p[lang]").all_inner_texts():
        assert re.fullmatch(r"Bardzo długi opis.{80,100}…", text), text


@in_both_languages
def test_04_cards_count_what_was_awarded_and_claimed_also_in_words(
    open_page: OpenPage, desk: Desk, language: str
) -> None:
    page, template = open_page(language=language), desk.template()
    desk.sign_in(page)
    desk.award(template)
    desk.claim()
    desk.award(template, email=EMAIL)

    page.goto("/templates")

    counts = page.locator(".cards .counts > li")
    assert counts.locator("[aria-hidden]:not(svg)").all_inner_texts() == ["2", "1"]
    assert counts.locator(".unseen").all_text_contents() == COUNTERS[language]


@in_both_languages
def test_05_the_details_name_organisation_author_description_and_how_it_is_earned(
    open_page: OpenPage, desk: Desk, language: str
) -> None:
    page, words = open_page(language=language), SCREENS[language]
    author = desk.sign_in(page)
    template = draft(desk, author, "Dobry wzorzec", desk.issuer.now, description="Cały opis.")

    page.goto("/templates")
    link(page, "Dobry wzorzec").click()

    expect(page).to_have_url(re.compile(str(template)))
    details = page.locator("article.card")
    expect(details).to_contain_text({"pl": "Akademia", "en": "Academy"}[language])
    expect(details).to_contain_text(words.author.format(author.name, author.email))
    expect(page.get_by_role("heading", name=words.description, exact=True)).to_be_visible()
    expect(page.get_by_text("Cały opis.", exact=True)).to_be_visible()
    expect(page.get_by_text("Kryteria.")).not_to_be_visible()
    page.get_by_text(SAID[language, "Badge"].how, exact=True).click()
    expect(page.get_by_text("Kryteria.")).to_be_visible()


def expect_ways(place: Page | Locator, language: str, kind: str) -> None:
    """Check the two ways, their full texts, and the button of the first."""
    said = SAID[language, kind]
    one, many = place.locator(".ways > section").all()
    expect(one.get_by_role("heading")).to_have_text(said.to_one)
    expect(one.locator("p").first).to_have_text(said.to_one_says)
    expect(link(one, said.award_one)).to_be_visible()
    expect(many.get_by_role("heading")).to_have_text(said.to_many)
    expect(many.locator("p").first).to_have_text(
        f"{said.to_many_asks_for} {TO_MANY_SAYS[language]}"
    )


@in_both_languages
def test_06_the_window_shows_both_ways_with_their_words(
    open_page: OpenPage, desk: Desk, language: str, check: Check
) -> None:
    page, words = open_page(language=language), SCREENS[language]
    desk.sign_in(page, Role.ISSUER)
    page.goto(f"/templates/{desk.template(**MICRO_CREDENTIAL)}")
    link(page, SAID[language, "MicroCredential"].award).click()

    window = page.get_by_role("dialog", name=words.ways.format(TITLES[language]), exact=True)
    expect(window).to_be_visible()
    expect_ways(window, language, "MicroCredential")
    check(page)
    button(page, words.close).click()
    expect(window).not_to_be_visible()


@in_both_languages
@pytest.mark.parametrize("kind", TYPES)
def test_26_every_screen_has_the_noun_of_the_type_in_its_right_form(
    open_page: OpenPage, desk: Desk, kind: str, language: str
) -> None:
    page, words, said = open_page(language=language), SCREENS[language], SAID[language, kind]
    desk.sign_in(page, Role.ISSUER)
    page.goto(f"/templates/{desk.template(**{**MICRO_CREDENTIAL, 'achievement_type': kind})}")
    expect(page.locator("details summary", has_text=said.how)).to_have_text(said.how)
    link(page, said.award).click()
    expect_ways(page.get_by_role("dialog"), language, kind)
    link(page, said.award_one).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(said.you_award.format(TITLES["pl"]))
    for field, text in ((words.first_name, "Jan"), (words.last_name, "Kos"), (words.email, EMAIL)):
        page.get_by_role("textbox", name=field, exact=True).fill(text)
    button(page, said.award).click()
    expect(page.get_by_role("status")).to_have_text(said.success)
