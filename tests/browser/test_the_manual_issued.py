"""The user manual, sentence by sentence: what a credential holds, and when it counts as claimed.

The numbers are those of the acceptance tests.
"""

import re
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect
from templates.contents import MICRO_CREDENTIAL

from issuer.models import Award, Role

from .conftest import OpenPage
from .desk import Desk
from .manual import SAID, SCREENS, Screens
from .test_the_manual import TITLES, button, in_both_languages, link
from .test_the_manual_awarding import box, open_wizard, the_credential, write

GRADE = [
    {
        "id": "ocena", "name": {"pl": "Ocena", "en": "Grade"}, "result_type": "LetterGrade",
        "allowed_values": ["4,0", "5,0"],
    }
]  # fmt: skip


def fill_options(page: Page, words: Screens) -> None:
    """Fill in everything of the second step."""
    page.get_by_role("combobox", name=words.language).select_option("en")
    page.locator(".expiry > details > summary").click()
    page.get_by_label("Ostatni dzień ważności").fill("2031-01-31")
    box(page, words.narrative).fill("Led the project.")
    box(page, "Numer certyfikatu").fill("KP/7")
    page.get_by_label("Od dnia").fill("2030-01-01")
    page.get_by_label("Do dnia").fill("2030-02-01")
    page.get_by_label("Ocena").select_option("5,0")
    button(page, "Dodaj dowód").click()
    piece = page.get_by_role("group", name="Dowód nr 1")
    piece.get_by_role("textbox", name="Nazwa").fill("Report")
    piece.get_by_role("textbox", name="Opis").fill("Forty pages.")
    piece.get_by_role("textbox", name="Adres URL").fill("https://akademia.example/raport")


def test_22_what_may_be_added_is_in_the_credential(open_page: OpenPage, desk: Desk) -> None:
    page, words = open_page(language="pl"), SCREENS["pl"]
    open_wizard(page, desk, result_descriptions=GRADE)
    write(page, desk, words)
    button(page, words.next).click()
    fill_options(page, words)
    button(page, SAID["pl", "MicroCredential"].award).click()
    expect(page.get_by_text(SAID["pl", "MicroCredential"].success)).to_be_visible()

    credential = the_credential(desk)
    subject = credential["credentialSubject"]
    assert credential["name"] == TITLES["en"]
    assert subject["achievement"]["inLanguage"] == "en"
    assert credential["validUntil"] == "2031-01-31T22:59:59Z"
    assert (subject["narrative"], subject["licenseNumber"]) == ("Led the project.", "KP/7")
    assert subject["activityStartDate"].startswith("2030-01-01T")
    assert subject["activityEndDate"].startswith("2030-02-01T")
    assert [result["value"] for result in subject["result"]] == ["5,0"]
    [evidence] = credential["evidence"]
    assert [evidence[name] for name in ("id", "name", "description")] == [
        "https://akademia.example/raport", "Report", "Forty pages.",
    ]  # fmt: skip


CLAIM = {"pl": "Odbierz mikropoświadczenie", "en": "Claim the micro-credential"}


def day_of(award: Award, language: str) -> str:
    """Return the day of issue as people write it."""
    day = award.awarded_at.astimezone(ZoneInfo("Europe/Warsaw"))
    return f"{day:%d.%m.%Y}" if language == "pl" else f"{day.day} {day:%B %Y}"


@in_both_languages
def test_23_what_was_awarded_is_claimed_once_its_holder_claims_it(
    open_page: OpenPage, desk: Desk, language: str
) -> None:
    staff, words = open_page(language=language), SCREENS[language]
    award = desk.award(desk.template(**MICRO_CREDENTIAL), language=language)
    desk.sign_in(staff, Role.ISSUER)
    staff.goto("/templates")
    link(staff, words.issued).click()
    expect(staff.get_by_role("heading", level=1)).to_have_text(words.issued)
    row = staff.get_by_role("row").filter(has_text="Jan Kowalski")
    expect(row.get_by_role("cell", name=words.awarded, exact=True)).to_be_visible()
    expect(row.get_by_role("cell", name=day_of(award, language), exact=True)).to_be_visible()

    holder = open_page(language=language)
    holder.goto(desk.link())
    button(holder, CLAIM[language]).click()
    expect(holder).to_have_url(re.compile(f"/credentials/{award.credential_uuid}"))

    staff.reload()
    expect(row.get_by_role("cell", name=words.claimed, exact=True)).to_be_visible()
    expect(row.get_by_role("cell", name=day_of(award, language), exact=True)).to_be_visible()
