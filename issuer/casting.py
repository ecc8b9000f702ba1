"""Badges of one template, built and signed one after another; nothing is stored here."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID

from issuer.award_records import columns_of
from issuer.award_rules import AcceptedAward, NewEvidence
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


class Alike(NamedTuple):
    """The columns that all awards which are cast together have alike, and their generations."""

    award: Columns
    generation: Columns


class Cast(NamedTuple):
    """One signed badge that is not stored yet: its rows, and what they have alike with others."""

    award: Columns
    generation: Columns
    forms: Forms
    alike: Alike

    @property
    def email_key(self) -> str:
        """The address, as duplicates are found by it."""
        return str(self.award["email_key"])


class _Draft(NamedTuple):
    """A badge that is not signed yet, and the rows that it came from."""

    award: Columns
    generation: Columns
    badge: Unminted

    @property
    def language(self) -> str:
        """The language of the badge."""
        return str(self.award["language"])


class Order(NamedTuple):
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
    minter, maker = Minter(mould.signers, collaborators.canonicaliser), _Maker(collaborators, now)
    minters = {
        language: EditionMinter(minter, common, maker.valid_from)
        for language, common in mould.common.items()
    }
    alike = _alike(mould, source, maker.valid_from, now)
    # The first alone: what it teaches serves all others.
    for begin, end in pairwise((0, *range(1, len(orders), _AT_ONCE), len(orders))):
        drafts = [maker.draft(order) for order in orders[begin:end]]
        for draft, forms in zip(drafts, _minted(minters, drafts, is_first=begin == 0), strict=True):
            if isinstance(forms, UnsafeDocumentError):
                yield faults_of(forms)
            else:
                yield Cast(draft.award, draft.generation, forms, alike)


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


class _Maker:
    """Makes the rows of awards, and what is to be minted of them, at one instant."""

    def __init__(self, collaborators: Collaborators, now: datetime) -> None:
        settings = collaborators.settings
        self.valid_from = valid_from(now)
        self._awarded = whole_seconds(now)
        self._ids = NewIds(now)
        self._named = (
            "urn:uuid:" if settings.is_demonstration else f"{settings.base_url}/credentials/"
        )

    def draft(self, order: Order) -> _Draft:
        award = self._award(order.accepted)
        entry = order.entry
        generation = {
            "id": self._ids.of_row(),
            "award_id": award["id"],
            "status_list_id": entry.list_id if entry else None,
            "status_index": entry.index if entry else None,
        }
        place = StatusEntry(entry.url, entry.index) if entry else None
        return _Draft(award, generation, Unminted(self._record(order.accepted, award), place))

    def _award(self, accepted: AcceptedAward) -> Columns:
        credential = self._ids.secret()
        return {
            "id": self._ids.of_row(),
            **columns_of(accepted),
            "credential_uuid": credential,
            "credential_id": f"{self._named}{credential}",
            "subject_id": f"urn:uuid:{self._ids.secret()}",
            "email_salt": self._ids.salt(),
        }

    def _record(self, accepted: AcceptedAward, award: Columns) -> AwardRecord:
        salt = award["email_salt"]
        return AwardRecord(
            credential_id=award["credential_id"],
            subject_id=award["subject_id"],
            recipient=Recipient(accepted.first_name, accepted.last_name, accepted.email, salt),
            valid_from=self.valid_from,
            awarded=self._awarded,
            valid_until=accepted.valid_until,
            narrative=accepted.narrative,
            certificate_number=accepted.certificate_number,
            evidence=tuple(map(_evidence, accepted.evidence)),
            activity_from=accepted.activity_from,
            activity_to=accepted.activity_to,
            results=accepted.results,
        )


def _evidence(piece: NewEvidence) -> EvidenceRecord:
    return EvidenceRecord(piece.name, piece.description, piece.narrative, piece.url)


def _alike(mould: Mould, source: Source, valid_from: datetime, now: datetime) -> Alike:
    return Alike(
        award={
            "organisation_id": mould.organisation_id,
            "achievement_id": mould.achievement_id,
            "version_id": mould.version_id,
            "state": AwardState.AWARDED,
            "delivery": Delivery.QUEUED,
            "published": False,
            "hidden": False,
            "expired": False,
            "awarded_at": now,
            "generation": 1,
            "awarded_by": source.caller.person_id,
            "api_key_id": source.caller.api_key_id,
            "batch_id": source.batch_id,
        },
        generation={"number": 1, "valid_from": valid_from, "created_at": now},
    )
