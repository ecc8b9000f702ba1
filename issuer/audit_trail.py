"""Reading the audit trail; it is written by `issuer.audit.note`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.callers import Caller
from issuer.keyset import Order, Page, page_of
from issuer.models import AuditEntry, Person
from issuer.rights import Right

_NEWEST = Order("audit-newest", (AuditEntry.at, AuditEntry.id), is_descending=True)


@dataclass(frozen=True)
class AuditFilter:
    """Which rows are wanted; what is none does not matter."""

    action: str | None = None
    subject: str | None = None
    """The id of what it was done to."""
    since: datetime | None = None
    until: datetime | None = None
    """The rows before this instant."""


def list_audit(
    session: Session,
    caller: Caller,
    wanted: AuditFilter,
    *,
    cursor: str | None = None,
    limit: int,
) -> Page[AuditEntry]:
    """Return a page of what happened in the caller's organisation, the newest first.

    Free text is there unless it was erased; its digest stays. Raises `InvalidInputError` for a
    limit outside 1–200 and for a cursor of another list.
    """
    caller.require(Right.ORGANISATION)
    rows = select(AuditEntry).where(AuditEntry.organisation_id == caller.organisation_id)
    if wanted.action is not None:
        rows = rows.where(AuditEntry.action == wanted.action)
    if wanted.subject is not None:
        rows = rows.where(AuditEntry.subject_id == wanted.subject)
    if wanted.since is not None:
        rows = rows.where(AuditEntry.at >= wanted.since)
    if wanted.until is not None:
        rows = rows.where(AuditEntry.at < wanted.until)
    return page_of(session, rows, _NEWEST, cursor=cursor, limit=limit)


def actors_of(session: Session, actors: Collection[str]) -> Mapping[str, str]:
    """Return the names of those actors that are people, by how the trail names them.

    Who was erased, and whoever is no person, is left out.
    """
    ids = [UUID(actor.removeprefix("person:")) for actor in actors if actor.startswith("person:")]
    people = session.scalars(select(Person).where(Person.id.in_(ids), Person.disabled_at.is_(None)))
    return {f"person:{person.id}": person.name for person in people}
