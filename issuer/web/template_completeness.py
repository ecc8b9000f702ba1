"""How many of the eleven European elements a template has, and where to fill what is missing.

`templates/completeness.html` shows it; the editor and the page of a template include that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from issuer.documents.european import MANDATORY, MissingElement

ORGANISATION = "/organisation"

_FIELDS = {
    "/texts": "/texts/{language}/name",
    "/european/learning_outcomes": "/european/learning_outcomes/0/text/{language}",
    "/european/level": "/european/level/eqf",
    "/european/assessment": "/european/assessment/concept",
    "/european/participation": "/european/participation/concept",
    "/european/quality_assurance": "/european/quality_assurance/name/{language}",
}
"""The field of an element that is missing as a whole."""


@dataclass(frozen=True)
class Element:
    """One of the mandatory elements, for people."""

    code: str
    """`M1` to `M11`."""
    name: str
    missing: str
    """What to do, as a sentence; empty if the element is filled."""
    address: str
    """Where to fill it; empty if there is nothing to fill."""


@dataclass(frozen=True)
class Completeness:
    """The eleven elements in their order."""

    elements: tuple[Element, ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.elements)

    @property
    def filled(self) -> int:
        """How many are filled."""
        return sum(not element.missing for element in self.elements)

    @property
    def lacking(self) -> tuple[Element, ...]:
        """Those that are not filled."""
        return tuple(element for element in self.elements if element.missing)


def completeness_of(
    missing: Iterable[MissingElement],
    language: str,
    *,
    languages: Sequence[str],
    editor: str = "",
) -> Completeness:
    """Return the state of all elements, in words of `language`.

    `missing` are those that the service found (`AchievementDetails.missing`), `languages` those of
    the template; `editor` is the address of its form, empty for links within that form.
    """
    first: dict[str, MissingElement] = {}
    for each in missing:
        first.setdefault(each.code, each)
    return Completeness(
        tuple(_element(code, first.get(code), language, languages, editor) for code in MANDATORY)
    )


def field_of(pointer: str, languages: Sequence[str]) -> str:
    """Return the name of the first field of the editor for what stands at `pointer`."""
    language = languages[0] if languages else "pl"
    if pointer in _FIELDS:
        return _FIELDS[pointer].format(language=language)
    return pointer


def _element(
    code: str, gap: MissingElement | None, language: str, languages: Sequence[str], editor: str
) -> Element:
    english, polish = MANDATORY[code]
    name = polish if language == "pl" else english
    if gap is None:
        return Element(code, name, "", "")
    sentence = gap.polish if language == "pl" else gap.english
    if gap.owner == "organisation":
        return Element(code, name, sentence, ORGANISATION)
    pointer = gap.pointer
    if gap.languages and pointer not in _FIELDS:
        pointer = f"{pointer}/{gap.languages[0]}"
    field = field_of(pointer, gap.languages or languages)
    return Element(code, name, sentence, f"{editor}#{field}")
