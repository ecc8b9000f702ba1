"""Presentations: what a holder puts around credentials, and whether the holder signed it.

Follows VCDM 2.0 section 4.13 and VCDM 1.1 section 4.10 (presentations), VC Data Integrity 1.0
section 4.4, Securing Verifiable Credentials using JOSE and COSE section 3.1.2.

Nobody here asked for the presentation, so a challenge or a domain in it says nothing to us. It
tells who handed the credentials over; each of them stands by its own signature.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from contexts.errors import UnknownContextError
from contexts.vocabulary import parse_instant
from keys.did_document import ControllerDocument, Defect, VerificationMethod, methods_of
from keys.errors import (
    DidError,
    InvalidSignatureError,
    JsonError,
    MalformedKeyError,
    MultibaseError,
    UnsuitableKeyError,
)
from keys.signer import PublicKey
from keys.strict_json import Json
from keys.strict_json import read as read_json
from signing import vc_jwt
from signing.errors import (
    DisagreementError,
    JwtError,
    LimitError,
    MalformedProofError,
    UnknownCryptosuiteError,
    UnsafeDocumentError,
    UnsuitableContextError,
)
from signing.jwt_claims import instant_of
from signing.members import id_of
from signing.proof_options import check_form
from signing.proofs import covered_by, proofs_of
from signing.suites import suite_of
from signing.vc_jwt import VcJwt
from verifier.errors import UnreachableError
from verifier.proofs import MOST_PROOFS, SKEW, Trial
from verifier.report import Outcome

_SIGNED = "presentation-signed"
_PURPOSES = ("authentication", "assertionMethod")
_WRONG = (InvalidSignatureError, MultibaseError, UnsuitableKeyError, DisagreementError)
_MALFORMED = (MalformedProofError, JwtError)
_NOT_COMPUTABLE = (
    UnknownCryptosuiteError,
    UnsafeDocumentError,
    UnsuitableContextError,
    UnknownContextError,
    LimitError,
)
_UNUSABLE = (DidError, JsonError, MalformedKeyError, MultibaseError)


@dataclass(frozen=True)
class Presentation:
    """A presentation as it was found, and the token around it, if it came as one."""

    document: Mapping[str, Json]
    token: VcJwt | None = None

    @property
    def holder(self) -> str | None:
        """Who says that they present; VCDM 1.1 section 6.3.1 lets `iss` say it for a token."""
        stated = id_of(self.document.get("holder"))
        issuer = self.token.payload.get("iss") if self.token else None
        return stated if stated is not None or not isinstance(issuer, str) else issuer


@dataclass(frozen=True)
class PresentationCheck:
    """What became of the signature around the credentials; only a wrong one decides anything."""

    holder: str | None
    outcome: Outcome
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Finding:
    outcome: Outcome
    code: str
    detail: str = ""


def check_presentation(presentation: Presentation, trials: Sequence[Trial]) -> PresentationCheck:
    """Return whether the holder signed the presentation; one trial for each edition of contexts.

    Several proofs are all looked at, and the worst is told.
    """
    if presentation.token is not None:
        findings = [_of_token(presentation, presentation.token, trials[0])]
    else:
        findings = _of_proofs(presentation, trials)
    order = (Outcome.FAILED, Outcome.UNDECIDED, Outcome.PASSED)
    told = min(findings, key=lambda finding: order.index(finding.outcome))
    holder = presentation.holder
    facts = {"holder": holder or "", "detail": told.detail}
    nameless = told.outcome is Outcome.PASSED and not holder and told.code == _SIGNED
    code = "presentation-signed-by-unnamed" if nameless else told.code
    return PresentationCheck(holder, told.outcome, code, facts)


def _of_proofs(presentation: Presentation, trials: Sequence[Trial]) -> list[_Finding]:
    proofs = proofs_of(presentation.document)
    if not proofs:
        return [_Finding(Outcome.PASSED, "presentation-unsigned")]
    if len(proofs) > MOST_PROOFS:
        detail = f"it has more than {MOST_PROOFS} proofs"
        return [_Finding(Outcome.UNDECIDED, "presentation-not-computable", detail)]
    return [_of_proof(presentation, proof, trials) for proof in proofs]


def _of_proof(presentation: Presentation, proof: Json, trials: Sequence[Trial]) -> _Finding:
    """Check one Data Integrity proof, by each edition of the contexts until it fits."""
    try:
        suite = suite_of(proof)
        check_form(proof, with_context=True)
        covered = covered_by(presentation.document, proof)
    except (UnknownCryptosuiteError, MalformedProofError) as e:
        return _fault(e)
    key = _key_of(proof["verificationMethod"], proof["proofPurpose"], presentation, trials[0])
    if isinstance(key, _Finding):
        return key
    faults = []
    for trial in trials:
        try:
            suite.verify_proof(covered, proof, key, trial.canonicaliser)
        except (*_WRONG, *_MALFORMED, *_NOT_COMPUTABLE) as e:
            faults.append(_fault(e))
        else:
            begins, ends = (_parsed(proof, name) for name in ("created", "expires"))
            return _in_time(begins, ends, trial.now)
    return faults[0]


def _of_token(presentation: Presentation, token: VcJwt, trial: Trial) -> _Finding:
    """Check the signature of a token, and that its claims say what the presentation says."""
    holder, kid = id_of(presentation.document.get("holder")), token.header.get("kid")
    if holder is not None and token.payload.get("iss", holder) != holder:
        detail = "the claim “iss” is not the holder"
        return _Finding(Outcome.FAILED, "presentation-proof-malformed", detail)
    if not isinstance(kid, str):
        detail = "its header names no key by its address"
        return _Finding(Outcome.UNDECIDED, "presentation-key-unusable", detail)
    key = _key_of(kid, _PURPOSES[0], presentation, trial)
    if isinstance(key, _Finding):
        return key
    try:
        vc_jwt.verify(token, key)
        begins, ends = (_claimed(token, name) for name in ("nbf", "exp"))
    except (*_WRONG, *_MALFORMED, *_NOT_COMPUTABLE) as e:
        return _fault(e)
    return _in_time(begins, ends, trial.now)


def _key_of(
    method: str, purpose: str, presentation: Presentation, trial: Trial
) -> PublicKey | _Finding:
    """Return the key of `method`, if the holder's own document lists it for `purpose`.

    Controlled Identifiers 1.0 section 3.3; wallets sign for either of two purposes.
    """
    if purpose not in _PURPOSES:
        detail = f"its purpose is {purpose}"
        return _Finding(Outcome.FAILED, "presentation-proof-malformed", detail)
    base = method.partition("#")[0]
    if presentation.holder not in {None, base}:
        return _Finding(Outcome.FAILED, "presentation-by-another", method)
    published = _published_by(base, trial)
    if isinstance(published, _Finding):
        return published
    if published.id != base or method not in published.relationships[purpose]:
        return _Finding(Outcome.FAILED, "presentation-by-another", method)
    found = published.methods.get(method)
    if not isinstance(found, VerificationMethod) or found.revoked is not None:
        reason = found.reason if isinstance(found, Defect) else "it was revoked, or is not there"
        return _Finding(Outcome.UNDECIDED, "presentation-key-unusable", reason)
    return found.public_key


def _published_by(base: str, trial: Trial) -> ControllerDocument | _Finding:
    try:
        content = trial.resolver.resolve(base).content
        return methods_of(read_json(content, canonical_numbers=False))
    except UnreachableError as e:
        return _Finding(Outcome.UNDECIDED, "presentation-key-unreachable", str(e))
    except _UNUSABLE as e:
        return _Finding(Outcome.UNDECIDED, "presentation-key-unusable", str(e))


def _fault(error: Exception) -> _Finding:
    if isinstance(error, _WRONG):
        return _Finding(Outcome.FAILED, "presentation-signature-wrong")
    if isinstance(error, _MALFORMED):
        return _Finding(Outcome.FAILED, "presentation-proof-malformed", str(error))
    return _Finding(Outcome.UNDECIDED, "presentation-not-computable", str(error))


def _in_time(begins: datetime | None, ends: datetime | None, now: datetime) -> _Finding:
    """Tell what a right signature is worth now; that its time is over makes nothing wrong."""
    early = begins is not None and begins - now > SKEW
    late = ends is not None and ends < now
    if early or late:
        return _Finding(Outcome.UNDECIDED, "presentation-not-in-time")
    return _Finding(Outcome.PASSED, _SIGNED)


def _parsed(proof: Mapping[str, Json], name: str) -> datetime | None:
    return parse_instant(proof[name]) if name in proof else None


def _claimed(token: VcJwt, name: str) -> datetime | None:
    return instant_of(token.payload[name], name) if name in token.payload else None
