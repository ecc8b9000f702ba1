"""Whether a credential is in force at a moment.

Rule 20: a clock may be 300 seconds behind for what is not yet valid; expiry has no leeway.
"""

from collections.abc import Mapping
from datetime import datetime

from contexts.vocabulary import Kind, parse_instant
from keys.strict_json import Json
from signing.errors import JwtError
from signing.jwt_claims import instant_of
from signing.proof_options import written
from verifier.proofs import SKEW
from verifier.recognise import Recognised
from verifier.report import Check, Name, Outcome

_BEGINS = ("validFrom", "issuanceDate")
_ENDS = ("validUntil", "expirationDate")
_REPEATED = (Kind.ACHIEVEMENT, Kind.ENDORSEMENT)
_WITHOUT_PERIOD = {
    Kind.STATUS_LIST: "status-list-without-period",
    Kind.CREDENTIAL: "credential-without-period",
}


def period_check(found: Recognised, now: datetime) -> Check:
    """Return the check "period": VCDM 2.0 section 4.9, VCDM 1.1 sections 4.5 and 4.6."""
    document = found.document
    try:
        # Where both an old and a new member stand, the narrower period counts.
        begins = max(_instants(document, _BEGINS) + _claimed(found, "nbf"), default=None)
        ends = min(_instants(document, _ENDS) + _claimed(found, "exp"), default=None)
    except (ValueError, TypeError, JwtError):
        return Check(Name.PERIOD, Outcome.UNDECIDED, "period-unreadable")
    facts = {
        "from": _text(document, _BEGINS) or written(begins) or "",
        "until": _text(document, _ENDS) or written(ends) or "",
    }
    if begins is None and (ends is None or found.kind is not Kind.CREDENTIAL):
        return _without_beginning(found.kind, ends)
    # A difference cannot overflow where a sum could.
    if begins is not None and begins - now > SKEW:
        return Check(Name.PERIOD, Outcome.FAILED, "not-yet-valid", facts)
    if ends is not None and ends < now:
        return Check(Name.PERIOD, Outcome.FAILED, "expired", facts)
    return Check(Name.PERIOD, Outcome.PASSED, "in-force" if ends else "in-force-without-end", facts)


def _without_beginning(kind: Kind, ends: datetime | None) -> Check:
    if ends is None and kind in _WITHOUT_PERIOD:
        return Check(Name.PERIOD, Outcome.PASSED, _WITHOUT_PERIOD[kind])
    return Check(Name.PERIOD, Outcome.UNDECIDED, "period-without-beginning")


def _instants(document: Mapping[str, Json], names: tuple[str, ...]) -> list[datetime]:
    return [parse_instant(document[name]) for name in names if name in document]


def _claimed(found: Recognised, claim: str) -> list[datetime]:
    """Return the time in a token; those of badges say what the badge says (rule 22)."""
    if found.token is None or found.kind in _REPEATED or claim not in found.token.payload:
        return []
    return [instant_of(found.token.payload[claim], claim)]


def _text(document: Mapping[str, Json], names: tuple[str, ...]) -> str:
    for name in names:
        if name in document:
            return str(document[name])
    return ""
