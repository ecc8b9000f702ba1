"""Whether the issuer has taken a badge back: Bitstring Status List 1.0.

The list is a credential of its own: it must be signed by the badge's issuer, be in force, and have
the purpose that the badge names. Unless all of that is so, nobody can tell, and the answer is
"could not check".
"""

from collections.abc import Callable, Mapping

from contexts.vocabulary import Kind
from keys.errors import Error as KeysError
from keys.strict_json import Json
from signing.errors import Error as SigningError
from signing.members import id_of, items_of
from signing.status_list import decode, parse_index, status_at
from verifier.errors import UnreachableError, UnrecognisedError
from verifier.recognise import Recognised, recognise
from verifier.report import Check, Name, Outcome, Report, Verdict, worst
from verifier.resolver import Resolver

ENTRY = "BitstringStatusListEntry"

_DECIDING = {"revocation": "revoked", "suspension": "suspended"}

VerifyList = Callable[[Recognised], Report]
"""Runs the checks on a recognised status list credential."""


def status_check(
    document: Mapping[str, Json], resolver: Resolver, verify_list: VerifyList
) -> Check:
    """Return the check "status" of all entries together; a badge without entries passes as such."""
    entries = items_of(document.get("credentialStatus", []))
    if not entries:
        return Check(Name.STATUS, Outcome.PASSED, "status-none")
    checks = [_entry_check(document, entry, resolver, verify_list) for entry in entries]
    outcome = worst([check.outcome for check in checks])
    return next(check for check in checks if check.outcome is outcome)


def _entry_check(
    document: Mapping[str, Json], entry: Json, resolver: Resolver, verify_list: VerifyList
) -> Check:
    if not isinstance(entry, Mapping) or entry.get("type") not in (ENTRY, [ENTRY]):
        kind = entry.get("type") if isinstance(entry, Mapping) else entry
        return _undecided("status-type-unknown", type=str(kind))
    url = str(entry.get("statusListCredential"))
    try:
        found = recognise(resolver.resolve(url).content)
    except (UnreachableError, KeysError) as e:
        return _undecided("status-unreachable", url=url, detail=str(e))
    except UnrecognisedError as e:
        return _undecided("status-list-unusable", url=url, detail=e.facts["detail"] or e.code)
    if fault := _list_fault(document, entry, found, url):
        return _undecided(fault, url=url)
    report = verify_list(found)
    if report.verdict is not Verdict.VALID:
        failed = next(c for c in report.checks if c.outcome is not Outcome.PASSED)
        return _undecided("status-list-not-valid", url=url, reason=failed.code)
    return _bit_check(entry, found.document["credentialSubject"], url)


def _list_fault(
    document: Mapping[str, Json], entry: Mapping[str, Json], found: Recognised, url: str
) -> str | None:
    """Return why the list cannot speak for this badge, before its signature is looked at."""
    subject = found.document.get("credentialSubject")
    if found.kind is not Kind.STATUS_LIST or not isinstance(subject, Mapping):
        return "status-list-unusable"
    if found.document.get("id", url) != url:
        return "status-list-of-other-address"
    if id_of(found.document.get("issuer")) != id_of(document.get("issuer")):
        return "status-list-of-other-issuer"
    if entry.get("statusPurpose") not in items_of(subject.get("statusPurpose")):
        return "status-purpose-differs"
    return None


def _bit_check(entry: Mapping[str, Json], subject: Mapping[str, Json], url: str) -> Check:
    try:
        size = entry.get("statusSize", 1)
        index = parse_index(entry["statusListIndex"])
        value = status_at(decode(subject["encodedList"]), index, size=size)
    except (SigningError, KeyError, TypeError) as e:
        return _undecided("status-list-unusable", url=url, detail=str(e))
    purpose = str(entry["statusPurpose"])
    facts = {"url": url, "purpose": purpose, "value": str(value)}
    if value and purpose in _DECIDING:
        return Check(Name.STATUS, Outcome.FAILED, _DECIDING[purpose], facts)
    if purpose in _DECIDING:
        return Check(Name.STATUS, Outcome.PASSED, f"not-{_DECIDING[purpose]}", facts)
    return Check(Name.STATUS, Outcome.PASSED, "status-says", facts)


def _undecided(code: str, **facts: str) -> Check:
    return Check(Name.STATUS, Outcome.UNDECIDED, code, {"detail": "", **facts})
