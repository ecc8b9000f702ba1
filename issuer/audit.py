"""The audit trail: one row for each business fact, in the transaction that makes it true.

Rows hold ids only. Free text, such as the reason of a revocation, stands beside its salted digest,
so that it can be deleted without breaking the row (rule 33).
"""

import hashlib
import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from issuer.models import AuditEntry


def note(
    session: Session,
    actor: str,
    action: str,
    subject: tuple[str, UUID | str],
    *,
    organisation: UUID | None,
    now: datetime,
    text: str | None = None,
    **facts: Any,  # noqa: ANN401 - whatever JSON holds
) -> AuditEntry:
    """Add the row that `actor` did `action` to `subject`, its kind and id.

    `facts` are ids, numbers and states; `text` is free text, which can be erased later.
    """
    nonce = secrets.token_hex(16) if text is not None else None
    digest = hashlib.sha256(f"{nonce}{text}".encode()).hexdigest() if text is not None else None
    kind, name = subject
    entry = AuditEntry(
        organisation_id=organisation,
        at=now,
        action=action,
        actor=actor,
        subject_kind=kind,
        subject_id=str(name),
        facts={
            key: str(value) if isinstance(value, UUID) else value for key, value in facts.items()
        },
        text_digest=digest,
        text_nonce=nonce,
        text=text,
    )
    session.add(entry)
    return entry
