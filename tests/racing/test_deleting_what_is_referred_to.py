"""A webhook is deleted while a call for it is being added: the one waits, neither falls.

On PostgreSQL, where a row may come between two statements of somebody else.
"""

from collections.abc import Sequence
from threading import Thread
from uuid import UUID

from databases import is_somebody_waiting
from issuing import Issuer
from sqlalchemy import func, select
from timing import wait_until

from issuer.models import Webhook, WebhookDelivery
from issuer.outbox import announce
from issuer.webhooks import WebhookEvent, delete_webhook

from .deeds import add_webhook


def test_a_webhook_goes_with_the_call_that_was_added_meanwhile(elsewhere: Issuer) -> None:
    add_webhook(elsewhere)
    hook = own_webhooks(elsewhere)[0].id
    fallen: list[Exception] = []

    def delete() -> None:
        try:
            with elsewhere.writing() as session:
                delete_webhook(session, elsewhere.caller, hook, now=elsewhere.now)
        except Exception as error:  # noqa: BLE001 - it is looked at below, in the test's thread
            fallen.append(error)

    deleter = Thread(target=delete)
    with elsewhere.service.database.writing() as caller, caller.begin():
        event = WebhookEvent.CLAIMED
        announce(caller, elsewhere.organisation_id, event, {}, now=elsewhere.now)
        deleter.start()
        wait_until(
            lambda: is_somebody_waiting(elsewhere.service.database) or not deleter.is_alive()
        )
    deleter.join()

    assert fallen == []
    assert own_webhooks(elsewhere) == []
    assert calls_of(elsewhere, hook) == 0


def own_webhooks(issuer: Issuer) -> Sequence[Webhook]:
    """Return the webhooks of the organisation."""
    query = select(Webhook).where(Webhook.organisation_id == issuer.organisation_id)
    with issuer.service.database.reading() as session:
        return session.scalars(query).all()


def calls_of(issuer: Issuer, webhook: UUID) -> int:
    """Return how many calls there are for a webhook."""
    query = select(func.count()).where(WebhookDelivery.webhook_id == webhook)
    with issuer.service.database.reading() as session:
        return session.scalar(query) or 0
