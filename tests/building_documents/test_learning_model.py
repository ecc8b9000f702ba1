"""An achievement in the terms of the European Learning Model."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from pyld import jsonld

from issuer.documents.elm import elm_document
from issuer.documents.profile import PostalAddress
from issuer.documents.reading import read_content
from keys.strict_json import Json

from . import strategies
from .records import ACADEMY, ESCO, SNB, content, european, small_template

ADDRESS = "https://odznaki.example/achievements/1/2"
ELM = "http://data.europa.eu/snb/model/elm/"


def document(**changed: Json) -> dict[str, Json]:
    return elm_document(content(**changed), ACADEMY, address=ADDRESS)


def expanded(found: dict[str, Json]) -> dict[str, Json]:
    (node,) = jsonld.expand(found)
    return dict(node)


def test_all_languages_stand_side_by_side() -> None:
    assert document()["title"] == {
        "pl": ["Koordynator projektów (pl)"],
        "en": ["Koordynator projektów (en)"],
    }


def test_the_elements_stand_under_the_properties_of_the_model() -> None:
    node = expanded(document())
    assert node["@id"] == ADDRESS
    assert node["@type"] == [f"{ELM}LearningAchievementSpecification", f"{ELM}Qualification"]
    assert node[f"{ELM}volumeOfLearning"][0]["@value"] == "PT62H30M"
    assert node[f"{ELM}EQFLevel"][0]["@id"] == f"{SNB}/eqf/5"
    assert node[f"{ELM}ISCEDFCode"][0]["@id"] == f"{SNB}/isced-f/0413"
    assert node[f"{ELM}mode"][0]["@id"] == f"{SNB}/learning-assessment/e92d221e4d"
    credit = node[f"{ELM}creditPoint"][0]
    assert credit[f"{ELM}point"][0]["@value"] == "2.5"
    assert credit[f"{ELM}framework"][0]["@id"] == f"{SNB}/education-credit/6fcec5c5af"
    outcome = node[f"{ELM}learningOutcome"][0]
    assert outcome[f"{ELM}relatedESCOSkill"][0]["@id"] == ESCO
    assessment = node[f"{ELM}provenBy"][0]
    assert assessment["http://purl.org/dc/terms/type"][0]["@id"] == f"{SNB}/assessment/d30284d7df"
    assert len(node[f"{ELM}learningOutcome"]) == 3


def test_the_awarding_body_is_named_with_country_and_numbers() -> None:
    (opportunity,) = document()["awardingOpportunity"]
    (body,) = opportunity["awardingBody"]
    assert body["id"] == ACADEMY.did
    assert body["legalName"]["en"] == ["Turtle Academy"]
    country = body["location"][0]["address"][0]["countryCode"]["id"]
    assert country == "http://publications.europa.eu/resource/authority/country/POL"
    assert body["registration"]["notation"] == "000331501"
    assert body["taxIdentifier"][0]["notation"] == "5260001246"
    assert [one["schemeName"] for one in body["identifier"]] == ["RSPO", "POL-on"]


@pytest.mark.parametrize(
    ("code", "long"), [("DE", "DEU"), ("FR", "FRA"), ("UA", "UKR"), ("GB", "GBR"), ("CZ", "CZE")]
)
def test_countries_have_the_codes_of_the_publications_office(code: str, long: str) -> None:
    abroad = replace(ACADEMY, address=PostalAddress(code))
    found = elm_document(content(), abroad, address=ADDRESS)
    (body,) = found["awardingOpportunity"][0]["awardingBody"]
    assert body["location"][0]["address"][0]["countryCode"]["id"].endswith(f"/country/{long}")


@pytest.mark.parametrize(
    "words",
    ["Akredytacja kuratora", "Matura", "Dyplom kierownika", "Przedstawia plan", "Strona kursu",
     "Bez nadzoru i bez weryfikacji", "Obrona przed komisją", "https://kuratorium.example/"],
)  # fmt: skip
def test_what_has_no_property_is_told_in_notes_and_documents(words: str) -> None:
    assert words in json.dumps(document(), ensure_ascii=False)


def test_a_level_that_does_not_apply_makes_no_qualification() -> None:
    found = document(european={**european(), "level": {"not_applicable": True}})
    assert found["type"] == ["LearningAchievementSpecification"]
    assert "Nie dotyczy." in json.dumps(found, ensure_ascii=False)


def test_a_small_template_makes_a_small_document() -> None:
    found = elm_document(read_content(small_template()), ACADEMY, address=ADDRESS)
    assert "provenBy" not in found
    assert expanded(found)[f"{ELM}awardingOpportunity"]


def keys(value: Json) -> set[str]:
    if isinstance(value, dict):
        inner = [keys(child) for name, child in value.items() if name != "@context"]
        return {*value.keys(), *(key for found in inner for key in found)}
    if isinstance(value, list):
        return {key for item in value for key in keys(item)}
    return set()


@settings(max_examples=30)
@given(strategies.templates())
def test_every_term_is_defined_by_the_context_in_the_document(template: dict[str, Json]) -> None:
    found = elm_document(read_content(template), ACADEMY, address=ADDRESS)
    known = {*found["@context"], *strategies.LANGUAGES, "@context"}
    assert keys(found) <= known
    assert expanded(found)
