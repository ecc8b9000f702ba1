"""What every method of telling a status answers with when nobody can tell."""

from verifier.report import Check, Name, Outcome


def undecided(code: str, **facts: str) -> Check:
    """Return the check "status" that could not be made, for the reason `code`."""
    return Check(Name.STATUS, Outcome.UNDECIDED, code, {"detail": "", **facts})
