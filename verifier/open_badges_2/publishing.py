"""Whether an assertion is what its issuer publishes: the check "proof" of a hosted badge.

Open Badges 2.0, "Implementation", hosted badges; rule 24: it is fetched at its `id` within the
scope of its issuer. What was given is a copy, and must say the same.
"""

import json
from collections.abc import Iterator, Mapping

from keys.strict_json import Json
from signing.members import id_of, items_of
from verifier.open_badges_2.addresses import is_in_scope
from verifier.open_badges_2.documents import Chain, Found, Lack, fetch
from verifier.open_badges_2.recognition import types_of
from verifier.open_badges_2.shapes import says_signed
from verifier.report import Check, Name, Outcome
from verifier.resolver import Resolver

_NOT_COMPARED = frozenset(("@context", "image", "revoked", "revocationReason"))
"""How it is read, how it looks and its status have checks of their own, or are never decisive."""
_OF_BADGE_CLASS = ("name", "description", "criteria", "issuer", "alignment")
_OF_PROFILE = ("name", "url")
_LACKS = {
    Lack.NO_ADDRESS: "hosted-without-address",
    Lack.UNREACHABLE: "hosted-unreachable",
    Lack.GONE: "hosted-gone",
}


def published(assertion: Mapping[str, Json], chain: Chain, resolver: Resolver) -> Found | str:
    """Return what the issuer publishes at the id of an assertion, or the code why nobody asked."""
    address = id_of(assertion)
    if chain.profile is None:
        return "hosted-scope-unknown"
    scope = is_in_scope(address or "", chain.profile)
    if not scope:
        return "hosted-out-of-scope" if scope is False else "hosted-scope-unknown"
    return fetch(address, resolver)


def hosted_check(given: Mapping[str, Json], found: Found | str, chain: Chain) -> Check:
    """Return the check "proof" of an assertion that is not signed, given what is published."""
    facts = {"url": str(given.get("id"))}
    if says_signed(given):
        return Check(Name.PROOF, Outcome.FAILED, "proof-missing", facts)
    if isinstance(found, str) or found.document is None:
        code, detail = (found, "") if isinstance(found, str) else (_lack_code(found), found.detail)
        return Check(Name.PROOF, Outcome.UNDECIDED, code, {**facts, "detail": detail})
    if fault := _incomparable(found.document):
        return Check(Name.PROOF, Outcome.UNDECIDED, fault, facts)
    if differing := list(_all_differences(given, found.document, chain)):
        facts = {**facts, "members": ", ".join(differing)}
        return Check(Name.PROOF, Outcome.FAILED, "hosted-differs", facts)
    return Check(Name.PROOF, Outcome.PASSED, "hosted-as-given", facts)


def _lack_code(found: Found) -> str:
    return _LACKS.get(found.lack, "hosted-unusable") if found.lack else "hosted-unusable"


def _incomparable(hosted: Mapping[str, Json]) -> str | None:
    """Return the code why what is published cannot be compared with anything."""
    if hosted.get("revoked") is True and "recipient" not in hosted:
        return "hosted-gone"
    # Many a site answers everything with 200 and an apology.
    return None if "Assertion" in types_of(hosted) else "hosted-unusable"


def _all_differences(
    given: Mapping[str, Json], hosted: Mapping[str, Json], chain: Chain
) -> Iterator[str]:
    yield from _differences(given, hosted)
    yield from dict.fromkeys(_embedded(given, hosted, chain))


def _differences(given: Mapping[str, Json], hosted: Mapping[str, Json]) -> Iterator[str]:
    names = (given.keys() | hosted.keys()) - _NOT_COMPARED
    for name in sorted(names):
        mine, theirs = given.get(name), hosted.get(name)
        if name == "badge":
            # An id, or the object of that id; what else the object says is compared below.
            mine, theirs = id_of(mine), id_of(theirs)
        if not _are_same(mine, theirs):
            yield name


def _embedded(given: Mapping[str, Json], hosted: Mapping[str, Json], chain: Chain) -> Iterator[str]:
    """Yield what is said of badge class and issuer inside that is not said where they stand."""
    for assertion in (given, hosted):
        badge = assertion.get("badge")
        if not isinstance(badge, Mapping):
            continue
        yield from _contradictions("badge", badge, chain.badge_class.document, _OF_BADGE_CLASS)
        issuer = badge.get("issuer")
        if isinstance(issuer, Mapping):
            yield from _contradictions("badge/issuer", issuer, chain.profile, _OF_PROFILE)


def _contradictions(
    place: str,
    stated: Mapping[str, Json],
    fetched: Mapping[str, Json] | None,
    names: tuple[str, ...],
) -> Iterator[str]:
    for name in names if fetched is not None else ():
        mine, theirs = stated.get(name), (fetched or {}).get(name)
        if name == "issuer":
            mine, theirs = id_of(mine), id_of(theirs)
        if name in stated and not _are_same(mine, theirs):
            yield f"{place}/{name}"


def _are_same(mine: Json, theirs: Json) -> bool:
    """Tell whether two values are one, to the letter: for Python, `true` and `1` are the same."""
    written = (json.dumps(items_of(value), sort_keys=True) for value in (mine, theirs))
    return next(written) == next(written)
