"""Every file of the tables gets its verdict, for the reason named."""

import json
from collections import Counter

import pytest

from verifier.report import Genuine, Outcome, Report, Verdict

from . import naive
from .cases import Case
from .people import ISSUER
from .securing import bytes_of
from .tables import CASES, report_named

DECIDING = {Verdict.INVALID: Outcome.FAILED, Verdict.COULD_NOT_CHECK: Outcome.UNDECIDED}


def said(report: Report) -> list[str]:
    """Return every check in one line, for whoever reads a failure."""
    return [
        f"{check.name.value}: {check.outcome.value} {check.code} {dict(check.facts)} "
        f"{[(detail.pointer, detail.rule) for detail in check.details]}"
        for check in report.checks
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_file_gets_its_verdict_for_the_reason_named(case: Case) -> None:
    report = report_named(case.name)
    check = report.check(case.check)
    assert (report.verdict, check.code) == (case.verdict, case.code), said(report)
    assert report.genuine is case.genuine, said(report)
    if case.verdict in DECIDING:
        assert check.outcome is DECIDING[case.verdict], said(report)
    assert case.rule in {None, *(detail.rule for detail in check.details)}, said(report)
    assert set(case.remarks) <= {remark.rule for remark in report.remarks}


@pytest.mark.parametrize("case", [c for c in CASES if c.right], ids=lambda case: case.name)
def test_software_without_guards_finds_nothing_wrong_with_a_fitting_signature(case: Case) -> None:
    naive.accept(json.loads(bytes_of(case.made())), ISSUER)


def test_no_two_rows_have_the_same_name() -> None:
    assert [name for name, times in Counter(c.name for c in CASES).items() if times > 1] == []


def test_only_what_is_genuine_is_valid() -> None:
    assert {case.genuine for case in CASES if case.verdict is Verdict.VALID} == {Genuine.YES}


def test_the_tables_are_not_emptied_by_mistake() -> None:
    valid = sum(case.verdict is Verdict.VALID for case in CASES)
    assert valid >= 70
    assert len(CASES) - valid >= 200
    assert sum(case.right for case in CASES) >= 100
