"""Whether a badge of ours was replaced: only our records know, the old document cannot say it."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.generations import newest_generation
from issuer.models import Award, Organisation
from keys.strict_json import Json
from signing.json_ld import Document
from signing.members import id_of
from signing.proof_options import written


def with_replacement(
    session: Session, base_url: str, report: Mapping[str, Json]
) -> Mapping[str, Json]:
    """Return a report with `replaced_by`, where the newer badge stands, if there is one (rule 15).

    Parts of a report on several credentials are told of each by itself.
    """
    if "reports" in report:
        parts = [with_replacement(session, base_url, part) for part in report["reports"]]
        return {**report, "reports": parts}
    credential = report["credential"]
    if credential is None or report["genuine"] != "yes":
        return report
    address = _replacement(session, base_url, credential)
    return {**report, "replaced_by": address} if address else report


def award_signed_as(session: Session, credential: Document) -> Award | None:
    """Return our award of which a genuine credential is the badge, or none.

    It has the id of the award and is by its organisation: anybody can sign any id.
    """
    badge, issuer = id_of(credential), id_of(credential.get("issuer"))
    if badge is None or issuer is None or not (badge + issuer).isprintable():
        # Nothing of ours, and no text that every database takes.
        return None
    return session.scalars(
        select(Award)
        .join(Organisation, Organisation.id == Award.organisation_id)
        .where(Award.credential_id == badge, Organisation.did == issuer)
    ).one_or_none()


def _replacement(session: Session, base_url: str, credential: Document) -> str | None:
    award = award_signed_as(session, credential)
    if award is None or award.erased_at is not None:
        return None
    shown = award
    if award.replaced_by_id is not None:
        shown = session.get_one(Award, award.replaced_by_id)
    elif not _is_earlier_generation(session, award, credential):
        return None
    return f"{base_url}/credentials/{shown.credential_uuid}"


def _is_earlier_generation(session: Session, award: Award, document: Document) -> bool:
    newest = newest_generation(session, award)
    return newest is not None and document.get("validFrom") != written(newest.valid_from)
