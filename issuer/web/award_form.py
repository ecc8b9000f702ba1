"""The form of one award: what was typed in, as the service takes it, and back into the form."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import count, takewhile
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from issuer.award_records import evidence_of
from issuer.award_rules import MOST_EVIDENCE, NewAward, NewEvidence
from issuer.callers import Caller
from issuer.documents.content import AchievementContent
from issuer.documents.results import AwardedResult
from issuer.documents.times import default_valid_until
from issuer.models import Award
from issuer.text.dates import local_day
from issuer.uploads import UploadPurpose, store_upload
from issuer.web.forms import Fields

ROWS = 3
"""How many pieces of evidence the form has room for at first."""

_TEXTS = ("name", "url", "description")


@dataclass(frozen=True)
class Typed:
    """What stands in the form; dates as a browser writes them."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    language: str = ""
    valid_until: str = ""
    narrative: str = ""
    certificate_number: str = ""
    activity_from: str = ""
    activity_to: str = ""
    reason: str = ""
    evidence: tuple[Mapping[str, str], ...] = ()
    results: Mapping[str, str] | None = None


NAMES: Mapping[str, str] = {
    "/recipient/first_name": "first_name",
    "/recipient/last_name": "last_name",
    "/recipient/email": "email",
    "/language": "language",
    "/valid_until": "valid_until",
    "/narrative": "narrative",
    "/certificate_number": "certificate_number",
    "/activity/from": "activity_from",
    "/activity/to": "activity_to",
    "/reason": "reason",
    "/file": "evidence-0-file",
    **{
        f"/evidence/{row}{member}": f"evidence-{row}-{name}"
        for row in range(MOST_EVIDENCE)
        for member, name in (("", "url"), ("/name", "name"), ("/description", "description"))
    },
}
"""The fields of the form by the pointers of faults."""


def blank(content: AchievementContent, zone: ZoneInfo, now: datetime) -> Typed:
    """Return the form of a new award, with the validity of the template."""
    until = default_valid_until(content.default_validity, now, zone)
    return Typed(
        language=content.default_language,
        valid_until=local_day(until, zone).isoformat() if until else "",
    )


def of_award(award: Award, zone: ZoneInfo) -> Typed:
    """Return the form of a correction, filled with the award as it stands."""
    return Typed(
        first_name=award.first_name or "",
        last_name=award.last_name or "",
        email=award.email or "",
        language=award.language,
        valid_until=local_day(award.valid_until, zone).isoformat() if award.valid_until else "",
        narrative=award.narrative or "",
        certificate_number=award.certificate_number or "",
        activity_from=award.activity_from.isoformat() if award.activity_from else "",
        activity_to=award.activity_to.isoformat() if award.activity_to else "",
        evidence=tuple(_typed(piece) for piece in evidence_of(award)),
        results={
            result["result"]: result.get("value") or result.get("status") or result.get("level", "")
            for result in award.results
        },
    )


def typed_in(sent: Fields, content: AchievementContent) -> Typed:
    """Return what a browser sent."""
    texts = {
        each.name: sent.text(each.name)
        for each in fields(Typed)
        if each.name not in {"evidence", "results"}
    }
    rows = takewhile(lambda row: f"evidence-{row}-url" in sent.values, count())
    evidence = tuple(
        {name: sent.text(f"evidence-{row}-{name}") for name in (*_TEXTS, "upload", "narrative")}
        for row in rows
    )
    results = {each.id: sent.text(f"result-{each.id}") for each in content.result_descriptions}
    return Typed(**texts, evidence=evidence[:MOST_EVIDENCE], results=results)


def asked(
    typed: Typed,
    sent: Fields,
    content: AchievementContent,
    session: Session,
    caller: Caller,
    now: datetime,
) -> NewAward:
    """Return the award that the form asks for; files in it are kept for the organisation.

    Raises `InvalidInputError` for a date that is none and for a file that is not taken.
    """
    return NewAward(
        first_name=typed.first_name,
        last_name=typed.last_name,
        email=typed.email,
        language=typed.language or None,
        valid_until=sent.day("valid_until", "/valid_until"),
        default_validity=False,
        narrative=typed.narrative or None,
        certificate_number=typed.certificate_number or None,
        evidence=tuple(_evidence(typed, sent, session, caller, now)),
        activity_from=sent.day("activity_from", "/activity/from"),
        activity_to=sent.day("activity_to", "/activity/to"),
        results=tuple(_results(typed, content)),
    )


def digest(sent: Fields) -> bytes:
    """Return what tells two submissions of a form apart: its fields and the files in it."""
    files = {
        name: (own, hashlib.sha256(data).hexdigest()) for name, (own, data) in sent.files.items()
    }
    told = {name: value for name, value in sent.values.items() if name not in {"csrf", "once"}}
    return repr((sorted(told.items()), sorted(files.items()))).encode()


def _evidence(
    typed: Typed, sent: Fields, session: Session, caller: Caller, now: datetime
) -> Iterator[NewEvidence]:
    for row, piece in enumerate(typed.evidence):
        upload = UUID(piece["upload"]) if _is_id(piece["upload"]) else None
        if file := sent.files.get(f"evidence-{row}-file"):
            name, data = file
            upload = store_upload(session, caller, UploadPurpose.EVIDENCE, name, data, now=now).id
        texts = {name: piece[name].strip() or None for name in (*_TEXTS, "narrative")}
        if upload is not None or any(texts.values()):
            yield NewEvidence(**texts, upload=upload)


def _results(typed: Typed, content: AchievementContent) -> Iterator[AwardedResult]:
    for described in content.result_descriptions:
        reached = (typed.results or {}).get(described.id, "").strip()
        if not reached:
            continue
        if described.result_type == "Status":
            yield AwardedResult(described.id, status=reached)
        elif described.levels:
            yield AwardedResult(described.id, level=reached)
        else:
            yield AwardedResult(described.id, value=reached)


def _typed(piece: NewEvidence) -> Mapping[str, str]:
    return {
        "name": piece.name or "",
        "url": piece.url or "",
        "description": piece.description or "",
        "narrative": piece.narrative or "",
        "upload": str(piece.upload or ""),
    }


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
