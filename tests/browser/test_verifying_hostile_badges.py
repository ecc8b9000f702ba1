"""Whatever a badge says of itself, the page that shows it to somebody runs none of it."""

import json

import pytest
from playwright.sync_api import Page, expect
from threats.hostile_badges import PICTURES, SIGNABLE, hostile_badge, signed_hostile_badge

from .conftest import Check, OpenPage
from .desk import Desk
from .payloads import PAYLOADS, joined
from .test_scripts_never_run import EVERYTHING

TEXTS = tuple(joined(PAYLOADS, 250))


def open_all(page: Page) -> None:
    for summary in page.locator("main summary").all():
        summary.focus()
        page.keyboard.press("Enter")


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_nothing_that_a_badge_says_runs(
    number: int, desk: Desk, open_page: OpenPage, check: Check
) -> None:
    # A desk is an hour of its own, so that nobody has asked too often.
    del desk
    page, ran = open_page(), list[str]()
    page.context.expose_function("__ran", lambda *what: ran.append(str(what)))
    page.on("dialog", lambda dialog: ran.append(str(dialog)))
    for badge in (
        hostile_badge(TEXTS[number], PICTURES[number % len(PICTURES)]),
        signed_hostile_badge(TEXTS[number], SIGNABLE[number % len(SIGNABLE)]),
    ):
        page.goto("/verify")
        page.locator("#text").fill(json.dumps(badge))
        page.get_by_role("button", name="Verify").click()
        expect(page.locator(".result")).to_be_visible()
        open_all(page)
        expect(page.locator(".checks")).to_be_visible()

        assert ran == []
        assert could_run(page) == []
        check(page, ())


def could_run(page: Page) -> list[str]:
    """Return what on a page could run, but for the picture that we draw ourselves."""
    found: list[str] = page.evaluate(EVERYTHING)
    return [each for each in found if not each.startswith("img src=data:image/svg+xml;base64,")]
