"""Receivers of calls that answer what a test wants, and keep what they were sent."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from issuing import Issuer
from sqlalchemy import select

from issuer.models import Delivery, WebhookDelivery


@dataclass(frozen=True)
class Received:
    """One call as it arrived."""

    url: str
    body: bytes
    headers: Mapping[str, str]

    def is_signed_with(self, secret: str) -> bool:
        """Check a signature as the documentation tells receivers to do it."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = ".".join(
            (self.headers["webhook-id"], self.headers["webhook-timestamp"], self.body.decode())
        )
        wanted = base64.b64encode(hmac.new(key, signed.encode(), hashlib.sha256).digest()).decode()
        return f"v1,{wanted}" in self.headers["webhook-signature"].split(" ")


@dataclass
class Receiver:
    """A `Fetch` behind which one receiver listens, or nobody when `status` is none."""

    status: int | None = 204
    calls: list[Received] = field(default_factory=list)

    def post(self, url: str, *, body: bytes, headers: Mapping[str, str]) -> int:
        """Keep the call and answer."""
        self.calls.append(Received(url, body, dict(headers)))
        if self.status is None:
            raise ConnectionError("nobody listens")
        return self.status

    def get(self, url: str, *, accept: str) -> Any:
        """Reach nobody: receivers are never read from."""
        raise ConnectionError(f"{url} ({accept})")

    def exchange(self, url: str, *, body: bytes, headers: Mapping[str, str], accept: str) -> Any:
        """Reach nobody: receivers are never read from."""
        raise ConnectionError(f"{url} ({len(body)}, {len(headers)}, {accept})")


def waiting(issuer: Issuer) -> list[UUID]:
    """Return the calls that are still to be made, in their order."""
    with issuer.service.database.reading() as session:
        return list(
            session.scalars(
                select(WebhookDelivery.id)
                .where(WebhookDelivery.state == Delivery.QUEUED)
                .order_by(WebhookDelivery.created_at)
            )
        )
