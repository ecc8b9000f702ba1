"""Whose address it is: origins, and the scope in which an issuer publishes its badges.

Open Badges 2.0, VerificationObject. Only https counts: whoever is on the way could have written
what comes by http.
"""

import re
from collections.abc import Mapping

from keys.strict_json import Json
from signing.members import items_of

Origin = tuple[str, int]
"""A host in lower case, and a port."""

# One spelling for all: no user name, no backslash, no letters beyond ASCII, no steps upwards.
_ADDRESS = re.compile(
    r"https://(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>(?:/[!$-.0-;=?-Z\[\]_a-z~]*)*)(?:#[!-~]*)?"
)
_STEP = re.compile(r"(?:^|/)(?:\.|%2e){1,2}(?:$|[/?])", re.IGNORECASE)
_HOST = re.compile(r"(?P<host>[A-Za-z0-9.-]+)(?::(?P<port>[0-9]{1,5}))?")


def origin_of(address: Json) -> Origin | None:
    """Return the origin of an https address; None for anything that two programs read unlike."""
    found = _ADDRESS.fullmatch(address) if isinstance(address, str) else None
    if found is None or _STEP.search(found["path"].partition("?")[0]):
        return None
    return found["host"].lower(), int(found["port"] or 443)


def is_in_scope(address: str, issuer: Mapping[str, Json]) -> bool | None:
    """Tell whether the assertions of the Profile `issuer` may stand at `address`.

    By what its `verification` says, and else at its own origin; None if it says what nobody here
    understands. `startsWith` counts as text, but never beyond the origin it names: what begins with
    `https://a.example` may be `https://a.example.evil`.
    """
    rules = issuer.get("verification", {})
    if not isinstance(rules, Mapping) or rules.get("verificationProperty", "id") != "id":
        return None
    origin = origin_of(address)
    if origin is None:
        return False
    if "startsWith" not in rules and "allowedOrigins" not in rules:
        return origin == origin_of(issuer.get("id"))
    starts, hosts = (items_of(rules.get(name, [])) for name in ("startsWith", "allowedOrigins"))
    begun = not starts or any(_begins(address, origin, start) for start in starts)
    return begun and (not hosts or origin in map(_allowed, hosts)) and bool(starts or hosts)


def is_at_issuer(address: str, issuer: Mapping[str, Json]) -> bool:
    """Tell whether `address` is the issuer's: at its own origin, or at one that it allows."""
    own = origin_of(issuer.get("id"))
    return (own is not None and origin_of(address) == own) or is_in_scope(address, issuer) is True


def _begins(address: str, origin: Origin, start: Json) -> bool:
    return isinstance(start, str) and address.startswith(start) and origin_of(start) == origin


def _allowed(host: Json) -> Origin | None:
    """Return the origin that `allowedOrigins` names: a host by the standard, a URL by habit."""
    if isinstance(host, str) and (found := _HOST.fullmatch(host)):
        return found["host"].lower(), int(found["port"] or 443)
    return origin_of(host)
