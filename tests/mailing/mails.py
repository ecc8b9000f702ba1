"""Mails in tests: where they were filed, what they say, and their rows."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from uuid import UUID

from issuing import JAN, PUBLIC_URL, Issuer
from sqlalchemy import select

from issuer.award_rules import NewAward
from issuer.collaborators import Collaborators
from issuer.mailing import send_mail
from issuer.models import Award, Mail, MailKind


def awarded(issuer: Issuer, new: NewAward = JAN) -> tuple[Award, UUID]:
    """Return a new award and the id of its mail."""
    award = issuer.award(issuer.template(), new)
    return award, newest_mail(issuer.service, MailKind.AWARD)


def newest_mail(service: Collaborators, kind: MailKind) -> UUID:
    """Return the id of the mail of this kind that was queued last."""
    with service.database.reading() as session:
        newest = select(Mail.id).where(Mail.kind == kind).order_by(Mail.created_at.desc())
        return session.scalars(newest.limit(1)).one()


def row(service: Collaborators, mail_id: UUID) -> Mail:
    """Return the row of a mail as it is now."""
    with service.database.reading() as session:
        return session.get_one(Mail, mail_id)


def filed(service: Collaborators, mail_id: UUID) -> EmailMessage:
    """Return a mail that was written to the folder."""
    path = service.settings.home / "mail" / f"{mail_id}.eml"
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def plain(message: EmailMessage) -> str:
    """Return what a mail says to those who read plain text."""
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def html(message: EmailMessage) -> str:
    """Return the HTML of a mail."""
    part = message.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def token_in(message: EmailMessage, path: str = "/claim/") -> str:
    """Return the token of the button's link."""
    begin = f"{PUBLIC_URL}{path}"
    line = next(line for line in plain(message).splitlines() if line.startswith(begin))
    return line.removeprefix(begin)


def claim_token(service: Collaborators, award: Award) -> str:
    """Send the mail about an award, and return the token in it."""
    with service.database.reading() as session:
        wanted = select(Mail.id).where(Mail.kind == MailKind.AWARD, Mail.award_id == award.id)
        mail = session.scalars(wanted).one()
    send_mail(mail, service)
    return token_in(filed(service, mail))
