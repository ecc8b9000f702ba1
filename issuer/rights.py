"""Rights, and which roles have them.

Awarding is a right of its own: whoever administers members does not award by that (they may give
themselves the role, which the audit trail shows).
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from issuer.models import Role


class Right(StrEnum):
    """What a caller may do in an organisation; also the scopes of API keys."""

    READ = "read"
    """See templates, awards, members, keys."""
    TEMPLATES = "templates"
    """Make, change, activate and archive templates."""
    AWARD = "award"
    """Award, correct, resend and revoke."""
    ORGANISATION = "organisation"
    """Change the organisation's profile, webhooks, and see the audit trail."""
    MEMBERS = "members"
    """Invite people, give and take roles; API keys."""
    KEYS = "keys"
    """Rotate the keys that sign."""
    ERASE = "erase"
    """Erase a person."""


_ROLE_RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.ADMINISTRATOR: frozenset(
        {Right.READ, Right.ORGANISATION, Right.MEMBERS, Right.KEYS, Right.ERASE}
    ),
    Role.AUTHOR: frozenset({Right.READ, Right.TEMPLATES}),
    Role.ISSUER: frozenset({Right.READ, Right.AWARD}),
    Role.VIEWER: frozenset({Right.READ}),
}


def rights_of(roles: Iterable[Role | str]) -> frozenset[Right]:
    """Return every right that one of `roles` has."""
    return frozenset().union(*(_ROLE_RIGHTS[Role(role)] for role in roles))
