"""Webhooks: addresses that an organisation wants to be called at (rule 31).

A secret is shown once and kept sealed. Two may be active, so that a receiver can take the new one
while calls are still signed with the old one as well.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.errors import Fault, InvalidInputError
from issuer.key_errors import KeyUnavailableError
from issuer.keyset import Order, Page, page_of
from issuer.locks import lock, lock_found
from issuer.models import Organisation, Webhook, WebhookDelivery
from issuer.rights import Right
from issuer.text.errors import TextError
from issuer.text.urls import accepted_url
from issuer.webhook_errors import TooManyWebhooksError, WebhookNotFoundError
from issuer.webhook_signatures import SECRET_BYTES, written_secret
from keys import errors as key_errors
from keys.envelope import Envelope, open_envelope, seal

MOST_WEBHOOKS = 10
ACTIVE_SECRETS = 2
_LABEL = "insygnia webhook secret v1"
_NEWEST = Order(
    "webhook-calls", (WebhookDelivery.created_at, WebhookDelivery.id), is_descending=True
)


class WebhookEvent(StrEnum):
    """What an organisation can be told of."""

    AWARDED = "awarded"
    CLAIMED = "claimed"
    REVOKED = "revoked"


@dataclass(frozen=True)
class MadeSecret:
    """A webhook with a new secret, which is never seen again."""

    webhook: Webhook
    secret: str


def create_webhook(
    session: Session,
    caller: Caller,
    service: Collaborators,
    url: str,
    events: Collection[WebhookEvent],
    *,
    now: datetime,
) -> MadeSecret:
    """Let `url` be called at each of `events` in the caller's organisation from now on.

    Raises `InvalidInputError` unless it is an https address and there are events, and
    `TooManyWebhooksError` beyond ten.
    """
    caller.require(Right.ORGANISATION)
    address = _accepted_address(url)
    if not events:
        raise InvalidInputError([_NO_EVENTS])
    if len(_locked_list(session, caller)) >= MOST_WEBHOOKS:
        raise TooManyWebhooksError(most=MOST_WEBHOOKS)
    webhook_id, secret = uuid4(), secrets.token_bytes(SECRET_BYTES)
    webhook = Webhook(
        id=webhook_id,
        organisation_id=caller.organisation_id,
        url=address,
        events=sorted({str(event) for event in events}),
        secrets=[_sealed(service, webhook_id, secret)],
        failures=0,
        created_at=now,
    )
    session.add(webhook)
    session.flush()
    _note(session, caller, "webhook.created", webhook.id, now)
    return MadeSecret(webhook, written_secret(secret))


def list_webhooks(session: Session, caller: Caller) -> Sequence[Webhook]:
    """Return the webhooks of the caller's organisation, the oldest first."""
    caller.require(Right.ORGANISATION)
    return session.scalars(
        select(Webhook)
        .where(Webhook.organisation_id == caller.organisation_id)
        .order_by(Webhook.created_at, Webhook.id)
    ).all()


def delete_webhook(session: Session, caller: Caller, webhook_id: UUID, *, now: datetime) -> None:
    """Forget a webhook, its calls and what still waits; raises `WebhookNotFoundError`."""
    webhook = _own(session, caller, webhook_id)
    # From here on nobody refers to it, or a call added between the two deletes would be left over.
    session.refresh(webhook, with_for_update=True)
    session.execute(delete(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook.id))
    session.delete(webhook)
    session.flush()
    _note(session, caller, "webhook.deleted", webhook_id, now)


def rotate_secret(
    session: Session, caller: Caller, service: Collaborators, webhook_id: UUID, *, now: datetime
) -> MadeSecret:
    """Give a webhook a new secret; of the earlier ones only the newest still signs as well.

    Raises `WebhookNotFoundError`.
    """
    webhook = _own(session, caller, webhook_id)
    secret = secrets.token_bytes(SECRET_BYTES)
    kept = webhook.secrets[: ACTIVE_SECRETS - 1]
    webhook.secrets = [_sealed(service, webhook.id, secret), *kept]
    session.flush()
    _note(session, caller, "webhook.secret-rotated", webhook.id, now)
    return MadeSecret(webhook, written_secret(secret))


def enable_webhook(session: Session, caller: Caller, webhook_id: UUID, *, now: datetime) -> Webhook:
    """Let a webhook that was disabled be called again; raises `WebhookNotFoundError`."""
    webhook = _own(session, caller, webhook_id)
    if webhook.disabled_at is not None:
        webhook.disabled_at, webhook.failures, webhook.resting_until = None, 0, None
        session.flush()
        _note(session, caller, "webhook.enabled", webhook.id, now)
    return webhook


def list_calls(
    session: Session, caller: Caller, webhook_id: UUID, *, cursor: str | None, limit: int
) -> Page[WebhookDelivery]:
    """Return a page of the calls of a webhook, the newest first.

    Raises `WebhookNotFoundError`, and `InvalidInputError` for a bad cursor or limit.
    """
    webhook = _own(session, caller, webhook_id)
    calls = select(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook.id)
    return page_of(session, calls, _NEWEST, cursor=cursor, limit=limit)


def opened_secrets(service: Collaborators, webhook: Webhook) -> list[bytes]:
    """Return the secrets that sign, the newest first; raises `KeyUnavailableError`."""
    try:
        return [_opened(service, webhook.id, sealed) for sealed in webhook.secrets]
    except key_errors.Error as e:
        raise KeyUnavailableError(reason=type(e).__name__) from e


def _sealed(service: Collaborators, webhook_id: UUID, secret: bytes) -> dict[str, Any]:
    try:
        kek = service.keks.for_sealing()
    except key_errors.Error as e:
        raise KeyUnavailableError(reason=type(e).__name__) from e
    return seal(kek, secret, label=_LABEL, aad=webhook_id.bytes).to_dict()


def _opened(service: Collaborators, webhook_id: UUID, sealed: dict[str, Any]) -> bytes:
    envelope = Envelope.from_dict(sealed)
    kek = service.keks.for_opening(envelope.kek_id)
    return open_envelope(kek, envelope, label=_LABEL, aad=webhook_id.bytes)


def _accepted_address(url: str) -> str:
    try:
        address = accepted_url(url)
    except TextError as e:
        raise InvalidInputError([Fault("/url", e.code, e.message("en"), e.message("pl"))]) from e
    if not address.startswith("https://"):
        raise InvalidInputError([_NOT_HTTPS])
    return address


def _locked_list(session: Session, caller: Caller) -> Sequence[Webhook]:
    # Two requests at once must not both find room for the last one.
    lock(session, Organisation, caller.organisation_id)
    return list_webhooks(session, caller)


def _own(session: Session, caller: Caller, webhook_id: UUID) -> Webhook:
    caller.require(Right.ORGANISATION)
    own = select(Webhook).where(
        Webhook.id == webhook_id, Webhook.organisation_id == caller.organisation_id
    )
    webhook = lock_found(session, own)
    if webhook is None:
        raise WebhookNotFoundError(webhook=webhook_id)
    return webhook


def _note(session: Session, caller: Caller, action: str, webhook: UUID, now: datetime) -> None:
    organisation = caller.organisation_id
    note(session, caller.actor, action, ("webhook", webhook), organisation=organisation, now=now)


_NOT_HTTPS = Fault(
    "/url",
    "not-https",
    "The address must begin with https://.",
    "Adres musi zaczynać się od https://.",
)
_NO_EVENTS = Fault(
    "/events",
    "missing",
    "Choose at least one event.",
    "Wybierz co najmniej jedno zdarzenie.",
)
