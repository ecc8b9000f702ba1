"""Editions: one version of an achievement in one language."""

from dataclasses import replace
from uuid import UUID

import pytest

from issuer.documents.achievement import edition_document, edition_identifier
from issuer.documents.profile import (
    IssuerRecord,
    PostalAddress,
    country_name,
    issuer_profile,
    profile_document,
)
from signing.canonical import Canonicaliser

from .records import ACADEMY, ACHIEVEMENT, BASE, SNB, content, edition
from .signing_parties import CANONICALISER


def test_rule_18_an_edition_has_a_public_address() -> None:
    name = edition_identifier(BASE, ACHIEVEMENT, 3, "en-GB")
    assert name == f"https://odznaki.example/achievements/{ACHIEVEMENT}/3/en-GB"
    assert edition_identifier(f"{BASE}/", ACHIEVEMENT, 3, "en-GB") == name


def test_on_localhost_an_edition_has_a_name_that_does_not_depend_on_the_machine() -> None:
    names = {
        edition_identifier(base, ACHIEVEMENT, 1, "pl")
        for base in ("http://localhost:8000", "http://127.0.0.1:9000")
    }
    (name,) = names
    assert UUID(name.removeprefix("urn:uuid:")).version == 5
    assert name != edition_identifier("http://localhost:8000", ACHIEVEMENT, 1, "en")
    assert name != edition_identifier("http://localhost:8000", ACHIEVEMENT, 2, "pl")


def test_rule_18_an_edition_says_its_version_language_and_relatives() -> None:
    document = edition_document(edition(), ACADEMY)
    assert (document["version"], document["inLanguage"]) == ("2", "pl")
    assert [(one["version"], one["inLanguage"]) for one in document["related"]] == [
        ("1", "pl"),
        ("2", "en"),
    ]


def test_an_edition_of_its_own_names_who_created_it() -> None:
    document = edition_document(edition(), ACADEMY)
    assert document["creator"] == issuer_profile(ACADEMY, "pl")
    assert document["@context"][0] == "https://www.w3.org/ns/credentials/v2"


def test_equal_alignments_stand_once() -> None:
    level = {"framework": "Europejska Rama Kwalifikacji (ERK)", "code": "5", "type": "ext:EQF",
             "name": {"pl": "Poziom 5 ERK", "en": "x"}, "url": f"{SNB}/eqf/5"}  # fmt: skip
    document = edition_document(edition(of=content(alignments=[level])), ACADEMY)
    found = [one for one in document["alignment"] if one["targetType"] == "ext:EQF"]
    assert len(found) == 1


@pytest.mark.parametrize("canonicaliser", [CANONICALISER])
def test_pages_of_their_own_are_safe_json_ld(canonicaliser: Canonicaliser) -> None:
    assert canonicaliser.statements(edition_document(edition(), ACADEMY))
    assert canonicaliser.statements(profile_document(ACADEMY, "pl"))


def test_a_profile_says_who_and_where_an_organisation_is() -> None:
    profile = issuer_profile(ACADEMY, "en")
    assert profile["name"] == "Turtle Academy"
    assert profile["description"] == "We teach slowly."
    assert profile["phone"] == "+48221234567"
    assert profile["address"] == {
        "type": ["Address"],
        "addressCountry": "Poland",
        "addressCountryCode": "PL",
        "addressRegion": "mazowieckie",
        "addressLocality": "Warszawa",
        "postalCode": "00-001",
        "streetAddress": "ul. Długa 1",
    }
    numbers = {one["identifierType"]: one["identifier"] for one in profile["otherIdentifier"]}
    assert numbers == {
        "ext:NIP": "5260001246",
        "ext:REGON": "000331501",
        "ext:RSPO": "12345",
        "ext:POL-on": "abc-1",
    }


def test_a_profile_holds_only_what_is_known() -> None:
    bare = IssuerRecord(did="did:web:a.example", names={"pl": "A"})
    assert issuer_profile(bare, "en") == {"id": bare.did, "type": ["Profile"], "name": "A"}


def test_texts_fall_back_on_the_organisations_own_language() -> None:
    record = replace(ACADEMY, names={"uk": "Академія", "pl": "Akademia"}, language="pl")
    assert record.name("de") == "Akademia"
    assert record.name("uk") == "Академія"
    assert replace(record, names={}).name("pl") == ""


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [("PL", "pl", "Polska"), ("PL", "en-GB", "Poland"), ("DE", "uk", "Німеччина"),
     ("PL", "xx", "Poland"), ("", "pl", None), ("150", "pl", None)],
)  # fmt: skip
def test_countries_are_called_by_their_names(code: str, language: str, name: str | None) -> None:
    assert country_name(code, language) == name


def test_an_address_without_a_country_is_kept() -> None:
    record = replace(ACADEMY, address=PostalAddress(locality="Kraków"))
    assert issuer_profile(record, "pl")["address"] == {
        "type": ["Address"],
        "addressLocality": "Kraków",
    }
