"""What the pages with the fields of an award have in common: the template, and what they show."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from issuer.achievement_records import own_achievement
from issuer.award_errors import AchievementNotActiveError
from issuer.award_rules import MOST_EVIDENCE
from issuer.callers import Caller
from issuer.documents.content import AchievementContent
from issuer.editions import content_of, version_numbered
from issuer.errors import InvalidInputError
from issuer.evidence_files import file_names
from issuer.models import Achievement, AchievementState, AchievementVersion, Award, Organisation
from issuer.web import award_form
from issuer.web.award_form import Typed, TypedEvidence
from issuer.web.forms import day_or_none, wrong

_MISSING: Mapping[str, tuple[str, str]] = {
    "E01": ("Write the e-mail address.", "Wpisz adres e-mail."),
    "E03": ("Write the first name.", "Wpisz imię."),
    "E04": ("Write the surname.", "Wpisz nazwisko."),
}


@dataclass(frozen=True)
class AwardedTemplate:
    """The version of a template that is awarded."""

    achievement: Achievement
    content: AchievementContent
    zone: ZoneInfo


def active_template(session: Session, caller: Caller, template_id: UUID) -> AwardedTemplate:
    """Return an active template; raises `AchievementNotActiveError` for any other."""
    achievement = own_achievement(session, caller, template_id)
    version = version_numbered(session, achievement.id, achievement.active_version or 0)
    if version is None or achievement.state != AchievementState.ACTIVE:
        raise AchievementNotActiveError(state=achievement.state)
    organisation = session.get_one(Organisation, achievement.organisation_id)
    return AwardedTemplate(achievement, content_of(version), ZoneInfo(organisation.time_zone))


def template_of(session: Session, award: Award) -> AwardedTemplate:
    """Return the version that was awarded."""
    achievement = session.get_one(Achievement, award.achievement_id)
    version = session.get_one(AchievementVersion, award.version_id)
    organisation = session.get_one(Organisation, award.organisation_id)
    return AwardedTemplate(achievement, content_of(version), ZoneInfo(organisation.time_zone))


def shown_fields(
    session: Session,
    caller: Caller,
    template: AwardedTemplate,
    typed: Typed,
    *,
    language: str,
    one_more: bool = False,
) -> dict[str, object]:
    """Return what the fields of the form are shown from, in a page for readers of `language`.

    `one_more` adds a blank piece of evidence.
    """
    content = template.content
    evidence = [*typed.evidence, *([TypedEvidence()] if one_more else [])][:MOST_EVIDENCE]
    uploads = {UUID(piece.upload) for piece in evidence if piece.upload}
    names = file_names(session, caller, uploads)
    return {
        "achievement": template.achievement,
        "content": content,
        "typed": typed,
        "evidence": evidence,
        "file_names": {str(upload): name for upload, name in names.items()},
        "most_evidence": MOST_EVIDENCE,
        "until": day_or_none(typed.valid_until),
        **_options(content, language),
    }


def told(
    error: InvalidInputError, typed: Typed, content: AchievementContent, language: str
) -> dict[str, str]:
    """Return what to say at each field; what is missing is named, so that a list of it is clear."""
    faults = [
        replace(fault, english=_MISSING[fault.code][0], polish=_MISSING[fault.code][1])
        if fault.code in _MISSING
        else fault
        for fault in error.faults
    ]
    named = InvalidInputError(faults) if faults else error
    return wrong(named, language, award_form.names_of(typed, content))


def _options(
    content: AchievementContent, language: str
) -> Mapping[str, Mapping[str, list[tuple[str, str]]]]:
    """Return what can be chosen for each result, with what people read."""
    results = content.result_descriptions
    return {
        "value_options": {
            each.id: [(value, value) for value in each.allowed_values] for each in results
        },
        "level_options": {
            each.id: [
                (level.id, level.name.get(language) or next(iter(level.name.values())))
                for level in each.levels
            ]
            for each in results
        },
    }
