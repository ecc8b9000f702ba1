"""Webhooks: being called when something happens."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from issuer import webhooks
from issuer.api.dependencies import CallerDep, Now, Reading, Service, Writing
from issuer.api.fields import FROM_TEXT
from issuer.api.paging import Listing, listing
from issuer.api.queries import PageQuery
from issuer.models import Webhook, WebhookDelivery
from issuer.webhooks import MadeSecret, WebhookEvent

router = APIRouter(prefix="/api/v1/webhooks", tags=["webhooks"])

_UNKNOWN: dict[int | str, dict[str, Any]] = {404: {"description": "There is no such webhook."}}


class NewWebhook(BaseModel):
    """Where to call, and when."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    url: str = Field(max_length=2083, examples=["https://records.example/insygnia"])
    events: list[Annotated[WebhookEvent, *FROM_TEXT]] = Field(
        min_length=1, max_length=len(WebhookEvent), examples=[["awarded", "claimed", "revoked"]]
    )


class WebhookView(BaseModel):
    """A webhook without its secrets."""

    id: UUID
    url: str = Field(examples=["https://records.example/insygnia"])
    events: list[WebhookEvent]
    secrets: int = Field(description="How many secrets sign each call: one or two.")
    created_at: datetime
    disabled_at: datetime | None = Field(description="Since when it is not called any more.")


class MadeWebhook(WebhookView):
    """A webhook with a new secret; this is the only time that it is shown."""

    secret: str = Field(examples=["whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"])


class CallView(BaseModel):
    """One call, made or to be made."""

    id: UUID = Field(description="The header webhook-id of the call.")
    event: WebhookEvent
    data: dict[str, Any] = Field(examples=[{"award": "6e1f4c9e-6f0a-4d0b-9b51-0a8a3f0a8a10"}])
    state: str = Field(description="queued, sent, failed or cancelled")
    attempts: int
    status: int | None = Field(description="The HTTP status of the last answer.")
    created_at: datetime
    sent_at: datetime | None
    due_at: datetime = Field(description="When a queued call is made, or made again.")


@router.post("", status_code=201, summary="Make a webhook")
def create_webhook(
    new: NewWebhook, caller: CallerDep, session: Writing, service: Service, now: Now
) -> MadeWebhook:
    """Let an https address be called at events, and show the secret this one time.

    An organisation has ten webhooks at most. Addresses of private networks are not called.
    """
    made = webhooks.create_webhook(session, caller, service, new.url, new.events, now=now)
    return _made(made)


@router.get("", summary="List the webhooks")
def list_webhooks(caller: CallerDep, session: Reading) -> Listing[WebhookView]:
    """Return the webhooks of the organisation, the oldest first."""
    found = webhooks.list_webhooks(session, caller)
    return Listing(items=[WebhookView(**_members(webhook)) for webhook in found], next=None)


@router.delete("/{webhook_id}", status_code=204, summary="Delete a webhook", responses=_UNKNOWN)
def delete_webhook(webhook_id: UUID, caller: CallerDep, session: Writing, now: Now) -> None:
    """Forget a webhook with its calls; what still waits is not sent."""
    webhooks.delete_webhook(session, caller, webhook_id, now=now)


@router.post("/{webhook_id}/rotate-secret", summary="Make a new secret", responses=_UNKNOWN)
def rotate_secret(
    webhook_id: UUID, caller: CallerDep, session: Writing, service: Service, now: Now
) -> MadeWebhook:
    """Make a new secret and show it this one time.

    Calls are signed with both, the new one and the one before; rotate again to end the older one.
    """
    return _made(webhooks.rotate_secret(session, caller, service, webhook_id, now=now))


@router.post("/{webhook_id}/enable", summary="Enable a webhook again", responses=_UNKNOWN)
def enable_webhook(webhook_id: UUID, caller: CallerDep, session: Writing, now: Now) -> WebhookView:
    """Let a webhook that was disabled after many failures be called again, for new events."""
    return WebhookView(**_members(webhooks.enable_webhook(session, caller, webhook_id, now=now)))


@router.get("/{webhook_id}/deliveries", summary="List the calls", responses=_UNKNOWN)
def list_deliveries(
    webhook_id: UUID, query: Annotated[PageQuery, Query()], caller: CallerDep, session: Reading
) -> Listing[CallView]:
    """Return a page of the calls of a webhook, the newest first."""
    page = webhooks.list_calls(session, caller, webhook_id, cursor=query.cursor, limit=query.limit)
    return listing(page, _call)


def _made(made: MadeSecret) -> MadeWebhook:
    return MadeWebhook(secret=made.secret, **_members(made.webhook))


def _members(webhook: Webhook) -> dict[str, Any]:
    return {
        "id": webhook.id,
        "url": webhook.url,
        "events": webhook.events,
        "secrets": len(webhook.secrets),
        "created_at": webhook.created_at,
        "disabled_at": webhook.disabled_at,
    }


def _call(call: WebhookDelivery) -> CallView:
    return CallView(
        id=call.id,
        event=WebhookEvent(call.event),
        data=call.payload,
        state=call.state,
        attempts=call.attempts,
        status=call.status,
        created_at=call.created_at,
        sent_at=call.sent_at,
        due_at=call.due_at,
    )
