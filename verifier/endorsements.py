"""Finding the endorsements in a credential, and what their reports say together."""

from collections.abc import Iterator, Mapping, Sequence

from keys.strict_json import Json
from signing.members import id_of, items_of
from verifier.errors import UnrecognisedError
from verifier.recognise import Recognised, recognise_value
from verifier.report import Check, Name, Outcome, Report, Verdict, worst

MOST_ENDORSEMENTS = 16
_MEMBERS = ("endorsement", "endorsementJwt")

_OUTCOMES = {
    Verdict.VALID: Outcome.PASSED,
    Verdict.INVALID: Outcome.FAILED,
    Verdict.COULD_NOT_CHECK: Outcome.UNDECIDED,
}


def endorsements_of(credential: Recognised) -> Iterator[Recognised | UnrecognisedError]:
    """Yield the endorsements in a credential, each recognised as a root of its own.

    One of something that the credential does not name is none of it, however genuine it is.
    """
    if credential.written is not None and credential.written.names.isdisjoint(_MEMBERS):
        return
    endorsements: list[Json] = []
    _gather(credential.document, endorsements)
    # Most badges have none, and then nobody asks what they name.
    named = frozenset(_ids_in(credential.document)) if endorsements else frozenset()
    for found in _recognised(endorsements):
        if isinstance(found, Recognised) and _endorsed_by(found) not in named:
            yield UnrecognisedError("endorsement-of-other", undecided=True)
        else:
            yield found


def _gather(value: Json, found: list[Json]) -> None:
    """Add the endorsements anywhere in a document to `found`, in the order in which they stand.

    Those of credentials that it holds are left to the reports on these.
    """
    if isinstance(value, list):
        for item in value:
            if not isinstance(item, str):
                _gather(item, found)
    elif isinstance(value, (dict, Mapping)):
        for name, member in value.items():
            if name in _MEMBERS:
                found += items_of(member)
            elif not isinstance(member, str) and name != "verifiableCredential":
                _gather(member, found)


def _ids_in(value: Json) -> Iterator[str]:
    """Yield what a document names; what stands in an endorsement is somebody else's word."""
    if isinstance(value, list):
        for item in value:
            yield from _ids_in(item)
    if not isinstance(value, Mapping):
        return
    if (name := id_of(value)) is not None:
        yield name
    for name, member in value.items():
        if name == "issuer" and isinstance(member, str):
            yield member
        elif name not in (*_MEMBERS, "verifiableCredential", "proof"):
            yield from _ids_in(member)


def _endorsed_by(found: Recognised) -> str | None:
    return id_of(found.document.get("credentialSubject"))


def why_not_looked_at(terms: Check, count: int, depth: int) -> str | None:
    """Return the code for leaving endorsements alone, or None where they are verified."""
    if depth == 0:
        return "endorsements-too-deep"
    if terms.outcome is not Outcome.PASSED:
        return "endorsements-not-looked-at"
    return "endorsements-too-many" if count > MOST_ENDORSEMENTS else None


def endorsements_check(reports: Sequence[Report]) -> Check:
    """Return the check "endorsements" of the reports on all of them."""
    outcome = worst([_OUTCOMES[report.verdict] for report in reports])
    facts = {"count": str(len(reports))}
    return Check(Name.ENDORSEMENTS, outcome, f"endorsements-{outcome.value}", facts)


def _recognised(values: list[Json]) -> Iterator[Recognised | UnrecognisedError]:
    for value in values:
        try:
            yield recognise_value(value)
        except UnrecognisedError as e:
            yield e
