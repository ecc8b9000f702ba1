"""Calling webhooks: the job of a row of the outbox.

A call that is not answered with 2xx is repeated, with longer and longer pauses. Meanwhile its
receiver rests as well: of all calls that wait for it one is tried at a time, so that nobody else's
calls wait behind those of a receiver that hangs. One that fails many times in a row, or answers
410, is not called any more until somebody enables it again. A call may arrive twice, with the same
id: if this process dies after the answer and before it was written down.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.collaborators import Collaborators
from issuer.db.repeating import repeated
from issuer.locks import lock
from issuer.models import Delivery, Webhook, WebhookDelivery
from issuer.webhook_signatures import signed_headers
from issuer.webhooks import opened_secrets

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60))
"""How long to wait after each failure; after one more the call is given up."""

MOST_FAILURES = 10
"""After how many failed tries in a row, within almost four days, a webhook is disabled."""

# Longer than a call may take: nobody else makes the same one meanwhile.
_LEASE = timedelta(minutes=10)
_GONE = 410
_log = structlog.get_logger()


@dataclass(frozen=True)
class _Call:
    url: str
    body: bytes
    headers: dict[str, str]
    failures: int
    """How many tries in a row had failed before this one."""


def make_call(call_id: UUID, service: Collaborators) -> datetime | None:
    """Make the call `call_id` if it is due, and return when to try again, or None.

    It makes its own transactions. A second one at the same time finds nothing to do. Raises
    `KeyUnavailableError`, which leaves the row as it was.
    """
    call = _prepare(call_id, service)
    if call is None:
        return None
    try:
        status = service.fetch.post(call.url, body=call.body, headers=call.headers)
    except ConnectionError:
        status = None
    # The call was made: if this were not written down, it would be made again.
    return repeated(lambda: _record(call_id, service, status, call.failures))


def body_of(call: WebhookDelivery) -> bytes:
    """Return what is sent: the event, when it happened, and ids; no names (rule 31)."""
    message = {
        "type": call.event,
        "timestamp": call.created_at.isoformat().replace("+00:00", "Z"),
        "data": call.payload,
    }
    return json.dumps(message, separators=(",", ":")).encode()


def _prepare(call_id: UUID, service: Collaborators) -> _Call | None:
    now = service.clock()
    with service.database.writing() as session, session.begin():
        webhook, call = _locked(session, call_id)
        if webhook is None or call is None or call.due_at > now:
            return None
        if webhook.disabled_at is not None:
            call.state = Delivery.CANCELLED
            return None
        if webhook.resting_until is not None:
            if webhook.resting_until > now:
                call.due_at = webhook.resting_until
                return None
            # This is the one try; the others wait for what comes of it.
            webhook.resting_until = now + BACK_OFF[0]
        call.attempts, call.due_at = call.attempts + 1, now + _LEASE
        body = body_of(call)
        signed = signed_headers(str(call.id), body, opened_secrets(service, webhook), now=now)
        headers = {"content-type": "application/json", **signed}
        return _Call(webhook.url, body, headers, webhook.failures)


def _record(
    call_id: UUID, service: Collaborators, status: int | None, failures: int
) -> datetime | None:
    now = service.clock()
    with service.database.writing() as session, session.begin():
        webhook, call = _locked(session, call_id)
        if webhook is None or call is None:
            return None
        call.status = status
        if status is not None and 200 <= status < 300:
            call.state, call.sent_at = Delivery.SENT, now
            webhook.failures, webhook.resting_until = 0, None
        else:
            # Of tries that ran at the same time one counts: the receiver was away once.
            webhook.failures = max(webhook.failures, failures + 1)
            _postpone(call, webhook, now, gone=status == _GONE)
            if status == _GONE or webhook.failures >= MOST_FAILURES:
                _disable(session, webhook, now)
        _log.info("webhook_called", call=str(call.id), webhook=str(webhook.id), status=status,
                  state=str(call.state), attempt=call.attempts)  # fmt: skip
        return call.due_at if call.state == Delivery.QUEUED else None


def _locked(session: Session, call_id: UUID) -> tuple[Webhook | None, WebhookDelivery | None]:
    """Return a call that waits and its webhook, both locked, in the order that deleting takes."""
    webhook_id = session.scalar(
        select(WebhookDelivery.webhook_id).where(WebhookDelivery.id == call_id)
    )
    webhook = lock(session, Webhook, webhook_id) if webhook_id else None
    call = lock(session, WebhookDelivery, call_id)
    waits = call is not None and call.state == Delivery.QUEUED
    return webhook, call if waits else None


def _postpone(call: WebhookDelivery, webhook: Webhook, now: datetime, *, gone: bool) -> None:
    webhook.resting_until = now + BACK_OFF[min(webhook.failures, len(BACK_OFF)) - 1]
    if gone or call.attempts > len(BACK_OFF):
        call.state = Delivery.FAILED
    else:
        call.due_at = max(now + BACK_OFF[call.attempts - 1], webhook.resting_until)


def _disable(session: Session, webhook: Webhook, now: datetime) -> None:
    if webhook.disabled_at is not None:
        return
    webhook.disabled_at = now
    note(
        session,
        "service",
        "webhook.disabled",
        ("webhook", webhook.id),
        organisation=webhook.organisation_id,
        now=now,
        failures=webhook.failures,
    )
