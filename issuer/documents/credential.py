"""The badge itself: an OpenBadgeCredential of one generation of an award, ready to be signed."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from contexts.library import CREDENTIALS_V2, OPEN_BADGES_3_0_3
from issuer.documents.achievement import Edition, achievement_object
from issuer.documents.numbers import json_number
from issuer.documents.profile import IssuerRecord, filled, issuer_profile
from issuer.documents.results import AwardedResult, result_faults, result_objects
from issuer.documents.shared_ids import ids_in, without_shared_ids
from issuer.documents.times import day_as_instant
from issuer.errors import InvalidInputError
from issuer.text.emails import normalised_email
from keys.strict_json import Json
from signing.proof_options import written


class Recipient(NamedTuple):
    """Whom a badge is about; the e-mail address only ever stands in it as a salted hash."""

    first_name: str
    last_name: str
    email: str | None = None
    salt: str | None = None
    """32 hexadecimal characters, drawn for this award (rule 19)."""


@dataclass(frozen=True)
class EvidenceRecord:
    """Work that shows the achievement; texts in the language of the award."""

    name: str | None = None
    description: str | None = None
    narrative: str | None = None
    url: str | None = None
    genre: str | None = None


@dataclass(frozen=True)
class StatusEntry:
    """The place of one generation on a published list."""

    list_url: str
    index: int


class AwardRecord(NamedTuple):
    """What is awarded; instants are aware and end in whole seconds."""

    credential_id: str
    subject_id: str
    """A fresh `urn:uuid:`, or the DID of a bound wallet (rule 14)."""
    recipient: Recipient
    valid_from: datetime
    awarded: datetime
    """The first award, whichever generation this is (rule 15)."""
    valid_until: datetime | None = None
    narrative: str | None = None
    certificate_number: str | None = None
    evidence: tuple[EvidenceRecord, ...] = ()
    activity_from: date | None = None
    activity_to: date | None = None
    results: tuple[AwardedResult, ...] = ()
    picture: str | None = None
    """The address of a picture of this badge alone."""


@dataclass(frozen=True)
class CommonParts:
    """What all badges of an issuer's edition hold alike."""

    edition: Edition
    issuer: Mapping[str, Json]
    achievement: Mapping[str, Json]

    @cached_property
    def ids(self) -> Mapping[int, Sequence[str]]:
        """The ids in both, for `without_shared_ids`."""
        return {id(part): ids_in(part) for part in (self.issuer, self.achievement)}


def common_parts(issuer: IssuerRecord, edition: Edition) -> CommonParts:
    """Return what all badges of an edition hold alike, for whoever makes many."""
    return CommonParts(
        edition, issuer_profile(issuer, edition.language), achievement_object(edition)
    )


def credential_document(
    issuer: IssuerRecord, edition: Edition, award: AwardRecord, status: StatusEntry | None
) -> dict[str, Json]:
    """Return the unsigned badge; see `badge_of`."""
    return badge_of(common_parts(issuer, edition), award, status)


def badge_of(
    common: CommonParts, award: AwardRecord, status: StatusEntry | None
) -> dict[str, Json]:
    """Return the unsigned badge; without `status` nobody can revoke it.

    It has two contexts only (rule 3) and lists wherever Open Badges allow them. Whether the e-mail
    address is hashed into it says the template (rule 19).

    Raises:
        InvalidInputError: the results are not those of the template.
    """
    edition = common.edition
    if faults := result_faults(edition.content, award.results):
        raise InvalidInputError(faults)
    members: dict[str, Json] = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3_0_3],
        "id": award.credential_id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": edition.content.texts[edition.language].name,
        "issuer": common.issuer,
        "validFrom": written(award.valid_from),
        "validUntil": written(award.valid_until),
        "awardedDate": written(award.awarded),
        "image": {"id": award.picture, "type": "Image"} if award.picture else None,
        "credentialSubject": _subject(common, award),
        "evidence": evidence_objects(award.evidence),
        "credentialStatus": _status(status) if status else None,
    }
    return without_shared_ids(filled(members), common.ids)


def _subject(common: CommonParts, award: AwardRecord) -> Json:
    edition = common.edition
    earned = edition.content.credits
    begin, end = award.activity_from, award.activity_to
    return filled(
        {
            "id": award.subject_id,
            "type": ["AchievementSubject"],
            "identifier": _identifiers(award.recipient, edition.content.email_identifier),
            "achievement": common.achievement,
            "narrative": award.narrative,
            "licenseNumber": award.certificate_number,
            "activityStartDate": begin and day_as_instant(begin),
            "activityEndDate": end and day_as_instant(end),
            "creditsEarned": earned and json_number(earned),
            "result": result_objects(edition, award.results),
        }
    )


def _identifiers(recipient: Recipient, with_email: bool) -> list[Json]:  # noqa: FBT001 - of the template
    name = recipient_name(recipient)
    found: list[Json] = [
        {"type": "IdentityObject", "identityType": "name", "hashed": False, "identityHash": name}
    ]
    if with_email and recipient.email and recipient.salt:
        found.append(
            {
                "type": "IdentityObject",
                "identityType": "emailAddress",
                "hashed": True,
                "salt": recipient.salt,
                "identityHash": email_hash(recipient.email, recipient.salt),
            }
        )
    return found


def recipient_name(recipient: Recipient) -> str:
    """Return the name that a badge is about."""
    return f"{recipient.first_name} {recipient.last_name}".strip()


def email_hash(address: str, salt: str) -> str:
    """Return the IdentityHash of an e-mail address, normalised by rule 19."""
    digest = hashlib.sha256((normalised_email(address) + salt).encode()).hexdigest()
    return f"sha256${digest}"


def evidence_objects(evidence: Iterable[EvidenceRecord]) -> list[Json]:
    """Return the Evidence objects of a badge, each once; pieces that say nothing are left out."""
    found: list[Json] = []
    for record in evidence:
        members = filled(
            {
                "id": record.url,
                "name": record.name,
                "description": record.description,
                "narrative": record.narrative,
                "genre": record.genre,
            }
        )
        item: Json = {"type": ["Evidence"], **members}
        if members and item not in found:
            found.append(item)
    return found


def status_id(status: StatusEntry) -> str:
    """Return the `id` of a place on a published list."""
    return f"{status.list_url}#{status.index}"


def _status(status: StatusEntry) -> Json:
    return {
        "id": status_id(status),
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(status.index),
        "statusListCredential": status.list_url,
    }
