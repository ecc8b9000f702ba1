"""After a restore: no index twice, and what was revoked since the backup is so again (rule 17).

Every open list is closed for ever, because indexes beyond its counter may be out in the world. What
was revoked is learnt from signed lists, which whoever calls has verified, and from the audit trail.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import islice
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.collaborators import Collaborators
from issuer.generations import newest_generation, revoke_generations
from issuer.locks import lock_awards, lock_organisations
from issuer.models import (
    Award,
    Batch,
    BatchChunk,
    BatchState,
    Generation,
    Organisation,
    StatusList,
)
from issuer.recollection import Recollection, allow_awards
from issuer.restoring_errors import ForeignListError
from issuer.status_lists import add_bits, adopt_list, close_open_lists

_ACTOR = "operator"
_AT_ONCE = 500
_STOPPED = {
    "code": "restored",
    "en": (
        "The database was put back from a backup. Awards that this import made since then are not "
        "known here any more: resuming it makes them once more. Cancel it if that must not be."
    ),
    "pl": (
        "Bazę danych przywrócono z kopii zapasowej. Poświadczenia przyznane od tego czasu w tym "
        "imporcie nie są tu już znane: wznowienie przyzna je jeszcze raz. Jeśli nie powinno, "
        "anuluj import."
    ),
}
REASON = "restored"
"""The reason in the audit trail for what was revoked or closed after a restore."""


@dataclass(frozen=True)
class SignedList:
    """A list as it was signed once; its proof was verified."""

    id: UUID
    issuer: str
    """The DID that signed it."""
    bits: bytes


@dataclass(frozen=True)
class Revocation:
    """A row of the audit trail that revoked something."""

    award: UUID
    before: int | None = None
    """A correction revoked the generations before this number; none means all of them."""


@dataclass(frozen=True)
class Restoration:
    """What was done."""

    closed: int
    """Lists that hand out nothing any more."""
    adopted: int
    """Lists that were opened after the backup and are published again."""
    entries: int
    """Bits that the signed lists had and the database had not."""
    awards: int
    """Awards that were not revoked in the backup and are now."""
    unknown: int
    """Revocations in the audit trail of awards that the database does not have."""


def restore_records(
    session: Session,
    collaborators: Collaborators,
    lists: Sequence[SignedList],
    revocations: Sequence[Revocation],
    *,
    seen: Recollection | None,
    now: datetime,
) -> Restoration:
    """Close every open list, replay what was revoked, and let awards be made again.

    `seen` is what this machine remembers. A second time it changes nothing but notes that it was
    asked. Raises `ForeignListError` and, when a list cannot be signed, `KeyUnavailableError`.
    """
    # Organisations, awards, lists: the order of `issuer.locks`.
    lock_organisations(session)
    given = _merged(session, lists)
    missing = {each.id: _missing_bits(session, each) for each in given}
    named = {each.award for each in revocations}
    known = _locked_awards(session, named | _awards_of(session, missing))
    closed = close_open_lists(session, now=now)
    _stop_batches(session)
    adopted = [each for each in given if session.get(StatusList, each.id) is None]
    for each in given:
        _replay_list(session, collaborators, each, missing[each.id], now=now)
    for revocation in revocations:
        _replay(session, collaborators, known.get(revocation.award), revocation.before, now=now)
    done = Restoration(
        closed=len(closed),
        adopted=len(adopted),
        entries=sum(len(_indexes(bits)) for bits in missing.values()),
        awards=sum(_settle(session, award, now) for award in known.values()),
        unknown=len(named - known.keys()),
    )
    allow_awards(session, seen, now=now)
    _note(session, closed, done, now)
    return done


def _stop_batches(session: Session) -> None:
    """Pause batches that had begun: what they awarded since the backup is out in the world.

    The places that their chunks keep may be, too.
    """
    session.execute(update(BatchChunk).values(entries=[]))
    session.execute(
        update(Batch)
        .where(Batch.state.in_((BatchState.CONFIRMED, BatchState.RUNNING)))
        .values(state=BatchState.PAUSED, failure=_STOPPED)
    )


def _merged(session: Session, lists: Iterable[SignedList]) -> list[SignedList]:
    """Return each list once, with all bits that any copy of it has, in the order of ids."""
    merged: dict[UUID, SignedList] = {}
    for each in sorted(lists, key=lambda one: one.id):
        _owner(session, each)
        first = merged.setdefault(each.id, each)
        if (first.issuer, len(first.bits)) != (each.issuer, len(each.bits)):
            raise ForeignListError(list=each.id, issuer=each.issuer)
        merged[each.id] = replace(first, bits=_either(first.bits, each.bits))
    return list(merged.values())


def _owner(session: Session, given: SignedList) -> Organisation:
    """Return whose list it is; raises `ForeignListError` if it cannot be its issuer's here."""
    ours = session.get(StatusList, given.id)
    owner = session.scalars(
        select(Organisation).where(Organisation.did == given.issuer)
    ).one_or_none()
    if owner is None or (
        ours is not None and (ours.organisation_id, len(ours.bits)) != (owner.id, len(given.bits))
    ):
        raise ForeignListError(list=given.id, issuer=given.issuer)
    return owner


def _missing_bits(session: Session, given: SignedList) -> bytes:
    """Return the bits that are set in a signed list and not in ours, which may not exist."""
    ours = session.get(StatusList, given.id)
    if ours is None:
        return given.bits
    return bytes(a & ~b & 0xFF for a, b in zip(given.bits, ours.bits, strict=True))


def _either(one: bytes, other: bytes) -> bytes:
    return bytes(a | b for a, b in zip(one, other, strict=True))


def _indexes(bits: bytes) -> set[int]:
    """Return where `bits` are set; bit 0 is the most significant one of the first byte."""
    return {
        number * 8 + place
        for number, byte in enumerate(bits)
        if byte
        for place in range(8)
        if byte & 0x80 >> place
    }


def _generations_at(session: Session, list_id: UUID, bits: bytes) -> list[Generation]:
    """Return the generations whose bits are set, and which are not revoked here."""
    wanted = _indexes(bits)
    if not wanted:
        return []
    rows = session.scalars(
        select(Generation).where(
            Generation.status_list_id == list_id, Generation.revoked_at.is_(None)
        )
    )
    return [row for row in rows if row.status_index in wanted]


def _awards_of(session: Session, missing: Mapping[UUID, bytes]) -> set[UUID]:
    return {
        generation.award_id
        for list_id, bits in missing.items()
        for generation in _generations_at(session, list_id, bits)
    }


def _locked_awards(session: Session, ids: Iterable[UUID]) -> dict[UUID, Award]:
    """Return those of the awards that are here, locked until the commit."""
    waiting = iter(sorted(ids))
    found: dict[UUID, Award] = {}
    while some := list(islice(waiting, _AT_ONCE)):
        rows = lock_awards(session, select(Award).where(Award.id.in_(some)))
        found |= {row.id: row for row in rows}
    return found


def _replay_list(
    session: Session,
    collaborators: Collaborators,
    given: SignedList,
    missing: bytes,
    *,
    now: datetime,
) -> None:
    """Set what is missing in a list, and publish it if it is not there; nothing is cleared."""
    for generation in _generations_at(session, given.id, missing):
        generation.revoked_at = now
    if session.get(StatusList, given.id) is None:
        organisation = _owner(session, given)
        adopt_list(session, collaborators, organisation, given.id, given.bits, now=now)
    elif any(missing):
        add_bits(session, collaborators, given.id, missing, now=now)


def _replay(
    session: Session,
    collaborators: Collaborators,
    award: Award | None,
    before: int | None,
    *,
    now: datetime,
) -> None:
    """Revoke the generations of an award `before` a number, or all; nothing if it is not here."""
    if award is not None:
        organisation = session.get_one(Organisation, award.organisation_id)
        revoke_generations(session, collaborators, organisation, award, before=before, now=now)


def _settle(session: Session, award: Award, now: datetime) -> bool:
    """Mark an award revoked whose newest generation is, and tell whether that is new."""
    newest = newest_generation(session, award)
    if award.revoked_at is not None or newest is None or newest.revoked_at is None:
        return False
    award.revoked_at = now
    # No mail and no webhook: they were told when it was revoked.
    note(
        session,
        _ACTOR,
        "award.revoked",
        ("award", award.id),
        organisation=award.organisation_id,
        now=now,
        code=REASON,
    )
    return True


def _note(session: Session, closed: Iterable[StatusList], done: Restoration, now: datetime) -> None:
    """Write down what was done, for the operator and for each organisation."""
    for each in closed:
        note(
            session,
            _ACTOR,
            "status-list.closed",
            ("status-list", each.id),
            organisation=each.organisation_id,
            now=now,
            code=REASON,
        )
    facts = asdict(done)
    note(session, _ACTOR, "database.restored", ("instance", "database"), organisation=None,
         now=now, **facts)  # fmt: skip
