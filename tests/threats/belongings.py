"""What an organisation has that addresses name: a sample of each for the matrix of strangers.

A route with a parameter that has no sample here fails the matrix: add a line.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

import visitors
from issuing import Issuer

from bulk.batches import UploadedSheet, create_batch
from issuer.invitations import invite
from issuer.models import Role
from issuer.rights import Right
from issuer.uploads import UploadPurpose, store_upload
from issuer.webhooks import WebhookEvent, create_webhook

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(frozen=True)
class _Maker:
    """Makes the samples of one organisation; its template and award are shared by several."""

    issuer: Issuer

    def achievement(self) -> str:
        return str(self.issuer.template())

    def award(self) -> str:
        return str(self.issuer.award(self.issuer.template()).id)

    def batch(self) -> str:
        template = UUID(self.achievement())
        with self.issuer.writing() as session:
            sheet = UploadedSheet(b"EMAIL;IMI\xc4\x98;NAZWISKO\n", "people.csv")
            made = create_batch(session, self.issuer.caller, template, sheet, now=self.issuer.now)
            return str(made.id)

    def invitation(self) -> str:
        with self.issuer.writing() as session:
            email, roles = "invited@example.org", [Role.VIEWER]
            link = invite(session, self.issuer.caller, email, roles, now=self.issuer.now)
            return str(link.id)

    def upload(self) -> str:
        with self.issuer.writing() as session:
            kept = store_upload(
                session, self.issuer.caller, UploadPurpose.EVIDENCE, "a.pdf", PDF,
                now=self.issuer.now,
            )  # fmt: skip
            return str(kept.id)

    def member(self) -> str:
        return str(visitors.add_staff(self.issuer, Role.VIEWER, email="member@example.org").id)

    def api_key(self) -> str:
        return visitors.new_key(self.issuer, Right.READ).split("_")[1]

    def webhook(self) -> str:
        with self.issuer.writing() as session:
            url, events = "https://records.example/", [WebhookEvent.AWARDED]
            made = create_webhook(
                session, self.issuer.caller, self.issuer.service, url, events, now=self.issuer.now
            )
            return str(made.webhook.id)


SAMPLES: Mapping[str, Callable[[_Maker], str]] = {
    "achievement_id": _Maker.achievement,
    "award_id": _Maker.award,
    "batch_id": _Maker.batch,
    "invitation_id": _Maker.invitation,
    "key_id": _Maker.api_key,
    "organisation_id": lambda maker: str(maker.issuer.organisation_id),
    "person_id": _Maker.member,
    "template_id": _Maker.achievement,
    "upload_id": _Maker.upload,
    "webhook_id": _Maker.webhook,
}
"""By the name of the parameter in the path."""


def belongings_of(issuer: Issuer) -> Mapping[str, str]:
    """Return one of everything, made for this organisation."""
    maker = _Maker(issuer)
    return {name: make(maker) for name, make in SAMPLES.items()}
