"""Reading dates and times: what is a point in time, and which one."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contexts.vocabulary import NotADateError, NotAnInstantError, parse_date, parse_instant


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-05-31T12:00:00Z", datetime(2026, 5, 31, 12, tzinfo=UTC)),
        ("2026-05-31T12:00:00+02:00", datetime(2026, 5, 31, 10, tzinfo=UTC)),
        ("2026-05-31T12:00:00-05:30", datetime(2026, 5, 31, 17, 30, tzinfo=UTC)),
        ("2026-05-31T12:00:00.5Z", datetime(2026, 5, 31, 12, 0, 0, 500_000, tzinfo=UTC)),
        ("2026-05-31T12:00:00.123456789Z", datetime(2026, 5, 31, 12, 0, 0, 123_456, tzinfo=UTC)),
        ("2024-02-29T23:59:59-00:00", datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read_in_utc(text: str, instant: datetime) -> None:
    assert parse_instant(text) == instant
    assert parse_instant(text).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-05-31",
        "2026-05-31T12:00Z",
        "2026-05-31T12:00:00",
        "2026-05-31t12:00:00Z",
        "2026-05-31T12:00:00z",
        "2026-05-31 12:00:00Z",
        "2026-05-31T12:00:00+00:00Z",
        "2026-05-31T12:00:00+0200",
        "2026-05-31T12:00:00+24:00",
        "2026-05-31T12:00:00.Z",
        "2026-05-31T12:00:00.1234567890Z",
        "2026-05-31T12:00:60Z",
        "2026-05-31T24:00:00Z",
        "2026-02-29T12:00:00Z",
        "2026-05-31T12:00:00Z\n",
        "٢٠٢٦-05-31T12:00:00Z",
        "0000-01-01T00:00:00Z",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(NotAnInstantError) as refused:
        parse_instant(text)
    assert refused.value.text == text


@given(st.datetimes(timezones=st.just(UTC)), st.integers(-1439, 1439))
def test_every_instant_is_read_back_from_any_zone(instant: datetime, minutes: int) -> None:
    try:
        local = instant.astimezone(timezone(timedelta(minutes=minutes)))
    except OverflowError:
        return
    assert parse_instant(local.isoformat()) == instant


def test_a_calendar_date_is_read() -> None:
    assert parse_date("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["2026-02-29", "20260531", "2026-5-31", "2026-05-31Z", ""])
def test_no_calendar_date_is_refused(text: str) -> None:
    with pytest.raises(NotADateError):
        parse_date(text)


def test_an_instant_beyond_the_calendar_of_utc_is_its_edge() -> None:
    assert parse_instant("9999-12-31T23:59:59-05:00") == datetime.max.replace(tzinfo=UTC)
    assert parse_instant("0001-01-01T00:00:00+01:00") == datetime.min.replace(tzinfo=UTC)
