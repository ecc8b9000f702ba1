"""The answers in plain words say what the checks found, of every document of the tables."""

from collections.abc import Mapping
from dataclasses import replace
from string import Formatter

import pytest

from keys.signer import Algorithm
from keys.strict_json import Json
from verifier.answers import Question, answers, headline, host_of, plain_words
from verifier.report import Genuine, Name, Outcome, Report, Verdict
from verifier.texts import Language
from verifier.texts.answers import ANSWERS
from verifier.wording import day_in_words

from .cases import verifier
from .documents import NOW
from .people import by_did_web, did_web_answer
from .securing import bytes_of, well
from .tables import CASES, report_named

AS_GENUINE = {
    Genuine.YES: Outcome.PASSED,
    Genuine.NO: Outcome.FAILED,
    Genuine.UNKNOWN: Outcome.UNDECIDED,
}
_BEGINNINGS = {
    Verdict.VALID: ("Valid", "Ważna"),
    Verdict.INVALID: ("No", "Nie"),
    Verdict.COULD_NOT_CHECK: ("Could not be checked", "Nie udało się sprawdzić"),
}


def of(report: Report, question: Question) -> Outcome:
    return next(each.outcome for each in answers(report) if each.question is question)


@pytest.mark.parametrize("name", [case.name for case in CASES])
def test_the_answers_agree_with_the_report(name: str) -> None:
    report = report_named(name)
    genuine, in_force = of(report, Question.GENUINE), of(report, Question.IN_FORCE)

    assert [each.question for each in answers(report)] == list(Question)[:3]
    assert genuine is AS_GENUINE[report.genuine]
    if report.verdict is Verdict.VALID:
        assert (genuine, in_force) == (Outcome.PASSED, Outcome.PASSED)
    if report.genuine is Genuine.NO:
        assert of(report, Question.WHO) is Outcome.FAILED
        assert in_force is Outcome.FAILED
    if report.genuine is Genuine.UNKNOWN:
        assert in_force is not Outcome.PASSED
        assert of(report, Question.WHO) is Outcome.UNDECIDED
    for check in (report.check(Name.PERIOD), report.check(Name.STATUS)):
        if check.outcome is Outcome.UNDECIDED:
            assert in_force is not Outcome.PASSED


@pytest.mark.parametrize("name", [case.name for case in CASES])
def test_the_headline_begins_with_the_verdict(name: str) -> None:
    report = report_named(name)
    words = headline(report)

    for language, beginning in zip(Language, _BEGINNINGS[report.verdict], strict=True):
        assert words.said(language).startswith(beginning)


def test_every_sentence_is_used_and_has_its_facts() -> None:
    """Each `{…}` of a sentence is filled by whoever says it; `reason` is another sentence."""
    for report in (report_named(case.name) for case in CASES):
        for words in (headline(report), *(each.words for each in answers(report))):
            for sentence in ANSWERS[words.name]:
                names = {name for _, name, _, _ in Formatter().parse(sentence) if name}
                assert names - {"reason"} <= words.facts.keys()
                assert ("reason" in names) == (words.reason is not None)


def test_genuine_stands_before_what_became_of_it() -> None:
    revoked = report_named("a revoked badge")

    assert headline(revoked).said(Language.ENGLISH) == (
        "Not valid: genuine, but the issuer has revoked it"
    )
    assert [each.outcome for each in answers(revoked)][:2] == [Outcome.PASSED, Outcome.FAILED]


def test_a_site_stands_behind_a_did_web() -> None:
    school = by_did_web(Algorithm.ED25519)
    report = verifier(did_web_answer(Algorithm.ED25519)).verify(
        bytes_of(well(person=school)()), now=NOW
    )
    who = answers(report)[2]

    assert who.outcome is Outcome.PASSED
    assert "akademia.example" in who.words.said(Language.POLISH)


def test_an_issuer_out_of_reach_is_no_forger() -> None:
    report = verifier({}).verify(bytes_of(well(person=by_did_web(Algorithm.ED25519))()), now=NOW)

    assert {each.outcome for each in answers(report)} == {Outcome.UNDECIDED}
    assert headline(report).name == "headline-offline"


@pytest.mark.parametrize(
    ("recipient", "genuine", "outcome"),
    [
        ("jan@example.org", True, Outcome.PASSED),
        ("jan@example.org", False, Outcome.UNDECIDED),
        ("ewa@example.org", True, Outcome.FAILED),
        ("ewa@example.org", False, Outcome.FAILED),
        ("did:example:jan", True, Outcome.FAILED),
    ],
)
def test_whose_it_is_counts_only_if_it_is_genuine(
    recipient: str, genuine: bool, outcome: Outcome
) -> None:
    document: Json = well()()
    if not genuine:
        document = {**document, "name": "Inna nazwa"}
    report = verifier({}).verify(bytes_of(document), now=NOW, recipient=recipient)

    assert of(report, Question.RECIPIENT) is outcome


def test_a_report_as_json_has_all_of_it_in_both_languages() -> None:
    said = plain_words(report_named("a revoked badge"))

    texts: list[Mapping[str, str]] = [
        said["headline"],
        *(each["text"] for each in said["answers"]),
        *(each["advice"] for each in said["answers"] if each["advice"]),
    ]
    assert all(text.keys() == {"en", "pl"} and all(text.values()) for text in texts)


@pytest.mark.parametrize(
    ("identifier", "host"),
    [
        ("did:web:akademia.example:issuers:kursy", "akademia.example"),
        ("did:web:localhost%3A8443", "localhost:8443"),
        ("https://akademia.example/issuers/1", "akademia.example"),
        ("did:key:z6Mk", ""),
        ("http://akademia.example/", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_only_a_site_has_a_host(identifier: str, host: str) -> None:
    assert host_of(identifier) == host


def test_days_are_written_as_people_write_them() -> None:
    instant = "2030-06-30T23:30:00-02:00"

    assert day_in_words(instant, Language.ENGLISH) == "1 July 2030"
    assert day_in_words(instant, Language.POLISH) == "01.07.2030"
    assert day_in_words("kiedyś", Language.POLISH) == "kiedyś"


def test_the_name_of_an_issuer_may_be_anything() -> None:
    report = report_named("a revoked badge")
    names: list[Json] = [None, 5, {"a": []}, ""]
    for name in names:
        issuer = {"id": "did:key:z6Mk", "name": name}
        strange = replace(report, credential={"issuer": issuer})
        assert "did:key:z6Mk" in answers(strange)[2].words.said(Language.ENGLISH)
