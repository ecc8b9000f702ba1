"""Days and instants: the last second of a day, default validity, reading and showing."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuer.text import dates
from issuer.text.errors import DateOutOfRangeError, InvalidDateError

WARSAW = ZoneInfo("Europe/Warsaw")
DAYS = st.dates(date(1900, 1, 1), date(9998, 12, 31))


@pytest.mark.parametrize(
    ("day", "zone", "instant"),
    [
        (date(2026, 11, 22), "Europe/Warsaw", "2026-11-22T22:59:59Z"),
        (date(2026, 7, 1), "Europe/Warsaw", "2026-07-01T21:59:59Z"),
        (date(2026, 3, 29), "Europe/Warsaw", "2026-03-29T21:59:59Z"),  # the clock went forward
        (date(2026, 10, 25), "Europe/Warsaw", "2026-10-25T22:59:59Z"),  # and back
        (date(2018, 2, 17), "America/Sao_Paulo", "2018-02-18T02:59:59Z"),  # back at midnight
        (date(2026, 1, 1), "Pacific/Kiritimati", "2026-01-01T09:59:59Z"),
        (date(2026, 1, 1), "UTC", "2026-01-01T23:59:59Z"),
        (date(9998, 12, 31), "Pacific/Honolulu", "9999-01-01T09:59:59Z"),
    ],
)
def test_a_date_of_expiry_means_the_last_second_of_that_day(
    day: date, zone: str, instant: str
) -> None:
    assert dates.end_of_day(day, ZoneInfo(zone)) == dates.instant(instant)


@given(DAYS, st.sampled_from(["Europe/Warsaw", "America/Sao_Paulo", "Pacific/Kiritimati"]))
def test_the_end_of_a_day_is_still_that_day_and_a_second_later_is_not(day: date, zone: str) -> None:
    end = dates.end_of_day(day, ZoneInfo(zone))
    assert end.utcoffset() == timedelta(0)
    assert dates.local_day(end, ZoneInfo(zone)) == day
    assert dates.local_day(end + timedelta(seconds=1), ZoneInfo(zone)) > day


@pytest.mark.parametrize("day", [date(9999, 1, 1), date(1899, 12, 31)])
def test_days_outside_of_all_calendars_are_refused(day: date) -> None:
    with pytest.raises(DateOutOfRangeError) as refused:
        dates.end_of_day(day, WARSAW)
    assert refused.value.message("pl") == "Data musi przypadać w latach 1900–9998."


@pytest.mark.parametrize(
    ("day", "months", "days", "later"),
    [
        (date(2026, 11, 22), 24, 0, date(2028, 11, 22)),
        (date(2024, 2, 29), 12, 0, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, 0, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, 0, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, 0, date(2027, 2, 28)),
        (date(2026, 12, 1), 0, 31, date(2027, 1, 1)),
        (date(2026, 1, 31), 1, 1, date(2026, 3, 1)),
        (date(2026, 3, 31), -1, 0, date(2026, 2, 28)),
        (date(2026, 5, 5), 0, 0, date(2026, 5, 5)),
    ],
)
def test_default_validity_is_counted_as_people_count(
    day: date, months: int, days: int, later: date
) -> None:
    assert dates.later_day(day, months=months, days=days) == later


@pytest.mark.parametrize(("months", "days"), [(12 * 8000, 0), (0, 10**7), (-12 * 200, 0)])
def test_validity_beyond_the_calendar_is_refused(months: int, days: int) -> None:
    with pytest.raises(DateOutOfRangeError):
        dates.later_day(date(2026, 1, 1), months=months, days=days)


@pytest.mark.parametrize("text", ["2026-11-22", "22.11.2026", " 22.11.2026\n"])
def test_both_ways_of_writing_a_day_are_read(text: str) -> None:
    assert dates.read_day(text) == date(2026, 11, 22)


def test_a_day_without_leading_zeros_is_read() -> None:
    assert dates.read_day("5.1.2026") == date(2026, 1, 5)


@pytest.mark.parametrize(
    "text",
    ["11/22/2026", "22-11-2026", "2026.11.22", "31.02.2026", "2026-02-30", "22.11.26", "", "jutro",
     "٢٢.١١.٢٠٢٦", "2026-11-22T10:00:00Z", "46348", "22.11.2026 r."],
)  # fmt: skip
def test_a_day_that_can_be_misread_is_refused(text: str) -> None:
    with pytest.raises(InvalidDateError) as refused:
        dates.read_day(text)
    assert refused.value.text == text


def test_a_message_about_a_date_shows_no_control_characters() -> None:
    with pytest.raises(InvalidDateError) as refused:
        dates.read_day("22.11.\u202e2026")
    assert "\u202e" not in refused.value.message("pl")


def test_days_are_shown_in_polish_and_without_doubt_in_english() -> None:
    day = date(2026, 5, 6)
    assert dates.displayed_date(day, "pl") == "06.05.2026"
    assert dates.displayed_date(day, "en") == "6 May 2026"
    assert dates.english_date(date(2026, 11, 22)) == "22 November 2026"


@given(DAYS)
def test_a_day_that_is_shown_in_polish_is_read_as_the_same_day(day: date) -> None:
    assert dates.read_day(dates.polish_date(day)) == day
    assert dates.read_day(day.isoformat()) == day


def test_the_day_depends_on_the_zone() -> None:
    assert dates.local_day(dates.instant("2026-11-22T23:30:00Z"), WARSAW) == date(2026, 11, 23)


def test_whole_seconds_are_in_utc_and_never_ahead() -> None:
    moment = datetime(2026, 11, 22, 12, 0, 0, 999_999, tzinfo=timezone(timedelta(hours=1)))
    assert dates.whole_seconds(moment) == datetime(2026, 11, 22, 11, 0, 0, tzinfo=UTC)
    assert dates.whole_seconds(moment).tzinfo is UTC


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 11, 22)  # noqa: DTZ001 - the fault that is looked for
    with pytest.raises(ValueError, match="zone"):
        dates.whole_seconds(naive)
    with pytest.raises(ValueError, match="zone"):
        dates.local_day(naive, WARSAW)
    with pytest.raises(InvalidDateError):
        dates.instant("2026-11-22T10:00:00")
    assert dates.instant("2026-11-22T11:00:00+01:00") == datetime(2026, 11, 22, 10, tzinfo=UTC)


def test_a_text_that_is_no_date_is_quoted_with_its_blanks_each_time() -> None:
    for _ in range(2):
        with pytest.raises(InvalidDateError) as refused:
            dates.read_day(" 31.02.2026 ")
        assert refused.value.text == " 31.02.2026 "
