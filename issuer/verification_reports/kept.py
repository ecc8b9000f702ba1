"""Keeping a report at an address that nobody can guess, because a visitor asked for it.

The file itself is never kept. A report goes when its time is over, when whoever kept it removes it,
and when an award that it is about is erased (rule 34).
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from issuer.collaborators import Collaborators
from issuer.links import hash_of
from issuer.models import Award, Form, Generation, KeptReport, KeptReportCredential
from issuer.verification_reports.shown import ShownReport
from issuer.verification_reports.signed import signed_report
from issuer.verifying_errors import KeptReportNotFoundError, ShownReportError
from keys.strict_json import Json
from signing.proof_options import written


@dataclass(frozen=True)
class Kept:
    """Where a report is kept, and until when."""

    token: str
    removal: str
    expires_at: datetime


def keep_report(
    session: Session, service: Collaborators, shown: ShownReport, *, now: datetime
) -> Kept:
    """Keep a report for the time that the operator set; again, it stays where it is.

    Raises `ShownReportError` when an award that it is about was erased meanwhile, or what it said
    before it was corrected; and `KeyUnavailableError`.
    """
    known = session.get(KeptReport, shown.number)
    if known is not None:
        return Kept(shown.address, shown.removal, known.expires_at)
    credentials = frozenset(credential_ids(shown.report))
    _check_not_erased(session, frozenset(_stated(shown.report)))
    row = KeptReport(
        id=shown.number,
        token_hash=hash_of(shown.address),
        removal_hash=hash_of(shown.removal),
        report=json.dumps(shown.report),
        signed=signed_report(session, service, shown, now=now),
        file_sha256=shown.sha256,
        shown_at=shown.shown_at,
        created_at=now,
        expires_at=now + timedelta(days=service.settings.kept_report_days),
    )
    hashes = sorted({_hash(credential) for credential in credentials})
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
            session.add_all(
                KeptReportCredential(report_id=row.id, credential_hash=each) for each in hashes
            )
    except IntegrityError:
        # The button was pressed twice, and the other request was first.
        row = session.get_one(KeptReport, shown.number)
    return Kept(shown.address, shown.removal, row.expires_at)


def find_report(session: Session, token: str, *, now: datetime) -> KeptReport:
    """Return the report at the address with `token`; or raise `KeptReportNotFoundError`."""
    found = session.scalar(
        select(KeptReport).where(
            KeptReport.token_hash == hash_of(token), KeptReport.expires_at > now
        )
    )
    if found is None:
        raise KeptReportNotFoundError
    return found


def find_removable(session: Session, token: str, removal: str, *, now: datetime) -> KeptReport:
    """Return the report that `removal` removes; or raise `KeptReportNotFoundError`."""
    found = find_report(session, token, now=now)
    if found.removal_hash != hash_of(removal):
        raise KeptReportNotFoundError
    return found


def remove_report(session: Session, token: str, removal: str, *, now: datetime) -> None:
    """Remove a report for good; or raise `KeptReportNotFoundError`."""
    found = find_removable(session, token, removal, now=now)
    session.execute(delete(KeptReport).where(KeptReport.id == found.id))


def forget_old_reports(session: Session, *, now: datetime) -> None:
    """Delete the reports whose time is over."""
    session.execute(delete(KeptReport).where(KeptReport.expires_at <= now))


def erase_reports(session: Session, credential_id: str) -> None:
    """Delete every report about a credential (rule 34)."""
    about = select(KeptReportCredential.report_id).where(
        KeptReportCredential.credential_hash == _hash(credential_id)
    )
    session.execute(
        delete(KeptReport)
        .where(KeptReport.id.in_(about))
        .execution_options(synchronize_session=False)
    )


def credential_ids(report: Mapping[str, Json]) -> Iterator[str]:
    """Yield the ids of the credentials that a report is about, those of its parts as well."""
    for credential, _ in _stated(report):
        yield credential


def _stated(report: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    """Yield the id and the beginning of each credential that a report is about."""
    credential = report.get("credential")
    if isinstance(credential, Mapping) and isinstance(credential.get("id"), str):
        begins = credential.get("validFrom")
        yield credential["id"], begins if isinstance(begins, str) else None
    for name in ("reports", "endorsements"):
        for part in report.get(name) or ():
            yield from _stated(part)
    if isinstance(report.get("refreshed"), Mapping):
        yield from _stated(report["refreshed"])


def _check_not_erased(session: Session, stated: Collection[tuple[str, Json]]) -> None:
    """Raise unless every award is there, and let none be erased before the report is kept.

    Of an award that was corrected the earlier generations may have been erased: then their forms
    are gone.
    """
    # What no database takes as text is the id of nothing of ours.
    ids = {credential for credential, _ in stated if credential.isprintable()}
    named = select(Award).where(Award.credential_id.in_(ids)).order_by(Award.id)
    awards = session.scalars(named.with_for_update(read=True)).all()
    if any(award.erased_at for award in awards):
        raise ShownReportError
    # Nothing is erased from here on: whoever erases waits for the lock.
    gone = (
        select(Award.credential_id, Generation.valid_from)
        .join(Generation, Generation.award_id == Award.id)
        .where(Award.credential_id.in_(ids))
        .where(~exists().where(Form.generation_id == Generation.id))
    )
    if any((credential, written(begins)) in stated for credential, begins in session.execute(gone)):
        raise ShownReportError


def _hash(credential_id: str) -> str:
    return hashlib.sha256(credential_id.encode("utf-8", "surrogatepass")).hexdigest()
