"""A whole template, the organisation that owns it and an award of it; each part can be replaced."""

from datetime import UTC, date, datetime
from uuid import UUID

from issuer.documents.achievement import Edition, RelatedEdition, edition_identifier
from issuer.documents.content import AchievementContent
from issuer.documents.credential import (
    AwardRecord,
    EvidenceRecord,
    Recipient,
    StatusEntry,
    credential_document,
)
from issuer.documents.profile import IssuerRecord, PostalAddress
from issuer.documents.reading import read_content
from issuer.documents.results import AwardedResult
from keys.strict_json import Json

Object = dict[str, Json]

BASE = "https://odznaki.example"
ACHIEVEMENT = UUID("0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0001")
SNB = "http://data.europa.eu/snb"
ESCO = "http://data.europa.eu/esco/skill/326809fc-238d-40c2-881e-40042f7f2f0d"
SALT = "0123456789abcdef0123456789abcdef"
NOW = datetime(2026, 6, 1, 10, 0, 0, tzinfo=UTC)

ACADEMY = IssuerRecord(
    did="did:web:odznaki.example:issuers:akademia",
    names={"pl": "Akademia Żółwia", "en": "Turtle Academy"},
    descriptions={"pl": "Uczymy powoli.", "en": "We teach slowly."},
    url="https://akademia.example",
    email="biuro@akademia.example",
    phone="+48 22 123 45 67",
    address=PostalAddress("PL", "mazowieckie", "Warszawa", "00-001", "ul. Długa 1"),
    identifiers={"nip": "5260001246", "regon": "000331501", "rspo": "12345", "polon": "abc-1"},
    logo=f"{BASE}/media/logo.png",
)


def texts(language: str, **changed: Json) -> Object:
    suffix = f" ({language})"
    return {
        "name": "Koordynator projektów" + suffix,
        "description": "Umie poprowadzić projekt." + suffix,
        "criteria": "Zaliczenie kursu i **obrona** projektu." + suffix,
        **changed,
    }


def small_template(**changed: Json) -> Object:
    """Return the JSON of the smallest template, with some fields changed."""
    return {"texts": {"pl": texts("pl")}, **changed}


def by_language(text: str) -> Object:
    return {"pl": f"{text} (pl)", "en": f"{text} (en)"}


def outcomes() -> list[Object]:
    return [
        {
            "kind": "skill",
            "text": by_language("Planuje projekt"),
            "verification": by_language("Przedstawia plan"),
            "esco_url": ESCO,
        },
        {"kind": "knowledge", "text": by_language("Zna metody")},
        {"kind": "social_competence", "text": by_language("Słucha innych")},
    ]


def european() -> Object:
    """Return all elements of a European micro-credential that a template can hold."""
    return {
        "learning_outcomes": outcomes(),
        "hours": 62.5,
        "level": {"eqf": 5, "prk": 5, "cycle": "short", "confirmed": True},
        "assessment": {
            "concept": f"{SNB}/assessment/d30284d7df",
            "description": by_language("Obrona przed komisją"),
        },
        "participation": {"concept": f"{SNB}/learning-assessment/e92d221e4d"},
        "quality_assurance": {
            "name": by_language("Akredytacja kuratora"),
            "url": "https://kuratorium.example/akredytacje/1",
            "description": by_language("Odnawiana co trzy lata"),
        },
        "prerequisites": by_language("Matura"),
        "supervision": "unsupervised",
        "stackability": {"kind": "stackable", "towards": by_language("Dyplom kierownika")},
        "further_information": [
            {"url": "https://akademia.example/kurs", "title": by_language("Strona kursu")}
        ],
    }


def results() -> list[Object]:
    return [
        {
            "id": "ocena",
            "name": by_language("Ocena końcowa"),
            "result_type": "LetterGrade",
            "allowed_values": ["3,0", "3,5", "4,0", "4,5", "5,0"],
            "required_value": "3,5",
        },
        {
            "id": "test",
            "name": by_language("Test"),
            "result_type": "Percent",
            "value_min": "0",
            "value_max": "100",
        },
        rubric(),
        {"id": "udzial", "name": by_language("Udział"), "result_type": "Status"},
    ]


def rubric() -> Object:
    return {
        "id": "obrona",
        "name": by_language("Obrona"),
        "result_type": "RubricCriterionLevel",
        "levels": [
            {"id": "dobra", "name": by_language("Dobra"), "level": "1", "points": "3"},
            {
                "id": "wybitna",
                "name": by_language("Wybitna"),
                "description": by_language("Bez uwag"),
            },
        ],
        "required_level": "dobra",
    }


def alignments() -> list[Object]:
    return [
        {
            "framework": "ISCED-F",
            "name": by_language("Zarządzanie"),
            "url": f"{SNB}/isced-f/0413",
            "code": "0413",
            "type": "ext:ISCED-F",
            "description": by_language("Kierunek"),
        },
        {
            "framework": "CTDL",
            "name": by_language("CTDL"),
            "url": "https://ctdl.example/1",
            "type": "CTDL",
        },
    ]


def whole_template(**changed: Json) -> Object:
    """Return the JSON of a template that uses every field, with some changed."""
    more = {"field_of_study": "Zarządzanie", "specialization": "Projekty", "image_caption": "Żółw"}
    return {
        "achievement_type": "MicroCredential",
        "languages": ["pl", "en"],
        "texts": {
            "pl": texts("pl", tags=["zarządzanie", "projekty"], **more),
            "en": texts("en", tags=["management"], **more),
        },
        "criteria_url": "https://akademia.example/kryteria",
        "human_code": "KP-1",
        "image": "6d1f0e7a-3a01-4e5b-9f2c-0b2a63f40001",
        "credits": 2.5,
        "alignments": alignments(),
        "result_descriptions": results(),
        "default_validity": {"months": 24},
        "email_identifier": True,
        "european": european(),
        **changed,
    }  # fmt: skip


def content(**changed: Json) -> AchievementContent:
    return read_content(whole_template(**changed))


def edition(
    language: str = "pl", *, base: str = BASE, of: AchievementContent | None = None
) -> Edition:
    """Return version 2 of the whole template, or of another, in one language."""

    def name(version: int, lang: str) -> str:
        return edition_identifier(base, ACHIEVEMENT, version, lang)

    other = "en" if language == "pl" else "pl"
    return Edition(
        identifier=name(2, language),
        version=2,
        language=language,
        content=of or content(),
        related=(
            RelatedEdition(name(1, language), 1, language),
            RelatedEdition(name(2, other), 2, other),
        ),
        picture=f"{base}/achievements/{ACHIEVEMENT}/2/{language}.png",
    )


AWARD = AwardRecord(
    credential_id=f"{BASE}/credentials/7f2c1d6f-0e7a-4001-8b2a-63f43a014e5b",
    subject_id="urn:uuid:1d6f0e7a-0001-4b2a-a3f4-3a014e5b9f2c",
    recipient=Recipient("Żaneta", "Gęślą-Jaźń", "Zaneta@Example.ORG", SALT),
    valid_from=NOW,
    awarded=NOW,
    valid_until=datetime(2028, 6, 1, 21, 59, 59, tzinfo=UTC),
    narrative="Udział w projekcie „Most”.",
    certificate_number="KP/2026/1",
    evidence=(
        EvidenceRecord("Raport", "Z projektu", "Napisany *samodzielnie*", "https://a.example/1"),
        EvidenceRecord(name="Film", genre="video"),
    ),
    activity_from=date(2026, 3, 1),
    activity_to=date(2026, 5, 31),
    results=(
        AwardedResult("ocena", value="4,5"),
        AwardedResult("test", value="88,5"),
        AwardedResult("obrona", level="wybitna"),
        AwardedResult("udzial", status="Completed"),
    ),
)
STATUS = StatusEntry(f"{BASE}/status/1", 94_567)


def badge(language: str = "pl", *, award: AwardRecord = AWARD, **changed: Json) -> Object:
    """Return the unsigned badge of the whole template, with fields of the template changed."""
    return credential_document(ACADEMY, edition(language, of=content(**changed)), award, STATUS)


def award(**changed: Json) -> AwardRecord:
    return AWARD._replace(**changed)
