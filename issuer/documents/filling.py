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
    StatusEntry,
    email_hash,
    evidence_objects,
    recipient_name,
    status_id,
)
from issuer.documents.results import AwardedResult, result_faults
from issuer.documents.times import day_as_instant
from issuer.errors import InvalidInputError
from signing.proof_options import written


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
    if faults := result_faults(common.edition.content, award.results):
        raise InvalidInputError(faults)
    begin, end = award.activity_from, award.activity_to
    slots = {
        "/id": award.credential_id,
        "/validFrom": written(award.valid_from),
        "/validUntil": written(award.valid_until),
        "/awardedDate": written(award.awarded),
        "/credentialSubject/id": award.subject_id,
        "/credentialSubject/narrative": award.narrative,
        "/credentialSubject/licenseNumber": award.certificate_number,
        "/credentialSubject/activityStartDate": begin and day_as_instant(begin),
        "/credentialSubject/activityEndDate": end and day_as_instant(end),
        "/credentialSubject/identifier/0/identityHash": recipient_name(award.recipient),
    }
    email, salt = award.recipient.email, award.recipient.salt
    if common.edition.content.email_identifier and email and salt:
        slots["/credentialSubject/identifier/1/salt"] = salt
        slots["/credentialSubject/identifier/1/identityHash"] = email_hash(email, salt)
    for place, result in enumerate(award.results):
        slots[f"/credentialSubject/result/{place}/value"] = result.value
    genres: tuple[str | None, ...] = ()
    if award.evidence:
        evidence = evidence_objects(award.evidence)
        genres = tuple(piece.get("genre") for piece in evidence)
        for place, piece in enumerate(evidence):
            for name in ("id", "name", "description", "narrative"):
                slots[f"/evidence/{place}/{name}"] = piece.get(name)
    if status:
        slots["/credentialStatus/id"] = status_id(status)
        slots["/credentialStatus/statusListIndex"] = str(status.index)
    slots["/image/id"] = award.picture
    values = {pointer: value for pointer, value in slots.items() if value}
    kin = Kin(
        tuple(values),
        status.list_url if status else None,
        tuple(replace(result, value=None) for result in award.results),
        genres,
    )
    return Filling(kin, tuple(values.values()))
