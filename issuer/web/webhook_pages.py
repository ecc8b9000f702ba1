"""Webhooks for administrators: addresses that are called when something happens."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from issuer import webhooks
from issuer.api.dependencies import CallerDep, Now, Reading, Service, Writing
from issuer.callers import Caller
from issuer.errors import ConflictError, InvalidInputError
from issuer.web.forms import Fields, FieldsDep, attempt, wrong
from issuer.web.languages import language_of_page
from issuer.web.rendering import page, see_other
from issuer.webhooks import MadeSecret, WebhookEvent

router = APIRouter(tags=["pages"], include_in_schema=False)

CALLS_SHOWN = 50
_HERE = "/organisation/webhooks"


@router.get(_HERE)
def show_webhooks(request: Request, caller: CallerDep, session: Reading) -> Response:
    """Show which addresses are called."""
    return _webhooks(request, session, caller)


@router.post(_HERE)
def create(
    request: Request,
    sent: FieldsDep,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> Response:
    """Let an address be called, and show its secret, this once."""
    chosen = set(sent.many("event"))
    events = [event for event in WebhookEvent if event in chosen]
    language = language_of_page(request)
    try:
        with attempt(session):
            made = webhooks.create_webhook(
                session, caller, service, sent.text("url"), events, now=now
            )
    except InvalidInputError as error:
        names = {"/url": "url", "/events": "event-awarded"}
        return _webhooks(request, session, caller, sent=sent, faults=wrong(error, language, names))
    except ConflictError as error:
        faults = {"url": error.sentence(language)}
        return _webhooks(request, session, caller, sent=sent, faults=faults)
    return _webhooks(request, session, caller, made=made)


@router.get(_HERE + "/{webhook_id}")
def show_calls(webhook_id: UUID, request: Request, caller: CallerDep, session: Reading) -> Response:
    """Show the newest calls of a webhook, and what came of them."""
    calls = webhooks.list_calls(session, caller, webhook_id, cursor=None, limit=CALLS_SHOWN)
    return page(request, "webhook_calls.html", {"calls": calls.items})


@router.post(_HERE + "/{webhook_id}/rotate-secret")
def rotate_secret(
    webhook_id: UUID,
    request: Request,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> Response:
    """Make a new secret and show it, this once."""
    made = webhooks.rotate_secret(session, caller, service, webhook_id, now=now)
    return _webhooks(request, session, caller, made=made)


@router.post(_HERE + "/{webhook_id}/enable")
def enable(webhook_id: UUID, caller: CallerDep, session: Writing, now: Now) -> Response:
    """Let a webhook be called again after many failures."""
    webhooks.enable_webhook(session, caller, webhook_id, now=now)
    return see_other(_HERE, notice="saved")


@router.post(_HERE + "/{webhook_id}/delete")
def delete(webhook_id: UUID, caller: CallerDep, session: Writing, now: Now) -> Response:
    """Forget a webhook with its calls."""
    webhooks.delete_webhook(session, caller, webhook_id, now=now)
    return see_other(_HERE, notice="webhook-deleted")


def _webhooks(
    request: Request,
    session: Session,
    caller: Caller,
    *,
    made: MadeSecret | None = None,
    sent: Fields | None = None,
    faults: dict[str, str] | None = None,
) -> Response:
    values = {
        "webhooks": webhooks.list_webhooks(session, caller),
        "made": made,
        "url": sent.text("url") if sent else "",
        "chosen": set(sent.many("event")) if sent else set(WebhookEvent),
        "events": list(WebhookEvent),
        "faults": faults or {},
    }
    return page(request, "webhooks.html", values, status=422 if faults else 200)
