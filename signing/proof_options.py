"""What a proof says of itself beside its value: the proof options of VC Data Integrity 1.0.

Section 2.1 lists the members; `previousProof` and `id` make proof sets and chains.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from contexts.vocabulary.instants import parse_instant
from keys.strict_json import Json
from signing.errors import MalformedProofError
from signing.members import items_of

DATA_INTEGRITY_PROOF = "DataIntegrityProof"

_TEXTS = ("id", "type", "cryptosuite", "verificationMethod", "proofPurpose", "challenge", "nonce")
_INSTANTS = ("created", "expires")
_TEXTS_OR_LISTS = ("domain", "previousProof")
_REQUIRED = ("type", "verificationMethod", "proofPurpose", "proofValue")
_PLAIN = frozenset((*_TEXTS, "proofValue"))
_MEMBERS = frozenset((*_PLAIN, *_INSTANTS, *_TEXTS_OR_LISTS))


@dataclass(frozen=True)
class ProofOptions:
    """What whoever makes a proof may choose. Times are aware; they are written in whole seconds."""

    created: datetime | None
    purpose: str = "assertionMethod"
    expires: datetime | None = None
    identifier: str | None = None
    previous: tuple[str, ...] = ()
    challenge: str | None = None
    domain: str | None = None

    def config(self, proof_type: Mapping[str, str], verification_method: str) -> dict[str, Json]:
        """Return the proof without its value; members that are not set are absent."""
        members: dict[str, Json] = {
            "id": self.identifier,
            **proof_type,
            "created": written(self.created),
            "expires": written(self.expires),
            "verificationMethod": verification_method,
            "proofPurpose": self.purpose,
            "challenge": self.challenge,
            "domain": self.domain,
            "previousProof": _one_or_many(self.previous),
        }
        return {name: value for name, value in members.items() if value is not None}


def written(instant: datetime | None) -> str | None:
    """Return `instant` as RFC 3339 text in UTC with whole seconds, or None."""
    return None if instant is None else instant_text(instant)


# The badges of one batch begin and end at few instants. Equal ones are the same in UTC.
@lru_cache(maxsize=64)
def instant_text(instant: datetime) -> str:
    """Return an aware `instant` as RFC 3339 text in UTC with whole seconds."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def check_form(proof: Mapping[str, Json], *, with_context: bool = False) -> None:
    """Check that every member of `proof` is known, and of the form that its definition gives.

    Only the jcs suites cover an `@context` of the proof; elsewhere it would be anybody's (rule 2).

    Raises:
        MalformedProofError: a required member is absent, one is unknown, or of the wrong form.
    """
    for name in _REQUIRED:
        if name not in proof:
            raise MalformedProofError(f"“{name}” is missing")
    for name, value in proof.items():
        if name in _PLAIN and type(value) is str and not value.startswith("_:"):
            continue
        if name not in _MEMBERS and not (with_context and name == "@context"):
            raise MalformedProofError(f"“{name}” does not belong in a proof")
        if fault := _fault(name, value):
            raise MalformedProofError(f"“{name}” must be {fault}")


def _fault(name: str, value: Json) -> str | None:
    """Return what the value of a member must be, if it is not."""
    if name in _INSTANTS:
        return None if _is_instant(value) else "a date and time with a time zone"
    if name in _TEXTS_OR_LISTS:
        return None if _is_text_or_list(value) else "text or a list of texts"
    if name == "@context":
        return None
    return None if isinstance(value, str) and not value.startswith("_:") else "text"


def _is_instant(value: Json) -> bool:
    try:
        parse_instant(value)
    except (ValueError, TypeError):
        return False
    return True


def _is_text_or_list(value: Json) -> bool:
    items = items_of(value)
    return bool(items) and all(isinstance(item, str) for item in items)


def _one_or_many(names: tuple[str, ...]) -> str | list[str] | None:
    if len(names) > 1:
        return list(names)
    return names[0] if names else None
