"""The document of an award, from its record."""

from uuid import UUID

from sqlalchemy.orm import Session

from issuer.collaborators import Collaborators
from issuer.documents.credential import (
    AwardRecord,
    EvidenceRecord,
    Recipient,
    StatusEntry,
    credential_document,
)
from issuer.documents.results import AwardedResult
from issuer.editions import edition_of
from issuer.models import AchievementVersion, Award, Generation, Organisation
from issuer.organisations import issuer_record
from issuer.text.dates import whole_seconds
from keys.strict_json import Json


def award_document(
    session: Session,
    collaborators: Collaborators,
    organisation: Organisation,
    version: AchievementVersion,
    award: Award,
    generation: Generation,
    status: StatusEntry | None,
) -> dict[str, Json]:
    """Return the unsigned badge of one generation of `award`, with its place on a status list."""
    base_url = collaborators.settings.base_url
    record = AwardRecord(
        credential_id=award.credential_id,
        subject_id=award.subject_id,
        recipient=Recipient(
            award.first_name or "", award.last_name or "", award.email, award.email_salt
        ),
        valid_from=generation.valid_from,
        awarded=whole_seconds(award.awarded_at),
        valid_until=award.valid_until,
        narrative=award.narrative,
        certificate_number=award.certificate_number,
        evidence=tuple(_evidence(base_url, award)),
        activity_from=award.activity_from,
        activity_to=award.activity_to,
        results=tuple(AwardedResult(**result) for result in award.results),
    )
    edition = edition_of(session, base_url, version, award.language)
    return credential_document(issuer_record(organisation, base_url), edition, record, status)


def evidence_address(base_url: str, credential: UUID, upload: str) -> str:
    """Return where the file `upload` of a badge can be read, as long as the badge can."""
    return f"{base_url}/credentials/{credential}/evidence/{upload}"


def _evidence(base_url: str, award: Award) -> list[EvidenceRecord]:
    records = []
    for piece in award.evidence:
        url = piece.get("url")
        if upload := piece.get("upload"):
            url = evidence_address(base_url, award.credential_uuid, upload)
        records.append(
            EvidenceRecord(piece.get("name"), piece.get("description"), piece.get("narrative"), url)
        )
    return records
