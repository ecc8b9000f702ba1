"""The eleven and five elements of a European micro-credential: asked for, and told in a badge."""

from dataclasses import replace

import pytest

from issuer.documents.european import MANDATORY, missing_elements
from issuer.documents.profile import PostalAddress
from issuer.documents.reading import read_content
from keys.strict_json import Json

from .records import ACADEMY, ESCO, SNB, badge, content, european, small_template


def missing(**changed: Json) -> list[tuple[str, str]]:
    """Return the codes and pointers of what the whole template lacks after a change."""
    elements = {**european(), **changed}
    found = missing_elements(content(european=elements), ACADEMY)
    return [(element.code, element.pointer) for element in found]


def achievement(language: str = "pl", **changed: Json) -> dict[str, Json]:
    found: dict[str, Json] = badge(language, **changed)["credentialSubject"]["achievement"]
    return found


def alignment(kind: str) -> dict[str, Json]:
    (found,) = [one for one in achievement()["alignment"] if one.get("targetType") == kind]
    return dict(found)


def test_there_are_eleven_mandatory_elements() -> None:
    assert list(MANDATORY) == [f"M{number}" for number in range(1, 12)]


def test_a_whole_template_lacks_nothing() -> None:
    assert missing() == []


def test_a_template_without_european_elements_lacks_those_that_it_holds() -> None:
    found = missing_elements(read_content(small_template()), ACADEMY)
    assert [element.code for element in found] == ["M6", "M7", "M8", "M9", "M10", "M11"]


@pytest.mark.parametrize(
    ("field", "value", "code", "pointer"),
    [
        ("learning_outcomes", [], "M6", "/european/learning_outcomes"),
        (
            "learning_outcomes",
            [{"kind": "skill", "text": {"pl": "Umie"}}],
            "M6",
            "/european/learning_outcomes/0/text",
        ),
        ("hours", None, "M7", "/european/hours"),
        ("level", None, "M8", "/european/level"),
        ("assessment", None, "M9", "/european/assessment"),
        (
            "assessment",
            {"concept": "https://a.example/own"},
            "M9",
            "/european/assessment/description",
        ),
        (
            "participation",
            {"description": {"en": "Volunteering"}},
            "M10",
            "/european/participation/description",
        ),
        ("quality_assurance", None, "M11", "/european/quality_assurance"),
        (
            "quality_assurance",
            {"name": {"pl": "Audyt"}},
            "M11",
            "/european/quality_assurance/name",
        ),
    ],
)
def test_each_missing_element_is_named_with_its_place(
    field: str, value: Json, code: str, pointer: str
) -> None:
    assert missing(**{field: value}) == [(code, pointer)]


def test_a_level_may_be_said_not_to_apply() -> None:
    assert missing(level={"not_applicable": True}) == []


def test_optional_elements_may_be_missing() -> None:
    without: dict[str, Json] = {"prerequisites": {}, "supervision": None, "stackability": None,
               "further_information": []}  # fmt: skip
    assert missing(**without) == []


def test_the_organisation_gives_country_and_name() -> None:
    nowhere = replace(ACADEMY, address=PostalAddress(locality="Kraków"), names={})
    found = missing_elements(content(), nowhere)
    assert [(element.code, element.owner) for element in found] == [
        ("M3", "organisation"),
        ("M4", "organisation"),
    ]


def test_the_languages_that_lack_a_text_are_named_in_both_sentences() -> None:
    elements = {**european(), "participation": {"description": {"en": "Volunteering"}}}
    (element,) = missing_elements(content(european=elements), ACADEMY)
    assert element.languages == ("pl",)
    assert element.english == "M10, form of participation: add the text in pl."
    assert element.polish == "M10, forma uczestnictwa – dodaj tekst w języku: pl."


PLACES = {
    "M1": lambda badge: badge["credentialSubject"]["identifier"][0]["identityHash"],
    "M2": lambda badge: badge["credentialSubject"]["achievement"]["name"],
    "M3": lambda badge: badge["issuer"]["address"]["addressCountryCode"],
    "M4": lambda badge: badge["issuer"]["name"],
    "M5": lambda badge: badge["awardedDate"],
}
HEADINGS = {
    "M6": ("Efekty uczenia się", "Learning outcomes"),
    "M7": ("Nakład pracy", "Workload"),
    "M8": ("Poziom", "Level"),
    "M9": ("Sposób sprawdzania efektów uczenia się", "Type of assessment"),
    "M10": ("Forma uczestnictwa", "Form of participation"),
    "M11": ("Zapewnienie jakości", "Quality assurance"),
    "O1": ("Wymagania wstępne", "Prerequisites"),
    "O2": ("Nadzór i weryfikacja tożsamości", "Supervision and identity verification"),
    "O4": ("Łączenie z innymi poświadczeniami", "Stackability"),
    "O5": ("Więcej informacji", "Further information"),
}


@pytest.mark.parametrize("code", PLACES)
def test_elements_with_a_member_of_their_own_stand_there(code: str) -> None:
    assert PLACES[code](badge())


@pytest.mark.parametrize("code", HEADINGS)
def test_the_other_elements_stand_in_the_criteria_under_fixed_headings(code: str) -> None:
    for language, heading in zip(("pl", "en"), HEADINGS[code], strict=True):
        narrative = achievement(language)["criteria"]["narrative"]
        assert narrative.count(f"\n\n## {heading}\n\n") == 1


def test_the_authors_criteria_come_first() -> None:
    narrative = achievement()["criteria"]["narrative"]
    assert narrative.startswith("Zaliczenie kursu i **obrona** projektu. (pl)\n\n## ")


def test_without_european_elements_the_criteria_are_the_authors_alone() -> None:
    narrative = achievement(european=None, credits=None)["criteria"]["narrative"]
    assert narrative == "Zaliczenie kursu i **obrona** projektu. (pl)"


def test_units_stand_beside_the_amounts() -> None:
    assert "- Liczba godzin: 62,5\n- Punkty ECTS: 2,5" in achievement()["criteria"]["narrative"]
    assert "- Hours: 62.5\n- ECTS credits: 2.5" in achievement("en")["criteria"]["narrative"]


def test_who_set_the_level_is_said() -> None:
    assert "Poziom potwierdził uprawniony podmiot." in achievement()["criteria"]["narrative"]
    set_here = {**european(), "level": {"eqf": 3}}
    narrative = achievement(european=set_here)["criteria"]["narrative"]
    assert "Poziom określił wydawca." in narrative
    assert "Polska Rama" not in narrative


def test_a_level_that_does_not_apply_is_said_not_to() -> None:
    elements = {**european(), "level": {"not_applicable": True}}
    found = achievement(european=elements)
    assert "## Poziom\n\nNie dotyczy.\n" in found["criteria"]["narrative"]
    assert not [one for one in found["alignment"] if one.get("targetType") == "ext:EQF"]


@pytest.mark.parametrize(
    ("kind", "url", "code"),
    [
        ("ext:ESCO", ESCO, ESCO.rpartition("/")[2]),
        ("ext:EQF", f"{SNB}/eqf/5", "5"),
        ("ext:PRK", f"{SNB}/eqf/5", "5"),
        ("ext:AssessmentType", f"{SNB}/assessment/d30284d7df", None),
        ("ext:LearningMode", f"{SNB}/learning-assessment/e92d221e4d", None),
        ("ext:Supervision", f"{SNB}/supervision-verification/c598449d64", None),
        ("ext:QualityAssurance", "https://kuratorium.example/akredytacje/1", None),
    ],
)
def test_concepts_are_alignments(kind: str, url: str, code: str | None) -> None:
    found = alignment(kind)
    assert (found["targetUrl"], found.get("targetCode")) == (url, code)
    assert found["targetName"]
    assert found["targetFramework"]


def test_a_polish_level_with_a_page_is_linked_to_it() -> None:
    page = "https://rejestr.example/kwalifikacja/1"
    elements = {**european(), "level": {"prk": 4, "prk_url": page}}
    found = achievement(european=elements)["alignment"]
    urls = {one["targetType"]: one["targetUrl"] for one in found if "targetType" in one}
    assert urls["ext:PRK"] == page
    assert "ext:EQF" not in urls


def test_a_language_that_an_outcome_lacks_leaves_it_out_of_that_edition_only() -> None:
    outcome = {"kind": "skill", "text": {"pl": "Umie spawać"}, "esco_url": ESCO}
    elements = {**european(), "learning_outcomes": [outcome]}
    assert "Umie spawać" in achievement(european=elements)["criteria"]["narrative"]
    english = achievement("en", european=elements)
    assert "Learning outcomes" not in english["criteria"]["narrative"]
    assert not [one for one in english["alignment"] if one.get("targetType") == "ext:ESCO"]


def test_an_outcome_of_several_lines_stays_one_item_of_the_list() -> None:
    outcome = {"kind": "knowledge", "text": {"pl": "Zna:\nA\nB"}}
    elements = {**european(), "learning_outcomes": [outcome]}
    narrative = achievement(european=elements)["criteria"]["narrative"]
    assert "- **Wiedza:** Zna:\n  A\n  B\n\n## " in narrative
