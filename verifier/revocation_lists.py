"""The 1EdTech revocation list: an unsigned page on which an issuer names badges taken back.

Nothing but the way on which it came says that it is the issuer's: it counts only if it stands on
the issuer's own site. It is deprecated, and never made here.

Follows the 1EdTech Revocation List Status Method 1.0.
"""

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from keys.did_web import did_web_url
from keys.errors import DidError, JsonError
from keys.errors import Error as KeysError
from keys.strict_json import Json
from keys.strict_json import read as read_json
from signing.members import id_of
from verifier.errors import UnreachableError
from verifier.report import Check, Name, Outcome
from verifier.resolver import Resolver
from verifier.status_codes import undecided

ENTRY = "1EdTechRevocationList"
MOST_VALUES = 100_000
"""A list names badges one by one; so many values fit into the 1 MiB of a document."""
CLAUSE = "1EdTech Revocation List Status Method 1.0"


def revocation_list_check(
    document: Mapping[str, Json], entry: Mapping[str, Json], resolver: Resolver
) -> Check:
    """Return what the list at the entry's `id` says of the badge `document`."""
    url = str(entry.get("id"))
    issuer = id_of(document.get("issuer"))
    if issuer is None or site_of(url) is None or site_of(url) != site_of(issuer):
        return undecided("revocation-list-elsewhere", url=url, issuer=str(issuer))
    try:
        # Nothing in it is canonicalised, so it may write its numbers as it likes.
        content = resolver.resolve(url).content
        listed = read_json(content, canonical_numbers=False, values=MOST_VALUES)
    except (UnreachableError, DidError) as e:
        return undecided("status-unreachable", url=url, detail=str(e))
    except JsonError as e:
        return undecided("status-list-unusable", url=url, detail=str(e))
    return _answer(document.get("id"), issuer, listed, url)


def site_of(name: str) -> str | None:
    """Return the https origin of an address or a did:web in lower case; None if it has none."""
    try:
        parts = urlsplit(did_web_url(name) if name.startswith("did:web:") else name)
    except (ValueError, KeysError):
        return None
    if parts.scheme != "https" or not parts.netloc:
        return None
    return parts.netloc.lower().removesuffix(":443")


def is_same_id(one: str, other: str) -> bool:
    """Tell whether two identifiers are one: Open Badges 3.0 API, Equality.

    They are compared with percent-encoding undone and without space around them.
    """
    return unquote(one).strip() == unquote(other).strip()


def _answer(badge: Json, issuer: str, listed: Json, url: str) -> Check:
    if fault := _list_fault(badge, issuer, listed, url):
        return fault
    entries = [item for item in listed["revokedCredential"] if is_same_id(item["id"], badge)]
    revoked = [item for item in entries if item.get("revoked", True)]
    if not revoked:
        return Check(Name.STATUS, Outcome.PASSED, "not-on-revocation-list", {"url": url})
    reason = next((item["revocationReason"] for item in revoked if "revocationReason" in item), "")
    if reason:
        facts = {"url": url, "reason": str(reason)}
        return Check(Name.STATUS, Outcome.FAILED, "on-revocation-list-because", facts)
    return Check(Name.STATUS, Outcome.FAILED, "on-revocation-list", {"url": url})


def _list_fault(badge: Json, issuer: str, listed: Json, url: str) -> Check | None:
    """Return why the list cannot speak for this badge; a list read in part would hide the rest."""
    if not isinstance(badge, str) or not isinstance(listed, Mapping) or not _is_readable(listed):
        return undecided("status-list-unusable", url=url)
    if listed.get("id", url) != url:
        return undecided("status-list-of-other-address", url=url)
    if id_of(listed.get("issuer")) != issuer:
        return undecided("status-list-of-other-issuer", url=url)
    return None


def _is_readable(listed: Mapping[str, Json]) -> bool:
    entries = listed.get("revokedCredential")
    return isinstance(entries, list) and all(
        isinstance(item, Mapping)
        and isinstance(item.get("id"), str)
        and isinstance(item.get("revoked", True), bool)
        for item in entries
    )
