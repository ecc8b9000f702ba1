"""Entries of European vocabularies to choose from, each under its published address.

Only addresses that public implementations of the European Learning Model use stand here; another
one can be typed in. The lists of one kind have the order in which a form shows them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_SNB = "http://data.europa.eu/snb"
ECTS = f"{_SNB}/education-credit/6fcec5c5af"
ASSESSMENT_SCHEME = f"{_SNB}/assessment/25831c2"
MODE_SCHEME = f"{_SNB}/learning-assessment/25831c2"
EQF_SCHEME = f"{_SNB}/eqf/25831c2"
CREDIT_SCHEME = f"{_SNB}/education-credit/25831c2"
ISCED_F = f"{_SNB}/isced-f/"
ESCO = "http://data.europa.eu/esco/"
COUNTRIES = "http://publications.europa.eu/resource/authority/country"


@dataclass(frozen=True)
class Concept:
    """One entry: its address, if it has a published one, and what people read."""

    uri: str | None
    english: str
    polish: str

    def label(self, language: str) -> str:
        """Return what people read: Polish for `pl`, else English."""
        return self.polish if language == "pl" else self.english


def _in(vocabulary: str, *entries: tuple[str, str, str]) -> tuple[Concept, ...]:
    return tuple(
        Concept(f"{_SNB}/{vocabulary}/{code}", english, polish) for code, english, polish in entries
    )


ASSESSMENTS = _in(
    "assessment",
    ("6e6cb2cc78", "written examination", "egzamin pisemny"),
    ("d30284d7df", "oral examination", "egzamin ustny"),
    ("6a4db9f11d", "practical assessment", "egzamin praktyczny"),
    ("b1b68f6735", "quiz", "test"),
    ("795dac4096", "project work", "praca projektowa"),
    ("4f03b91c0e", "portfolio", "portfolio"),
    ("c_04b30a72", "presentation", "prezentacja"),
    ("2939dae15f", "marked assignment", "oceniane zadanie"),
    ("de4d165a6c", "artefact assessment", "ocena wytworu pracy"),
    ("3484bd7e51", "continuous evaluation", "ocenianie ciągłe"),
    ("c4256a2726", "problem based learning", "rozwiązywanie problemów"),
    ("56539a6507", "group performance", "praca w grupie"),
    ("19a2e5e671", "peer assessment", "ocena koleżeńska"),
    ("812e3b0ae1", "peer review", "wzajemna recenzja"),
    ("c_2b3bd410", "self-assessment", "samoocena"),
    ("c_4f874951", "guided self-assessment", "samoocena ze wsparciem"),
    ("7331eb4762", "level of attendance", "obecność na zajęciach"),
)
MODES = _in(
    "learning-assessment",
    ("9191af2ed9", "on site", "stacjonarna"),
    ("920fbb3cbe", "online", "zdalna"),
    ("e92d221e4d", "blended", "mieszana"),
    ("c_3a90b26d", "hybrid", "hybrydowa"),
    ("729f3bed4b", "work-based", "w miejscu pracy"),
    ("7813801c77", "project-based", "projektowa"),
    ("ed4c557045", "in a research laboratory", "w laboratorium badawczym"),
)
SUPERVISIONS: Mapping[str, Concept] = MappingProxyType(
    {
        "unsupervised": Concept(
            f"{_SNB}/supervision-verification/c598449d64",
            "unsupervised, identity not verified",
            "bez nadzoru i bez weryfikacji tożsamości",
        ),
        "supervised": Concept(
            None,
            "supervised, identity not verified",
            "z nadzorem, bez weryfikacji tożsamości",
        ),
        "supervised_with_identity": Concept(
            None,
            "supervised online or on site, identity verified",
            "z nadzorem (zdalnie lub na miejscu) i z weryfikacją tożsamości",
        ),
    }
)
EQF_LEVELS = tuple(
    Concept(f"{_SNB}/eqf/{level}", f"EQF level {level}", f"Poziom {level} ERK")
    for level in range(1, 9)
)
PRK_LEVELS = tuple(
    Concept(None, f"PRK level {level} (Polish Qualifications Framework)", f"Poziom {level} PRK")
    for level in range(1, 9)
)
OUTCOME_KINDS: Mapping[str, Concept] = MappingProxyType(
    {
        "knowledge": Concept(None, "Knowledge", "Wiedza"),
        "skill": Concept(None, "Skills", "Umiejętności"),
        "social_competence": Concept(None, "Social competence", "Kompetencje społeczne"),
    }
)
CYCLES: Mapping[str, Concept] = MappingProxyType(
    {
        "short": Concept(None, "short cycle", "krótki cykl"),
        "first": Concept(None, "first cycle", "pierwszy cykl"),
        "second": Concept(None, "second cycle", "drugi cykl"),
        "third": Concept(None, "third cycle", "trzeci cykl"),
    }
)
STACKABILITIES: Mapping[str, Concept] = MappingProxyType(
    {
        "stand_alone": Concept(None, "stands alone", "samodzielne"),
        "stackable": Concept(
            None, "counts towards further credentials", "można łączyć z innymi poświadczeniami"
        ),
    }
)

_BY_URI = {concept.uri: concept for concept in (*ASSESSMENTS, *MODES)}


def known(uri: str | None) -> Concept | None:
    """Return the entry of `ASSESSMENTS` or `MODES` under an address, or None."""
    return _BY_URI.get(uri) if uri else None
