"""Templates as authors write them."""

from typing import Any

from issuer.documents.content import AchievementContent
from issuer.documents.reading import read_content

BADGE: dict[str, Any] = {
    "achievement_type": "Badge",
    "languages": ["pl", "en"],
    "texts": {
        "pl": {
            "name": "Łączenie zespołów",
            "description": "Prowadzi zespoły.",
            "criteria": "Poprowadź **zespół**.",
            "tags": ["współpraca"],
        },
        "en": {
            "name": "Joining teams",
            "description": "Leads teams.",
            "criteria": "Lead a **team**.",
        },
    },
}
ELEMENTS: dict[str, Any] = {
    "learning_outcomes": [
        {"kind": "skill", "text": {"pl": "Planuje projekt.", "en": "Plans a project."}}
    ],
    "hours": 60.0,
    "level": {"eqf": 5},
    "assessment": {"description": {"pl": "Obrona projektu.", "en": "Defence of a project."}},
    "participation": {"description": {"pl": "Stacjonarnie.", "en": "On site."}},
    "quality_assurance": {"name": {"pl": "Rada programowa", "en": "Programme board"}},
}
MICRO_CREDENTIAL: dict[str, Any] = {
    **BADGE,
    "achievement_type": "MicroCredential",
    "european": ELEMENTS,
}


def named(name: str, **changes: Any) -> AchievementContent:
    """Return a badge in Polish with this name."""
    texts = {"name": name, "description": "Opis.", "criteria": "Kryteria.", **changes}
    return read_content({"achievement_type": "Badge", "languages": ["pl"], "texts": {"pl": texts}})


def without(element: str) -> dict[str, Any]:
    """Return a micro-credential that lacks one element."""
    elements = {name: value for name, value in ELEMENTS.items() if name != element}
    return {**MICRO_CREDENTIAL, "european": elements}
