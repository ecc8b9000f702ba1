"""Whether the issuer has taken a badge back (Open Badges 2.0, Assertion.revoked, RevocationList).

A hosted badge is revoked if its address answers 410, or with `revoked: true`. A signed one is
revoked if the list that the issuer's Profile names holds it, by `id` or by `uid`.
"""

from collections.abc import Mapping

from keys.strict_json import Json
from signing.members import id_of, items_of
from verifier.open_badges_2.documents import Found, Lack, fetch
from verifier.open_badges_2.recognition import types_of
from verifier.report import Check, Name, Outcome
from verifier.resolver import Resolver

_LACKS = {
    Lack.OF_OTHER: "status-list-of-other-address",
    Lack.UNUSABLE: "status-list-unusable",
}


def hosted_status(given: Mapping[str, Json], found: Found | str) -> Check:
    """Return the check "status" of a hosted badge, given what is published at its id."""
    url = str(given.get("id"))
    if given.get("revoked") is True:
        return _revoked(url, given)
    if isinstance(found, str):
        return _undecided("hosted-status-unknown", url)
    if found.lack is Lack.GONE:
        return Check(Name.STATUS, Outcome.FAILED, "revoked", {"url": url, "detail": found.detail})
    if found.lack is not None or found.document is None:
        return _undecided("hosted-status-unknown", url, found.detail)
    return _stated(found.document, url)


def _stated(hosted: Mapping[str, Json], url: str) -> Check:
    if hosted.get("revoked") is True:
        return _revoked(url, hosted)
    if "Assertion" not in types_of(hosted) or hosted.get("revoked", False) is not False:
        return _undecided("hosted-status-unknown", url)
    return Check(Name.STATUS, Outcome.PASSED, "not-revoked", {"url": url})


def signed_status(
    assertion: Mapping[str, Json], profile: Mapping[str, Json] | None, resolver: Resolver
) -> Check:
    """Return the check "status" of a signed badge; `profile` is None if it could not be had."""
    if assertion.get("revoked") is True:
        return _revoked(str(assertion.get("id")), assertion)
    if profile is None:
        return _undecided("hosted-status-unknown", str(assertion.get("id")))
    if "revocationList" not in profile:
        return Check(Name.STATUS, Outcome.PASSED, "revocation-list-none")
    found = fetch(id_of(profile["revocationList"]), resolver)
    if found.lack is not None:
        code = _LACKS.get(found.lack, "status-unreachable")
        return _undecided(code, found.address, found.detail)
    return _listed(assertion, found.document or {}, profile, found.address)


def _listed(
    assertion: Mapping[str, Json],
    listing: Mapping[str, Json],
    profile: Mapping[str, Json],
    url: str,
) -> Check:
    revoked = listing.get("revokedAssertions")
    if "RevocationList" not in types_of(listing) or not isinstance(revoked, list | str | Mapping):
        return _undecided("status-list-unusable", url)
    if "issuer" in listing and id_of(listing["issuer"]) != profile.get("id"):
        return _undecided("status-list-of-other-issuer", url)
    entries = items_of(revoked)
    if not all(_names_one(entry) for entry in entries):
        return _undecided("status-list-unusable", url, "an entry names no assertion")
    for entry in entries:
        if _is_entry_of(assertion, entry):
            return _revoked(url, entry if isinstance(entry, Mapping) else {})
    return Check(Name.STATUS, Outcome.PASSED, "not-revoked", {"url": url})


def _names_one(entry: Json) -> bool:
    if not isinstance(entry, Mapping):
        return isinstance(entry, str)
    return isinstance(entry.get("id", entry.get("uid")), str)


def _is_entry_of(assertion: Mapping[str, Json], entry: Json) -> bool:
    if not isinstance(entry, Mapping):
        return bool(entry == assertion.get("id"))
    # “Defaults to true if present in a revokedAssertions list.”
    if entry.get("revoked", True) is False:
        return False
    return any(name in entry and entry[name] == assertion.get(name) for name in ("id", "uid"))


def _revoked(url: str, said: Mapping[str, Json]) -> Check:
    reason = said.get("revocationReason")
    detail = f"the issuer says: {reason}" if isinstance(reason, str) else ""
    return Check(Name.STATUS, Outcome.FAILED, "revoked", {"url": url, "detail": detail})


def _undecided(code: str, url: str, detail: str = "") -> Check:
    return Check(Name.STATUS, Outcome.UNDECIDED, code, {"url": url, "detail": detail})
