"""What a badge says, under the names of Open Badges 3.0, for all who show badges.

Nothing is checked by it, and a picture is named and never fetched.
"""

from collections.abc import Mapping

from keys.strict_json import Json
from signing.members import id_of, items_of
from verifier.open_badges_2.documents import Chain

_IDENTITY_TYPES = {"email": "emailAddress"}


def view_of(assertion: Mapping[str, Json], chain: Chain) -> dict[str, Json]:
    """Return the credential of Open Badges 3.0 that says what `assertion` says.

    What stands behind it counts as it was fetched, and else as the assertion states it.
    """
    badge = _object(chain.badge_class.document or assertion.get("badge"))
    issuer = chain.profile or _object(badge.get("issuer"))
    found = {
        "id": assertion.get("id"),
        "type": assertion.get("type"),
        "issuer": _kept(issuer, ("id", "type", "name", "url")) or id_of(badge.get("issuer")),
        "validFrom": assertion.get("issuedOn"),
        "validUntil": assertion.get("expires"),
        "credentialSubject": {
            "achievement": _achievement(badge),
            "identifier": [_identifier(_object(assertion.get("recipient")))],
            "narrative": assertion.get("narrative"),
        },
    }
    return {name: value for name, value in found.items() if value is not None}


def _achievement(badge: Mapping[str, Json]) -> dict[str, Json]:
    criteria = badge.get("criteria")
    return {
        **_kept(badge, ("id", "name", "description", "image", "tags")),
        # Text stands for the address of a page that says it.
        "criteria": {"id": criteria} if isinstance(criteria, str) else criteria,
    }


def _identifier(recipient: Mapping[str, Json]) -> dict[str, Json]:
    kind = next(iter(items_of(recipient.get("type"))), None)
    return {
        "type": "IdentityObject",
        "identityType": _IDENTITY_TYPES.get(kind, kind) if isinstance(kind, str) else None,
        "identityHash": recipient.get("identity"),
        **_kept(recipient, ("hashed", "salt")),
    }


def _kept(value: Mapping[str, Json], names: tuple[str, ...]) -> dict[str, Json]:
    return {name: value[name] for name in names if name in value}


def _object(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, Mapping) else {}
