"""The report on a badge whose verification came to no end: nobody knows anything about it."""

from datetime import datetime
from enum import Enum

from verifier.report import Check, Name, Outcome, Report, nothing_checked


class Ending(Enum):
    """Why there is no report; its value is the code in the report that is given instead."""

    OUT_OF_TIME = "verification-out-of-time"
    OUT_OF_MEMORY = "verification-out-of-memory"
    BROKE_OFF = "verification-broke-off"


def unfinished_report(ending: Ending, now: datetime) -> Report:
    """Return the report that says that nothing could be checked, as of `now`."""
    return nothing_checked(Check(Name.RECOGNISED, Outcome.UNDECIDED, ending.value), now)
