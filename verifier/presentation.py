"""The report as text for people and as JSON for programs."""

from collections.abc import Iterator, Mapping

from contexts.vocabulary.findings import Finding
from keys.strict_json import Json
from signing.proof_options import written
from verifier.answers import plain_words
from verifier.bundles.wording import (
    bundle_json,
    bundle_text,
    headline_by_copies,
    verdict_text,
)
from verifier.likeness import likeness
from verifier.report import Check, Outcome, ProofReport, Report
from verifier.resolver import COLLECTED, FETCHED, OWN, Resource
from verifier.texts import Language, printable, text

_SIGNS = {Outcome.PASSED: "✓", Outcome.FAILED: "✗", Outcome.UNDECIDED: "?"}
_RESOURCES = {
    FETCHED: "resource-fetched",
    OWN: "resource-own",
    COLLECTED: "resource-collected",
}


def as_text(report: Report, language: Language) -> str:
    """Return the report in words, one line a check, the verdict and "genuine" first."""
    return "\n".join(_lines(report, language)) + "\n"


def as_json(report: Report) -> dict[str, Json]:
    """Return the report as JSON, with every sentence in both languages."""
    return {
        "verdict": report.verdict.value,
        "genuine": report.genuine.value,
        "text": {language.value: verdict_text(report, language) for language in Language},
        **plain_words(report),
        **headline_by_copies(report),
        "checked_at": written(report.checked_at),
        "container": report.container,
        "credential": _summary(report.credential),
        "checks": [_check(check) for check in report.checks],
        "proofs": [_proof(proof) for proof in report.proofs],
        "remarks": [_finding(remark) for remark in report.remarks],
        "editions": dict(report.editions),
        "resources": [_resource(resource) for resource in report.resources],
        "endorsements": [as_json(endorsement) for endorsement in report.endorsements],
        "refreshed": as_json(report.refreshed) if report.refreshed else None,
        "bundle": bundle_json(report.bundle),
    }


def _lines(report: Report, language: Language) -> Iterator[str]:
    yield verdict_text(report, language)
    if report.credential is not None:
        manner = "-published" if report.is_published else ""
        yield text(f"genuine-{report.genuine.value}{manner}", {}, language)
    for check in report.checks:
        yield from _check_lines(check, language)
    for proof in report.proofs if len(report.proofs) > 1 else ():
        facts = {
            "suite": proof.suite,
            "method": proof.verification_method,
            "text": text(proof.code, proof.facts, language),
        }
        yield f"    {text('other-proof', facts, language)}"
    for remark in report.remarks:
        yield f"    {text('remark', {}, language)}: {_sentence(remark, language)}"
    yield from _lines_around(report, language)


def _lines_around(report: Report, language: Language) -> Iterator[str]:
    """Yield what was used beside the badge, and what there is beside it."""
    for url, edition in report.editions.items():
        yield f"    {text('edition', {'url': url, 'edition': edition}, language)}"
    for r in report.resources:
        facts = {
            "url": r.url,
            "source": r.source,
            "sha256": r.sha256,
            "time": written(r.fetched_at) or "",
        }
        yield f"    {text(_words_for(r), facts, language)}"
        for url in r.way:
            yield f"      {text('redirect', {'url': url}, language)}"
    if report.bundle is not None:
        yield f"    {bundle_text(report.bundle, language)}"
    if report.refreshed is not None:
        yield f"    {text('newer-version', {}, language)}:"
        yield from (f"        {line}" for line in _lines(report.refreshed, language))


def _words_for(resource: Resource) -> str:
    if resource.source == COLLECTED and resource.fetched_at is None:
        return "resource-copied"
    return _RESOURCES.get(resource.source, "resource-given")


def _check_lines(check: Check, language: Language) -> Iterator[str]:
    label = text(check.name.value, {}, language)
    yield f"  {_SIGNS[check.outcome]} {label}: {text(check.code, check.facts, language)}"
    if check.facts.get("detail"):
        yield f"      {text('detail', check.facts, language)}"
    for detail in check.details:
        yield f"      {_sentence(detail, language)}"


def _sentence(finding: Finding, language: Language) -> str:
    message = finding.message_pl if language is Language.POLISH else finding.message_en
    return (
        f"{printable(finding.pointer) or '/'}: {printable(message)} [{printable(finding.clause)}]"
    )


def _both(code: str, facts: Mapping[str, str] | None = None) -> dict[str, str]:
    return {language.value: text(code, facts or {}, language) for language in Language}


def _check(check: Check) -> dict[str, Json]:
    return {
        "check": check.name.value,
        "outcome": check.outcome.value,
        "code": check.code,
        "text": _both(check.code, check.facts),
        "detail": check.facts.get("detail", ""),
        "details": [_finding(detail) for detail in check.details],
    }


def _proof(proof: ProofReport) -> dict[str, Json]:
    return {
        "suite": proof.suite,
        "verification_method": proof.verification_method,
        "result": proof.result.value,
        "code": proof.code,
        "text": _both(proof.code, proof.facts),
        "detail": proof.detail,
        "issuer_controls_key": proof.by_issuer.value,
        "control_code": proof.control_code,
    }


def _resource(resource: Resource) -> dict[str, Json]:
    return {
        "url": resource.url,
        "source": resource.source,
        "sha256": resource.sha256,
        "fetched_at": written(resource.fetched_at),
        "redirects": list(resource.way),
    }


def _finding(finding: Finding) -> dict[str, Json]:
    return {
        "pointer": finding.pointer,
        "rule": finding.rule,
        "clause": finding.clause,
        "text": {"en": finding.message_en, "pl": finding.message_pl},
    }


def _summary(credential: Mapping[str, Json] | None) -> dict[str, Json] | None:
    """Return what tells a badge from another; the badge itself is in the file that was given."""
    if credential is None:
        return None
    subject = credential.get("credentialSubject")
    achievement = subject.get("achievement") if isinstance(subject, Mapping) else None
    return {
        "id": credential.get("id"),
        "type": credential.get("type"),
        "issuer": credential.get("issuer"),
        "achievement": achievement.get("name") if isinstance(achievement, Mapping) else None,
        "validFrom": credential.get("validFrom", credential.get("issuanceDate")),
        "validUntil": credential.get("validUntil", credential.get("expirationDate")),
        **likeness(credential),
    }
