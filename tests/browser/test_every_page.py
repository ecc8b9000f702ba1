"""Every page of the permission table, for whoever may see it: nobody is kept out of any."""

import re
from collections.abc import Iterator
from typing import Any, Protocol
from urllib.parse import quote
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page

from issuer.api.permissions import PERMISSIONS, Access

from .checking import OF_LOOKS
from .conftest import Browsers, Check, OpenPage, new_desk
from .furnished import Furnished, furnish
from .running import Site
from .words import foreign_words

# What is not shown by itself: files, answers for programs, and a part of a page.
FILES = re.compile(
    r"/(healthz|readyz|metrics)|/(api|static|uploads|status)/.*|.*/keys/{thumbprint}"
    r"|.*\.(\w+)|.*/picture|.*/evidence/.*|/mail/{mail_id}/body"
)
PAGES = sorted(
    path for method, path in PERMISSIONS if method == "GET" and not FILES.fullmatch(path)
)
OPEN = [path for path in PAGES if PERMISSIONS["GET", path] in {Access.PUBLIC, Access.RECIPIENT}]
OF_RECIPIENTS = ["/my", "/credentials/{badge_id}"]
HEAVIEST_BYTES = 150_000
MOST_SHIFT = 0.02
_FACTS = """() => {
  const loaded = [...performance.getEntriesByType("navigation"),
                  ...performance.getEntriesByType("resource")];
  const isPicture = ({name}) => /\\.(png|svg|jpe?g)$|picture/.test(new URL(name).pathname)
    && !name.includes("/static/");
  return {
    language: document.documentElement.lang,
    headings: document.querySelectorAll("h1").length,
    title: document.title,
    nameless: [...document.images].filter((image) => !image.hasAttribute("alt"))
      .map((image) => image.outerHTML),
    bytes: loaded.filter((entry) => !isPicture(entry))
      .reduce((sum, entry) => sum + entry.encodedBodySize, 0),
    shift: window.__noticed.shift,
  };
}"""
_WHERE = """() => document.activeElement.closest("header, main, footer")?.localName ?? "" """


@pytest.fixture(scope="package")
def furnished(site: Site) -> Furnished:
    """Return an organisation with one of everything, which no test changes."""
    return furnish(new_desk(site))


class Visit(Protocol):
    """Leads visitors from page to page, who only look."""

    def __call__(self, language: str, *, signed_in: bool) -> Page:
        """Return a page on which nothing was noticed yet, 1440 pixels wide, in light colours."""


@pytest.fixture(scope="module")
def visitors(chromium: Browser, site: Site) -> Iterator[Browsers]:
    """Yield browsers that stay open: a fresh one for each page would load all scripts anew."""
    browsers = Browsers(chromium, site.address)
    yield browsers
    browsers.close()


@pytest.fixture(scope="module")
def visit(visitors: Browsers, furnished: Furnished) -> Visit:
    """Return what leads one visitor of each kind from page to page."""
    pages: dict[tuple[str, bool], Page] = {}

    def page_of(language: str, *, signed_in: bool) -> Page:
        kind = (language, signed_in)
        page = pages[kind] = pages.get(kind) or visitors.open(language=language)
        visitors.forget(page)
        if signed_in:
            furnished.desk.sign_in_as(page, furnished.person)
        return page

    return page_of


def look(page: Page, address: str, language: str, check: Check) -> None:
    """Open a page and check it narrow and wide, in light and in dark colours."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    facts: dict[str, Any] = page.evaluate(_FACTS)
    assert facts["language"] == language
    assert facts["headings"] == 1
    assert len(facts["title"].removesuffix("– Insygnia").strip()) > 2
    assert facts["nameless"] == []
    assert facts["bytes"] < HEAVIEST_BYTES
    assert facts["shift"] < MOST_SHIFT
    assert foreign_words(page, language) == []
    check(page)
    page.emulate_media(color_scheme="dark")
    check(page, OF_LOOKS)
    page.set_viewport_size({"width": 360, "height": 800})
    check(page)
    page.emulate_media(color_scheme="light")
    check(page, OF_LOOKS)


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_staff_are_kept_out_of_no_page(
    path: str, language: str, furnished: Furnished, visit: Visit, visitors: Browsers
) -> None:
    page = visit(language, signed_in=True)
    look(page, furnished.address(path), language, visitors.check)


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("path", OPEN)
def test_strangers_are_kept_out_of_no_page(
    path: str, language: str, furnished: Furnished, visit: Visit, visitors: Browsers
) -> None:
    page = visit(language, signed_in=False)
    look(page, furnished.address(path), language, visitors.check)


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("path", OF_RECIPIENTS)
def test_recipients_are_kept_out_of_no_page(
    path: str, language: str, furnished: Furnished, open_page: OpenPage, check: Check
) -> None:
    page, desk = open_page(language=language), furnished.desk
    award = desk.award(UUID(furnished.samples["template_id"]))
    desk.claim(page)

    look(page, path.format(badge_id=award.credential_uuid), language, check)


def test_strangers_are_led_to_sign_in_and_back(furnished: Furnished, open_page: OpenPage) -> None:
    page = open_page()

    for path in set(PAGES) - set(OPEN):
        address = furnished.address(path)
        answer = page.request.get(address, headers={"Accept": "text/html"})
        assert answer.url.endswith(f"/sign-in?next={quote(address, safe='')}"), path
    page.goto(address)
    assert page.locator("input[name=next]").input_value() == address


@pytest.mark.parametrize("path", ["/sign-in", "/templates", "/verify"])
def test_the_first_link_skips_what_stands_on_every_page(
    path: str, furnished: Furnished, open_page: OpenPage
) -> None:
    page = open_page()
    if path != "/sign-in":
        furnished.desk.sign_in_as(page, furnished.person)
    page.goto(path)

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    assert page.locator(":focus").is_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate(_WHERE) == "main"
