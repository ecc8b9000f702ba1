"""Every file of the tables gets its verdict, for the reason named."""

import pytest

from verifier.report import Outcome, Verdict

from . import naive
from .cases import Case, report_on
from .good_documents import GOOD

OUTCOMES = {
    Verdict.VALID: (Outcome.PASSED, Outcome.FAILED),
    Verdict.INVALID: (Outcome.FAILED,),
    Verdict.COULD_NOT_CHECK: (Outcome.UNDECIDED,),
}
CASES = GOOD


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_file_gets_its_verdict_for_the_reason_named(case: Case) -> None:
    report = report_on(case)
    check = report.check(case.check)
    said = [(c.name.value, c.outcome.value, c.code, dict(c.facts), c.details) for c in report.checks]
    assert (report.verdict, check.code) == (case.verdict, case.code), said
    assert check.outcome in OUTCOMES[case.verdict], said
    assert report.genuine is case.genuine, said
    assert case.rule in (None, *(detail.rule for detail in check.details)), check.details
    assert set(case.remarks) <= {remark.rule for remark in report.remarks}
