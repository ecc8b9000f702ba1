"""What may be awarded: the rules for the fields of one award, the same for a form and a sheet.

Pure: values in, accepted values or faults out. Limits and codes are those of the manual
(`E02` invalid e-mail and so on are the codes of rows in a sheet).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import NamedTuple, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from issuer.documents.content import AchievementContent
from issuer.documents.results import AwardedResult, result_faults
from issuer.documents.times import default_valid_until
from issuer.errors import Fault
from issuer.text.dates import end_of_day, local_day
from issuer.text.emails import accepted_email, key_of_accepted
from issuer.text.errors import TextError
from issuer.text.names import long_text, person_name, short_text
from issuer.text.pesel import looks_like_pesel
from issuer.text.urls import accepted_url

LONGEST_LINE = 250
LONGEST_PROSE = 1000
MOST_EVIDENCE = 10

# What is wrong with a text, as codes of the manual.
_FIRST_NAME = {"missing": "E03", "too-long": "E05"}
_LAST_NAME = {"missing": "E04", "too-long": "E05"}
_EMAIL = {"missing": "E01", "too-long": "E05", "invalid-email": "E02", "forbidden-character": "E02"}
_OTHER = {"too-long": "E05"}
_DAY = {"date-out-of-range": "E07"}
_URL = {"missing": "E10", "invalid-url": "E10", "forbidden-character": "E10", "too-long": "E05"}

G = TypeVar("G")
T = TypeVar("T")


@dataclass(frozen=True)
class NewEvidence:
    """One piece of evidence as somebody gave it: an address or an uploaded file."""

    name: str | None = None
    description: str | None = None
    narrative: str | None = None
    url: str | None = None
    upload: UUID | None = None


class NewAward(NamedTuple):
    """An award as somebody asks for it; nothing is checked yet."""

    first_name: str
    last_name: str
    email: str
    language: str | None = None
    valid_until: date | None = None
    """The last day of validity."""
    default_validity: bool = True
    """Whether the template's validity counts when `valid_until` is none."""
    narrative: str | None = None
    certificate_number: str | None = None
    evidence: tuple[NewEvidence, ...] = ()
    activity_from: date | None = None
    activity_to: date | None = None
    results: tuple[AwardedResult, ...] = ()


class AcceptedAward(NamedTuple):
    """An award whose every field keeps the rules, normalised."""

    first_name: str
    last_name: str
    email: str
    language: str
    valid_until: datetime | None
    narrative: str | None
    certificate_number: str | None
    evidence: tuple[NewEvidence, ...]
    activity_from: date | None
    activity_to: date | None
    results: tuple[AwardedResult, ...]

    @property
    def email_key(self) -> str:
        """The address as it is compared: normalised by rule 19."""
        return key_of_accepted(self.email)


class _Faults:
    def __init__(self) -> None:
        self.found: list[Fault] = []

    def checked(
        self, pointer: str, check: Callable[[G], T], given: G, codes: Mapping[str, str]
    ) -> T | None:
        """Return what `check` makes of what was given, or none and a fault."""
        try:
            return check(given)
        except TextError as e:
            code = codes.get(e.code, e.code)
            self.found.append(Fault(pointer, code, e.message("en"), e.message("pl")))
            return None

    def add(self, pointer: str, code: str, english: str, polish: str) -> None:
        self.found.append(Fault(pointer, code, english, polish))


def check_award(
    new: NewAward,
    content: AchievementContent,
    zone: ZoneInfo,
    *,
    now: datetime,
    awarded_at: datetime | None = None,
) -> tuple[AcceptedAward | None, tuple[Fault, ...]]:
    """Return the accepted award, or none and everything that is wrong with it.

    `zone` is the issuer's: a date of expiry means the end of that day there. `awarded_at` is when
    an award was made that is only corrected `now`.
    """
    faults = _Faults()
    first = faults.checked("/recipient/first_name", person_name, new.first_name, _FIRST_NAME)
    last = faults.checked("/recipient/last_name", person_name, new.last_name, _LAST_NAME)
    email = faults.checked("/recipient/email", accepted_email, new.email, _EMAIL)
    language = _language(new, content, faults)
    until = _valid_until(new, content, zone, now, faults)
    _check_end(until, awarded_at or now, zone, now, faults)
    narrative = _prose(new.narrative, "/narrative", faults)
    number = _line(new.certificate_number, "/certificate_number", faults)
    evidence = tuple(_evidence(new, faults)) if new.evidence else ()
    _check_activity(new, now, zone, faults)
    results = tuple(_results(new, content, faults)) if new.results else ()
    _check_pesel(new, faults)
    if faults.found or first is None or last is None or email is None:
        return None, tuple(faults.found)
    accepted = AcceptedAward(
        first, last, email, language, until, narrative, number, evidence,
        new.activity_from, new.activity_to, results,
    )  # fmt: skip
    return accepted, ()


def _language(new: NewAward, content: AchievementContent, faults: _Faults) -> str:
    language = new.language or content.default_language
    if language not in content.languages:
        allowed = ", ".join(content.languages)
        faults.add(
            "/language",
            "E06",
            f"Unknown language “{language[:40]}”, allowed: {allowed}.",
            f"Nieznany język „{language[:40]}”, dozwolone: {allowed}.",
        )
    return language


def _valid_until(
    new: NewAward, content: AchievementContent, zone: ZoneInfo, now: datetime, faults: _Faults
) -> datetime | None:
    until = None
    if new.valid_until is not None:
        last_second = partial(end_of_day, zone=zone)
        until = faults.checked("/valid_until", last_second, new.valid_until, _DAY)
    elif new.default_validity:
        until = default_valid_until(content.default_validity, now, zone)
    return until


def _check_end(
    until: datetime | None, awarded_at: datetime, zone: ZoneInfo, now: datetime, faults: _Faults
) -> None:
    """Refuse an end on the day of the award: the manual wants a later day there (E08)."""
    if until is None:
        return
    if until <= now or local_day(until, zone) <= local_day(awarded_at, zone):
        faults.add(
            "/valid_until",
            "E08",
            "The date of expiry must be later than the date of the award.",
            "Termin ważności musi być późniejszy niż data przyznania.",
        )


def _prose(text: str | None, pointer: str, faults: _Faults) -> str | None:
    if text is None or not text.strip():
        return None
    return faults.checked(pointer, _long_text, text, _OTHER)


def _evidence(new: NewAward, faults: _Faults) -> Iterator[NewEvidence]:
    if len(new.evidence) > MOST_EVIDENCE:
        faults.add(
            "/evidence",
            "too-many",
            f"At most {MOST_EVIDENCE} pieces of evidence are possible.",
            f"Można dodać najwyżej {MOST_EVIDENCE} dowodów.",
        )
    for number, piece in enumerate(new.evidence[:MOST_EVIDENCE]):
        place = f"/evidence/{number}"
        if (piece.url is None) == (piece.upload is None):
            faults.add(
                place,
                "E10",
                "Give either the address (URL) of the evidence or a file.",
                "Podaj albo adres URL dowodu, albo plik.",
            )
        yield NewEvidence(
            name=_line(piece.name, f"{place}/name", faults),
            description=_prose(piece.description, f"{place}/description", faults),
            narrative=_prose(piece.narrative, f"{place}/narrative", faults),
            url=_url(piece.url, f"{place}/url", faults),
            upload=piece.upload,
        )


def _results(
    new: NewAward, content: AchievementContent, faults: _Faults
) -> Iterator[AwardedResult]:
    before = len(faults.found)
    found = [
        replace(result, value=_line(result.value, f"/results/{number}/value", faults))
        for number, result in enumerate(new.results)
    ]
    if len(faults.found) == before:
        faults.found += result_faults(content, found)
    yield from found


def _line(text: str | None, pointer: str, faults: _Faults) -> str | None:
    if text is None or not text.strip():
        return None
    return faults.checked(pointer, _short_text, text, _OTHER)


def _url(text: str | None, pointer: str, faults: _Faults) -> str | None:
    if text is None:
        return None
    return faults.checked(pointer, accepted_url, text, _URL)


def _long_text(text: str) -> str:
    return long_text(text, LONGEST_PROSE)


def _short_text(text: str) -> str:
    return short_text(text, LONGEST_LINE)


def _check_activity(new: NewAward, now: datetime, zone: ZoneInfo, faults: _Faults) -> None:
    begin, end = new.activity_from, new.activity_to
    if begin is None and end is None:
        return
    today = local_day(now, zone)
    if begin is not None and end is not None and end < begin:
        faults.add(
            "/activity/to",
            "E09",
            "The last day lies before the first.",
            "Data zakończenia jest wcześniejsza niż data rozpoczęcia.",
        )
    for name, day in (("from", begin), ("to", end)):
        if day is not None and day > today:
            faults.add(
                f"/activity/{name}",
                "E07",
                "The date lies in the future.",
                "Ta data jest z przyszłości.",
            )


def _check_pesel(new: NewAward, faults: _Faults) -> None:
    """Refuse what looks like a national number: a badge is public and needs none (E13)."""
    # Nearly always there is none in all of them.
    together = f"{new.first_name}\n{new.last_name}\n{new.narrative}\n{new.certificate_number}"
    if not looks_like_pesel(together):
        return
    texts = {
        "/recipient/first_name": new.first_name,
        "/recipient/last_name": new.last_name,
        "/narrative": new.narrative or "",
        "/certificate_number": new.certificate_number or "",
    }
    for pointer, text in texts.items():
        if looks_like_pesel(text):
            faults.add(
                pointer,
                "E13",
                "This looks like a PESEL number. Remove what the badge does not need.",
                "Możliwy numer PESEL – usuń dane nadmiarowe.",
            )
