"""The report of a verification: every check with its outcome, and the verdict that follows.

Rules 20 and 21 decide how outcomes become a verdict; they live here and nowhere else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import Any

from contexts.vocabulary.findings import Finding
from verifier.resolver import Resource

_NOTHING: Mapping[str, str] = MappingProxyType({})


def _none() -> Mapping[str, str]:
    return _NOTHING


class Outcome(Enum):
    """What one check found. There is no "skipped": what was not looked at is undecided."""

    PASSED = "passed"
    FAILED = "failed"
    UNDECIDED = "could-not-check"


class Verdict(Enum):
    """What the checks say together."""

    VALID = "valid"
    INVALID = "invalid"
    COULD_NOT_CHECK = "could-not-check"


class Genuine(Enum):
    """Whether the document is what its issuer signed, apart from whether it is in force."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Name(Enum):
    """The checks, in the order of the report."""

    RECOGNISED = "recognised"
    VOCABULARY = "vocabulary"
    TERMS = "terms"
    PROOF = "proof"
    ISSUER = "issuer"
    PERIOD = "period"
    STATUS = "status"
    SUBJECT = "subject"
    ENDORSEMENTS = "endorsements"


ADVISORY = frozenset((Name.ENDORSEMENTS,))
"""Checks that never decide (rule 20)."""
_ALL = list(Name)


@dataclass(frozen=True)
class Check:
    """One check: its outcome, and a stable code that stands for a sentence in each language."""

    name: Name
    outcome: Outcome
    code: str
    facts: Mapping[str, str] = field(default_factory=_none)
    details: tuple[Finding, ...] = ()
    """Places in the document, each with its rule, its clause and a sentence of its own."""


class ProofResult(Enum):
    """What became of one proof (rule 21)."""

    VERIFIED = "verified"
    FAILED = "failed"
    NOT_CHECKABLE = "not-checkable"
    DISREGARDED = "disregarded"


@dataclass(frozen=True)
class ProofReport:
    """One proof of a credential; `by_issuer` tells whether the issuer controls its key."""

    suite: str
    verification_method: str
    result: ProofResult
    code: str
    by_issuer: Outcome
    control_code: str
    detail: str = ""
    """What is technically the matter with the proof or its key."""
    control_detail: str = ""
    """What is technically the matter with the issuer's control of the key."""
    proof: Mapping[str, Any] | None = None
    """The proof itself, as the document has it; None for a token."""
    wrong: bool = False
    """Its signature does not fit, or it contradicts itself: then the document is not genuine."""

    @property
    def facts(self) -> Mapping[str, str]:
        """What fills the sentence for `code`."""
        return {"suite": self.suite, "method": self.verification_method, "detail": self.detail}


@dataclass(frozen=True)
class Collection:
    """The bundle from which a badge and perhaps its keys and status came (rule 23)."""

    collector: str | None
    """The DID of the key that signed the bundle; None if nobody did."""
    collected_at: datetime
    trusted: bool
    """Whether the user trusts that key; otherwise no copy in the bundle was used."""


@dataclass(frozen=True)
class Report:
    """Everything that a verification found. A report without all checks cannot be made."""

    checks: tuple[Check, ...]
    checked_at: datetime
    container: str | None = None
    credential: Mapping[str, Any] | None = None
    proofs: tuple[ProofReport, ...] = ()
    remarks: tuple[Finding, ...] = ()
    editions: Mapping[str, str] = field(default_factory=_none)
    """Contexts that were read in an earlier edition, by URL."""
    resources: tuple[Resource, ...] = ()
    endorsements: tuple["Report", ...] = ()
    bundle: Collection | None = None
    refreshed: "Report | None" = None
    """The report on a newer version of the badge, where its issuer publishes one."""

    def __post_init__(self) -> None:
        if [check.name for check in self.checks] != _ALL:
            raise ValueError("a report holds every check once, in order")

    def with_resources(self, resources: tuple[Resource, ...]) -> "Report":
        """Return the report of a verification that used these documents beside the badge."""
        return self if resources == self.resources else replace(self, resources=resources)

    def check(self, name: Name) -> Check:
        """Return the check called `name`."""
        return next(check for check in self.checks if check.name is name)

    @property
    def is_published(self) -> bool:
        """Whether it is not by a signature that the badge counts, but by standing on a site."""
        return self.check(Name.RECOGNISED).code == "recognised-ob2-hosted"

    @property
    def verdict(self) -> Verdict:
        """Rule 20: any decisive check failed, else any undecided, else all passed."""
        decisive = {check.outcome for check in self.checks if check.name not in ADVISORY}
        if Outcome.FAILED in decisive:
            return Verdict.INVALID
        return Verdict.COULD_NOT_CHECK if Outcome.UNDECIDED in decisive else Verdict.VALID

    @property
    def genuine(self) -> Genuine:
        """Whether the issuer signed exactly this, be it expired or revoked (rule 21).

        A proof that does not count here and now (its time is over, its key was compromised) is no
        sign that anything was changed.
        """
        outcomes = {self.check(name).outcome for name in (Name.TERMS, Name.ISSUER)}
        proof = self.check(Name.PROOF).outcome
        untouched = bool(self.proofs) and not any(report.wrong for report in self.proofs)
        outcomes.add(Outcome.UNDECIDED if proof is Outcome.FAILED and untouched else proof)
        if Outcome.FAILED in outcomes:
            return Genuine.NO
        return Genuine.UNKNOWN if Outcome.UNDECIDED in outcomes else Genuine.YES


def nothing_checked(first: Check, now: datetime) -> Report:
    """Return the report on a file of which only the check "recognised" says anything: `first`."""
    rest = (
        Check(name, Outcome.UNDECIDED, "nothing-to-check")
        for name in Name
        if name is not Name.RECOGNISED
    )
    return Report(checks=(first, *rest), checked_at=now)


def worst(outcomes: Sequence[Outcome]) -> Outcome:
    """Return the outcome of several parts: failed before undecided before passed."""
    for outcome in (Outcome.FAILED, Outcome.UNDECIDED):
        if outcome in outcomes:
            return outcome
    return Outcome.PASSED
