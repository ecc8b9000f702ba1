"""The outbox: what is to be sent is written with the fact it tells of, and sent after the commit.

The transaction's session remembers the rows (`take_jobs`), so that whoever commits can hand them to
the job engine; rows that nobody handed over are found by the sweep.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.models import Mail, MailKind, Webhook, WebhookDelivery

_JOBS = "insygnia_jobs"


def queue_mail(  # noqa: PLR0913 - the columns of a row, each named by the caller
    session: Session,
    kind: MailKind,
    *,
    recipient: str,
    language: str,
    now: datetime,
    organisation_id: UUID | None = None,
    award_id: UUID | None = None,
    link_id: UUID | None = None,
    person_id: UUID | None = None,
) -> Mail:
    """Add a mail to be sent to `recipient` once this transaction is committed."""
    mail = Mail(
        kind=kind,
        recipient=recipient,
        language=language,
        organisation_id=organisation_id,
        award_id=award_id,
        link_id=link_id,
        person_id=person_id,
        due_at=now,
        created_at=now,
    )
    session.add(mail)
    session.flush()
    remember_job(session, "mail", mail.id)
    return mail


def announce(
    session: Session, organisation_id: UUID, event: str, payload: dict[str, Any], *, now: datetime
) -> None:
    """Add a call for each webhook of the organisation that wants `event`.

    `payload` holds ids and no names (rule 31).
    """
    for call in announce_all(session, organisation_id, event, [payload], now=now):
        remember_job(session, "webhook", call)


def announce_all(
    session: Session,
    organisation_id: UUID,
    event: str,
    payloads: Iterable[dict[str, Any]],
    *,
    now: datetime,
) -> Sequence[UUID]:
    """Add the calls of one kind of event that came many times, and return their ids.

    They are left to the sweep unless whoever calls remembers them.
    """
    hooks = session.scalars(
        select(Webhook)
        .where(Webhook.organisation_id == organisation_id, Webhook.disabled_at.is_(None))
        .order_by(Webhook.id)
        # One that somebody deletes now is not called; one that is called now is not waited for.
        .with_for_update(read=True, key_share=True)
    )
    wanting = [hook.id for hook in hooks if event in hook.events]
    calls = [
        WebhookDelivery(
            id=uuid4(),
            webhook_id=hook,
            event=event,
            payload=payload,
            due_at=now,
            created_at=now,
        )
        for payload in (payloads if wanting else ())
        for hook in wanting
    ]
    session.add_all(calls)
    session.flush()
    return [call.id for call in calls]


def remember_job(session: Session, kind: str, row: UUID) -> None:
    """Remember that the row `row` waits for a job of the kind `kind`."""
    session.info.setdefault(_JOBS, []).append((kind, row))


def take_jobs(session: Session) -> list[tuple[str, UUID]]:
    """Return, and forget, what waits for jobs since the last call."""
    return list(session.info.pop(_JOBS, []))
