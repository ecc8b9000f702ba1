"""What has happened to one award, for the staff of its organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.audit_trail import actors_of
from issuer.callers import Caller
from issuer.models import AuditEntry, Award, Mail
from issuer.rights import Right

MOST_SHOWN = 200
_MADE = "award.made"


@dataclass(frozen=True)
class Happening:
    """One fact about an award: an entry of the audit trail, or a message."""

    at: datetime
    what: str
    """The action of the audit trail, such as `award.made`, or `mail.` and the mail's state."""
    by: str = ""
    """The name of the member of staff; empty for others."""
    text: str = ""
    """The reason that was given; empty without one, and once it was erased."""
    is_by_recipient: bool = False


def history_of(session: Session, caller: Caller, award: Award) -> Sequence[Happening]:
    """Return what has happened to `award`, an award of the caller's organisation, newest first.

    At most the newest 200 entries and messages are told of.
    """
    caller.require(Right.READ)
    entries = session.scalars(
        select(AuditEntry)
        .where(
            AuditEntry.organisation_id == caller.organisation_id,
            AuditEntry.subject_id == str(award.id),
        )
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(MOST_SHOWN)
    ).all()
    mails = session.scalars(
        select(Mail)
        .where(Mail.award_id == award.id)
        .order_by(Mail.created_at.desc())
        .limit(MOST_SHOWN)
    ).all()
    names = actors_of(session, {entry.actor for entry in entries})
    told = [_told(entry, names) for entry in entries]
    if not any(entry.action == _MADE for entry in entries) and award.batch_id is not None:
        told.append(Happening(award.awarded_at, _MADE, _awarder(session, award)))
    told += [Happening(mail.sent_at or mail.created_at, f"mail.{mail.state}") for mail in mails]
    return sorted(told, key=lambda happening: happening.at, reverse=True)


def _told(entry: AuditEntry, names: Mapping[str, str]) -> Happening:
    by = names.get(entry.actor, "")
    is_by_recipient = entry.actor == "recipient"
    return Happening(entry.at, entry.action, by, entry.text or "", is_by_recipient=is_by_recipient)


def _awarder(session: Session, award: Award) -> str:
    """Return who confirmed the batch of an award, which has no entry of its own for that."""
    actor = f"person:{award.awarded_by}" if award.awarded_by else f"api-key:{award.api_key_id}"
    return actors_of(session, {actor}).get(actor, "")
