"""An award as a record: its columns filled from what was accepted, and found again."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.award_errors import AwardErasedError, AwardNotFoundError, InvalidAwardError
from issuer.award_rules import AcceptedAward, NewEvidence
from issuer.callers import Caller
from issuer.errors import Fault
from issuer.locks import lock, lock_found
from issuer.models import Achievement, Award, Organisation, Upload
from issuer.text.sort_keys import search_key, sort_key

# The same each time, so that it is written once (`issuer.db.many_rows`).
_NONE: Sequence[dict[str, Any]] = []


def fill(award: Award, accepted: AcceptedAward) -> None:
    """Write what was accepted into the columns of `award`, with the keys to sort and search by."""
    for name, value in columns_of(accepted).items():
        setattr(award, name, value)
    award.expired = False


def columns_of(accepted: AcceptedAward) -> dict[str, Any]:
    """Return what was accepted as columns of an award, with the keys to sort and search by."""
    number = accepted.certificate_number
    return {
        "first_name": accepted.first_name,
        "last_name": accepted.last_name,
        "email": accepted.email,
        "email_key": accepted.email_key,
        "sort_name": sort_key(accepted.last_name, accepted.first_name),
        "search_last_name": search_key(accepted.last_name),
        "search_first_name": search_key(accepted.first_name),
        "search_number": search_key(number) if number else None,
        "certificate_number": number,
        "language": accepted.language,
        "valid_until": accepted.valid_until,
        "narrative": accepted.narrative,
        "evidence": [_evidence(piece) for piece in accepted.evidence]
        if accepted.evidence
        else _NONE,
        "activity_from": accepted.activity_from,
        "activity_to": accepted.activity_to,
        "results": [
            {name: value for name, value in vars(result).items() if value is not None}
            for result in accepted.results
        ]
        if accepted.results
        else _NONE,
    }


def claim_uploads(session: Session, award: Award, accepted: AcceptedAward) -> None:
    """Make the uploaded files of the evidence those of the award.

    Raises `InvalidAwardError` for a file that the organisation does not have, or that is another
    award's.
    """
    faults = []
    for number, piece in enumerate(accepted.evidence):
        if piece.upload is None:
            continue
        upload = lock(session, Upload, piece.upload)
        if (
            upload is None
            or upload.organisation_id != award.organisation_id
            or upload.purpose != "evidence"
            or upload.award_id not in {None, award.id}
        ):
            faults.append(_unknown_file(number))
        else:
            upload.award_id = award.id
    if faults:
        raise InvalidAwardError(faults)


def award_of(
    session: Session, caller: Caller, award_id: UUID, *, for_change: bool = False
) -> Award:
    """Return an award of the caller's organisation, locked until the commit if it is to change.

    Organisation and template are locked with it, in the order that `issuer.locks` gives. Raises
    `AwardNotFoundError`, and `AwardErasedError` when an erased one is to be changed.
    """
    own = (Award.id == award_id, Award.organisation_id == caller.organisation_id)
    query = select(Award).where(*own).execution_options(populate_existing=True)
    if for_change:
        lock(session, Organisation, caller.organisation_id)
        template = session.scalar(select(Award.achievement_id).where(*own))
        if template is not None:
            lock(session, Achievement, template)
        found = lock_found(session, query)
    else:
        found = session.scalars(query).one_or_none()
    if found is None:
        raise AwardNotFoundError(award=award_id)
    if for_change and found.erased_at is not None:
        raise AwardErasedError
    return found


def evidence_of(award: Award) -> Iterable[NewEvidence]:
    """Yield the evidence of a record."""
    for piece in award.evidence:
        upload = piece.get("upload")
        yield NewEvidence(**{**piece, "upload": UUID(upload) if upload else None})


def _evidence(piece: NewEvidence) -> dict[str, Any]:
    members = {name: value for name, value in vars(piece).items() if value is not None}
    return {**members, "upload": str(piece.upload)} if piece.upload else members


def _unknown_file(number: int) -> Fault:
    return Fault(
        f"/evidence/{number}/upload",
        "unknown-upload",
        "There is no such uploaded file for this award; upload it again.",
        "Nie ma takiego pliku dla tego poświadczenia; prześlij go ponownie.",
    )
