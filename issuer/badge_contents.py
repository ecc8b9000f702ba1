"""What a badge says, read from the signed document itself: pages and mails show nothing else.

The documents are our own, checked before they were signed (`contexts.vocabulary`), so members are
where Open Badges 3.0 puts them; what is optional there is optional here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from issuer.text.dates import instant
from keys import strict_json
from keys.strict_json import Json


@dataclass(frozen=True)
class Alignment:
    """A skill or level of a framework that the achievement corresponds to."""

    name: str
    framework: str
    url: str
    description: str
    code: str


@dataclass(frozen=True)
class Outcome:
    """A result that the holder reached, such as a grade."""

    name: str
    value: str


@dataclass(frozen=True)
class Evidence:
    """Something that shows what the holder did."""

    url: str
    name: str
    description: str
    narrative: str


@dataclass(frozen=True)
class BadgeContents:
    """A badge as people read it; texts that it lacks are empty."""

    credential_id: str
    achievement_type: str
    achievement_id: str
    title: str
    description: str
    criteria: str
    """Markdown."""
    criteria_url: str
    language: str
    holder: str
    issuer_name: str
    issuer_id: str
    awarded_at: datetime
    valid_from: datetime
    """When this generation was made, two minutes earlier (rule 15)."""
    valid_until: datetime | None
    narrative: str
    """Markdown, about this holder."""
    certificate_number: str
    activity_from: datetime | None
    activity_to: datetime | None
    credits: float | None
    tags: tuple[str, ...]
    alignments: tuple[Alignment, ...]
    outcomes: tuple[Outcome, ...]
    evidence: tuple[Evidence, ...]


def read_contents(form: str) -> BadgeContents:
    """Return what the JSON form of a badge says."""
    document: Mapping[str, Json] = strict_json.read(form)
    subject, issuer = document["credentialSubject"], document["issuer"]
    achievement = subject["achievement"]
    return BadgeContents(
        credential_id=document["id"],
        achievement_type=achievement.get("achievementType", ""),
        achievement_id=achievement["id"],
        title=achievement["name"],
        description=achievement["description"],
        criteria=achievement["criteria"].get("narrative", ""),
        criteria_url=achievement["criteria"].get("id", ""),
        language=achievement.get("inLanguage", "en"),
        holder=_holder(subject),
        issuer_name=issuer["name"],
        issuer_id=issuer["id"],
        awarded_at=instant(document.get("awardedDate", document["validFrom"])),
        valid_from=instant(document["validFrom"]),
        valid_until=_instant(document.get("validUntil")),
        narrative=subject.get("narrative", ""),
        certificate_number=subject.get("licenseNumber", ""),
        activity_from=_instant(subject.get("activityStartDate")),
        activity_to=_instant(subject.get("activityEndDate")),
        credits=subject.get("creditsEarned", achievement.get("creditsAvailable")),
        tags=tuple(achievement.get("tag", ())),
        alignments=read_alignments(achievement),
        outcomes=_outcomes(subject.get("result", ()), achievement.get("resultDescription", ())),
        evidence=tuple(_evidence(each) for each in document.get("evidence", ())),
    )


def read_alignments(achievement: Mapping[str, Json]) -> tuple[Alignment, ...]:
    """Return the frameworks that an Achievement object names."""
    return tuple(_alignment(each) for each in achievement.get("alignment", ()))


def _instant(text: str | None) -> datetime | None:
    return None if text is None else instant(text)


def _holder(subject: Mapping[str, Json]) -> str:
    names = (
        each["identityHash"]
        for each in subject.get("identifier", ())
        if each["identityType"] == "name" and not each["hashed"]
    )
    return next(names, "")


def _alignment(each: Mapping[str, Json]) -> Alignment:
    return Alignment(
        each["targetName"],
        each.get("targetFramework", ""),
        each["targetUrl"],
        each.get("targetDescription", ""),
        each.get("targetCode", ""),
    )


def _evidence(each: Mapping[str, Json]) -> Evidence:
    return Evidence(
        each.get("id", ""),
        each.get("name", ""),
        each.get("description", ""),
        each.get("narrative", ""),
    )


def _outcomes(results: Json, descriptions: Json) -> tuple[Outcome, ...]:
    known = {each["id"]: each for each in descriptions}
    return tuple(
        Outcome(
            known.get(result.get("resultDescription", ""), {}).get("name", ""),
            result.get("value") or _level(known, result) or result.get("status", ""),
        )
        for result in results
    )


def _level(known: Mapping[str, Json], result: Mapping[str, Json]) -> str:
    description = known.get(result.get("resultDescription", ""), {})
    levels = description.get("rubricCriterionLevel", ())
    wanted = result.get("achievedLevel")
    return next((level["name"] for level in levels if level["id"] == wanted), "")
