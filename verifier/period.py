"""Whether a credential is in force at a moment.

Rule 20: a clock may be 300 seconds behind for what is not yet valid; expiry has no leeway.
"""

from collections.abc import Mapping
from datetime import datetime

from contexts.vocabulary import Kind, parse_instant
from keys.strict_json import Json
from verifier.proofs import SKEW
from verifier.recognise import Recognised
from verifier.report import Check, Name, Outcome

_BEGINS = ("validFrom", "issuanceDate")
_ENDS = ("validUntil", "expirationDate")


def period_check(found: Recognised, now: datetime) -> Check:
    """Return the check "period": VCDM 2.0 section 4.9, VCDM 1.1 sections 4.5 and 4.6."""
    document = found.document
    try:
        # Where both an old and a new member stand, the narrower period counts.
        begins = max(_instants(document, _BEGINS), default=None)
        ends = min(_instants(document, _ENDS), default=None)
    except (ValueError, TypeError):
        return Check(Name.PERIOD, Outcome.UNDECIDED, "period-unreadable")
    facts = {"from": _text(document, _BEGINS), "until": _text(document, _ENDS)}
    if begins is None and ends is None and found.kind is Kind.STATUS_LIST:
        return Check(Name.PERIOD, Outcome.PASSED, "status-list-without-period")
    if begins is None:
        return Check(Name.PERIOD, Outcome.UNDECIDED, "period-without-beginning")
    # A difference cannot overflow where a sum could.
    if begins - now > SKEW:
        return Check(Name.PERIOD, Outcome.FAILED, "not-yet-valid", facts)
    if ends is not None and ends < now:
        return Check(Name.PERIOD, Outcome.FAILED, "expired", facts)
    return Check(Name.PERIOD, Outcome.PASSED, "in-force" if ends else "in-force-without-end", facts)


def _instants(document: Mapping[str, Json], names: tuple[str, ...]) -> list[datetime]:
    return [parse_instant(document[name]) for name in names if name in document]


def _text(document: Mapping[str, Json], names: tuple[str, ...]) -> str:
    return next((str(document[name]) for name in names if name in document), "")
