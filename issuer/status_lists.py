"""Status lists: handing out indexes, setting bits, signing (rule 16).

An organisation has one series of lists. Which index comes next is a counter seen through a keyed
permutation, so that neighbours in a list were not awarded one after the other. Bits are the source;
a list is signed in the transaction that changes its bits, so the served text is never behind.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from issuer.collaborators import Collaborators
from issuer.documents.status_list import status_list_document
from issuer.documents.times import valid_from
from issuer.issuer_keys import signers_of
from issuer.key_errors import KeyUnavailableError
from issuer.locks import lock
from issuer.minting import as_json, digest, signed_document
from issuer.models import Generation, Organisation, StatusList
from issuer.permutation import permuted
from issuer.recollection import check_not_put_back
from issuer.text.dates import whole_seconds
from keys import errors as key_errors
from keys.envelope import Envelope, open_envelope, seal
from keys.kek import KekSource
from signing.status_list import MINIMUM_ENTRIES, empty_list, with_status

RENEWED_AFTER = timedelta(hours=6)
_LABEL = "insygnia status list permutation v1"


@dataclass(frozen=True)
class Entry:
    """A place in a status list, which one generation of one award keeps for ever."""

    list_id: UUID
    url: str
    index: int


def take_entries(
    session: Session,
    collaborators: Collaborators,
    organisation: Organisation,
    count: int,
    *,
    now: datetime,
) -> list[Entry]:
    """Return `count` entries that nobody has had; a full list is closed and a new one opened.

    The list stays locked until the commit. Raises `KeyUnavailableError` when a new list is needed
    and cannot be signed, and `DatabasePutBackError` while a restored database may hand out indexes
    a second time (rule 17).
    """
    check_not_put_back(session)
    entries: list[Entry] = []
    while len(entries) < count:
        status_list = _open_list(session, collaborators, organisation, now)
        key = _permutation_key(status_list, collaborators.keks)
        taken = min(count - len(entries), status_list.entries - status_list.taken)
        url = list_url(collaborators, status_list.id)
        entries += [
            Entry(status_list.id, url, permuted(key, number, status_list.entries))
            for number in range(status_list.taken, status_list.taken + taken)
        ]
        status_list.taken += taken
        if status_list.taken == status_list.entries:
            status_list.closed_at = now
        session.flush()
    return entries


def revoke_entries(
    session: Session,
    collaborators: Collaborators,
    organisation: Organisation,
    generations: Iterable[Generation],
    *,
    now: datetime,
) -> None:
    """Set the bits of `generations` and sign their lists anew; a bit is never cleared (rule 13)."""
    indexes: dict[UUID, list[int]] = defaultdict(list)
    for generation in generations:
        generation.revoked_at = now
        if generation.status_list_id is not None and generation.status_index is not None:
            indexes[generation.status_list_id].append(generation.status_index)
    for list_id in sorted(indexes):
        status_list = _locked(session, list_id)
        status_list.bits = with_status(status_list.bits, indexes[list_id])
        _sign(session, collaborators, organisation, status_list, now)


def due_lists(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Return the lists that were signed more than six hours ago, the oldest first."""
    return session.scalars(
        select(StatusList.id)
        .where(StatusList.signed_at < now - RENEWED_AFTER)
        .order_by(StatusList.signed_at)
    ).all()


def renew_list(
    session: Session, collaborators: Collaborators, list_id: UUID, *, now: datetime
) -> None:
    """Sign a list again, its bits unchanged."""
    status_list = session.get_one(StatusList, list_id)
    # The organisation first, as everywhere (`issuer.locks`).
    lock(session, Organisation, status_list.organisation_id)
    status_list = _locked(session, list_id)
    organisation = session.get_one(Organisation, status_list.organisation_id)
    _sign(session, collaborators, organisation, status_list, now)


def close_open_lists(session: Session, *, now: datetime) -> Sequence[StatusList]:
    """Close every list to allocation for ever, and return those that were open (rule 17)."""
    found = session.scalars(
        select(StatusList)
        .where(StatusList.closed_at.is_(None))
        .order_by(StatusList.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    for status_list in found:
        status_list.closed_at = now
    session.flush()
    return found


def add_bits(
    session: Session, collaborators: Collaborators, list_id: UUID, bits: bytes, *, now: datetime
) -> None:
    """Set what is set in `bits`, as long as the list, and sign it anew; nothing is cleared."""
    status_list = _locked(session, list_id)
    organisation = session.get_one(Organisation, status_list.organisation_id)
    status_list.bits = bytes(a | b for a, b in zip(status_list.bits, bits, strict=True))
    _sign(session, collaborators, organisation, status_list, now)


def adopt_list(
    session: Session,
    collaborators: Collaborators,
    organisation: Organisation,
    list_id: UUID,
    bits: bytes,
    *,
    now: datetime,
) -> None:
    """Publish a list again that was opened after the backup; no index of it is handed out."""
    adopted = _new_list(session, collaborators, organisation, now, list_id=list_id, bits=bits)
    adopted.taken, adopted.closed_at = adopted.entries, now
    session.flush()


def list_url(collaborators: Collaborators, list_id: UUID) -> str:
    """Return the public address of a list."""
    return f"{collaborators.settings.base_url}/status/{list_id}"


def _open_list(
    session: Session, collaborators: Collaborators, organisation: Organisation, now: datetime
) -> StatusList:
    # Whoever signs holds the organisation: two who both found none cannot both open one.
    lock(session, Organisation, organisation.id)
    found = _locked_open_list(session, organisation.id)
    return found or _new_list(session, collaborators, organisation, now)


def _locked_open_list(session: Session, organisation_id: UUID) -> StatusList | None:
    return session.scalars(
        select(StatusList)
        .where(StatusList.organisation_id == organisation_id, StatusList.closed_at.is_(None))
        .order_by(StatusList.number)
        .limit(1)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()


def _locked(session: Session, list_id: UUID) -> StatusList:
    return session.get_one(
        StatusList, list_id, with_for_update={"key_share": True}, populate_existing=True
    )


def _new_list(
    session: Session,
    collaborators: Collaborators,
    organisation: Organisation,
    now: datetime,
    *,
    list_id: UUID | None = None,
    bits: bytes | None = None,
) -> StatusList:
    newest = select(func.max(StatusList.number)).where(
        StatusList.organisation_id == organisation.id
    )
    list_id, bits = list_id or uuid4(), bits or empty_list(MINIMUM_ENTRIES)
    key = secrets.token_bytes(32)
    envelope = seal(collaborators.keks.for_sealing(), key, label=_LABEL, aad=str(list_id).encode())
    status_list = StatusList(
        id=list_id,
        organisation_id=organisation.id,
        number=(session.scalar(newest) or 0) + 1,
        entries=len(bits) * 8,
        taken=0,
        permutation_key=envelope.to_dict(),
        bits=bits,
        created_at=now,
    )
    _sign(session, collaborators, organisation, status_list, now)
    session.add(status_list)
    session.flush()
    return status_list


def _sign(
    session: Session,
    collaborators: Collaborators,
    organisation: Organisation,
    status_list: StatusList,
    now: datetime,
) -> None:
    document = status_list_document(
        url=list_url(collaborators, status_list.id),
        issuer=organisation.did,
        bits=status_list.bits,
        now=whole_seconds(now),
    )
    signers = signers_of(session, collaborators, organisation)
    signed = signed_document(
        document, signers, collaborators.canonicaliser, created=valid_from(now)
    )
    status_list.signed = as_json(signed)
    status_list.signed_sha256 = digest(status_list.signed)
    status_list.signed_at = now


def _permutation_key(status_list: StatusList, keks: KekSource) -> bytes:
    aad = str(status_list.id).encode()
    try:
        envelope = Envelope.from_dict(status_list.permutation_key)
        return open_envelope(keks.for_opening(envelope.kek_id), envelope, label=_LABEL, aad=aad)
    except key_errors.Error as e:
        raise KeyUnavailableError(reason=type(e).__name__) from e
