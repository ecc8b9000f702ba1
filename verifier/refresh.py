"""Asking the issuer for a newer version of a badge: `refreshService`, once.

The badge that was given keeps its verdict: that there is a newer one, and what that says, is told
beside it. Only a badge that is genuine is asked after, so that a forgery sends nobody anywhere. The
address may be anywhere: what comes from it counts only with the same issuer's own signature.

Follows the 1EdTech Credential Refresh Service 1.0, Open Badges 3.0 section 8 (verification, step
"refresh") and rule 20: a refresh that fails never decides.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from contexts.vocabulary import Remark, parse_instant
from keys.errors import Error as KeysError
from keys.strict_json import Json
from signing.members import id_of, items_of
from verifier.errors import UnreachableError, UnrecognisedError
from verifier.recognise import Recognised, recognise
from verifier.report import Genuine, Report, Verdict
from verifier.resolver import Resolver
from verifier.revocation_lists import is_same_id
from verifier.texts import Language, text

SERVICE = "1EdTechCredentialRefresh"

Verify = Callable[[Recognised], Report]
"""Verifies a newer version, without looking for one that is newer still."""

_NEWER = {
    Verdict.VALID: "newer-version-valid",
    Verdict.INVALID: "newer-version-invalid",
    Verdict.COULD_NOT_CHECK: "newer-version-could-not-check",
}


@dataclass(frozen=True)
class Refreshing:
    """How newer versions are looked for."""

    begin: Callable[[], object] = tuple
    """Called before one is asked for: it is a document of its own, and must not use up what is left
    for the badge that was given."""
    met_a_limit: bool = False
    """Whether that took too much a moment ago: then it is only told, and nothing is asked for."""


def with_newer_version(
    found: Recognised, report: Report, resolver: Resolver, verify: Verify, refreshing: Refreshing
) -> Report:
    """Return `report` with the report on a newer version of the badge, or why there is none."""
    services = items_of(found.document.get("refreshService", []))
    if not services or report.genuine is not Genuine.YES:
        return report
    url = next(_addresses(services), None)
    if url is None:
        kinds = [item.get("type") if isinstance(item, Mapping) else item for item in services]
        return _remarked(report, "refresh-type-unknown", type=str(kinds[0]))
    if refreshing.met_a_limit:
        return _remarked(report, "refresh-met-a-limit", url=url)
    refreshing.begin()
    newer = _newer(found, url, resolver)
    if isinstance(newer, str):
        return _remarked(report, newer, url=url)
    return _told(report, verify(newer), url)


def _newer(found: Recognised, url: str, resolver: Resolver) -> Recognised | str:
    """Return the newer version at `url`, or the code for why there is none."""
    try:
        newer = recognise(resolver.resolve(url).content)
    except (UnreachableError, KeysError):
        return "refresh-unreachable"
    except UnrecognisedError:
        return "refresh-without-badge"
    if not _is_same_badge(found, newer):
        return "refresh-of-another"
    return newer if _is_newer(found.document, newer.document) else "refresh-not-newer"


def _addresses(services: list[Json]) -> Iterator[str]:
    for item in services:
        if isinstance(item, Mapping) and item.get("type") in (SERVICE, [SERVICE]):
            yield str(item.get("id"))


def _is_same_badge(found: Recognised, newer: Recognised) -> bool:
    """Open Badges 3.0 API, Equality: the same issuer and the same id."""
    pairs = (
        (id_of(found.document.get("issuer")), id_of(newer.document.get("issuer"))),
        (found.document.get("id"), newer.document.get("id")),
    )
    return found.kind is newer.kind and all(
        isinstance(one, str) and isinstance(other, str) and is_same_id(one, other)
        for one, other in pairs
    )


def _is_newer(document: Mapping[str, Json], other: Mapping[str, Json]) -> bool:
    begins, begins_anew = _beginning(document), _beginning(other)
    return begins is not None and begins_anew is not None and begins_anew > begins


def _beginning(document: Mapping[str, Json]) -> datetime | None:
    try:
        return parse_instant(_begins(document))
    except (ValueError, TypeError):
        return None


def _begins(document: Mapping[str, Json]) -> Json:
    return document.get("validFrom", document.get("issuanceDate"))


def _told(report: Report, newer: Report, url: str) -> Report:
    """Return `report` with that on the newer version; the words depend on what that one is."""
    genuine = newer.genuine is not Genuine.NO
    code = _NEWER[newer.verdict] if genuine else "newer-version-not-genuine"
    begins = str(_begins(newer.credential or {}))
    return replace(_remarked(report, code, url=url, begins=begins), refreshed=newer)


def _remarked(report: Report, code: str, **facts: str) -> Report:
    remark = Remark(
        pointer="/refreshService",
        rule=code,
        clause="1EdTech Credential Refresh Service 1.0",
        message_en=text(code, facts, Language.ENGLISH),
        message_pl=text(code, facts, Language.POLISH),
    )
    return replace(report, remarks=(*report.remarks, remark))
