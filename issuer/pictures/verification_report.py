"""The report of a verification as a PDF for a personnel folder, with the signed report attached.

PDF/A-3a (ISO 19005-3) for archives, PDF/UA-1 (ISO 14289-1) for screen readers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from babel.dates import format_datetime

from issuer.pictures.badge import Language
from issuer.pictures.lettering import lettering, shortened
from issuer.pictures.report_wording import REPORT
from issuer.pictures.typesetting import typeset_pdf
from keys.strict_json import Json

FILE_NAME = "verification-report.json"
# Not the media type of a credential: the file must not be taken for the badge that it is about.
MEDIA_TYPE = "application/ld+json"

_MOST_PARTS = 10
_MOST_DETAILS = 5
_MOST_RESOURCES = 20
_LONGEST = 600
_COLOURS = {"valid": "#14633c", "invalid": "#9b1c1c", "could-not-check": "#7a4b00"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedReport:
    """What a print shows, and the file that goes with it."""

    language: Language
    report: Mapping[str, Json]
    """As `POST /api/v1/verify` answers it: one report, or several in `reports`."""
    sha256: str
    """The digest of the file that was checked, in hexadecimal."""
    checked_at: datetime
    service: str
    """The public address of the service that checked."""
    address: str | None
    """Where the report is kept, if it is."""
    attachment: str
    """The report as JSON, signed or not."""
    is_signed: bool


def report_pdf(printed: PrintedReport, *, made: datetime) -> bytes:
    """Return `printed` as a PDF; equal input gives equal bytes.

    Letters that cannot be printed stand as `□`, and a sentence says so. Raises `TypesettingError`.
    """
    words = REPORT[printed.language]
    shown: dict[str, Json] = {
        "title": words["title"],
        "verdict": _headline(printed.report, printed.language),
        "facts": list(_facts(printed)),
        "parts": list(_parts(printed)),
        "more": _more(printed),
        "note": words["signed" if printed.is_signed else "unsigned"],
        "description": words["description"],
        "attached": words["attached"],
        "address_name": words["address"],
        "shown_address": printed.address or "",
        "digest_name": words["file"],
    }
    fitted, complete = _lettered(shown, printed.language)
    data: dict[str, Json] = {
        **fitted,
        "language": printed.language,
        "colour": _COLOURS[printed.report["verdict"]],
        "file_name": FILE_NAME,
        "media_type": MEDIA_TYPE,
        # As they are, without the places to break that `lettering` makes: they are copied.
        "address": printed.address or "",
        "digest": printed.sha256,
        "incomplete": "" if complete else words["incomplete"],
    }
    return typeset_pdf("report.typ", data, printed.attachment, made=made)


def _headline(report: Mapping[str, Json], language: Language) -> str:
    """Return the verdict in a few words; that on several badges has no more than its text."""
    texts: Mapping[str, str] = report.get("headline") or report["text"]
    return texts[language]


def _facts(printed: PrintedReport) -> Iterator[dict[str, str]]:
    words = REPORT[printed.language]
    yield _fact(words["checked_at"], _instant(printed.checked_at, printed.language))
    yield _fact(words["checked_by"], printed.service)


def _parts(printed: PrintedReport) -> Iterator[dict[str, Json]]:
    """Yield one part a credential; a presentation around them comes first."""
    words, several = REPORT[printed.language], printed.report.get("reports")
    if several is None:
        yield _part(printed.report, "", printed.language)
        return
    if presentation := printed.report.get("presentation"):
        facts = [_check(presentation, words["presentation"], printed.language)]
        yield {"heading": words["presentation"], "sections": [], "checks": facts}
    for number, report in enumerate(several[:_MOST_PARTS], start=1):
        heading = words["part"].format(number=number, count=len(several))
        text = _headline(report, printed.language)
        yield _part(report, f"{heading}: {text}", printed.language)


def _more(printed: PrintedReport) -> str:
    left = len(printed.report.get("reports") or ()) - _MOST_PARTS
    return REPORT[printed.language]["more"].format(count=left) if left > 0 else ""


def _part(report: Mapping[str, Json], heading: str, language: Language) -> dict[str, Json]:
    words = REPORT[language]
    sections = [
        {"heading": words["badge"], "facts": list(_badge(report, language))},
        {"heading": words["answers"], "facts": list(_answers(report, language))},
    ]
    checks = [_check(each, words[f"check-{each['check']}"], language) for each in report["checks"]]
    lists = [
        {"heading": words["remarks"], "items": list(_remarks(report, language))},
        {"heading": words["resources"], "items": list(_resources(report, words))},
    ]
    return {
        "heading": heading,
        "sections": [section for section in sections if section["facts"]],
        "checks_heading": words["checks"],
        "checks": checks,
        "lists": [each for each in lists if each["items"]],
    }


def _badge(report: Mapping[str, Json], language: Language) -> Iterator[dict[str, str]]:
    credential, words = report.get("credential"), REPORT[language]
    if not isinstance(credential, Mapping):
        return
    issuer = credential.get("issuer")
    named = issuer if isinstance(issuer, Mapping) else {"id": issuer}
    stated = {
        "achievement": credential.get("achievement"),
        "recipient": credential.get("recipient"),
        "named_issuer": named.get("name"),
        "issuer_id": named.get("id"),
        "identifier": credential.get("id"),
        "valid_from": credential.get("validFrom"),
        "valid_until": credential.get("validUntil"),
    }
    for name, value in stated.items():
        if isinstance(value, str) and value:
            yield _fact(words[name], value)


def _answers(report: Mapping[str, Json], language: Language) -> Iterator[dict[str, str]]:
    words = REPORT[language]
    recognised = report.get("recognised_issuer")
    for answer in report["answers"]:
        texts = [answer["text"][language]]
        if answer["question"] == "who" and recognised:
            texts.append(recognised["text"][language])
        if answer["advice"]:
            texts.append(answer["advice"][language])
        yield _fact(words[f"question-{answer['question']}"], " ".join(texts))


def _check(check: Mapping[str, Json], name: str, language: Language) -> dict[str, Json]:
    details = [detail["text"][language] for detail in check.get("details") or ()]
    return {
        "name": name,
        "outcome": REPORT[language][check["outcome"]],
        "text": check["text"][language],
        "details": details[:_MOST_DETAILS],
    }


def _remarks(report: Mapping[str, Json], language: Language) -> Iterator[str]:
    for remark in report.get("remarks", ())[:_MOST_DETAILS]:
        yield remark["text"][language]


def _resources(report: Mapping[str, Json], words: Mapping[str, str]) -> Iterator[str]:
    for resource in report.get("resources", ())[:_MOST_RESOURCES]:
        when = resource.get("fetched_at") or ""
        source = f"{resource['source']} {when}".strip()
        way = " > ".join([*resource.get("redirects", ()), resource["url"]])
        yield words["resource"].format(url=way, source=source, sha256=resource["sha256"])


def _fact(name: str, value: str) -> dict[str, str]:
    return {"name": name if name.endswith("?") else f"{name}:", "value": value}


def _instant(instant: datetime, language: Language) -> str:
    locale = {"pl": "pl", "en": "en_GB"}[language]
    return format_datetime(instant.astimezone(UTC), "d MMMM y, HH:mm:ss 'UTC'", locale=locale)


def _lettered(value: Mapping[str, Json], language: str) -> tuple[dict[str, Json], bool]:
    """Return `value` with every text in it fit to print, and whether all letters could stay."""
    incomplete: list[str] = []

    def fit(inner: Json) -> Json:
        if isinstance(inner, Mapping):
            return {name: fit(member) for name, member in inner.items()}
        if isinstance(inner, Sequence) and not isinstance(inner, str):
            return [fit(item) for item in inner]
        shown = lettering(shortened(inner, _LONGEST), language)
        if not shown.complete:
            incomplete.append(inner)
        return shown.text

    return {name: fit(member) for name, member in value.items()}, not incomplete
