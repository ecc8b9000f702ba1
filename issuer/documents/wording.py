"""The fixed headings and phrases of a badge's text: Polish in Polish badges, else English."""

from collections.abc import Mapping
from types import MappingProxyType

_PHRASES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "outcomes": ("Learning outcomes", "Efekty uczenia się"),
        "verification": ("Verified by", "Kryteria weryfikacji"),
        "workload": ("Workload", "Nakład pracy"),
        "hours": ("Hours", "Liczba godzin"),
        "ects": ("ECTS credits", "Punkty ECTS"),
        "level": ("Level", "Poziom"),
        "eqf": ("European Qualifications Framework (EQF)", "Europejska Rama Kwalifikacji (ERK)"),
        "prk": ("Polish Qualifications Framework (PRK)", "Polska Rama Kwalifikacji (PRK)"),
        "cycle": ("Cycle of the QF-EHEA", "Cykl kształcenia (QF-EHEA)"),
        "not-applicable": ("Not applicable.", "Nie dotyczy."),
        "confirmed": (
            "The level was confirmed by a competent body.",
            "Poziom potwierdził uprawniony podmiot.",
        ),
        "unconfirmed": ("The level was set by the issuer.", "Poziom określił wydawca."),
        "assessment": ("Type of assessment", "Sposób sprawdzania efektów uczenia się"),
        "participation": ("Form of participation", "Forma uczestnictwa"),
        "quality": ("Quality assurance", "Zapewnienie jakości"),
        "prerequisites": ("Prerequisites", "Wymagania wstępne"),
        "supervision": (
            "Supervision and identity verification",
            "Nadzór i weryfikacja tożsamości",
        ),
        "stackability": ("Stackability", "Łączenie z innymi poświadczeniami"),
        "eu-assessment": ("EU vocabulary: Assessment type", "Słownik UE: rodzaj oceny"),
        "eu-participation": (
            "EU vocabulary: Mode of learning and assessment",
            "Słownik UE: tryb uczenia się i oceny",
        ),
        "eu-supervision": (
            "EU vocabulary: Supervision and verification",
            "Słownik UE: nadzór i weryfikacja",
        ),
        "further": ("Further information", "Więcej informacji"),
        "address": ("Address", "Adres"),
    }
)


def phrase(name: str, language: str) -> str:
    """Return a phrase in Polish for `pl`, else in English."""
    english, polish = _PHRASES[name]
    return polish if language == "pl" else english
