"""A badge as what stands in the slots of its template, without building the document.

What badges of an edition in one language have in common besides is their kin: of two with the same
kin, the documents differ in these values alone. So a document need be built, and looked at as a
whole, for the first badge of each kin only.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from issuer.documents.credential import (
    AwardRecord,
    CommonParts,
    EvidenceRecord,
    StatusEntry,
    email_hash,
    evidence_objects,
    recipient_name,
    status_id,
)
from issuer.documents.results import AwardedResult, result_faults
from issuer.documents.times import day_as_instant
from issuer.errors import InvalidInputError
from signing.proof_options import instant_text


class Kin(NamedTuple):
    """What decides, with edition and language, all of a badge but the values in its slots."""

    pointers: tuple[str, ...]
    """The slots, as `issuer.documents.slots.slots_of` names them."""
    list_url: str | None
    results: tuple[AwardedResult, ...]
    """Without their values."""
    genres: tuple[str | None, ...]
    """Of the evidence."""


class Filling(NamedTuple):
    """A badge as its kin and the values in its slots, in the order of the pointers."""

    kin: Kin
    values: Sequence[str]


def filling_of(common: CommonParts, award: AwardRecord, status: StatusEntry | None) -> Filling:
    """Return what stands in the slots of the badge that `credential.badge_of` makes of the same.

    Where that would have to take away an id that stands in it twice, the values still have it: no
    plan takes them (`signing.plans.no_two_nodes_have_one_iri`).

    Raises:
        InvalidInputError: the results are not those of the template.
    """
    if award.results and (faults := result_faults(common.edition.content, award.results)):
        raise InvalidInputError(faults)
    slots: dict[str, str] = {
        "/id": award.credential_id,
        "/validFrom": instant_text(award.valid_from),
    }
    if award.valid_until:
        slots["/validUntil"] = instant_text(award.valid_until)
    slots["/awardedDate"] = instant_text(award.awarded)
    _add_subject(slots, award, with_email=common.edition.content.email_identifier)
    genres = _add_evidence(slots, award.evidence) if award.evidence else ()
    if status:
        slots["/credentialStatus/id"] = status_id(status)
        slots["/credentialStatus/statusListIndex"] = str(status.index)
    if award.picture:
        slots["/image/id"] = award.picture
    results = award.results and tuple(replace(result, value=None) for result in award.results)
    kin = Kin(tuple(slots), status.list_url if status else None, results, genres)
    return Filling(kin, tuple(slots.values()))


def _add_subject(slots: dict[str, str], award: AwardRecord, *, with_email: bool) -> None:
    slots["/credentialSubject/id"] = award.subject_id
    if award.narrative:
        slots["/credentialSubject/narrative"] = award.narrative
    if award.certificate_number:
        slots["/credentialSubject/licenseNumber"] = award.certificate_number
    if award.activity_from:
        slots["/credentialSubject/activityStartDate"] = day_as_instant(award.activity_from)
    if award.activity_to:
        slots["/credentialSubject/activityEndDate"] = day_as_instant(award.activity_to)
    person = award.recipient
    slots["/credentialSubject/identifier/0/identityHash"] = recipient_name(person)
    if with_email and person.email and person.salt:
        slots["/credentialSubject/identifier/1/salt"] = person.salt
        hashed = email_hash(person.email, person.salt)
        slots["/credentialSubject/identifier/1/identityHash"] = hashed
    for place, result in enumerate(award.results):
        if result.value:
            slots[f"/credentialSubject/result/{place}/value"] = result.value


def _add_evidence(
    slots: dict[str, str], evidence: Sequence[EvidenceRecord]
) -> tuple[str | None, ...]:
    """Add what stands in the evidence, and return its genres."""
    pieces = evidence_objects(evidence)
    for place, piece in enumerate(pieces):
        for name in ("id", "name", "description", "narrative"):
            if name in piece:
                slots[f"/evidence/{place}/{name}"] = piece[name]
    return tuple(piece.get("genre") for piece in pieces)
