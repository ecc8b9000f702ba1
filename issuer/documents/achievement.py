"""Editions: one version of an achievement in one language, which never changes (rule 18)."""

from dataclasses import dataclass
from urllib.parse import quote
from uuid import NAMESPACE_URL, UUID, uuid5

from contexts.library import CREDENTIALS_V2, OPEN_BADGES_3_0_3
from issuer.documents.alignments import alignments
from issuer.documents.content import AchievementContent
from issuer.documents.criteria import narrative
from issuer.documents.numbers import json_number
from issuer.documents.profile import IssuerRecord, filled, issuer_profile
from issuer.documents.results_content import ResultContent, ResultLevel
from issuer.documents.shared_ids import without_shared_ids
from keys.strict_json import Json


@dataclass(frozen=True)
class RelatedEdition:
    """Another edition of the same achievement: an earlier version, or another language."""

    identifier: str
    version: int
    language: str


@dataclass(frozen=True)
class Edition:
    """What a badge names as its achievement; `language` is one of the content's."""

    identifier: str
    version: int
    language: str
    content: AchievementContent
    related: tuple[RelatedEdition, ...] = ()
    """The previous version and the sibling languages that existed at the award."""
    picture: str | None = None
    """The address of the picture, PNG or SVG."""


def edition_identifier(base_url: str, achievement: UUID, version: int, language: str) -> str:
    """Return the `id` of an edition: its public address below `base_url`.

    Below an address that is not https (a demonstration, rule 8) it is a `urn:uuid:` made of the
    other three: an address of localhost would mean another thing on each machine, and change with
    the port.
    """
    path = f"achievements/{achievement}/{version}/{quote(language, safe='-')}"
    if base_url.startswith("https://"):
        return f"{base_url.rstrip('/')}/{path}"
    return uuid5(NAMESPACE_URL, f"urn:insygnia:{path}").urn


def result_identifier(edition: str, result: str) -> str:
    """Return the `id` of a result description of an edition, by its name in the template."""
    return f"{edition}#results/{result}"


def level_identifier(edition: str, result: str, level: str) -> str:
    """Return the `id` of a level of a result description."""
    return f"{result_identifier(edition, result)}/levels/{level}"


def achievement_object(edition: Edition) -> dict[str, Json]:
    """Return the Achievement to embed in a badge; its European elements in terms of Open Badges."""
    content, language = edition.content, edition.language
    texts = content.texts[language]
    return filled(
        {
            "id": edition.identifier,
            "type": ["Achievement"],
            "achievementType": content.achievement_type,
            "name": texts.name,
            "description": texts.description,
            "criteria": filled(
                {"id": content.criteria_url, "narrative": narrative(content, language)}
            ),
            "image": _image(edition),
            "inLanguage": language,
            "version": str(edition.version),
            "related": [_related(related) for related in edition.related],
            "alignment": alignments(content, language),
            "creditsAvailable": content.credits and json_number(content.credits),
            "fieldOfStudy": texts.field_of_study,
            "specialization": texts.specialization,
            "humanCode": content.human_code,
            "tag": list(texts.tags),
            "resultDescription": [
                _result(edition, result) for result in content.result_descriptions
            ],
        }
    )


def edition_document(edition: Edition, issuer: IssuerRecord) -> dict[str, Json]:
    """Return the edition as a JSON-LD document of its own, with whoever created it.

    A badge must not name its issuer twice, so the creator stands here only.
    """
    return without_shared_ids(
        {
            "@context": [CREDENTIALS_V2, OPEN_BADGES_3_0_3],
            **achievement_object(edition),
            "creator": issuer_profile(issuer, edition.language),
        }
    )


def _image(edition: Edition) -> Json:
    if not edition.picture:
        return None
    caption = edition.content.texts[edition.language].image_caption
    return filled({"id": edition.picture, "type": "Image", "caption": caption})


def _related(related: RelatedEdition) -> Json:
    return {
        "id": related.identifier,
        "type": ["Related"],
        "inLanguage": related.language,
        "version": str(related.version),
    }


def _result(edition: Edition, result: ResultContent) -> Json:
    name, required = edition.identifier, result.required_level
    return filled(
        {
            "id": result_identifier(name, result.id),
            "type": ["ResultDescription"],
            "name": result.name[edition.language],
            "resultType": result.result_type,
            "allowedValue": list(result.allowed_values),
            "requiredValue": result.required_value,
            "valueMin": result.value_min,
            "valueMax": result.value_max,
            "requiredLevel": required and level_identifier(name, result.id, required),
            "rubricCriterionLevel": [_level(edition, result, level) for level in result.levels],
        }
    )


def _level(edition: Edition, result: ResultContent, level: ResultLevel) -> Json:
    return filled(
        {
            "id": level_identifier(edition.identifier, result.id, level.id),
            "type": ["RubricCriterionLevel"],
            "name": level.name[edition.language],
            "description": level.description.get(edition.language),
            "level": level.level,
            "points": level.points,
        }
    )
