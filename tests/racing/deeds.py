"""What people, programs and jobs do to awards, each with transactions of its own."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import EmailMessage
from types import MappingProxyType
from uuid import UUID, uuid4

from issuing import JAN, Issuer
from sqlalchemy import select

from issuer import errors
from issuer.achievements import archive_achievement, reactivate_achievement
from issuer.award_changes import correct_award, resend_award, revoke_award
from issuer.award_lists import note_expired
from issuer.awards import award_achievement
from issuer.badges import Visibility, show_badge
from issuer.claims import claim_award, decline_award, open_my_badges
from issuer.erasure import erase_award, erase_recipient
from issuer.idempotency import earlier_award, note_award
from issuer.issuer_keys import rotate_keys
from issuer.links import create_link, renew_token
from issuer.mailing import send_mail
from issuer.models import (
    Achievement,
    AchievementState,
    LinkPurpose,
    Mail,
    StatusList,
    Webhook,
    WebhookDelivery,
)
from issuer.organisations import change_organisation
from issuer.sessions import Holding
from issuer.status_lists import renew_list
from issuer.webhook_calls import make_call
from issuer.webhooks import WebhookEvent, create_webhook, delete_webhook


@dataclass(frozen=True)
class Case:
    """An award, and all that is needed to do something to it."""

    issuer: Issuer
    name: str
    award: UUID
    credential: UUID
    template: UUID
    claim_token: str
    my_badges_token: str
    mail: UUID
    """The mail that offers it, which waits to be sent with the link that can claim it."""
    holding: Holding
    """A recipient's session."""

    @property
    def email(self) -> str:
        """The address it was awarded to."""
        return f"p-{self.name}@example.org"


class Nowhere:
    """A way for mail that takes everything."""

    def send(self, message: EmailMessage, mail_id: UUID) -> None:
        """Take a mail and forget it."""


def new_case(issuer: Issuer, template: UUID) -> Case:
    """Award somebody, and make what can be done to the award."""
    name = uuid4().hex[:12]
    award = issuer.award(template, email=f"p-{name}@example.org")
    with issuer.writing() as session:
        links = {
            purpose: create_link(session, purpose, award_id=award.id, now=issuer.now)
            for purpose in (LinkPurpose.CLAIM, LinkPurpose.MY_BADGES)
        }
        tokens = {
            purpose: renew_token(session, link, now=issuer.now) for purpose, link in links.items()
        }
        mail = session.scalars(select(Mail).where(Mail.award_id == award.id)).one()
        mail.link_id = links[LinkPurpose.CLAIM].id
    return Case(
        issuer,
        name,
        award.id,
        award.credential_uuid,
        template,
        tokens[LinkPurpose.CLAIM],
        tokens[LinkPurpose.MY_BADGES],
        mail.id,
        Holding(award.id, award.id, issuer.now),
    )


def award_again(case: Case) -> None:
    """Award the same person, which replaces the award."""
    issuer, key = case.issuer, f"again-{case.name}"
    with issuer.writing() as session:
        organisation = issuer.organisation_id
        if earlier_award(session, organisation, key, b"", now=issuer.now) is None:
            new = JAN._replace(email=case.email)
            made = award_achievement(
                session, issuer.caller, issuer.service, case.template, new, now=issuer.now
            )
            note_award(session, organisation, key, made.id)


def claim(case: Case) -> None:
    """Claim it."""
    with case.issuer.writing() as session:
        claim_award(session, case.claim_token, now=case.issuer.now)


def decline(case: Case) -> None:
    """Say that it is somebody else's."""
    with case.issuer.writing() as session:
        decline_award(session, case.claim_token, now=case.issuer.now)


def open_badges(case: Case) -> None:
    """Open all badges of the mailbox."""
    with case.issuer.writing() as session:
        open_my_badges(session, case.my_badges_token, now=case.issuer.now)


def show(case: Case) -> None:
    """Claim it, and let everybody see it."""
    with suppress(errors.Error):
        claim(case)
    with case.issuer.writing() as session:
        show_badge(
            session, case.credential, case.holding, Visibility.PUBLISHED, now=case.issuer.now
        )


def revoke(case: Case) -> None:
    """Revoke it."""
    issuer = case.issuer
    with issuer.writing() as session:
        revoke_award(session, issuer.caller, issuer.service, case.award, "Pomyłka", now=issuer.now)


def correct(case: Case) -> None:
    """Correct the address, so that another mailbox claims it."""
    issuer = case.issuer
    new = JAN._replace(email=f"q-{case.name}@example.org")
    with issuer.writing() as session:
        correct_award(
            session, issuer.caller, issuer.service, case.award, new, "Literówka", now=issuer.now
        )


def resend(case: Case) -> None:
    """Send the mail again."""
    with case.issuer.writing() as session:
        resend_award(session, case.issuer.caller, case.award, now=case.issuer.now)


def erase(case: Case) -> None:
    """Erase the recipient of this award, and revoke it."""
    issuer = case.issuer
    with issuer.writing() as session:
        erase_award(session, issuer.caller, issuer.service, case.award, revoke=True, now=issuer.now)


def erase_address(case: Case) -> None:
    """Erase the recipient of all awards."""
    issuer = case.issuer
    with issuer.writing() as session:
        erase_recipient(
            session, issuer.caller, issuer.service, case.email, revoke=True, now=issuer.now
        )


def mail_job(case: Case) -> None:
    """Send the mail."""
    send_mail(case.mail, case.issuer.service, Nowhere())


def webhook_job(case: Case) -> None:
    """Make a call that waits."""
    with case.issuer.service.database.reading() as session:
        calls = session.scalars(
            select(WebhookDelivery.id)
            .where(WebhookDelivery.state == "queued")
            .order_by(WebhookDelivery.created_at.desc())
            .limit(2)
        ).all()
    for call in calls:
        make_call(call, case.issuer.service)


def add_webhook(issuer: Issuer) -> None:
    """Let everything be told to a webhook."""
    with issuer.writing() as session:
        create_webhook(
            session,
            issuer.caller,
            issuer.service,
            "https://records.example/",
            list(WebhookEvent),
            now=issuer.now,
        )


def change_webhook(case: Case) -> None:
    """Replace a webhook by another one."""
    with case.issuer.writing() as session:
        oldest = session.scalars(
            select(Webhook.id).order_by(Webhook.created_at, Webhook.id)
        ).first()
        if oldest is not None:
            delete_webhook(session, case.issuer.caller, oldest, now=case.issuer.now)
    add_webhook(case.issuer)


def archive(case: Case) -> None:
    """Take the template out of use for a moment."""
    for state, move in (
        (AchievementState.ACTIVE, archive_achievement),
        (AchievementState.ARCHIVED, reactivate_achievement),
    ):
        with case.issuer.writing() as session:
            template = session.get_one(Achievement, case.template)
            if template.state == state:
                move(
                    session,
                    case.issuer.caller,
                    case.template,
                    revision=template.revision,
                    now=case.issuer.now,
                )


def rotate(case: Case) -> None:
    """Replace the keys."""
    with case.issuer.writing() as session:
        rotate_keys(session, case.issuer.caller, case.issuer.service, now=case.issuer.now)


def renew(case: Case) -> None:
    """Sign the status list anew."""
    issuer = case.issuer
    with issuer.writing() as session:
        for status_list in session.scalars(select(StatusList.id)).all():
            renew_list(session, issuer.service, status_list, now=issuer.now)


def describe(case: Case) -> None:
    """Change the profile of the organisation."""
    with case.issuer.writing() as session:
        change_organisation(
            session,
            case.issuer.caller,
            lambda profile: replace(profile, descriptions={"pl": f"Akademia {case.name}"}),
            now=case.issuer.now,
        )


def expire(case: Case) -> None:
    """Note what has expired."""
    with case.issuer.writing() as session:
        note_expired(session, now=case.issuer.now + timedelta(days=1))


DEEDS: Mapping[str, Callable[[Case], None]] = MappingProxyType({
    "award": award_again,
    "claim": claim,
    "decline": decline,
    "open": open_badges,
    "show": show,
    "revoke": revoke,
    "correct": correct,
    "resend": resend,
    "erase": erase,
    "erase-address": erase_address,
    "mail": mail_job,
    "call": webhook_job,
    "webhook": change_webhook,
    "archive": archive,
    "rotate": rotate,
    "renew": renew,
    "describe": describe,
    "expire": expire,
})  # fmt: skip
"""What can be done to an award, by its name."""
