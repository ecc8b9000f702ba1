"""A running service, Chromium, and an organisation of its own for every test in a browser.

def test_…(open_page: OpenPage, desk: Desk, check: Check) -> None:
    page = open_page(language="pl", width=360)
    desk.sign_in(page, Role.ISSUER)
    page.goto("/templates")
    check(page)
"""

import secrets
import shutil
from collections.abc import Collection, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest
from issuing import new_issuer
from playwright.sync_api import Browser, BrowserContext, Page

from . import checking
from .chromium import Noticed, launched, open_context
from .desk import Desk
from .running import Site, running_site


class OpenPage(Protocol):
    """Opens browsers."""

    def __call__(
        self,
        *,
        language: str = "en",
        width: int = 1440,
        javascript: bool = True,
        dark: bool = False,
    ) -> Page:
        """Return an empty page of a fresh browser; addresses may begin with a slash there."""


class Check(Protocol):
    """Checks pages."""

    def __call__(self, page: Page, rules: Collection[str] | None = None) -> None:
        """Fail if anybody is kept out of the page, if it is too wide, or if anything was refused.

        `rules` are those of axe that are asked: all of them by default, none if it is empty.
        """


class Browsers:
    """The browsers of one test, or of several that only look, and what they noticed."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self.chromium = chromium
        self.address = address
        self.opened: dict[BrowserContext, Noticed] = {}

    def open(self, **wishes: Any) -> Page:
        context = open_context(self.chromium, self.address, **wishes)
        self.opened[context] = Noticed(self.address, scripts=wishes.get("javascript", True))
        context.on("page", self.opened[context].watch)
        return context.new_page()

    def forget(self, page: Page) -> None:
        """Forget what was noticed on the page, and let it look as it did when it was opened."""
        self.opened[page.context].forget()
        page.set_viewport_size({"width": 1440, "height": 900})
        page.emulate_media(color_scheme="light")

    def check(self, page: Page, rules: Collection[str] | None = None) -> None:
        checking.check(page, self.opened[page.context], rules)

    def close(self) -> None:
        for context in self.opened:
            context.close()


# Of the package, not of the session: while Playwright runs, nobody else can run an event loop.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Yield a Chromium, the same one for all tests of this process."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="package")
def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Yield the service at work, the same one for all tests of this process."""
    home = tmp_path_factory.mktemp("site")
    shutil.copyfile(sqlite_template, home / "insygnia.db")
    with running_site(f"sqlite:///{home / 'insygnia.db'}", home) as running:
        yield running


@pytest.fixture
def desk(site: Site) -> Desk:
    """Return an organisation of its own for this test, at an hour of its own."""
    # What was counted in the tests before is counted no more.
    site.clock.advance(timedelta(hours=1))
    return new_desk(site)


def new_desk(site: Site) -> Desk:
    """Return a new organisation of the running service."""
    slug = f"o{secrets.token_hex(6)}"
    return Desk(site, new_issuer(site.service, slug), slug)


@pytest.fixture
def browsers(chromium: Browser, site: Site) -> Iterator[Browsers]:
    """Yield the browsers of this test."""
    opened = Browsers(chromium, site.address)
    yield opened
    opened.close()


@pytest.fixture
def open_page(browsers: Browsers) -> OpenPage:
    """Return what opens a browser, by default one that reads English and is 1440 pixels wide."""
    return browsers.open


@pytest.fixture
def check(browsers: Browsers) -> Check:
    """Return what checks a page: axe finds nothing, nothing was refused or asked elsewhere."""
    return browsers.check
