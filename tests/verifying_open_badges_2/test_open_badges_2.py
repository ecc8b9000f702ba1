"""Every badge of the tables gets its verdict, for the reason named."""

from collections import Counter
from string import Formatter

import pytest

from verifier.presentation import as_json, as_text
from verifier.report import Outcome, Report, Verdict
from verifier.texts import TEXTS, Language

from .bad_badges import BAD
from .cases import Case, report_on
from .good_badges import GOOD
from .open_badges import OPEN

CASES = (*GOOD, *BAD, *OPEN)
DECIDING = {Verdict.INVALID: Outcome.FAILED, Verdict.COULD_NOT_CHECK: Outcome.UNDECIDED}


def said(report: Report) -> list[str]:
    """Return every check in one line, for whoever reads a failure."""
    return [
        f"{check.name.value}: {check.outcome.value} {check.code} {dict(check.facts)} "
        f"{[(detail.pointer, detail.rule) for detail in check.details]}"
        for check in report.checks
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_badge_gets_its_verdict_for_the_reason_named(case: Case) -> None:
    report = report_on(case)
    check = report.check(case.check)
    assert (report.verdict, check.code) == (case.verdict, case.code), said(report)
    assert report.genuine is case.genuine, said(report)
    if case.verdict in DECIDING:
        assert check.outcome is DECIDING[case.verdict], said(report)
    assert case.rule in {None, *(detail.rule for detail in check.details)}, said(report)
    assert case.fact is None or any(case.fact in fact for fact in check.facts.values())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_sentence_of_its_report_is_whole(case: Case) -> None:
    report = report_on(case)
    for check in report.checks:
        gaps = {name for _, name, _, _ in Formatter().parse(TEXTS[check.code][0]) if name}
        assert gaps <= check.facts.keys()
    assert as_json(report)["verdict"] == case.verdict.value
    assert all(as_text(report, language) for language in Language)


def test_no_two_rows_have_the_same_name() -> None:
    assert [name for name, times in Counter(c.name for c in CASES).items() if times > 1] == []


def test_the_tables_are_not_emptied_by_mistake() -> None:
    assert (len(GOOD) >= 35, len(BAD) >= 70, len(OPEN) >= 30) == (True, True, True)
