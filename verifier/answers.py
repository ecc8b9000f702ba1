"""A report in plain words: a headline, and the answers that somebody who checks a badge wants.

Is it genuine? Is it in force? Who is behind it? And, if that was asked: is it this person's?
They decide nothing: they retell the checks of `verifier.report`, which alone give the verdict.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from urllib.parse import unquote, urlsplit

from keys.strict_json import Json
from signing.members import id_of
from verifier.report import Genuine, Name, Outcome, Report, Verdict
from verifier.texts import Language
from verifier.texts.advice import ADVICE
from verifier.wording import Words

_OFFLINE = frozenset(
    {
        "key-unreachable",
        "issuer-unreachable",
        "hosted-unreachable",
        "ob2-issuer-unreachable",
        "ob2-badge-class-unreachable",
    }
)
_IRREVOCABLE = frozenset({"status-none", "revocation-list-none"})
_BY_OTHERS = frozenset(
    {
        "controller-is-other",
        "key-not-listed",
        "key-not-listed-by-issuer",
        "key-not-for-assertion",
        "issuer-document-of-other",
    }
)
_NOT_GENUINE = {
    **dict.fromkeys(("signature-wrong", "json-rdf-mismatch"), "changed"),
    **dict.fromkeys(("terms-not-covered", "contexts-unsuitable"), "uncovered"),
    **dict.fromkeys(_BY_OTHERS, "other"),
    "proof-missing": "unsigned",
    "ob2-names-disguised": "uncovered",
    "hosted-differs": "differs",
    **dict.fromkeys(("ob2-out-of-scope", "ob2-badge-class-of-other"), "elsewhere"),
}
_LAPSED = {
    **dict.fromkeys(("revoked", "on-revocation-list", "on-revocation-list-because"), "revoked"),
    "suspended": "suspended",
    "expired": "expired",
    "not-yet-valid": "not-yet",
}
_RECIPIENT = {
    Outcome.PASSED: "recipient-yes",
    Outcome.FAILED: "recipient-no",
    Outcome.UNDECIDED: "recipient-undecided",
}
_SAID = {Outcome.PASSED: "yes", Outcome.FAILED: "no", Outcome.UNDECIDED: "unknown"}


class Question(Enum):
    """What people want to know."""

    GENUINE = "genuine"
    IN_FORCE = "in-force"
    WHO = "who"
    RECIPIENT = "recipient"


@dataclass(frozen=True)
class Answer:
    """What is to be said to one question."""

    question: Question
    outcome: Outcome
    words: Words


def headline(report: Report) -> Words:
    """Return what is the matter, in one line; "genuine" stands before what became of it later."""
    if report.check(Name.RECOGNISED).outcome is Outcome.FAILED:
        return Words("headline-no-badge")
    if report.genuine is Genuine.NO:
        return Words(f"headline-{_why_not_genuine(report)[0]}")
    if lapsed := _lapsed(report):
        doubt = "" if report.genuine is Genuine.YES else "-if-genuine"
        return Words(f"headline-{lapsed}{doubt}", _period_facts(report))
    names = {
        Verdict.VALID: lambda _: "valid",
        Verdict.INVALID: _other_fault,
        Verdict.COULD_NOT_CHECK: _doubt,
    }
    return Words(f"headline-{names[report.verdict](report)}")


def answers(report: Report) -> tuple[Answer, ...]:
    """Return the three answers, and a fourth if it was asked whether the badge is somebody's."""
    recognised = report.check(Name.RECOGNISED)
    if recognised.outcome is not Outcome.PASSED:
        reason = (recognised.code, recognised.facts)
        nothing = Words("genuine-nothing", reason=reason)
        return (
            Answer(Question.GENUINE, Outcome.UNDECIDED, nothing),
            Answer(Question.IN_FORCE, Outcome.UNDECIDED, Words("in-force-nothing")),
            Answer(Question.WHO, Outcome.UNDECIDED, Words("who-nothing")),
        )
    return (
        Answer(Question.GENUINE, *_genuine(report)),
        Answer(Question.IN_FORCE, *_in_force(report)),
        Answer(Question.WHO, *_who(report)),
        *_recipient(report),
    )


def plain_words(report: Report) -> dict[str, Json]:
    """Return the members of a report as JSON that say it in plain words, in both languages."""
    return {
        "headline": _both(headline(report)),
        "answers": [
            {
                "question": answer.question.value,
                "answer": _SAID[answer.outcome],
                "text": _both(answer.words),
                "advice": _advice(answer.words),
            }
            for answer in answers(report)
        ],
    }


def _genuine(report: Report) -> tuple[Outcome, Words]:
    if report.genuine is Genuine.YES:
        manner = "published" if report.is_published else "signed"
        return Outcome.PASSED, Words(f"genuine-{manner}")
    if report.genuine is Genuine.NO:
        why, name = _why_not_genuine(report)
        if why == "not-genuine":
            return Outcome.FAILED, Words("genuine-not", reason=_reason(report, name))
        return Outcome.FAILED, Words(f"genuine-{why}")
    if report.check(Name.PROOF).code == "key-compromised":
        return Outcome.UNDECIDED, Words("genuine-stolen")
    if _is_offline(report):
        what = "site" if report.is_published else "offline"
        return Outcome.UNDECIDED, Words(f"genuine-{what}")
    open_ = next(
        name
        for name in (Name.PROOF, Name.TERMS, Name.ISSUER)
        if report.check(name).outcome is not Outcome.PASSED
    )
    return Outcome.UNDECIDED, Words("genuine-undecided", reason=_reason(report, open_))


def _in_force(report: Report) -> tuple[Outcome, Words]:
    if report.genuine is Genuine.NO:
        return Outcome.FAILED, Words("in-force-not-genuine")
    facts = _period_facts(report)
    if lapsed := _lapsed(report):
        return Outcome.FAILED, Words(f"in-force-{lapsed}", facts)
    period, status = report.check(Name.PERIOD), report.check(Name.STATUS)
    if status.code == "status-unreachable":
        return Outcome.UNDECIDED, Words("in-force-offline")
    for check in (status, period):
        if check.outcome is not Outcome.PASSED:
            reason = (check.code, check.facts)
            return Outcome.UNDECIDED, Words("in-force-undecided", reason=reason)
    if report.genuine is Genuine.UNKNOWN:
        return Outcome.UNDECIDED, Words("in-force-if-genuine")
    length = "until" if facts.get("until") else "for-good"
    manner = "-unrevocable" if status.code in _IRREVOCABLE else ""
    return Outcome.PASSED, Words(f"in-force-{length}{manner}", facts)


def _who(report: Report) -> tuple[Outcome, Words]:
    issuer = (report.credential or {}).get("issuer")
    identifier = id_of(issuer) or ""
    name = issuer.get("name") if isinstance(issuer, Mapping) else None
    facts = {
        "name": name if isinstance(name, str) and name else identifier,
        "host": host_of(identifier),
    }
    if report.genuine is Genuine.UNKNOWN:
        return Outcome.UNDECIDED, Words("who-undecided", facts)
    if report.genuine is Genuine.NO:
        is_other = _why_not_genuine(report)[0] == "other"
        return Outcome.FAILED, Words("who-other" if is_other else "who-not-genuine", facts)
    if facts["host"]:
        return Outcome.PASSED, Words("who-site", facts)
    return Outcome.UNDECIDED, Words("who-key", facts)


def _recipient(report: Report) -> tuple[Answer, ...]:
    check = report.check(Name.SUBJECT)
    if "recipient" not in check.facts:
        return ()
    outcome, name = check.outcome, _RECIPIENT[check.outcome]
    if outcome is Outcome.PASSED and report.genuine is not Genuine.YES:
        outcome, name = Outcome.UNDECIDED, "recipient-if-genuine"
    return (Answer(Question.RECIPIENT, outcome, Words(name, check.facts)),)


def host_of(identifier: str) -> str:
    """Return the host that an identifier belongs to (did:web, https), or nothing."""
    if identifier.startswith("did:web:"):
        return unquote(identifier.split(":")[2])
    try:
        parts = urlsplit(identifier)
    except ValueError:
        return ""
    return parts.netloc if parts.scheme == "https" else ""


def _why_not_genuine(report: Report) -> tuple[str, Name]:
    """Return in a word why it is not genuine, and which check says so."""
    failed = [
        name
        for name in (Name.PROOF, Name.ISSUER, Name.TERMS)
        if report.check(name).outcome is Outcome.FAILED
    ]
    for name in failed:
        if why := _NOT_GENUINE.get(report.check(name).code):
            return why, name
    return "not-genuine", failed[0] if failed else Name.PROOF


def _lapsed(report: Report) -> str | None:
    """Return in a word why it is not in force (any more), or none."""
    for name in (Name.STATUS, Name.PERIOD):
        check = report.check(name)
        if check.outcome is Outcome.FAILED and check.code in _LAPSED:
            return _LAPSED[check.code]
    return None


def _other_fault(report: Report) -> str:
    if report.check(Name.PROOF).outcome is Outcome.FAILED:
        return "does-not-count"
    if report.check(Name.VOCABULARY).outcome is Outcome.FAILED:
        return "vocabulary"
    subject = report.check(Name.SUBJECT)
    if subject.outcome is Outcome.FAILED:
        return "of-other" if "recipient" in subject.facts else "of-nobody"
    return "invalid"


def _doubt(report: Report) -> str:
    if _is_offline(report):
        return "offline"
    status = report.check(Name.STATUS).outcome
    alone = report.genuine is Genuine.YES and status is Outcome.UNDECIDED
    return "status-unknown" if alone else "unknown"


def _is_offline(report: Report) -> bool:
    codes = {report.check(Name.PROOF).code, report.check(Name.ISSUER).code}
    return bool(codes & _OFFLINE)


def _period_facts(report: Report) -> Mapping[str, str]:
    return report.check(Name.PERIOD).facts


def _reason(report: Report, name: Name) -> tuple[str, Mapping[str, str]]:
    check = report.check(name)
    return check.code, check.facts


def _both(words: Words) -> dict[str, str]:
    return {language.value: words.said(language) for language in Language}


def _advice(words: Words) -> dict[str, str] | None:
    sentences = ADVICE.get(words.name)
    return dict(zip(("en", "pl"), sentences, strict=True)) if sentences else None
