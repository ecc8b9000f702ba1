"""Reading points in time and calendar dates, exactly as the standards write them."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from contexts.vocabulary.errors import NotADateError, NotAnInstantError

_INSTANT = re.compile(
    r"(?P<seconds>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})"
    r"(?:\.(?P<fraction>[0-9]{1,9}))?"
    r"(?:Z|(?P<sign>[+-])(?P<hours>[01][0-9]|2[0-3]):(?P<minutes>[0-5][0-9]))"
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_instant(text: str) -> datetime:
    """Return the point in time `text` names, aware and in UTC.

    The text is an RFC 3339 date and time with seconds and a zone: a capital `T`, a capital `Z` or
    an offset, at most nine digits of a fraction (those beyond microseconds are cut off), no leap
    second (VCDM 2.0 §4.9; DateTimeZ of Open Badges 3.0). Anything else raises `NotAnInstantError`.
    """
    return _remembered(text) if len(text) <= _LONGEST else _parsed(text)


def _parsed(text: str) -> datetime:
    found = _INSTANT.fullmatch(text)
    if found is None:
        raise NotAnInstantError(text)
    try:
        local = datetime.fromisoformat(found["seconds"])
        fraction = timedelta(microseconds=int((found["fraction"] or "").ljust(6, "0")[:6]))
        return (local + fraction - _offset(found)).replace(tzinfo=UTC)
    except OverflowError:
        # “For ever” in a western time zone lies beyond the calendar of UTC.
        return datetime.max.replace(tzinfo=UTC) if text[0] == "9" else _EARLIEST
    except ValueError as error:
        raise NotAnInstantError(text) from error


# The badges of one batch name few instants, and each several times; none is longer than that.
_LONGEST = 40
_remembered = lru_cache(maxsize=256)(_parsed)
_EARLIEST = datetime.min.replace(tzinfo=UTC)


def parse_date(text: str) -> date:
    """Return the calendar date that `text` names as YYYY-MM-DD, else raise `NotADateError`."""
    if _DATE.fullmatch(text) is None:
        raise NotADateError(text)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotADateError(text) from error


def _offset(found: re.Match[str]) -> timedelta:
    if found["sign"] is None:
        return timedelta(0)
    size = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
    return -size if found["sign"] == "-" else size
