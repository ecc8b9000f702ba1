"""Which mandatory elements of a European micro-credential a template still lacks.

Council Recommendation 2022/C 243/02, Annex I. M1 (the learner) and M5 (the date) belong to each
award, M2 (the title) to every template; the rest is looked at here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from issuer.documents.concepts import known
from issuer.documents.content import AchievementContent
from issuer.documents.european_content import Described, EuropeanElements
from issuer.documents.profile import IssuerRecord

Owner = Literal["achievement", "organisation"]

MANDATORY: Mapping[str, tuple[str, str]] = {
    "M1": ("identification of the learner", "identyfikacja osoby uczącej się"),
    "M2": ("title", "nazwa mikropoświadczenia"),
    "M3": ("country of the issuer", "państwo wydającego"),
    "M4": ("awarding body", "podmiot przyznający"),
    "M5": ("date of issuing", "data wydania"),
    "M6": ("learning outcomes", "efekty uczenia się"),
    "M7": ("notional workload in hours", "orientacyjny nakład pracy w godzinach"),
    "M8": ("level, or that none applies", "poziom albo informacja, że nie dotyczy"),
    "M9": ("type of assessment", "sposób sprawdzania efektów uczenia się"),
    "M10": ("form of participation", "forma uczestnictwa"),
    "M11": ("type of quality assurance", "rodzaj zapewnienia jakości"),
}
"""The eleven elements: what each is, in English and Polish."""


@dataclass(frozen=True)
class MissingElement:
    """One element that is not filled: which, where to fill it, and what to say."""

    code: str
    owner: Owner
    pointer: str
    languages: tuple[str, ...]
    """The languages in which a text is missing; none if the element as a whole is."""
    english: str
    polish: str


def missing_elements(
    content: AchievementContent, organisation: IssuerRecord
) -> tuple[MissingElement, ...]:
    """Return the mandatory elements that are not filled, in the order of the Recommendation.

    Pointers lead into the template, or into the organisation where that is the `owner`.
    """
    return (*_of_organisation(organisation), *_of_template(content))


def _of_organisation(organisation: IssuerRecord) -> Iterator[MissingElement]:
    if not organisation.address.country:
        yield _missing("M3", "/address/country", owner="organisation")
    if not any(organisation.names.values()):
        yield _missing("M4", "/names", owner="organisation")


def _of_template(content: AchievementContent) -> Iterator[MissingElement]:
    elements = content.european or EuropeanElements()
    languages = content.languages
    yield from _outcomes(elements, languages)
    if elements.hours is None:
        yield _missing("M7", "/european/hours")
    if elements.level is None:
        yield _missing("M8", "/european/level")
    yield from _described("M9", "assessment", elements.assessment, languages)
    yield from _described("M10", "participation", elements.participation, languages)
    quality = elements.quality_assurance
    if quality is None:
        yield _missing("M11", "/european/quality_assurance")
    else:
        yield from _texts("M11", "/european/quality_assurance/name", quality.name, languages)


def _outcomes(elements: EuropeanElements, languages: Iterable[str]) -> Iterator[MissingElement]:
    if not elements.learning_outcomes:
        yield _missing("M6", "/european/learning_outcomes")
    for index, outcome in enumerate(elements.learning_outcomes):
        pointer = f"/european/learning_outcomes/{index}/text"
        yield from _texts("M6", pointer, outcome.text, languages)


def _described(
    code: str, name: str, element: Described | None, languages: Iterable[str]
) -> Iterator[MissingElement]:
    if element is None:
        yield _missing(code, f"/european/{name}")
    elif known(element.concept) is None:
        pointer = f"/european/{name}/description"
        yield from _texts(code, pointer, element.description, languages)


def _texts(
    code: str, pointer: str, texts: Mapping[str, str], languages: Iterable[str]
) -> Iterator[MissingElement]:
    lacking = tuple(language for language in languages if language not in texts)
    if lacking:
        yield _missing(code, pointer, languages=lacking)


def _missing(
    code: str, pointer: str, *, owner: Owner = "achievement", languages: tuple[str, ...] = ()
) -> MissingElement:
    english, polish = MANDATORY[code]
    named = ", ".join(languages)
    return MissingElement(
        code=code,
        owner=owner,
        pointer=pointer,
        languages=languages,
        english=f"{code}, {english}: " + (f"add the text in {named}." if named else "fill it in."),
        polish=f"{code}, {polish} – "
        + (f"dodaj tekst w języku: {named}." if named else "uzupełnij."),
    )
