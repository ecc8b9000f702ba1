"""What a proof says of itself beside its value: the proof options of VC Data Integrity 1.0.

Section 2.1 lists the members; `previousProof` and `id` make proof sets and chains.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from contexts.vocabulary.instants import parse_instant
from signing.errors import MalformedProofError

DATA_INTEGRITY_PROOF = "DataIntegrityProof"

_TEXTS = ("id", "type", "cryptosuite", "verificationMethod", "proofPurpose", "challenge", "nonce")
_INSTANTS = ("created", "expires")
_TEXTS_OR_LISTS = ("domain", "previousProof")
_REQUIRED = ("type", "verificationMethod", "proofPurpose", "proofValue")
_MEMBERS = frozenset((*_TEXTS, *_INSTANTS, *_TEXTS_OR_LISTS, "proofValue", "@context"))


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

    def config(self, proof_type: Mapping[str, str], verification_method: str) -> dict[str, Any]:
        """Return the proof without its value; members that are not set are absent."""
        members: dict[str, Any] = {
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
    if instant is None:
        return None
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def check_form(proof: Mapping[str, Any]) -> None:
    """Check that every member of `proof` is known, and of the form that its definition gives.

    Raises:
        MalformedProofError: a required member is absent, one is unknown, or of the wrong form.
    """
    for name in _REQUIRED:
        if name not in proof:
            raise MalformedProofError(f"“{name}” is missing")
    for name in proof:
        if name not in _MEMBERS:
            raise MalformedProofError(f"“{name}” does not belong in a proof")
    for name in (*_TEXTS, "proofValue"):
        if not isinstance(proof.get(name, ""), str):
            raise MalformedProofError(f"“{name}” must be text")
    for name in _TEXTS_OR_LISTS:
        if not _is_text_or_list(proof.get(name, "")):
            raise MalformedProofError(f"“{name}” must be text or a list of texts")
    for name in _INSTANTS:
        _check_instant(proof, name)


def _check_instant(proof: Mapping[str, Any], name: str) -> None:
    if name not in proof:
        return
    try:
        parse_instant(proof[name])
    except (ValueError, TypeError) as e:
        raise MalformedProofError(f"“{name}” is not a date and time with a time zone") from e


def _is_text_or_list(value: Any) -> bool:
    items = value if isinstance(value, list) else [value]
    return bool(items) and all(isinstance(item, str) for item in items)


def _one_or_many(names: tuple[str, ...]) -> str | list[str] | None:
    if len(names) > 1:
        return list(names)
    return names[0] if names else None
