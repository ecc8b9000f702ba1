"""An organisation with one of everything that addresses name, so that every page can be opened.

What it says of itself are words of no language, so that every word on a page is ours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from issuer.claims import ask_for_badges
from issuer.invitations import invite
from issuer.links import create_link, renew_token
from issuer.models import Award, LinkPurpose, Mail, Person, Role
from issuer.organisations import change_organisation
from issuer.people import request_reset
from issuer.verification_reports.kept import Kept, keep_report
from issuer.verification_reports.shown import new_report
from issuer.webhooks import WebhookEvent, create_webhook
from verifier.presentation import as_json

from .desk import EVERYTHING, Desk
from .imports import checked

NAME = "Velmora"
TEXTS = {"name": NAME, "description": "Tandri velmo.", "criteria": "Oskel **tandri**."}
CONTENT = {"texts": {"pl": TEXTS, "en": TEXTS}, "result_descriptions": []}


@dataclass(frozen=True)
class Furnished:
    """The organisation, somebody who may do everything, and what stands in addresses."""

    desk: Desk
    person: Person
    samples: Mapping[str, str]
    """By the name of the parameter in the path."""

    def address(self, path: str) -> str:
        """Return an address that the route `path` answers, its link still unused.

        Raises `LookupError` for a parameter without a sample: add it here.
        """
        if path.startswith("/reports/"):
            kept = self._kept_report()
            return path.format(token=kept.token, removal=kept.removal)
        if path in _LINKS:
            return path.replace("{token}", _LINKS[path](self).rpartition("/")[2])
        try:
            return path.format_map({**self.samples, **_OF_ONE_ROUTE.get(path, {})})
        except KeyError as missing:
            raise LookupError(f"tests/browser/furnished.py: no sample of {missing}") from None

    def _kept_report(self) -> Kept:
        issuer = self.desk.issuer
        with issuer.writing() as session:
            award = session.scalars(
                select(Award).where(Award.organisation_id == issuer.organisation_id).limit(1)
            ).one()
            report = as_json(issuer.verify(issuer.forms(award)["json"]))
            shown = new_report(report, "ab" * 32, now=issuer.now)
            return keep_report(session, issuer.service, shown, now=issuer.now)

    def _claim(self) -> str:
        self.desk.award(UUID(self.samples["template_id"]))
        return self.desk.link()

    def _my(self) -> str:
        # Not more than one of these mails a minute is sent.
        self.desk.site.clock.advance(timedelta(minutes=2))
        with self.desk.issuer.writing() as session:
            ask_for_badges(session, self.desk.jan.email, "pl", now=self.desk.issuer.now)
        return self.desk.link(path="/my/")

    def _sign_in(self) -> str:
        issuer = self.desk.issuer
        with issuer.writing() as session:
            link = create_link(
                session, LinkPurpose.SIGN_IN, person_id=self.person.id, now=issuer.now
            )
            return renew_token(session, link, now=issuer.now)

    def _reset(self) -> str:
        with self.desk.issuer.writing() as session:
            request_reset(session, self.person.email, now=self.desk.issuer.now)
        return self.desk.link(self.person.email, "/reset/")

    def _invitation(self) -> str:
        email = f"invited@{self.desk.slug}.example"
        issuer = self.desk.issuer
        with issuer.writing() as session:
            invite(session, issuer.caller, email, [Role.VIEWER], now=issuer.now)
        return self.desk.link(email, "/invitations/")


_LINKS: Mapping[str, Callable[[Furnished], str]] = {
    "/claim/{token}": Furnished._claim,
    "/claim/{token}/decline": Furnished._claim,
    "/claim/{token}/picture": Furnished._claim,
    "/my/{token}": Furnished._my,
    "/sign-in/{token}": Furnished._sign_in,
    "/reset/{token}": Furnished._reset,
    "/invitations/{token}": Furnished._invitation,
}
_OF_ONE_ROUTE = {
    "/problems/{slug}": {"slug": "not-found"},
    "/verify/codes/{code}": {"code": "expired"},
}


def furnish(desk: Desk) -> Furnished:
    """Return the organisation of `desk` with somebody, a template, a claimed award and its mail."""
    issuer = desk.issuer
    with issuer.writing() as session:
        change_organisation(
            session,
            issuer.caller,
            lambda profile: replace(profile, names={"pl": NAME, "en": NAME}),
            now=issuer.now,
        )
    person = desk.person(*EVERYTHING, name="Zorven Taldri")
    with issuer.writing() as session:
        session.get_one(Person, person.id).is_operator = True
    template = desk.template(**CONTENT)
    award = desk.award(template)
    desk.claim()
    return Furnished(desk, person, samples_of(desk, award))


def samples_of(desk: Desk, award: Award) -> Mapping[str, str]:
    """Return what stands in addresses of pages about an award, its template and organisation.

    The mail about it must have been sent.
    """
    template = award.achievement_id
    with desk.site.service.database.reading() as session:
        mail = session.scalars(select(Mail.id).where(Mail.award_id == award.id)).one()
    with desk.issuer.writing() as session:
        hook = create_webhook(
            session,
            desk.issuer.caller,
            desk.site.service,
            "https://velmora.example/",
            [WebhookEvent.AWARDED],
            now=desk.issuer.now,
        )
    rows = (
        (award.email or "", award.first_name or "", award.last_name or ""),
        (award.last_name or "", award.first_name or "", award.last_name or ""),
    )
    batch = checked(desk, template, *rows, name=f"{(award.last_name or '')[:200]}.csv")
    return {
        "achievement_id": str(template),
        "award_id": str(award.id),
        "badge_id": str(award.credential_uuid),
        "batch_id": str(batch),
        "language": "en",
        "mail_id": str(mail),
        "slug": desk.slug,
        "template_id": str(template),
        "version": "1",
        "webhook_id": str(hook.webhook.id),
    }
