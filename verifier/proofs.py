"""Checking the proofs of a credential, embedded ones and tokens, each by itself and all together.

Follows VC Data Integrity 1.0 sections 4.4 and 4.5, Open Badges 3.0 section 8, rules 21 and 22.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from contexts.errors import UnknownContextError
from contexts.vocabulary import Kind, Remark, kind_of, parse_instant
from contexts.vocabulary.findings import MOST
from keys.errors import InvalidSignatureError, MultibaseError, UnsuitableKeyError
from keys.signer import PublicKey
from keys.strict_json import Json
from signing import vc_jwt
from signing.canonical import Canonicaliser
from signing.ecdsa_sd_2023 import is_base_proof
from signing.errors import (
    DisagreementError,
    JwtError,
    LimitError,
    MalformedProofError,
    UnknownCryptosuiteError,
    UnsafeDocumentError,
    UnsuitableContextError,
)
from signing.members import id_of, items_of
from signing.proof_options import check_form
from signing.proofs import covered_by, proofs_of
from signing.suites import suite_of
from signing.vc_jwt import VcJwt
from verifier.issuer_keys import KeyFinding, expired, find_method, find_token_key
from verifier.report import Check, Name, Outcome, ProofReport, ProofResult
from verifier.resolver import Resolver

MOST_PROOFS = 8
"""Each proof takes the whole document through canonicalisation again."""
SKEW = timedelta(seconds=300)
"""How far a clock may be ahead: for instants that are not yet, never for those that are over."""


_WRONG: Mapping[type[Exception], str] = {
    InvalidSignatureError: "signature-wrong",
    MultibaseError: "signature-wrong",
    MalformedProofError: "proof-malformed",
    JwtError: "proof-malformed",
    UnsuitableKeyError: "key-unsuitable",
    DisagreementError: "json-rdf-mismatch",
}
"""What makes a proof wrong, whoever made it."""

_NOT_CHECKABLE: Mapping[type[Exception], str] = {
    UnknownCryptosuiteError: "suite-unknown",
    UnsafeDocumentError: "proof-not-computable",
    UnsuitableContextError: "proof-not-computable",
    UnknownContextError: "proof-not-computable",
    LimitError: "graph-too-complex",
}
"""What keeps anybody from telling; the check "terms" says what is the matter."""


_OUTCOMES: Mapping[ProofResult, Outcome] = {
    ProofResult.VERIFIED: Outcome.PASSED,
    ProofResult.NOT_CHECKABLE: Outcome.UNDECIDED,
    ProofResult.FAILED: Outcome.FAILED,
    ProofResult.DISREGARDED: Outcome.FAILED,
}
_BEST_FIRST: tuple[Callable[[ProofReport], bool], ...] = (
    lambda r: r.result is ProofResult.VERIFIED and r.by_issuer is Outcome.PASSED,
    lambda r: r.result is ProofResult.VERIFIED and r.by_issuer is Outcome.UNDECIDED,
    lambda r: r.result is ProofResult.NOT_CHECKABLE and r.by_issuer is not Outcome.FAILED,
    lambda r: r.result is not ProofResult.VERIFIED and r.by_issuer is not Outcome.FAILED,
)


@dataclass(frozen=True)
class Trial:
    """What a proof is checked with."""

    canonicaliser: Canonicaliser
    resolver: Resolver
    now: datetime


def check_proofs(
    document: Mapping[str, Json], token: VcJwt | None, trial: Trial
) -> tuple[ProofReport, ...]:
    """Return a report of the token, if there is one, and of each proof in the document."""
    proofs = proofs_of(document)
    if len(proofs) > MOST_PROOFS:
        return (replace(_blank({}), code="proofs-too-many"),)
    embedded = [_embedded(document, proof, trial) for proof in proofs]
    reports = _with_chains(document, embedded)
    return (_token(document, token, trial), *reports) if token else tuple(reports)


def token_remarks(token: VcJwt | None) -> tuple[Remark, ...]:
    """Return a remark for each header member of a token that is ignored (rule 22), the first ones.

    A stranger's token may have thousands.
    """
    members = token.unexpected_members if token else ()
    return tuple(
        Remark(
            pointer=f"/{name}",
            rule="token-header-ignored",
            clause="Open Badges 3.0, JSON Web Token proof format, header",
            message_en="The token's header has a member that is not used; nothing it names was "
            "fetched.",
            message_pl="Nagłówek tokenu ma pole, które nie jest używane; niczego, co wskazuje, nie "
            "pobrano.",
        )
        for name in members[:MOST]
    )


def proof_check(reports: Sequence[ProofReport]) -> Check:
    """Return the check "proof": that one is right, and none is wrong (rule 21)."""
    deciding = _first(reports, lambda r: r.wrong) or _best(reports)
    if deciding is None:
        return Check(Name.PROOF, Outcome.FAILED, "proof-missing")
    return Check(Name.PROOF, _OUTCOMES[deciding.result], deciding.code, deciding.facts)


def issuer_check(reports: Sequence[ProofReport], issuer: str | None) -> Check:
    """Return the check "issuer": that the issuer controls the key of a proof that counts."""
    deciding = _best(reports)
    if deciding is None:
        return Check(Name.ISSUER, Outcome.UNDECIDED, "no-proof-no-key")
    facts = {"issuer": str(issuer), "detail": deciding.control_detail}
    return Check(Name.ISSUER, deciding.by_issuer, deciding.control_code, facts)


def _best(reports: Sequence[ProofReport]) -> ProofReport | None:
    """Return the proof that says most about the issuer; third parties' come last."""
    if len(reports) == 1:
        return reports[0]
    for wanted in _BEST_FIRST:
        if found := _first(reports, wanted):
            return found
    return reports[0] if reports else None


def _first(
    reports: Sequence[ProofReport], wanted: Callable[[ProofReport], bool]
) -> ProofReport | None:
    return next((report for report in reports if wanted(report)), None)


def _embedded(document: Mapping[str, Json], proof: Json, trial: Trial) -> ProofReport:
    """Check one Data Integrity proof."""
    try:
        suite = suite_of(proof)
        check_form(proof, with_context=True)
    except UnknownCryptosuiteError as e:
        return replace(_blank(proof), code="suite-unknown", suite=e.name)
    except MalformedProofError as e:
        return _malformed(_blank(proof), e)
    method = proof["verificationMethod"]
    finding = find_method(method, id_of(document.get("issuer")), trial.resolver)

    def verify(key: PublicKey) -> None:
        follows = "previousProof" in proof
        bare = trial.canonicaliser.without_proofs(document)
        covered = covered_by(document, proof) if follows else bare
        suite.verify_proof(covered, proof, key, trial.canonicaliser)

    if fault := _out_of_place(proof, trial.now):
        judged = _Judged(ProofResult.FAILED, fault, finding.detail if finding.key is None else "")
    else:
        right = "base-proof-right" if is_base_proof(proof) else "signature-right"
        judged = _judged(finding, trial, verify, right)
    return _reported(proof.get("cryptosuite", proof["type"]), method, finding, judged, proof)


def _token(document: Mapping[str, Json], token: VcJwt, trial: Trial) -> ProofReport:
    """Check a VC-JWT: its signature, and that its claims say what the credential says."""
    finding = find_token_key(token, id_of(document.get("issuer")), trial.resolver)
    kid = token.header.get("kid", "jwk")

    def verify(key: PublicKey) -> None:
        vc_jwt.verify(token, key)
        is_ours = kind_of(document) in (Kind.ACHIEVEMENT, Kind.ENDORSEMENT)
        vc_jwt.check_claims(token, document, all_required=is_ours)

    judged = _judged(finding, trial, verify, "signature-right")
    return _reported(f"VC-JWT {token.algorithm_name}", str(kid), finding, judged)


class _Judged(NamedTuple):
    """What became of a proof: see `ProofReport`."""

    result: ProofResult
    code: str
    detail: str = ""
    wrong: bool = False


def _judged(
    finding: KeyFinding, trial: Trial, verify: Callable[[PublicKey], None], right: str
) -> _Judged:
    """Return what became of a proof, given how to verify it with the key that was found."""
    if finding.key is None:
        # A document that was had and does not list the key is an answer; all else is none.
        listed = finding.code != "key-not-listed"
        result = ProofResult.NOT_CHECKABLE if listed else ProofResult.FAILED
        return _Judged(result, finding.code, finding.detail)
    try:
        verify(finding.key)
    except tuple(_WRONG) as e:
        code = _WRONG[type(e)]
        detail = "" if code == "signature-wrong" else str(e)
        return _Judged(ProofResult.FAILED, code, detail, wrong=True)
    except tuple(_NOT_CHECKABLE) as e:
        code = next(code for kind, code in _NOT_CHECKABLE.items() if isinstance(e, kind))
        detail = "" if code == "proof-not-computable" else str(e)
        return _Judged(ProofResult.NOT_CHECKABLE, code, detail)
    if finding.revoked:
        return _Judged(ProofResult.DISREGARDED, "key-compromised", f"revoked {finding.revoked}")
    if expired(finding, trial.now):
        return _Judged(ProofResult.NOT_CHECKABLE, "key-expired", str(finding.expires))
    return _Judged(ProofResult.VERIFIED, right)


def _with_chains(
    document: Mapping[str, Json], reports: Sequence[ProofReport]
) -> Sequence[ProofReport]:
    """Take back what was verified where a proof follows one that was not (rule 21)."""
    proofs = proofs_of(document)
    if not any(isinstance(proof, (dict, Mapping)) and "previousProof" in proof for proof in proofs):
        return reports
    sound = {
        proof["id"]
        for proof, report in zip(proofs, reports, strict=True)
        if report.result is ProofResult.VERIFIED and "id" in proof
    }
    # A chain is as long as it is; each round settles at least one more link.
    for _ in proofs:
        sound = {name for name in sound if _previous(_by_id(proofs, name)) <= sound}
    return [
        report
        if report.result is not ProofResult.VERIFIED or _previous(proof) <= sound
        else replace(report, result=ProofResult.FAILED, code="previous-proof-not-verified")
        for proof, report in zip(proofs, reports, strict=True)
    ]


def _previous(proof: Mapping[str, Json]) -> set[str]:
    return set(items_of(proof.get("previousProof", [])))


def _by_id(proofs: Sequence[Json], name: str) -> Mapping[str, Json]:
    return next(p for p in proofs if isinstance(p, Mapping) and p.get("id") == name)


def _out_of_place(proof: Mapping[str, Json], now: datetime) -> str | None:
    """Return why a well-formed proof does not count here and now."""
    if proof["proofPurpose"] != "assertionMethod":
        return "purpose-wrong"
    if "created" in proof and parse_instant(proof["created"]) - now > SKEW:
        return "created-in-future"
    if "expires" in proof and parse_instant(proof["expires"]) < now:
        return "proof-expired"
    return None


def _blank(proof: Json) -> ProofReport:
    """Return the report of a proof about which nothing is known yet."""
    members = proof if isinstance(proof, Mapping) else {}
    suite = members.get("cryptosuite", members.get("type", "?"))
    method = str(members.get("verificationMethod", "?"))
    return ProofReport(
        str(suite), method, ProofResult.NOT_CHECKABLE, "suite-unknown",
        Outcome.UNDECIDED, "controller-unknown", proof=members,
    )  # fmt: skip


def _reported(
    suite: str,
    method: str,
    finding: KeyFinding,
    judged: _Judged,
    proof: Mapping[str, Json] | None = None,
) -> ProofReport:
    return ProofReport(
        suite, method, judged.result, judged.code, finding.control, finding.control_code,
        judged.detail, finding.detail if finding.key is not None else "", proof, judged.wrong,
    )  # fmt: skip


def _malformed(report: ProofReport, error: MalformedProofError) -> ProofReport:
    return replace(
        report, result=ProofResult.FAILED, code="proof-malformed", detail=str(error), wrong=True
    )
