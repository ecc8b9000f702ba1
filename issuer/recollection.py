"""Noticing that the database was put back from a backup (rule 17).

A machine remembers, outside of the database, the newest row of the audit trail that it has seen.
Rows of the trail are never changed and never deleted, so a database without that row is older than
the memory. From then on nothing is awarded until an operator says `insygnia db restored`, whose
instant the database keeps: memories from before it count no more.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from issuer.instance_errors import DatabasePutBackError
from issuer.models import AuditEntry, InstanceFact

_PUT_BACK = "put_back"
_RESTORED = "restored"


@dataclass(frozen=True)
class Recollection:
    """What a machine has seen of a database."""

    installation: str
    """Digest of the first row of the trail: a backup has the same one, another database has not."""
    restored: str
    """When an operator last said `insygnia db restored`, such that texts compare as instants do."""
    entry: int
    """The id of the newest row."""
    digest: str
    """Digest of the newest row: after a restore another row may get its id."""


def recollect(session: Session) -> Recollection | None:
    """Return what there is to remember of the database; nothing while nothing has happened."""
    first = _first_row(session)
    newest = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).first()
    if first is None or newest is None:
        return None
    return Recollection(_digest(first), _restored(session), newest.id, _digest(newest))


def installation(session: Session) -> str | None:
    """Return what tells this database from others; nothing while nothing has happened."""
    first = _first_row(session)
    return _digest(first) if first is not None else None


def is_behind(session: Session, seen: Recollection) -> bool:
    """Tell whether the database is older than what was `seen` of it."""
    if _restored(session) > seen.restored:
        return False
    row = session.get(AuditEntry, seen.entry)
    return row is None or _digest(row) != seen.digest


def stop_awards(session: Session, *, now: datetime) -> None:
    """Let nobody award from this database until it is said to be restored."""
    values = {"name": _PUT_BACK, "value": _written(now)}
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    # Several machines may notice at once.
    session.execute(dialect.insert(InstanceFact).values(values).on_conflict_do_nothing())


def check_not_put_back(session: Session) -> None:
    """Raise `DatabasePutBackError` when the database was put back and nobody has said so yet."""
    if session.get(InstanceFact, _PUT_BACK) is not None:
        raise DatabasePutBackError


def allow_awards(session: Session, seen: Recollection | None, *, now: datetime) -> None:
    """Note that the database was restored, later than anything that was `seen` or noted before."""
    noticed = session.get(InstanceFact, _PUT_BACK)
    if noticed is not None:
        session.delete(noticed)
    latest = max(_restored(session), seen.restored if seen else "")
    if latest:
        # The clock may have been set back; this must come after what is remembered all the same.
        now = max(now, datetime.fromisoformat(latest) + timedelta(microseconds=1))
    session.merge(InstanceFact(name=_RESTORED, value=_written(now)))


def _first_row(session: Session) -> AuditEntry | None:
    return session.scalars(select(AuditEntry).order_by(AuditEntry.id).limit(1)).first()


def _restored(session: Session) -> str:
    fact = session.get(InstanceFact, _RESTORED)
    return fact.value if fact is not None else ""


def _digest(row: AuditEntry) -> str:
    """Return a digest of what no erasure takes away from a row."""
    facts = [_written(row.at), row.action, row.actor, row.subject_kind, row.subject_id]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _written(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds")
