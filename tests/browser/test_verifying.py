"""Somebody who knows nothing of signatures checks badges, and sees what is the matter with each."""

import re

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from issuer.web.catalogues import LANGUAGES

from .checking import OF_LOOKS
from .conftest import Check, OpenPage
from .desk import Desk
from .five_files import FIVE, BadgeFile
from .words import foreign_words

SAID = {
    "en": {"yes": "yes", "no": "no", "unknown": "could not be checked"},
    "pl": {"yes": "tak", "no": "nie", "unknown": "nie udało się sprawdzić"},
}
SIGNS = {"good": "✓", "bad": "✕", "unsure": "?"}
VERIFY = {"en": "Verify", "pl": "Zweryfikuj"}
_FACE = """(element) => {
  const style = getComputedStyle(element);
  return [style.backgroundColor, style.borderLeftColor];
}"""
_DROPPED = """(text) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], "badge.json", {type: "application/json"}));
  document.body.dispatchEvent(
    new DragEvent("drop", {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""
# A camera that sees a picture of nothing, and a reader of codes that finds one in it.
_CAMERA = """(code) => {
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = document.createElement("canvas");
    canvas.getContext("2d").fillRect(0, 0, 9, 9);
    window.__stream = canvas.captureStream(5);
    return window.__stream;
  };
  globalThis.BarcodeDetector = class {
    static async getSupportedFormats() { return ["qr_code"]; }
    async detect() { return [{rawValue: code}]; }
  };
}"""


def give(page: Page, content: bytes, language: str) -> None:
    """Choose a file on the page, have it verified, and wait for the report."""
    page.goto("/verify")
    file = FilePayload(name="odznaka", mimeType="application/octet-stream", buffer=content)
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name=VERIFY[language]).click()
    expect(page.locator(".result, .parts").first).to_be_visible()


def answers(page: Page) -> Locator:
    return page.locator(".answers > li")


def headline(file: BadgeFile, language: str) -> re.Pattern[str]:
    return re.compile("^" + re.escape(file.headline[language]).replace("…", ".*[0-9]{4}") + "$")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", FIVE, ids=lambda file: str(file.name))
def test_the_page_says_what_is_the_matter(
    file: BadgeFile, language: str, open_page: OpenPage, desk: Desk, check: Check
) -> None:
    page = open_page(language=language)
    give(page, file.make(desk), language)

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(headline(file, language))
    expect(heading).to_be_focused()
    expect(page.locator(".result .mark")).to_have_text(SIGNS[file.look])
    shown = [
        re.sub(r"^\S+\s+", "", each) for each in answers(page).locator(".said").all_inner_texts()
    ]
    assert shown == [SAID[language][answer] for answer in file.answers]
    assert foreign_words(page, language) == []
    check(page)


def test_each_verdict_has_a_colour_of_its_own(open_page: OpenPage, desk: Desk) -> None:
    page = open_page()
    faces: dict[str, set[tuple[str, ...]]] = {}
    for file in FIVE:
        give(page, file.make(desk), "en")
        expect(page.locator(f".result.{file.look}")).to_be_visible()
        faces.setdefault(file.look, set()).add(tuple(page.locator(".result").evaluate(_FACE)))

    assert [len(seen) for seen in faces.values()] == [1, 1, 1]
    assert len(set.union(*faces.values())) == len(SIGNS)


@pytest.mark.parametrize("file", [FIVE[0], FIVE[3], FIVE[4]], ids=lambda file: str(file.name))
def test_nobody_is_kept_out_of_the_details(
    file: BadgeFile, open_page: OpenPage, desk: Desk, check: Check
) -> None:
    page = open_page(language="pl")
    give(page, file.make(desk), "pl")
    for summary in page.locator("main summary").all():
        summary.focus()
        page.keyboard.press("Enter")

    expect(page.locator(".checks > li")).to_have_count(9)
    check(page)
    page.emulate_media(color_scheme="dark")
    check(page, OF_LOOKS)
    # Twice as large on an ordinary screen, and a narrow phone.
    for width in (720, 360):
        page.set_viewport_size({"width": width, "height": 800})
        check(page)


def test_several_badges_in_one_file_are_told_apart(
    open_page: OpenPage, desk: Desk, check: Check
) -> None:
    page = open_page(language="pl")
    give(page, b"[" + FIVE[0].make(desk) + b"," + FIVE[3].make(desk) + b"]", "pl")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Nie wszystkie ważne: 2 odznaki w tym pliku"
    )
    page.locator(".parts a").nth(1).click()
    expect(page.locator(".part h2:target")).to_contain_text(FIVE[3].headline["pl"])
    check(page)
    page.set_viewport_size({"width": 360, "height": 800})
    check(page)


def test_every_check_leads_to_what_its_result_means(open_page: OpenPage, desk: Desk) -> None:
    page = open_page()
    give(page, FIVE[4].make(desk), "en")
    links = page.locator(".checks").get_by_role("link", name="What it means", include_hidden=True)
    found = {link.get_attribute("href") for link in links.all()}

    assert len(found) > 3
    for address in found:
        page.goto(str(address))
        expect(page.locator("main code")).to_have_text(str(address).rpartition("/")[2])
        expect(page.get_by_role("heading", name="What to do")).to_be_visible()


def test_a_pasted_badge_is_checked_without_javascript(
    open_page: OpenPage, desk: Desk, check: Check
) -> None:
    page = open_page(javascript=False, width=360)
    page.goto("/verify")
    expect(page.get_by_text("Or drop the file here.")).to_be_hidden()
    expect(page.get_by_role("button", name="Scan with the camera")).to_be_hidden()
    page.get_by_label("Or the text of the badge").fill(FIVE[3].make(desk).decode())
    page.get_by_role("button", name="Verify").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(headline(FIVE[3], "en"))
    page.get_by_text("All checks and details").click()
    expect(page.locator(".checks")).to_be_visible()
    check(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_it_was_checked_is_told_in_the_zone_of_the_reader(
    language: str, open_page: OpenPage, desk: Desk
) -> None:
    """The browsers here stand in Warsaw."""
    page = open_page(language=language)
    give(page, FIVE[0].make(desk), language)

    moments = page.locator("time[data-moment]")
    expect(moments.first).to_contain_text(re.compile(r"\d\d:\d\d (CES?T|GMT\+[12])$"))
    shown = moments.evaluate_all("(times) => times.map((time) => time.textContent)")
    assert not [each for each in shown if "UTC" in each]
    assert foreign_words(page, language) == []


def test_a_file_dropped_anywhere_is_checked(open_page: OpenPage, desk: Desk, check: Check) -> None:
    page = open_page()
    page.goto("/verify")
    page.evaluate(_DROPPED, FIVE[1].make(desk).decode())

    expect(page.get_by_role("heading", level=1)).to_have_text(headline(FIVE[1], "en"))
    check(page)


@pytest.mark.parametrize(
    ("recipient", "said"),
    [
        ("jan@{slug}.example", "yes"),
        ("Jan Kowalski", "yes"),
        ("somebody.else@example.org", "no"),
    ],
    ids=["by e-mail", "by name", "somebody else"],
)
def test_the_page_says_whether_it_is_somebodys(
    recipient: str, said: str, open_page: OpenPage, desk: Desk
) -> None:
    form = desk.issuer.forms(desk.award())["json"]
    page = open_page()
    page.goto("/verify")
    page.get_by_label("Or the text of the badge").fill(form)
    page.get_by_label("Whose should it be?").fill(recipient.format(slug=desk.slug))
    page.get_by_role("button", name="Verify").click()

    fourth = answers(page).nth(3)
    expect(fourth.get_by_role("heading")).to_have_text("Is it this person's?")
    expect(fourth.locator(".said")).to_contain_text(said)


def test_a_code_before_the_camera_is_checked(open_page: OpenPage, desk: Desk, check: Check) -> None:
    award = desk.award()
    desk.claim()
    page = open_page(width=360)
    address = f"{desk.site.address}/credentials/{award.credential_uuid}"
    page.add_init_script(f"({_CAMERA})({address!r})")
    page.goto("/verify")
    page.get_by_role("button", name="Scan with the camera").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Valid: genuine and in force")
    check(page)


def test_whoever_refuses_the_camera_reads_what_else_to_do(
    open_page: OpenPage, desk: Desk, check: Check
) -> None:
    page = open_page(width=360)
    page.add_init_script(
        f"({_CAMERA})('');"
        "navigator.mediaDevices.getUserMedia = async () => { throw new Error('refused'); };"
    )
    page.goto("/verify")
    page.get_by_role("button", name="Scan with the camera").click()

    expect(page.get_by_role("dialog")).to_contain_text("Take a photo of the QR code instead.")
    check(page)
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_only_this_page_may_use_the_camera(open_page: OpenPage, desk: Desk) -> None:
    page = open_page()
    may = "document.featurePolicy.allowsFeature('camera')"
    page.goto("/verify")
    assert page.evaluate(may)
    for address in ("/", "/verify/codes", "/sign-in"):
        page.goto(address)
        assert not page.evaluate(may), address
