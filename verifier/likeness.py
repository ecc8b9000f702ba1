"""How a badge looks to people: its texts, taken from the document as it stands.

Strangers wrote them. They are cut, never interpreted: whoever shows them makes them harmless.
"""

from collections.abc import Mapping

from keys.strict_json import Json
from signing.members import items_of

LONGEST_TEXT = 10_000


def likeness(document: Mapping[str, Json]) -> dict[str, Json]:
    """Return what people see of a badge beside what identifies it; null for what it lacks.

    Open Badges 3.0, AchievementSubject, Achievement and IdentityObject: `recipient` is a name or
    an e-mail address that stands there in clear, never a hash.
    """
    subject = _first(document.get("credentialSubject"))
    achievement = _first(subject.get("achievement"))
    criteria = _first(achievement.get("criteria"))
    return {
        "description": _text(achievement.get("description")),
        "criteria": _text(criteria.get("narrative")),
        "criteria_url": _text(criteria.get("id")),
        "narrative": _text(subject.get("narrative")),
        "achievement_type": _text(achievement.get("achievementType")),
        "language": _text(achievement.get("inLanguage")),
        "recipient": _recipient(subject),
        "awardedDate": _text(document.get("awardedDate")),
    }


def _recipient(subject: Mapping[str, Json]) -> str | None:
    shown = {
        identifier.get("identityType"): _text(identifier.get("identityHash"))
        for identifier in items_of(subject.get("identifier", []))
        if isinstance(identifier, Mapping)
        and identifier.get("hashed") is False
        and isinstance(identifier.get("identityType"), str)
    }
    return shown.get("name") or shown.get("emailAddress") or _text(subject.get("name"))


def _first(value: Json) -> Mapping[str, Json]:
    """Return `value`, or its first item, if that is an object; else an empty one."""
    item = next(iter(items_of(value)), None) if value is not None else None
    return item if isinstance(item, Mapping) else {}


def _text(value: Json) -> str | None:
    return value[:LONGEST_TEXT] if isinstance(value, str) else None
