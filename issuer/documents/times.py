"""The instants in a badge and a status list (rules 15 and 16), and days that become instants."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from issuer.documents.content import Validity
from issuer.text.dates import end_of_day, later_day, local_day, read_day, whole_seconds

BACK_DATED = timedelta(seconds=120)
"""How far `validFrom` lies back, for the sake of clocks that are behind."""
LIST_LIFETIME = timedelta(hours=24)
"""For how long a signed status list may be used."""


def valid_from(now: datetime, previous: datetime | None = None) -> datetime:
    """Return `validFrom` of a generation made `now`, in whole seconds (rule 15).

    `previous` is that of the generation before, which the new one must follow.
    """
    back_dated = whole_seconds(now - BACK_DATED)
    if previous is None:
        return back_dated
    return max(back_dated, whole_seconds(previous) + timedelta(seconds=1))


def default_valid_until(
    validity: Validity | None, awarded: datetime, zone: ZoneInfo
) -> datetime | None:
    """Return when an award made at `awarded` expires by the template; None: never.

    Months and days are counted from the day of the award in the organisation's time zone. Raises
    `issuer.text.errors.DateOutOfRangeError` beyond the year 9998.
    """
    if validity is None:
        return None
    if validity.until:
        return end_of_day(read_day(validity.until), zone)
    months, days = validity.months or 0, validity.days or 0
    return end_of_day(later_day(local_day(awarded, zone), months=months, days=days), zone)


def day_as_instant(day: date) -> str:
    """Return a day as the DateTimeZ that Open Badges wants: noon UTC.

    At noon UTC it is the same day from Hawaii to New Zealand, whatever zone a reader shows it in.
    """
    return f"{day.isoformat()}T12:00:00Z"
