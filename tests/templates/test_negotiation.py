"""Which form of a document a client gets (RFC 9110, sections 12.5.1 and 12.5.4)."""

import pytest

from issuer.api.negotiation import asks_for_profile, preferred
from issuer.editions import best_language

OFFERS = ("application/ld+json", "application/json", "text/html")


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "application/ld+json"),
        ("*/*", "application/ld+json"),
        ("application/*", "application/ld+json"),
        ("application/json", "application/json"),
        ("APPLICATION/JSON", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/html;q=0.5, application/json;q=0.6", "application/json"),
        ("application/ld+json;q=0, */*", "application/json"),
        ("text/*;q=0.3, */*;q=0.2", "text/html"),
        ("text/html;q=oops, application/json;q=0.1", "application/json"),
        ("image/png", None),
        (", ,;", "application/ld+json"),
    ],
)
def test_the_most_specific_range_decides(accept: str, expected: str | None) -> None:
    assert preferred(accept, OFFERS) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ('application/ld+json; profile="urn:a/b"', True),
        ('text/html, application/ld+json;profile="urn:a/";q=0.2', True),
        ('application/ld+json; profile="urn:a/b"; q=0', False),
        ('application/ld+json; profile="urn:b"', False),
        ("application/ld+json", False),
        ('application/json; profile="urn:a/b"', False),
    ],
)
def test_a_profile_is_asked_for_by_name(accept: str, expected: bool) -> None:
    assert asks_for_profile(accept, "application/ld+json", "urn:a/") is expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ([], "pl"),
        (["en-US"], "en"),
        (["zh-Hant-TW", "EN"], "en"),
        (["de", "fr"], "pl"),
        (["de-AT", "pl"], "de-AT"),
    ],
)
def test_the_first_wanted_language_that_there_is(wanted: list[str], expected: str) -> None:
    assert best_language(["pl", "en", "de-AT"], wanted) == expected
