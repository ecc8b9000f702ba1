"""Links that put a badge on LinkedIn."""

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from issuer.documents.linkedin import ProfileEntry, add_to_profile_url, share_url

WARSAW = ZoneInfo("Europe/Warsaw")
ENTRY = ProfileEntry(
    title="Spawanie & lutowanie #1 + „Ćwiczenia”",
    organisation="Akademia Żółwia",
    organisation_id="12345678",
    awarded=datetime(2026, 3, 15, 12, tzinfo=UTC),
    valid_until=datetime(2028, 12, 31, 22, 59, 59, tzinfo=UTC),
    page="https://odznaki.example/credentials/1?a=b&c=d",
    number="KP-1",
)


def values(entry: ProfileEntry, zone: ZoneInfo = WARSAW) -> dict[str, str]:
    parts = urlsplit(add_to_profile_url(entry, zone))
    assert (parts.netloc, parts.path, parts.fragment) == ("www.linkedin.com", "/profile/add", "")
    return {name: found[0] for name, found in parse_qs(parts.query, strict_parsing=True).items()}


def test_every_value_arrives_as_it_was() -> None:
    assert values(ENTRY) == {
        "startTask": "CERTIFICATION_NAME",
        "name": ENTRY.title,
        "organizationId": "12345678",
        "issueYear": "2026",
        "issueMonth": "3",
        "expirationYear": "2028",
        "expirationMonth": "12",
        "certUrl": ENTRY.page,
        "certId": "KP-1",
    }


def test_values_are_percent_encoded_and_nothing_else() -> None:
    link = add_to_profile_url(ENTRY, WARSAW)
    assert "Spawanie%20%26%20lutowanie%20%231%20%2B%20%E2%80%9E" in link
    assert link.isascii()
    assert "+" not in link
    assert "certUrl=https%3A%2F%2Fodznaki.example%2Fcredentials%2F1%3Fa%3Db%26c%3Dd" in link


def test_without_a_page_on_linkedin_the_organisation_is_named() -> None:
    found = values(replace(ENTRY, organisation_id=None))
    assert found["organizationName"] == "Akademia Żółwia"
    assert "organizationId" not in found


def test_a_badge_that_does_not_expire_says_nothing_of_expiry() -> None:
    found = values(replace(ENTRY, valid_until=None))
    assert not {"expirationYear", "expirationMonth"} & found.keys()


def test_the_month_is_that_of_the_organisations_time_zone() -> None:
    new_year = replace(ENTRY, awarded=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    assert (values(new_year)["issueYear"], values(new_year)["issueMonth"]) == ("2026", "1")
    there = values(new_year, ZoneInfo("America/New_York"))
    assert (there["issueYear"], there["issueMonth"]) == ("2025", "12")


def test_a_post_links_to_the_page() -> None:
    assert share_url("https://a.example/b?c=d&e") == (
        "https://www.linkedin.com/sharing/share-offsite/?url=https%3A%2F%2Fa.example%2Fb%3Fc%3Dd%26e"
    )
