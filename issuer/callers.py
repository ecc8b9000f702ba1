"""Who asks a service for something, and what they may."""

from dataclasses import dataclass, field
from uuid import UUID

from issuer.errors import ForbiddenError, NotFoundError
from issuer.rights import Right


@dataclass(frozen=True)
class Caller:
    """A member, a program or the service itself, working for one organisation or for none."""

    actor: str
    """As the audit trail names it: `person:<id>`, `api-key:<id>`, `recipient`, `service`."""
    organisation: UUID | None
    rights: frozenset[Right] = field(default_factory=frozenset)
    person_id: UUID | None = None
    api_key_id: str | None = None
    is_operator: bool = False
    language: str = "en"

    @property
    def organisation_id(self) -> UUID:
        """The organisation; everything a service reads or writes belongs to it.

        Raises `NotFoundError` for a caller without one.
        """
        if self.organisation is None:
            raise NotFoundError
        return self.organisation

    def require(self, right: Right) -> None:
        """Raise `ForbiddenError` unless the caller has `right`."""
        if right not in self.rights:
            raise ForbiddenError


def the_service(organisation: UUID | None = None) -> Caller:
    """Return the service itself, for what it does without being asked by anybody."""
    return Caller("service", organisation, frozenset(Right))
