"""Dates and instants: read, counted on, and written for people.

A date of expiry means 23:59:59 of that day where the organisation is, and is kept in UTC. Display
takes a `date`: turn an instant into one with `local_day`, so that the zone is never forgotten.
"""

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from issuer.text.errors import DateOutOfRangeError, InvalidDateError

EARLIEST_YEAR, LATEST_YEAR = 1900, 9998
"""Years that fit into JSON, spreadsheets and every time zone."""

_LAST_SECOND = time(23, 59, 59, fold=1)  # Where clocks are put back at midnight: the second time.
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_DOTTED = re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def read_day(text: str) -> date:
    """Return the day written as YYYY-MM-DD or DD.MM.YYYY (leading zeros may be missing there).

    Slashes are refused: nobody can tell the month from the day. Raises `InvalidDateError`, or
    `DateOutOfRangeError` outside the years 1900–9998.
    """
    try:
        day = _day(text.strip())
    except ValueError as error:
        raise InvalidDateError(text) from error
    return _in_range(day)


# The rows of a sheet share dates; what is none is not kept.
@lru_cache(maxsize=1024)
def _day(text: str) -> date:
    found = _ISO.fullmatch(text) or _DOTTED.fullmatch(text)
    if found is None:
        raise ValueError("no date as people write it")
    return date(int(found["year"]), int(found["month"]), int(found["day"]))


@lru_cache(maxsize=256)
def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return 23:59:59 of `day` in `zone` as an instant in UTC.

    Raises `DateOutOfRangeError` outside the years 1900–9998.
    """
    return datetime.combine(_in_range(day), _LAST_SECOND, zone).astimezone(UTC)


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """Return the day that the aware `moment` falls on in `zone`."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment.astimezone(zone).date()


def later_day(day: date, *, months: int = 0, days: int = 0) -> date:
    """Return the day `months`, then `days` after `day`, as people count for a default validity.

    A day that its month does not have becomes the last of that month: a year after 29 February is
    28 February. Raises `DateOutOfRangeError` outside the years 1900–9998.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise DateOutOfRangeError(EARLIEST_YEAR, LATEST_YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    try:
        return _in_range(date(year, month + 1, min(day.day, last)) + timedelta(days=days))
    except OverflowError as error:
        raise DateOutOfRangeError(EARLIEST_YEAR, LATEST_YEAR) from error


def polish_date(day: date) -> str:
    """Return `day` as DD.MM.RRRR."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def english_date(day: date) -> str:
    """Return `day` with its month in words, such as “22 November 2026”: no two ways to read it."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def displayed_date(day: date, language: str) -> str:
    """Return `day` for readers of `language`: Polish for `pl`, else English."""
    return polish_date(day) if language == "pl" else english_date(day)


def whole_seconds(moment: datetime) -> datetime:
    """Return the aware `moment` in UTC without its fraction of a second, as badges carry it."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment.astimezone(UTC).replace(microsecond=0)


def instant(text: str) -> datetime:
    """Return the instant written as RFC 3339 with seconds and a zone, in UTC.

    Raises `InvalidDateError`.
    """
    # Loading the vocabulary takes longer than starting a child that reads sheets, which has none.
    from contexts.vocabulary import parse_instant  # noqa: PLC0415 - see above

    try:
        return parse_instant(text)
    except ValueError as error:
        raise InvalidDateError(text) from error


def _in_range(day: date) -> date:
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise DateOutOfRangeError(EARLIEST_YEAR, LATEST_YEAR)
    return day
