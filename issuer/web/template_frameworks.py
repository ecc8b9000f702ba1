"""Links to frameworks: a list to choose from without a network, and addresses in ESCO."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from issuer.documents.concepts import EQF_LEVELS, PRK_LEVELS, Concept
from issuer.documents.isced_fields import FRAMEWORK, ISCED_FIELDS
from issuer.documents.wording import phrase
from issuer.errors import Fault
from issuer.web.template_rows import NUMBERED

Groups = list[tuple[str, list[tuple[str, str]]]]

_ESCO = re.compile(
    r"http://data\.europa\.eu/esco/"
    r"(skill/[0-9a-fA-F-]{36}|occupation/[0-9a-fA-F-]{36}|skill/[A-Z][A-Z0-9.]{0,20}|isco/C\d{1,4})"
)
_PORTAL = re.compile(r"(.*\.)?ec\.europa\.eu")


def offered(language: str) -> Groups:
    """Return what can be chosen, grouped by framework, with its names in `language`."""
    return [
        (phrase("eqf", language), _levels("eqf", EQF_LEVELS, language)),
        (phrase("prk", language), _levels("prk", PRK_LEVELS, language)),
        (
            FRAMEWORK,
            [
                (f"isced-{code}", f"{code} {field.label(language)}")
                for code, field in ISCED_FIELDS.items()
            ],
        ),
    ]


def row_of(choice: str, languages: tuple[str, ...]) -> Mapping[str, str]:
    """Return the fields of a row for a choice of `offered`, by name; nothing for any other."""
    kind, _, code = choice.partition("-")
    concept = _chosen(kind, code)
    if concept is None:
        return {}
    named = {
        "eqf": phrase("eqf", languages[0] if languages else "en"),
        "prk": phrase("prk", languages[0] if languages else "en"),
        "isced": FRAMEWORK,
    }
    # The Polish levels have no addresses; each is referenced to the European one of its number.
    url = concept.uri or EQF_LEVELS[int(code) - 1].uri or ""
    kinds = {"eqf": "ext:EQF", "prk": "ext:PRK", "isced": "ext:ISCED-F"}
    names = {f"name/{each}": concept.label(each) for each in languages}
    return {"framework": named[kind], "url": url, "code": code, "type": kinds[kind], **names}


def plain_esco(typed: str) -> str:
    """Return the address of a concept that is in the address of its page in ESCO's portal."""
    parts = urlsplit(typed.strip()) if "://" in typed and "[" not in typed else None
    if parts is None or not _PORTAL.fullmatch(parts.hostname or ""):
        return typed
    return parse_qs(parts.query).get("uri", [typed])[0]


def esco_faults(typed: Mapping[str, str]) -> dict[str, Fault]:
    """Return what is wrong with the addresses that are said to be of ESCO, by field."""
    found = {}
    for name, text in typed.items():
        place = NUMBERED.fullmatch(name)
        if place is None or not text.strip():
            continue
        is_skill = place["member"] == "esco_url"
        framework = typed.get(f"{place['list']}/{place['row']}/framework", "")
        is_link = place["member"] == "url" and framework.strip().casefold() == "esco"
        if (is_skill or is_link) and not _ESCO.fullmatch(text.strip()):
            english, polish = _WRONG
            found[name] = Fault(f"/content{name}", "not-esco", english, polish)
    return found


def _levels(kind: str, found: tuple[Concept, ...], language: str) -> list[tuple[str, str]]:
    return [(f"{kind}-{level}", each.label(language)) for level, each in enumerate(found, 1)]


def _chosen(kind: str, code: str) -> Concept | None:
    if kind == "isced":
        return ISCED_FIELDS.get(code)
    levels = {"eqf": EQF_LEVELS, "prk": PRK_LEVELS}.get(kind)
    return levels[int(code) - 1] if levels and re.fullmatch("[1-8]", code) else None


_WRONG = (
    "This is not an address of ESCO. It looks like http://data.europa.eu/esco/skill/… – copy it"
    " from “Concept URI” on the page of the skill.",
    "To nie jest adres w klasyfikacji ESCO. Wygląda on tak: http://data.europa.eu/esco/skill/… –"
    " skopiuj go z pola „Concept URI” na stronie umiejętności.",
)
