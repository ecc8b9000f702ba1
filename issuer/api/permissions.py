"""Who may call what: every route of the service stands here, or the service does not start."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeAlias

from issuer.rights import Right


class Access(Enum):
    """Kinds of access that are not a right in an organisation."""

    PUBLIC = "public"
    """Anybody."""
    SIGNED_IN = "signed in"
    """Any person with an account, whatever their rights."""
    MEMBER = "member"
    """Anybody who works for an organisation, and its programs."""
    OPERATOR = "operator"
    """The operators of the platform."""
    RECIPIENT = "recipient"
    """Whoever holds the link or the session of one award; the route itself looks."""


Permission: TypeAlias = Access | Right

AWARDS: Mapping[tuple[str, str], Permission] = {
    ("POST", "/api/v1/achievements/{achievement_id}/awards"): Right.AWARD,
    ("GET", "/api/v1/awards/{award_id}"): Right.READ,
    ("POST", "/api/v1/awards/{award_id}/revoke"): Right.AWARD,
    ("POST", "/api/v1/awards/{award_id}/resend"): Right.AWARD,
    ("POST", "/api/v1/awards/{award_id}/correct"): Right.AWARD,
    ("GET", "/api/v1/keys"): Right.READ,
    ("POST", "/api/v1/keys/rotate"): Right.KEYS,
}
PUBLISHED: Mapping[tuple[str, str], Permission] = {
    ("GET", "/issuers/{slug}/did.json"): Access.PUBLIC,
    ("GET", "/issuers/{slug}/keys/{thumbprint}"): Access.PUBLIC,
    ("GET", "/.well-known/jwks.json"): Access.PUBLIC,
    ("GET", "/status/{list_id}"): Access.PUBLIC,
    ("POST", "/api/v1/verify"): Access.PUBLIC,
    ("GET", "/api/v1/openapi.json"): Access.PUBLIC,
}

PERMISSIONS: Mapping[tuple[str, str], Permission] = {**AWARDS, **PUBLISHED}
"""By method and path, as the route declares it."""
