"""An organisation at work in tests in a browser: its people, templates, awards and their mail."""

import re
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import visitors
from issuing import JAN, Issuer
from mailing.mails import plain
from playwright.sync_api import Page

from issuer.api.cookies import Cookie, cookie_name
from issuer.award_rules import NewAward
from issuer.claims import claim_award
from issuer.models import Award, Person, Role
from issuer.sessions import begin_session

from .running import Site

EVERYTHING = (Role.ADMINISTRATOR, Role.AUTHOR, Role.ISSUER)


@dataclass(frozen=True)
class Desk:
    """An organisation of its own on the running service, with nothing in it yet."""

    site: Site
    issuer: Issuer
    slug: str

    def person(self, *roles: Role, name: str = "Anna Nowak") -> Person:
        """Return somebody new who works here as `roles`, with the password of `visitors`."""
        words = re.sub(r"[^a-z]+", ".", name.lower()[:40]).strip(".") or "person"
        initials = "".join(role[0] for role in roles)
        email = f"{words}.{initials}@{self.slug}.example"
        return visitors.add_staff(self.issuer, *roles, email=email, name=name)

    def sign_in(self, page: Page, *roles: Role, name: str = "Anna Nowak") -> Person:
        """Let a new person who works here as `roles` (all, by default) be signed in at `page`.

        The page speaks the language of its browser.
        """
        person = self.person(*(roles or EVERYTHING), name=name)
        self.sign_in_as(page, person)
        return person

    def sign_in_as(self, page: Page, person: Person) -> None:
        """Let somebody known be signed in at `page`, and read the language of its browser."""
        with self.issuer.writing() as session:
            known = session.get_one(Person, person.id)
            known.language = page.evaluate("navigator.language.slice(0, 2)")
            token = begin_session(session, known, now=self.issuer.now)
        self._keep(page, Cookie.STAFF, token)

    def claim(self, page: Page | None = None, recipient: str = "") -> str:
        """Let the link of the newest mail to somebody be redeemed, in the browser of `page`.

        Returns the cookie by which `hold` shows that to another browser.
        """
        token = self.link(recipient).rpartition("/")[2]
        with self.issuer.writing() as session:
            _, held = claim_award(session, token, now=self.issuer.now)
        if page is not None:
            self.hold(page, held)
        return held

    def hold(self, page: Page, held: str) -> None:
        """Let the browser of `page` be that of the recipient with this cookie."""
        self._keep(page, Cookie.RECIPIENT, held)

    def template(self, **changes: Any) -> UUID:
        """Return an active template: that of `issuing`, some members of it changed."""
        return self.issuer.template(**changes)

    @property
    def jan(self) -> NewAward:
        """Jan Kowalski, whose mailbox nobody else's test writes to."""
        return JAN._replace(email=f"jan@{self.slug}.example")

    def award(self, template: UUID | None = None, **changes: Any) -> Award:
        """Award a template (a new one, by default) to `jan`, or as `changes` say."""
        return self.issuer.award(template or self.template(), self.jan, **changes)

    def last_mail(self, recipient: str = "") -> EmailMessage:
        """Return the newest mail to somebody, by default to `jan`."""
        return self.site.last_mail(recipient or self.jan.email)

    def link(self, recipient: str = "", path: str = "/claim/") -> str:
        """Return the path of the link in the newest mail to somebody, such as `/claim/…`."""
        text = plain(self.last_mail(recipient))
        found = re.search(rf"{re.escape(self.site.address)}({path}[A-Za-z0-9_-]+)", text)
        assert found, text
        return found[1]

    def _keep(self, page: Page, cookie: Cookie, value: str) -> None:
        name = cookie_name(self.site.service.settings, cookie)
        page.context.add_cookies([{"name": name, "value": value, "url": self.site.address}])
