"""The report on a badge of Open Badges 2.0: the nine checks, of which some are simple here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from contexts.vocabulary import Kind, parse_instant
from contexts.vocabulary.findings import Defect, violations
from keys.strict_json import Json
from signing.members import id_of, items_of
from verifier.open_badges_2.addresses import is_at_issuer, is_in_scope
from verifier.open_badges_2.documents import Chain, Found, Lack, chain_of
from verifier.open_badges_2.people import recipient_check
from verifier.open_badges_2.publishing import hosted_check, published
from verifier.open_badges_2.recognition import CONTEXT
from verifier.open_badges_2.revocation import hosted_status, signed_status
from verifier.open_badges_2.shapes import (
    BADGE_CLASS,
    PROFILE,
    READ_HERE,
    assertion_defects,
    defects,
    disguised,
)
from verifier.open_badges_2.signatures import signature_report
from verifier.open_badges_2.view import view_of
from verifier.proofs import SKEW, issuer_check, proof_check, token_remarks
from verifier.recognise import Recognised
from verifier.report import Check, Name, Outcome, ProofReport, Report
from verifier.resolver import Resolver

_OF_STANDARD = ("https://w3id.org/openbadges/", "https://openbadgespec.org/")
_LACKS_OF_ISSUER = {
    Lack.UNUSABLE: (Outcome.UNDECIDED, "ob2-issuer-unusable"),
    Lack.OF_OTHER: (Outcome.FAILED, "issuer-document-of-other"),
}
_LACKS_OF_CLASS = {
    Lack.UNUSABLE: (Outcome.UNDECIDED, "ob2-badge-class-unusable"),
    Lack.OF_OTHER: (Outcome.FAILED, "ob2-badge-class-of-other"),
}


@dataclass(frozen=True)
class _Matter:
    """What the checks are about."""

    assertion: Mapping[str, Json]
    signed: bool
    chain: Chain
    resolver: Resolver


def report_on_assertion(
    found: Recognised, resolver: Resolver, *, now: datetime, recipient: str | None
) -> Report:
    """Return the report on an assertion, as of `now` (aware), whoever it may be about.

    With `recipient` the check "subject" also says whether it is about that person.
    """
    signed = found.kind is Kind.SIGNED_BADGE
    chain = chain_of(found.document, resolver, signed=signed)
    matter = _Matter(found.document, signed, chain, resolver)
    proof, issuer, status, proofs = _signed(found, matter) if signed else _hosted(matter)
    return Report(
        checks=(
            _recognised_check(found),
            _vocabulary_check(matter),
            _terms_check(found.document),
            proof,
            issuer,
            _period_check(found.document, now),
            status,
            recipient_check(found.document, recipient),
            _endorsements_check(matter),
        ),
        checked_at=now,
        container=found.container,
        credential=view_of(found.document, chain),
        proofs=proofs,
        remarks=token_remarks(found.token),
    )


_Findings = tuple[Check, Check, Check, tuple[ProofReport, ...]]
"""The checks "proof", "issuer" and "status", and what is reported of signatures."""


def _hosted(matter: _Matter) -> _Findings:
    assertion, chain = matter.assertion, matter.chain
    copy = published(assertion, chain, matter.resolver)
    proof, status = hosted_check(assertion, copy, chain), hosted_status(assertion, copy)
    return proof, _lack_check(chain) or _scope_check(assertion, chain), status, ()


def _signed(found: Recognised, matter: _Matter) -> _Findings:
    if found.token is None:
        raise ValueError("a signed assertion comes in a token")
    profile = matter.chain.profile
    report = signature_report(found.token, matter.assertion, profile, matter.resolver)
    issuer = id_of((matter.chain.badge_class.document or {}).get("issuer"))
    control = _lack_check(matter.chain) or issuer_check((report,), issuer)
    status = signed_status(matter.assertion, profile, matter.resolver)
    return proof_check((report,)), control, status, (report,)


def _lack_check(chain: Chain) -> Check | None:
    """Return the check "issuer" where it is not known who that is."""
    badge_class, issuer = chain.badge_class, chain.issuer
    if badge_class.lack is not None:
        other = (Outcome.UNDECIDED, "ob2-badge-class-unreachable")
        outcome, code = _LACKS_OF_CLASS.get(badge_class.lack, other)
        return _issuer_check(outcome, code, badge_class)
    if issuer.lack is not None:
        other = (Outcome.UNDECIDED, "ob2-issuer-unreachable")
        outcome, code = _LACKS_OF_ISSUER.get(issuer.lack, other)
        return _issuer_check(outcome, code, issuer)
    address = badge_class.address
    if chain.is_class_fetched and not is_at_issuer(address, issuer.document or {}):
        return _issuer_check(Outcome.UNDECIDED, "ob2-badge-class-elsewhere", issuer, address)
    return None


def _scope_check(assertion: Mapping[str, Json], chain: Chain) -> Check:
    scope = is_in_scope(str(assertion.get("id")), chain.issuer.document or {})
    outcome, code = {
        True: (Outcome.PASSED, "ob2-in-scope"),
        False: (Outcome.FAILED, "ob2-out-of-scope"),
        None: (Outcome.UNDECIDED, "ob2-scope-unknown"),
    }[scope]
    return _issuer_check(outcome, code, chain.issuer)


def _issuer_check(outcome: Outcome, code: str, found: Found, detail: str = "") -> Check:
    facts = {"issuer": found.address, "detail": detail or found.detail}
    return Check(Name.ISSUER, outcome, code, facts)


def _recognised_check(found: Recognised) -> Check:
    code = "recognised-ob2-signed" if found.token else "recognised-ob2-hosted"
    return Check(Name.RECOGNISED, Outcome.PASSED, code, {"container": found.container})


def _vocabulary_check(matter: _Matter) -> Check:
    found = violations(_defects(matter))
    if found:
        return Check(Name.VOCABULARY, Outcome.FAILED, "ob2-vocabulary-broken", details=found)
    if matter.chain.profile is None:
        return Check(Name.VOCABULARY, Outcome.UNDECIDED, "ob2-vocabulary-partly")
    return Check(Name.VOCABULARY, Outcome.PASSED, "ob2-vocabulary-kept")


def _defects(matter: _Matter) -> Iterator[Defect]:
    chain = matter.chain
    yield from assertion_defects(matter.assertion, signed=matter.signed)
    if chain.badge_class.document is not None and chain.badge_class.lack is None:
        yield from defects(BADGE_CLASS, chain.badge_class.document, ("badge",))
    if chain.profile is not None:
        yield from defects(PROFILE, chain.profile, ("badge", "issuer"))


def _terms_check(document: Mapping[str, Json]) -> Check:
    """Return the check "terms": that programs for JSON-LD find what programs for JSON find."""
    first, *others = items_of(document.get("@context"))
    if first != CONTEXT or not all(isinstance(other, str | Mapping) for other in others):
        return Check(Name.TERMS, Outcome.FAILED, "contexts-unsuitable")
    inline = [other for other in others if isinstance(other, Mapping)]
    if any(name in READ_HERE or name.startswith("@") for other in inline for name in other):
        return Check(Name.TERMS, Outcome.FAILED, "contexts-unsuitable")
    if details := violations(disguised(document)):
        return Check(Name.TERMS, Outcome.FAILED, "ob2-names-disguised", details=details)
    for other in others:
        if isinstance(other, str) and not other.startswith(_OF_STANDARD):
            return Check(Name.TERMS, Outcome.UNDECIDED, "context-unknown", {"context": other})
    return Check(Name.TERMS, Outcome.PASSED, "ob2-read-as-json")


def _period_check(assertion: Mapping[str, Json], now: datetime) -> Check:
    """Return the check "period"; rule 20: only a beginning has leeway."""
    facts = {"from": str(assertion.get("issuedOn", "")), "until": str(assertion.get("expires", ""))}
    if "issuedOn" not in assertion:
        return Check(Name.PERIOD, Outcome.UNDECIDED, "period-without-beginning")
    try:
        begins = parse_instant(assertion["issuedOn"])
        ends = parse_instant(assertion["expires"]) if "expires" in assertion else None
    except (ValueError, TypeError):
        return Check(Name.PERIOD, Outcome.UNDECIDED, "period-unreadable")
    if begins - now > SKEW:
        return Check(Name.PERIOD, Outcome.FAILED, "not-yet-valid", facts)
    if ends is not None and ends < now:
        return Check(Name.PERIOD, Outcome.FAILED, "expired", facts)
    return Check(Name.PERIOD, Outcome.PASSED, "in-force" if ends else "in-force-without-end", facts)


def _endorsements_check(matter: _Matter) -> Check:
    documents = (matter.assertion, matter.chain.badge_class.document, matter.chain.profile)
    if any("endorsement" in document for document in documents if document is not None):
        return Check(Name.ENDORSEMENTS, Outcome.UNDECIDED, "ob2-endorsements-not-checked")
    return Check(Name.ENDORSEMENTS, Outcome.PASSED, "endorsements-none")
