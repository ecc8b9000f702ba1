"""An edition as the European Learning Model 3 has it: all languages, all European elements.

Served at the achievement's address; nothing of it is signed (rule 3). The terms are those of the
European Commission's context `edc-ap`, repeated in the document so that nobody need fetch it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from babel.core import get_global

from issuer.documents.concepts import (
    ASSESSMENT_SCHEME,
    COUNTRIES,
    CREDIT_SCHEME,
    ECTS,
    EQF_LEVELS,
    EQF_SCHEME,
    ISCED_F,
    MODE_SCHEME,
    OUTCOME_KINDS,
    PRK_LEVELS,
    Concept,
    known,
)
from issuer.documents.content import AchievementContent
from issuer.documents.criteria import stackability, supervision
from issuer.documents.elm_context import CONTEXT
from issuer.documents.european_content import EuropeanElements, LearningLevel, LearningOutcome
from issuer.documents.numbers import iso_hours, plain
from issuer.documents.profile import IssuerRecord, country_name, filled
from issuer.documents.wording import phrase
from keys.strict_json import Json

Texts = Mapping[str, str]
_FORMER_COUNTRIES = frozenset(("BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"))


def elm_document(
    content: AchievementContent, issuer: IssuerRecord, *, address: str
) -> dict[str, Json]:
    """Return the specification of a learning achievement as JSON-LD; `address` is its id."""
    elements = content.european or EuropeanElements()
    has_level = elements.level is not None and not elements.level.not_applicable
    # Only a Qualification may have a level in this model; it is a specification all the same.
    types = ["LearningAchievementSpecification", *(["Qualification"] if has_level else [])]
    return {
        "@context": CONTEXT,
        **filled(
            {
                "id": address,
                "type": types,
                "title": _by_language({lang: t.name for lang, t in content.texts.items()}),
                "description": _by_language(
                    {lang: t.description for lang, t in content.texts.items()}
                ),
                "homepage": [_page(content.criteria_url)] if content.criteria_url else [],
                "thematicArea": [
                    _concept(own.url, own.name)
                    for own in content.alignments
                    if own.url.startswith(ISCED_F)
                ],
                "creditPoint": _credits(content.credits),
                **_of(elements, content),
                "awardingOpportunity": [_awarding(issuer)],
            }
        ),
    }


def _of(elements: EuropeanElements, content: AchievementContent) -> dict[str, Json]:
    participation = elements.participation
    return {
        "learningOutcome": [_outcome(outcome) for outcome in elements.learning_outcomes],
        "volumeOfLearning": elements.hours and iso_hours(elements.hours),
        **_levels(elements.level),
        "mode": _chosen(participation.concept, MODE_SCHEME) if participation else [],
        "provenBy": _assessments(elements, content),
        "entryRequirement": _note(elements.prerequisites),
        "additionalNote": [
            _note({lang: texts.criteria for lang, texts in content.texts.items()}),
            *_notes(elements, content.languages),
        ],
        "supplementaryDocument": [
            *(_page(link.url, link.title) for link in elements.further_information),
            *_quality_page(elements),
        ],
    }


def _outcome(outcome: LearningOutcome) -> Json:
    kind = OUTCOME_KINDS[outcome.kind]
    notes = {
        language: f"{kind.label(language)}. {phrase('verification', language)}: {text}"
        for language, text in outcome.verification.items()
    }
    kinds = {language: kind.label(language) for language in outcome.text}
    # What ESCO calls the skill is for ESCO to say.
    related = [_concept(outcome.esco_url, {})] if outcome.esco_url else []
    return filled(
        {
            "type": "LearningOutcome",
            "title": _by_language(outcome.text),
            "additionalNote": [_note({**kinds, **notes})] if kinds or notes else [],
            "relatedESCOSkill": related,
        }
    )


def _credits(ects: float | None) -> list[Json]:
    if ects is None:
        return []
    framework = _concept(ECTS, {"en": "ECTS", "pl": "ECTS"}, CREDIT_SCHEME)
    return [{"type": "CreditPoint", "framework": framework, "point": plain(ects)}]


def _levels(level: LearningLevel | None) -> dict[str, Json]:
    if level is None:
        return {}
    found: dict[str, Json] = {}
    if level.eqf:
        found["eqfLevel"] = _entry(EQF_LEVELS[level.eqf - 1], EQF_SCHEME)
    if level.prk:
        # A concept without an address of its own, unless the author gave one.
        found["nqfLevel"] = [_entry(PRK_LEVELS[level.prk - 1], None, uri=level.prk_url)]
    return found


def _assessments(elements: EuropeanElements, content: AchievementContent) -> list[Json]:
    assessment = elements.assessment
    if assessment is None:
        return []
    titles = {language: phrase("assessment", language) for language in content.languages}
    supervised = {lang: supervision(elements, lang) for lang in content.languages}
    schemes = [
        {"type": "GradingScheme", "title": _by_language(result.name)}
        for result in content.result_descriptions
    ]
    return [
        filled(
            {
                "type": "LearningAssessmentSpecification",
                "title": _by_language(titles),
                "description": _by_language(assessment.description),
                "dcType": _chosen(assessment.concept, ASSESSMENT_SCHEME),
                "gradingScheme": schemes,
                "additionalNote": [_note(supervised)] if elements.supervision else [],
            }
        )
    ]


def _notes(elements: EuropeanElements, languages: Sequence[str]) -> Iterator[Json]:
    if elements.level and elements.level.not_applicable:
        heading = {lang: f"{phrase('level', lang)}: {phrase('not-applicable', lang)}"
                   for lang in languages}  # fmt: skip
        yield _note(heading)
    if elements.participation and elements.participation.description:
        yield _titled("participation", elements.participation.description)
    quality = elements.quality_assurance
    if quality and (quality.name or quality.description):
        yield _titled("quality", {
            lang: ". ".join(filter(None, (quality.name.get(lang), quality.description.get(lang))))
            for lang in {**quality.name, **quality.description}
        })  # fmt: skip
    if elements.stackability:
        yield _titled("stackability", {lang: stackability(elements, lang) for lang in languages})


def _titled(heading: str, texts: Texts) -> Json:
    return _note({lang: f"{phrase(heading, lang)}: {text}" for lang, text in texts.items()})


def _quality_page(elements: EuropeanElements) -> list[Json]:
    quality = elements.quality_assurance
    return [_page(quality.url, quality.name)] if quality and quality.url else []


def _awarding(issuer: IssuerRecord) -> Json:
    return {"type": "AwardingOpportunity", "awardingBody": [_organisation(issuer)]}


def _organisation(issuer: IssuerRecord) -> Json:
    numbers = issuer.identifiers
    return filled(
        {
            "id": issuer.did,
            "type": "Organisation",
            "legalName": _by_language(issuer.names),
            "homepage": [_page(issuer.url)] if issuer.url else [],
            "location": _location(issuer),
            "registration": _legal("REGON", numbers.get("regon")),
            "taxIdentifier": [_legal("NIP", numbers["nip"])] if numbers.get("nip") else [],
            "identifier": [
                {"type": "Identifier", "notation": numbers[kind], "schemeName": name}
                for kind, name in (("rspo", "RSPO"), ("polon", "POL-on"))
                if numbers.get(kind)
            ],
        }
    )


def _legal(scheme: str, number: str | None) -> Json:
    if not number:
        return None
    poland = _country("PL", ("pl", "en"))
    return {"type": "LegalIdentifier", "notation": number, "schemeName": scheme, "spatial": poland}


def _location(issuer: IssuerRecord) -> list[Json]:
    country = issuer.address.country
    if not country:
        return []
    code = _country(country, issuer.names)
    return [{"type": "Location", "address": [filled({"type": "Address", "countryCode": code})]}]


def _country(code: str, languages: Iterable[str]) -> Json:
    names = {language: country_name(code, language) or code for language in languages}
    # The Unicode repository lists each three-letter code of ISO 3166-1 as another name of the two.
    aliases = get_global("territory_aliases").items()
    long = [name for name, codes in aliases if codes == [code] and len(name) == 3]
    alpha_3 = [name for name in long if name.isalpha() and name not in _FORMER_COUNTRIES]
    uri = f"{COUNTRIES}/{alpha_3[0]}" if alpha_3 else None
    return _concept(uri, names, COUNTRIES)


def _chosen(uri: str | None, scheme: str) -> list[Json]:
    concept = known(uri)
    if concept:
        return [_entry(concept, scheme)]
    return [_concept(uri, {})] if uri else []


def _entry(concept: Concept, scheme: str | None, *, uri: str | None = None) -> Json:
    labels = {"en": concept.english, "pl": concept.polish}
    return _concept(uri or concept.uri, labels, scheme)


def _concept(uri: str | None, labels: Texts, scheme: str | None = None) -> Json:
    in_scheme = {"id": scheme, "type": "ConceptScheme"} if scheme else None
    return filled(
        {
            "id": uri,
            "type": "Concept",
            "inScheme": in_scheme,
            "prefLabel": _by_language(labels),
        }
    )


def _page(url: str, titles: Texts | None = None) -> Json:
    members = {"type": "WebResource", "title": _by_language(titles or {}), "contentURL": url}
    return filled(members)


def _note(texts: Texts) -> Json:
    return {"type": "Note", "noteLiteral": _by_language(texts)} if texts else None


def _by_language(texts: Texts) -> dict[str, Json]:
    return {language: [text] for language, text in texts.items() if text}
