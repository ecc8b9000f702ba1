"""The report on a badge whose verification came to no end: nobody knows anything about it."""

from datetime import datetime

from verifier.processes.endings import Ending
from verifier.report import Check, Name, Outcome, Report, nothing_checked


def unfinished_report(ending: Ending, now: datetime) -> Report:
    """Return the report that says that nothing could be checked, as of `now`."""
    return nothing_checked(Check(Name.RECOGNISED, Outcome.UNDECIDED, ending.value), now)
