"""The alignments of an edition: those of its author, and those that its European elements make."""

from collections.abc import Iterator

from issuer.documents.concepts import EQF_LEVELS, PRK_LEVELS, SUPERVISIONS, known
from issuer.documents.content import AchievementContent, AlignmentContent
from issuer.documents.european_content import Described, EuropeanElements, LearningLevel
from issuer.documents.profile import filled
from issuer.documents.wording import phrase
from keys.strict_json import Json


def alignments(content: AchievementContent, language: str) -> list[Json]:
    """Return the Alignment objects of a template in one of its languages, each only once."""
    elements = content.european or EuropeanElements()
    found = [*(_own(own, language) for own in content.alignments), *_european(elements, language)]
    return [one for index, one in enumerate(found) if one not in found[:index]]


def _own(own: AlignmentContent, language: str) -> Json:
    return _alignment(
        targetType=own.type,
        targetFramework=own.framework,
        targetName=own.name[language],
        targetUrl=own.url,
        targetCode=own.code,
        targetDescription=own.description.get(language),
    )


def _european(elements: EuropeanElements, language: str) -> Iterator[Json]:
    for outcome in elements.learning_outcomes:
        if outcome.esco_url and language in outcome.text:
            yield _alignment(
                targetType="ext:ESCO",
                targetFramework="ESCO",
                targetName=outcome.text[language],
                targetUrl=outcome.esco_url,
                targetCode=outcome.esco_url.rpartition("/")[2],
            )
    if elements.level:
        yield from _level(elements.level, language)
    yield from _described("assessment", elements.assessment, language)
    yield from _described("participation", elements.participation, language)
    supervised = SUPERVISIONS[elements.supervision] if elements.supervision else None
    if supervised and supervised.uri:
        framework = phrase("eu-supervision", language)
        yield _concept("ext:Supervision", framework, supervised.label(language), supervised.uri)
    quality = elements.quality_assurance
    if quality and quality.url and language in quality.name:
        framework = phrase("quality", language)
        yield _concept("ext:QualityAssurance", framework, quality.name[language], quality.url)


def _level(level: LearningLevel, language: str) -> Iterator[Json]:
    if level.eqf:
        eqf = EQF_LEVELS[level.eqf - 1]
        yield _alignment(
            targetType="ext:EQF",
            targetFramework=phrase("eqf", language),
            targetName=eqf.label(language),
            targetUrl=eqf.uri,
            targetCode=str(level.eqf),
        )
    if level.prk:
        # The Polish levels have no addresses; each is referenced to the European one of its number.
        yield _alignment(
            targetType="ext:PRK",
            targetFramework=phrase("prk", language),
            targetName=PRK_LEVELS[level.prk - 1].label(language),
            targetUrl=level.prk_url or EQF_LEVELS[level.prk - 1].uri,
            targetCode=str(level.prk),
        )


def _described(name: str, element: Described | None, language: str) -> Iterator[Json]:
    if element is None or element.concept is None:
        return
    concept = known(element.concept)
    label = concept.label(language) if concept else phrase(name, language)
    kinds = {"assessment": "ext:AssessmentType", "participation": "ext:LearningMode"}
    framework = phrase(f"eu-{name}", language) if concept else label
    yield _concept(kinds[name], framework, label, element.concept)


def _concept(kind: str, framework: str, name: str, uri: str) -> Json:
    return _alignment(targetType=kind, targetFramework=framework, targetName=name, targetUrl=uri)


def _alignment(**members: Json) -> Json:
    return {"type": ["Alignment"], **filled(members)}
