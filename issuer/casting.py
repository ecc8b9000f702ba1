"""Badges of one template, built and signed one after another; nothing is stored here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID

from issuer.award_records import columns_of
from issuer.award_rules import AcceptedAward
from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.documents.credential import (
    AwardRecord,
    EvidenceRecord,
    Recipient,
    StatusEntry,
)
from issuer.documents.times import valid_from
from issuer.edition_minting import EditionMinter, Unminted
from issuer.errors import Fault
from issuer.generations import faults_of
from issuer.ids import NewIds
from issuer.minting import Forms, Minter
from issuer.models import AwardState, Delivery
from issuer.moulds import Mould
from issuer.status_lists import Entry
from issuer.text.dates import whole_seconds
from signing.errors import UnsafeDocumentError

Columns = dict[str, Any]

_AT_ONCE = 32
"""So many badges take each step together: what a step needs stays in the processor's cache."""


@dataclass(frozen=True)
class Cast:
    """One signed badge that is not stored yet: its rows."""

    award: Columns
    generation: Columns
    forms: Sequence[Columns]

    @property
    def email_key(self) -> str:
        """The address, as duplicates are found by it."""
        return str(self.award["email_key"])


@dataclass(frozen=True)
class _Draft:
    """A badge that is not signed yet, and the rows that it came from."""

    award: Columns
    generation: Columns
    badge: Unminted

    @property
    def language(self) -> str:
        """The language of the badge."""
        return str(self.award["language"])


@dataclass(frozen=True)
class Order:
    """A badge to be made: what was accepted, and its place on a status list, if it has one."""

    accepted: AcceptedAward
    entry: Entry | None


class Source(NamedTuple):
    """Whence awards come: who awards, and in which batch."""

    caller: Caller
    batch_id: UUID


def cast(
    mould: Mould,
    source: Source,
    collaborators: Collaborators,
    orders: Sequence[Order],
    *,
    now: datetime,
) -> Iterator[Cast | Sequence[Fault]]:
    """Yield for each order its signed badge, or why it must not be signed.

    The first is compared with the generic path, which is one in so many as there are orders (rule
    27). Raises `PlanMismatchError` when the two differ: then none of the badges may be kept.
    """
    minter, ids = Minter(mould.signers, collaborators.canonicaliser), NewIds(now)
    minters = {
        language: EditionMinter(minter, common, valid_from(now))
        for language, common in mould.common.items()
    }
    # The first alone: what it teaches serves all others.
    for begin, end in pairwise((0, *range(1, len(orders), _AT_ONCE), len(orders))):
        drafts = [
            _draft(mould, source, collaborators, order, ids, now) for order in orders[begin:end]
        ]
        for draft, forms in zip(drafts, _minted(minters, drafts, is_first=begin == 0), strict=True):
            if isinstance(forms, UnsafeDocumentError):
                yield faults_of(forms)
            else:
                yield Cast(draft.award, draft.generation, _rows(draft.generation["id"], forms))


def _minted(
    minters: Mapping[str, EditionMinter], drafts: Sequence[_Draft], *, is_first: bool
) -> Sequence[Forms | UnsafeDocumentError]:
    """Return the forms of badges, which may be in several languages, in the same order."""
    if is_first:
        return [minters[draft.language].looked_at(draft.badge, compared=True) for draft in drafts]
    found: dict[int, Forms | UnsafeDocumentError] = {}
    for language, minter in minters.items():
        places = [at for at, draft in enumerate(drafts) if draft.language == language]
        forms = minter.forms([drafts[at].badge for at in places])
        found.update(zip(places, forms, strict=True))
    return [found[at] for at in range(len(drafts))]


def _draft(
    mould: Mould,
    source: Source,
    collaborators: Collaborators,
    order: Order,
    ids: NewIds,
    now: datetime,
) -> _Draft:
    award = _award(mould, source, collaborators, order.accepted, ids, now)
    generation = _generation(award["id"], order.entry, ids, now)
    place = StatusEntry(order.entry.url, order.entry.index) if order.entry else None
    record = _record(order.accepted, award, generation)
    return _Draft(award, generation, Unminted(record, place))


def _award(
    mould: Mould,
    source: Source,
    collaborators: Collaborators,
    accepted: AcceptedAward,
    ids: NewIds,
    now: datetime,
) -> Columns:
    credential = ids.secret()
    address = f"{collaborators.settings.base_url}/credentials/{credential}"
    return {
        "id": ids.of_row(),
        **columns_of(accepted),
        "organisation_id": mould.organisation_id,
        "achievement_id": mould.achievement_id,
        "version_id": mould.version_id,
        "credential_uuid": credential,
        "credential_id": (
            f"urn:uuid:{credential}" if collaborators.settings.is_demonstration else address
        ),
        "subject_id": f"urn:uuid:{ids.secret()}",
        "email_salt": ids.salt(),
        "state": AwardState.AWARDED,
        "delivery": Delivery.QUEUED,
        "published": False,
        "hidden": False,
        "awarded_at": now,
        "generation": 1,
        "awarded_by": source.caller.person_id,
        "api_key_id": source.caller.api_key_id,
        "batch_id": source.batch_id,
    }


def _generation(award: UUID, entry: Entry | None, ids: NewIds, now: datetime) -> Columns:
    return {
        "id": ids.of_row(),
        "award_id": award,
        "number": 1,
        "valid_from": valid_from(now),
        "status_list_id": entry.list_id if entry else None,
        "status_index": entry.index if entry else None,
        "created_at": now,
    }


def _record(accepted: AcceptedAward, award: Columns, generation: Columns) -> AwardRecord:
    return AwardRecord(
        credential_id=award["credential_id"],
        subject_id=award["subject_id"],
        recipient=Recipient(
            accepted.first_name, accepted.last_name, accepted.email, award["email_salt"]
        ),
        valid_from=generation["valid_from"],
        awarded=whole_seconds(award["awarded_at"]),
        valid_until=accepted.valid_until,
        narrative=accepted.narrative,
        certificate_number=accepted.certificate_number,
        evidence=tuple(
            EvidenceRecord(piece.name, piece.description, piece.narrative, piece.url)
            for piece in accepted.evidence
        ),
        activity_from=accepted.activity_from,
        activity_to=accepted.activity_to,
        results=accepted.results,
    )


def _rows(generation: UUID, forms: Forms) -> Sequence[Columns]:
    return [{"generation_id": generation, **form._asdict()} for form in forms]
