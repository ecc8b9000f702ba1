"""Whatever somebody types is shown as they typed it, on every page, and none of it ever runs."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from urllib.parse import quote

import pytest
from issuing import Issuer
from playwright.sync_api import Page

from issuer.award_rules import NewEvidence
from issuer.models import Award, Person
from issuer.organisations import change_organisation

from .conftest import Check, OpenPage
from .desk import Desk
from .furnished import samples_of
from .payloads import PAYLOADS, joined
from .test_every_page import PAGES

LONGEST_NAME = 250
TEXTS = list(joined(PAYLOADS, LONGEST_NAME))
# Two for each test: one name in Polish and one in English, a first name and a last name.
PAIRS = list(zip_longest(TEXTS[::2], TEXTS[1::2], fillvalue=TEXTS[0]))
SAYING_NOTHING = {
    "/", "/my", "/my/ask", "/problems/{slug}", "/reset", "/sign-in", "/verify", "/verify/codes",
    "/verify/codes/{code}",
}  # fmt: skip
EVERYTHING = """() => {
  const faults = [];
  const lead = /^(href|src|action|formaction|data|xlink:href)$/;
  for (const element of document.querySelectorAll("*")) {
    for (const {name, value} of element.attributes) {
      const leads = lead.test(name) && /^\\s*(javascript|data|vbscript):/i.test(value);
      if (name.startsWith("on") || leads || name === "srcdoc") {
        faults.push(`${element.localName} ${name}=${value}`);
      }
    }
  }
  for (const script of document.scripts) {
    if (new URL(script.src, location).origin !== location.origin || script.textContent.trim()) {
      faults.push(script.outerHTML);
    }
  }
  return faults;
}"""


@pytest.fixture
def ran() -> list[str]:
    """Return the list of what ran."""
    return []


@pytest.fixture
def page(open_page: OpenPage, ran: list[str]) -> Page:
    """Return a page that remembers in `ran` whatever runs."""
    page = open_page()
    page.context.expose_function("__ran", lambda *what: ran.append(f"{page.url}: {what}"))

    def asked(dialog: object) -> None:
        ran.append(f"{page.url}: {dialog}")

    page.on("dialog", asked)
    return page


def describe(issuer: Issuer, one: str, other: str) -> None:
    """Let the organisation be called `one` in Polish and `other` in English, and live there."""
    texts = {"pl": one, "en": other}
    address = {"street": one, "locality": other, "country": "PL"}
    with issuer.writing() as session:
        change_organisation(
            session,
            issuer.caller,
            lambda old: replace(old, names=texts, descriptions=texts, address=address),
            now=issuer.now,
        )


def award(desk: Desk, one: str, other: str) -> Award:
    """Award a template to somebody, every text of both being one of the two or both."""
    both = f"{one} {other}"
    texts = {"description": both, "criteria": both, "tags": [one[:40].strip()]}
    template = desk.template(texts={"pl": {"name": one, **texts}, "en": {"name": other, **texts}})
    address = f"https://evidence.example/?a={quote(both)}"
    return desk.award(
        template,
        first_name=one,
        last_name=other,
        narrative=both,
        certificate_number=one[:60].strip(),
        evidence=(NewEvidence(other, both, both, address),),
    )


def pages_with(desk: Desk, award: Award) -> Iterator[str]:
    """Yield the addresses of all pages that may show what was typed, but those of recipients."""
    claim, samples = desk.link(), samples_of(desk, award)
    yield from (claim, f"{claim}/decline", f"/mail/{samples['mail_id']}/body")
    for path in PAGES:
        if "{token}" not in path and path not in SAYING_NOTHING:
            yield path.format_map(samples)


def show(page: Page, address: str, ran: list[str]) -> None:
    """Open a page; nothing on it could run, and nothing does."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, page.url
    could_run = page.evaluate(EVERYTHING)
    assert ran == []
    assert could_run == [], page.url


@pytest.mark.parametrize("number", range(len(PAIRS)))
def test_nothing_that_was_typed_runs(
    number: int, page: Page, desk: Desk, ran: list[str], check: Check
) -> None:
    one, other = PAIRS[number]
    describe(desk.issuer, one, other)
    person = desk.sign_in(page, name=other)
    with desk.issuer.writing() as session:
        session.get_one(Person, person.id).is_operator = True
    given = award(desk, one, other)

    for address in pages_with(desk, given):
        show(page, address, ran)
    desk.claim(page)
    for address in ("/my", f"/credentials/{given.credential_uuid}"):
        show(page, address, ran)
    assert one in page.locator("main").inner_text()
    check(page, ())


def test_nothing_that_stands_in_an_address_runs(
    page: Page, desk: Desk, ran: list[str], check: Check
) -> None:
    desk.sign_in(page)

    for text in (*TEXTS, "javascript:__ran(1)", "//evil.example/"):
        typed = quote(text, safe="")
        for address in ("/templates?q=", "/awards?q=", "/sign-in?next="):
            show(page, address + typed, ran)
    check(page, ())
