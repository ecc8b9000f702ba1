"""Whether an award is in force: what the records say, which is what the status list says."""

from datetime import datetime
from enum import StrEnum

from issuer.models import Award


class Validity(StrEnum):
    """Whether an award is in force."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"


def validity_of(award: Award, now: datetime) -> Validity:
    """Return whether `award` is in force at `now`."""
    if award.replaced_by_id is not None:
        return Validity.REPLACED
    if award.revoked_at is not None:
        return Validity.REVOKED
    if award.valid_until is not None and award.valid_until <= now:
        return Validity.EXPIRED
    return Validity.VALID
