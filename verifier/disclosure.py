"""What the holder of a badge may have left out of it by selective disclosure.

A disclosure does not say which parts the issuer made mandatory, only which of the shown parts are.
An issuer who let holders hide when the badge begins may have let them hide when it ends, or that it
can be revoked. Then the absence of either proves nothing: "could not check" (rule 26). An issuer
who let them choose about the status may have named more lists than the one that is shown.
"""

from collections.abc import Sequence
from dataclasses import replace

from contexts.vocabulary import Remark
from signing.canonical import Canonicaliser
from signing.ecdsa_sd_2023 import NAME, always_shows
from signing.json_ld import Document
from signing.proofs import unsecured
from verifier.report import Check, Name, Outcome, ProofReport, ProofResult

_BEGINNING = "https://www.w3.org/2018/credentials#validFrom"
_STATUS = "https://www.w3.org/2018/credentials#credentialStatus"
_LEFT_OUT = {
    "in-force-without-end": "end-may-be-hidden",
    "credential-without-period": "end-may-be-hidden",
    "status-none": "status-may-be-hidden",
}
_MORE = "more-status-may-be-hidden"


def with_doubt(
    check: Check,
    document: Document,
    reports: Sequence[ProofReport],
    canonicaliser: Canonicaliser,
) -> Check:
    """Return the check "period" or "status", undecided where it rests on something being absent."""
    is_status_shown = check.name is Name.STATUS and check.code not in _LEFT_OUT
    if check.outcome is not Outcome.PASSED or not (is_status_shown or check.code in _LEFT_OUT):
        return check
    telling = _STATUS if is_status_shown else _BEGINNING
    if not _may_hide(telling, document, reports, canonicaliser):
        return check
    return replace(check, outcome=Outcome.UNDECIDED, code=_LEFT_OUT.get(check.code, _MORE))


def _may_hide(
    telling: str,
    document: Document,
    reports: Sequence[ProofReport],
    canonicaliser: Canonicaliser,
) -> bool:
    """Tell whether every right proof of the issuer lets the holder hide the property `telling`.

    Only the issuer's count: a holder may add a proof of their own over what they chose to show, or
    put it into a token of their own.
    """
    if all(report.suite != NAME for report in reports):
        return False
    right = [
        report
        for report in reports
        if report.result is ProofResult.VERIFIED and report.by_issuer is Outcome.PASSED
    ]
    proofs = [report.proof for report in right if report.suite == NAME]
    if not proofs or len(proofs) < len(right):
        return False
    bare = unsecured(document)
    return all(
        proof is not None and not always_shows(bare, proof, telling, canonicaliser)
        for proof in proofs
    )


def disclosure_remarks(reports: Sequence[ProofReport]) -> tuple[Remark, ...]:
    """Return the remark that a badge is a disclosure, if it is one."""
    if not any(report.suite == NAME and report.code == "signature-right" for report in reports):
        return ()
    remark = Remark(
        pointer="/proof",
        rule="partly-disclosed",
        clause="Data Integrity ECDSA Cryptosuites 1.0, ecdsa-sd-2023",
        message_en="The holder chose what to show; the badge may say more.",
        message_pl="Posiadacz wybrał, co pokazać; odznaka może zawierać więcej.",
    )
    return (remark,)
