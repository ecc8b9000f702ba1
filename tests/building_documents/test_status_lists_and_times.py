"""Unsigned status lists, and the instants that badges and lists carry."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contexts.vocabulary import Kind, check, kind_of
from issuer.documents.content import Validity
from issuer.documents.status_list import status_list_document
from issuer.documents.times import default_valid_until, valid_from
from signing.status_list import decode, empty_list, status_at, with_status
from signing.status_list_errors import ShortStatusListError
from verifier.report import Verdict

from .records import ACADEMY, NOW, STATUS
from .signing_parties import embedded, report

WARSAW = ZoneInfo("Europe/Warsaw")


def built(bits: bytes) -> dict[str, object]:
    return status_list_document(url=STATUS.list_url, issuer=ACADEMY.did, bits=bits, now=NOW)


@settings(max_examples=10)
@given(st.sets(st.integers(0, 131_071), max_size=30))
def test_rule_16_any_list_is_one_that_the_vocabulary_knows(revoked: set[int]) -> None:
    document = built(with_status(empty_list(), revoked))
    assert kind_of(document) is Kind.STATUS_LIST
    assert check(document).violations == ()
    bits = decode(document["credentialSubject"]["encodedList"])  # type: ignore[index]  # an object
    assert all(status_at(bits, index) for index in revoked)


def test_rule_16_a_list_says_whose_it_is_and_how_long_it_may_be_used() -> None:
    document = built(empty_list())
    assert document["@context"] == ["https://www.w3.org/ns/credentials/v2"]
    assert document["id"] == STATUS.list_url
    assert document["issuer"] == ACADEMY.did
    assert document["validFrom"] == "2026-06-01T09:58:00Z"
    assert document["validUntil"] == "2026-06-02T10:00:00Z"
    subject = document["credentialSubject"]
    assert isinstance(subject, dict)
    assert (subject["statusPurpose"], subject["ttl"]) == ("revocation", 60_000)


def test_a_signed_list_is_valid() -> None:
    assert report(embedded(built(empty_list()))).verdict is Verdict.VALID


def test_a_list_that_is_too_short_to_hide_in_is_refused() -> None:
    with pytest.raises(ShortStatusListError):
        built(bytes(100))


def test_rule_15_validity_begins_two_minutes_back_in_whole_seconds() -> None:
    now = datetime(2026, 6, 1, 10, 0, 0, 999_999, tzinfo=UTC)
    assert valid_from(now) == datetime(2026, 6, 1, 9, 58, tzinfo=UTC)


def test_rule_15_a_generation_begins_after_the_one_before() -> None:
    first = valid_from(NOW)
    assert valid_from(NOW + timedelta(seconds=10), first) == first + timedelta(seconds=10)
    assert valid_from(NOW, first) == first + timedelta(seconds=1)
    assert valid_from(NOW + timedelta(days=1), first) == first + timedelta(days=1)


@pytest.mark.parametrize(
    ("validity", "expected"),
    [
        (None, None),
        (Validity(days=30), datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC)),
        (Validity(months=6), datetime(2026, 12, 1, 22, 59, 59, tzinfo=UTC)),
        (Validity(until="2027-01-31"), datetime(2027, 1, 31, 22, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_template_says_for_how_long_awards_are_valid(
    validity: Validity | None, expected: datetime | None
) -> None:
    assert default_valid_until(validity, NOW, WARSAW) == expected


def test_days_are_counted_from_the_day_where_the_organisation_is() -> None:
    shortly_before_midnight_utc = datetime(2026, 6, 1, 23, 0, tzinfo=UTC)
    expires = default_valid_until(Validity(days=1), shortly_before_midnight_utc, WARSAW)
    assert expires == datetime(2026, 6, 3, 21, 59, 59, tzinfo=UTC)
