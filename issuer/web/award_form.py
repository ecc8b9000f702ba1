"""The form of one award: what was typed in, as the service takes it, and back into the form."""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from itertools import count, takewhile
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from issuer.award_records import evidence_of
from issuer.award_rules import (
    LONGEST_PROSE,
    MOST_EVIDENCE,
    AcceptedAward,
    NewAward,
    NewEvidence,
    check_award,
)
from issuer.callers import Caller
from issuer.documents.content import AchievementContent
from issuer.documents.results import AwardedResult
from issuer.documents.times import default_valid_until
from issuer.errors import Fault, InvalidInputError
from issuer.models import Award
from issuer.text.dates import local_day, read_day
from issuer.text.errors import TextError
from issuer.uploads import UploadPurpose, store_upload
from issuer.web.forms import Fields, attempt

_TEXTS = ("name", "url", "description", "narrative")
_REMOVE = "remove-"


@dataclass(frozen=True)
class TypedEvidence:
    """One piece of evidence in the form."""

    name: str = ""
    url: str = ""
    description: str = ""
    narrative: str = ""
    upload: str = ""
    """The id of a file that is kept already."""
    file: tuple[str, bytes] | None = None
    """A file that came with the form: its name and content."""


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
    evidence: tuple[TypedEvidence, ...] = ()
    results: Mapping[str, str] = field(default_factory=dict)


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
    **{
        f"/evidence/{row}{member}": f"evidence-{row}-{name}"
        for row in range(MOST_EVIDENCE)
        for member, name in (
            ("", "url"), ("/name", "name"), ("/description", "description"), ("/upload", "file"),
        )
    },
}  # fmt: skip
"""The fields of the form by the pointers of faults; see `names_of`."""


def names_of(typed: Typed, content: AchievementContent) -> Mapping[str, str]:
    """Return the fields of this form, also its results, by the pointers of faults."""
    results = enumerate(_results(typed, content))
    return {**NAMES, **{f"/results/{index}": f"result-{each.result}" for index, each in results}}


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
    """Return what a browser sent, without evidence that is blank or was taken out."""
    texts = {
        each.name: _text(sent, each.name)
        for each in fields(Typed)
        if each.name not in {"evidence", "results"}
    }
    evidence = tuple(piece for piece in _pieces(sent) if piece != TypedEvidence())
    results = {each.id: sent.text(f"result-{each.id}") for each in content.result_descriptions}
    return Typed(**texts, evidence=evidence[:MOST_EVIDENCE], results=results)


def has_blank_evidence(sent: Fields) -> bool:
    """Tell whether a piece of evidence was added that is still blank, so that it stays in sight."""
    return TypedEvidence() in _pieces(sent)


def keep_files(
    session: Session, caller: Caller, typed: Typed, *, now: datetime
) -> tuple[Typed, list[Fault]]:
    """Keep the files that came with the form, and return the form with their ids, and faults.

    Browsers do not send a file again with a form that comes back, so it is kept whatever else is
    wrong. What becomes of no award is deleted after a day (`issuer.uploads`).
    """
    kept: list[TypedEvidence] = []
    faults: list[Fault] = []
    for row, piece in enumerate(typed.evidence):
        upload = piece.upload
        if piece.file is not None:
            name, data = piece.file
            try:
                with attempt(session):
                    stored = store_upload(
                        session, caller, UploadPurpose.EVIDENCE, name, data, now=now
                    )
                    upload = str(stored.id)
            except InvalidInputError as error:
                place = f"/evidence/{row}/upload"
                faults += [replace(fault, pointer=place) for fault in error.faults]
        kept.append(replace(piece, upload=upload, file=None))
    return replace(typed, evidence=tuple(kept)), faults


def asked(typed: Typed, content: AchievementContent) -> tuple[NewAward, list[Fault]]:
    """Return the award that the form asks for, and a fault for each date that is none."""
    faults: list[Fault] = []
    new = NewAward(
        first_name=typed.first_name,
        last_name=typed.last_name,
        email=typed.email,
        language=typed.language or None,
        valid_until=_day(typed.valid_until, "/valid_until", faults),
        default_validity=False,
        narrative=typed.narrative or None,
        certificate_number=typed.certificate_number or None,
        evidence=tuple(_evidence(piece) for piece in typed.evidence),
        activity_from=_day(typed.activity_from, "/activity/from", faults),
        activity_to=_day(typed.activity_to, "/activity/to", faults),
        results=tuple(_results(typed, content)),
    )
    return new, faults


def checked(
    typed: Typed, content: AchievementContent, zone: ZoneInfo, *, now: datetime
) -> tuple[NewAward, AcceptedAward | None, list[Fault]]:
    """Return the award that the form asks for, as it is accepted if it is, and all its faults."""
    new, faults = asked(typed, content)
    accepted, more = check_award(new, content, zone, now=now)
    return new, accepted, [*faults, *more]


def digest(typed: Typed) -> bytes:
    """Return what tells two submissions of a form apart: what was typed and the files in it."""
    files = [
        (piece.file[0], hashlib.sha256(piece.file[1]).hexdigest())
        for piece in typed.evidence
        if piece.file
    ]
    pieces = tuple(replace(piece, file=None) for piece in typed.evidence)
    return repr((replace(typed, evidence=pieces), files)).encode()


def _text(sent: Fields, name: str) -> str:
    """Return a text as it is counted and compared: NFC, lines ended as on a page."""
    text = sent.text(name).replace("\r\n", "\n")
    # What is far too long anyway stays as it is: NFC takes quadratic time for some texts.
    return unicodedata.normalize("NFC", text) if len(text) <= 4 * LONGEST_PROSE else text


def _pieces(sent: Fields) -> Iterator[TypedEvidence]:
    """Return the evidence that a browser sent, blank or not, without what was taken out."""
    names = {name.rpartition("-")[0] for name in (*sent.values, *sent.files)}
    rows = takewhile(lambda row: f"evidence-{row}" in names, count())
    taken_out = sent.text("do")
    return (_piece(sent, row) for row in rows if taken_out != f"{_REMOVE}{row}")


def _piece(sent: Fields, row: int) -> TypedEvidence:
    texts = {name: _text(sent, f"evidence-{row}-{name}") for name in _TEXTS}
    return TypedEvidence(
        **{name: text if text.strip() else "" for name, text in texts.items()},
        upload=upload if _is_id(upload := sent.text(f"evidence-{row}-upload")) else "",
        file=sent.files.get(f"evidence-{row}-file"),
    )


def _day(text: str, pointer: str, faults: list[Fault]) -> date | None:
    if not text.strip():
        return None
    try:
        return read_day(text)
    except TextError as error:
        faults.append(Fault(pointer, "E07", error.message("en"), error.message("pl")))
        return None


def _evidence(piece: TypedEvidence) -> NewEvidence:
    texts = {name: getattr(piece, name).strip() or None for name in _TEXTS}
    return NewEvidence(**texts, upload=UUID(piece.upload) if piece.upload else None)


def _results(typed: Typed, content: AchievementContent) -> Iterator[AwardedResult]:
    for described in content.result_descriptions:
        reached = typed.results.get(described.id, "").strip()
        if not reached:
            continue
        if described.result_type == "Status":
            yield AwardedResult(described.id, status=reached)
        elif described.levels:
            yield AwardedResult(described.id, level=reached)
        else:
            yield AwardedResult(described.id, value=reached)


def _typed(piece: NewEvidence) -> TypedEvidence:
    return TypedEvidence(
        name=piece.name or "",
        url=piece.url or "",
        description=piece.description or "",
        narrative=piece.narrative or "",
        upload=str(piece.upload or ""),
    )


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
