"""Sending the mails of the outbox: render, hand over, and write down what came of it.

A mail has no body and no token until it is sent (rule 29). Its token is committed before the mail
leaves, so whoever has the mail has a link that works. If the process dies between handing over and
writing that down, the mail is sent again, with the same Message-ID and a new token: it arrives at
least once, and the link of the newest copy is the one that works.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from types import MappingProxyType
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import select
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from issuer.badge_contents import read_contents
from issuer.collaborators import Collaborators
from issuer.db.repeating import repeated
from issuer.links import create_link, renew_token
from issuer.locks import lock
from issuer.mail_errors import MailDelayedError, MailRefusedError
from issuer.mail_message import Sender, compose
from issuer.mail_texts.letters import text_language, write_letter
from issuer.mail_transport import Transport, open_transport
from issuer.models import (
    AuditEntry,
    Award,
    AwardState,
    Delivery,
    Form,
    FormKind,
    Generation,
    Link,
    LinkPurpose,
    Mail,
    MailKind,
    Organisation,
)
from issuer.nouns import noun_of
from issuer.settings import Settings
from issuer.text.dates import displayed_date, local_day

PRODUCT = "Insygnia"
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60))
"""How long to wait after each failure; after one more the mail has failed for good."""

PATHS: Mapping[MailKind, str] = MappingProxyType({
    MailKind.AWARD: "/claim/",
    MailKind.CORRECTION: "/claim/",
    MailKind.INVITATION: "/invitations/",
    MailKind.RESET: "/reset/",
    MailKind.MY_BADGES: "/my/",
})  # fmt: skip
"""The pages of the links in mails; the token follows."""

_OFFERS = (MailKind.AWARD, MailKind.CORRECTION)
_ABOUT_AWARDS = (*_OFFERS, MailKind.REVOCATION)
_NEED_LINK = (MailKind.INVITATION, MailKind.RESET, MailKind.MY_BADGES)
# Longer than a mail server may take to answer: nobody else sends the same mail meanwhile.
_LEASE = timedelta(minutes=10)
_ON_THE_HOUR = timedelta(days=2)
_log = structlog.get_logger()


@dataclass(frozen=True)
class _Failure:
    reason: str
    """A short code, or the class of an error that nobody foresaw; never its text."""
    delayed: bool
    counted: bool
    """Whether the try already stands in the row."""


def send_mail(
    mail_id: UUID, service: Collaborators, transport: Transport | None = None
) -> datetime | None:
    """Send the mail `mail_id` if it is due, and return when to try again, or None.

    It makes its own transactions. A second call at the same time finds nothing to do. `transport`
    is that of the settings unless given.
    """
    message: EmailMessage | None = None
    try:
        message = _prepare(mail_id, service)
        if message is None:
            return None
        (transport or open_transport(service.settings)).send(message, mail_id)
    except (MailDelayedError, MailRefusedError) as error:
        delayed = isinstance(error, MailDelayedError)
        failure = _Failure(str(error.facts["reason"]), delayed, counted=message is not None)
        return _record(mail_id, service, failure)
    except (OperationalError, InterfaceError):
        # The database is in trouble, not the mail.
        raise
    except Exception as error:  # noqa: BLE001 - whatever cannot be made or sent must end too
        failure = _Failure(type(error).__name__[:100], delayed=True, counted=message is not None)
        return _record(mail_id, service, failure)
    return _record(mail_id, service, None)


def _record(mail_id: UUID, service: Collaborators, failure: _Failure | None) -> datetime | None:
    # The mail has left: if this were not written down, it would be sent again.
    return repeated(lambda: _written_down(mail_id, service, failure))


def _prepare(mail_id: UUID, service: Collaborators) -> EmailMessage | None:
    now = service.clock()
    with service.database.writing() as session, session.begin():
        mail = _locked(session, mail_id)
        if mail is None or mail.state != Delivery.QUEUED or mail.due_at > now:
            return None
        if end := _premature_end(session, mail):
            mail.state = end
            _tell_award(session, mail)
            return None
        mail.attempts, mail.due_at = mail.attempts + 1, now + _LEASE
        return _message(session, mail, service.settings, now)


def _locked(session: Session, mail_id: UUID) -> Mail | None:
    """Return a mail that nobody else changes until the commit, nor the award that it is about.

    The award is locked first, as wherever both are.
    """
    mail = session.get(Mail, mail_id)
    if mail is None:
        return None
    if mail.award_id is not None:
        lock(session, Award, mail.award_id)
    return lock(session, Mail, mail_id)


def _premature_end(session: Session, mail: Mail) -> Delivery | None:
    """Return what becomes of a mail that need not be sent any more; None for all others."""
    link = session.get(Link, mail.link_id) if mail.link_id else None
    if link is not None and link.used_at is not None:
        # Of two copies one arrived; or an invitation was withdrawn, or an address corrected.
        return Delivery.SENT if mail.attempts else Delivery.CANCELLED
    if mail.recipient is None or (link is None and mail.kind in _NEED_LINK):
        return Delivery.CANCELLED
    # It is locked: a correction of the address comes before or after, and never in between.
    award = session.get(Award, mail.award_id) if mail.award_id else None
    if award is None:
        return None
    if mail.recipient != award.email:
        return Delivery.CANCELLED
    ended = award.erased_at or (award.revoked_at if mail.kind in _OFFERS else None)
    return Delivery.CANCELLED if ended else None


def _message(session: Session, mail: Mail, settings: Settings, now: datetime) -> EmailMessage:
    organisation = session.get(Organisation, mail.organisation_id) if mail.organisation_id else None
    language = text_language(mail.language)
    values: dict[str, object] = {"organisation": _name(organisation, language)}
    values |= _link_values(session, mail, organisation, settings, now)
    if mail.kind in _ABOUT_AWARDS:
        values |= _award_values(session, mail, organisation, settings)
    letter = write_letter(mail.kind, language, values)
    reply_to = organisation.email if organisation and mail.kind in _ABOUT_AWARDS else None
    sender = Sender(str(values["organisation"]), sender_address(settings), reply_to)
    return compose(
        letter, sender, mail.recipient or "", mail_id=mail.id, language=language, now=now
    )


def sender_address(settings: Settings) -> str:
    """Return the address mails come from: that of the settings, or noreply at the public host."""
    host = urlsplit(settings.base_url).hostname or ""
    named = any(letter.isalpha() for letter in host) and ":" not in host
    return settings.mail_from or f"noreply@{host if named else 'localhost'}"


def _name(organisation: Organisation | None, language: str) -> str:
    if organisation is None:
        return PRODUCT
    names = organisation.names
    return str(
        names.get(language) or names.get(organisation.language) or next(iter(names.values()))
    )


def _link_values(
    session: Session,
    mail: Mail,
    organisation: Organisation | None,
    settings: Settings,
    now: datetime,
) -> dict[str, object]:
    path = PATHS.get(mail.kind)
    if path is None:
        return {}
    link = session.get_one(Link, mail.link_id) if mail.link_id else _claim_link(session, mail, now)
    address = f"{settings.base_url}{path}{renew_token(session, link, now=now)}"
    session.refresh(link)
    zone = ZoneInfo(organisation.time_zone if organisation else settings.time_zone)
    return {
        "link": address,
        "decline": f"{address}/decline",
        "expires": _written(link.expires_at, zone, text_language(mail.language), now),
    }


def _claim_link(session: Session, mail: Mail, now: datetime) -> Link:
    link = create_link(
        session,
        LinkPurpose.CLAIM,
        organisation_id=mail.organisation_id,
        award_id=mail.award_id,
        now=now,
    )
    mail.link_id = link.id
    return link


def _written(moment: datetime, zone: ZoneInfo, language: str, now: datetime) -> str:
    day = displayed_date(local_day(moment, zone), language)
    return day if moment - now > _ON_THE_HOUR else f"{day}, {moment.astimezone(zone):%H:%M}"


def _award_values(
    session: Session, mail: Mail, organisation: Organisation | None, settings: Settings
) -> dict[str, object]:
    award = session.get_one(Award, mail.award_id)
    form = session.scalars(
        select(Form.content)
        .join(Generation, Form.generation_id == Generation.id)
        .where(
            Generation.award_id == award.id,
            Generation.number == award.generation,
            Form.kind == FormKind.JSON,
        )
    ).one()
    contents = read_contents(form)
    values: dict[str, object] = {
        "organisation": contents.issuer_name,
        "noun": noun_of(contents.achievement_type, text_language(mail.language)),
        "title": contents.title,
        "name": contents.holder,
        "contact": organisation.email if organisation else None,
    }
    if mail.kind == MailKind.REVOCATION:
        claimed = award.state == AwardState.CLAIMED
        page = f"{settings.base_url}/credentials/{award.credential_uuid}"
        values["link"] = page if claimed else ""
        values["reason"] = _reason(session, award)
    return values


def _reason(session: Session, award: Award) -> str:
    """Return why the award was revoked, in the words of whoever did it."""
    revocation = select(AuditEntry.text).where(
        AuditEntry.organisation_id == award.organisation_id,
        AuditEntry.subject_id == str(award.id),
        AuditEntry.action == "award.revoked",
    )
    return session.scalars(revocation.order_by(AuditEntry.id.desc()).limit(1)).first() or ""


def _written_down(
    mail_id: UUID, service: Collaborators, failure: _Failure | None
) -> datetime | None:
    now = service.clock()
    with service.database.writing() as session, session.begin():
        mail = _locked(session, mail_id)
        if mail is None or mail.state != Delivery.QUEUED:
            return None
        mail.failure = failure.reason if failure else None
        if failure is None:
            mail.state, mail.sent_at = Delivery.SENT, now
        else:
            mail.attempts += 0 if failure.counted else 1
            if failure.delayed and mail.attempts <= len(BACK_OFF):
                mail.due_at = now + BACK_OFF[mail.attempts - 1]
            else:
                mail.state = Delivery.FAILED
        _tell_award(session, mail)
        _log.info("mail_tried", mail=str(mail.id), kind=str(mail.kind), state=str(mail.state),
                  attempt=mail.attempts, failure=mail.failure)  # fmt: skip
        return mail.due_at if mail.state == Delivery.QUEUED else None


def _tell_award(session: Session, mail: Mail) -> None:
    if mail.award_id is None or mail.kind not in _ABOUT_AWARDS:
        return
    newest = session.scalars(
        select(Mail.id)
        .where(Mail.award_id == mail.award_id, Mail.kind.in_(_ABOUT_AWARDS))
        .order_by(Mail.created_at.desc(), Mail.id.desc())
        .limit(1)
    ).one()
    if newest == mail.id:
        session.get_one(Award, mail.award_id).delivery = mail.state
