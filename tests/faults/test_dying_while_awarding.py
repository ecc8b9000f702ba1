"""kill -9 between any two statements of an award: all of it is there, or none of it."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from issuing import JAN, Issuer
from sqlalchemy import func, select

from issuer.models import Achievement, AuditEntry, Award, Form, Generation, Mail, StatusList
from verifier.report import Verdict

TESTS = Path(__file__).parent.parent


def test_no_award_is_half_made_wherever_the_process_is_killed(
    issuer: Issuer, database_url: str, tmp_path: Path
) -> None:
    template = issuer.template()
    arguments = [database_url, str(tmp_path), str(issuer.organisation_id), str(template)]

    done = subprocess.run(
        [sys.executable, TESTS / "faults" / "dying.py", *arguments],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"},
    )

    ends = [line.rpartition(" ")[2] for line in done.stdout.splitlines()]
    assert ends.count("killed") > 30, done.stdout
    assert ends.count("0") == 2, done.stdout + done.stderr
    issuer.award(template, JAN)
    _is_whole(issuer, survivors=4)


def _is_whole(issuer: Issuer, *, survivors: int) -> None:
    with issuer.service.database.reading() as session:
        awards = session.scalars(select(Award)).all()
        generations = session.scalars(select(Generation)).all()
        forms = session.scalars(select(Form)).all()
        noted = session.scalars(
            select(AuditEntry.subject_id).where(AuditEntry.action == "award.made")
        ).all()
        mails = session.scalars(select(Mail.award_id)).all()
        counted = session.scalar(select(Achievement.awarded_count))
        taken = session.scalar(select(func.sum(StatusList.taken)))
    ids = {award.id for award in awards}
    assert len(ids) == survivors
    assert Counter(generation.award_id for generation in generations) == dict.fromkeys(ids, 1)
    per_generation = Counter(form.generation_id for form in forms)
    assert per_generation == {generation.id: 2 for generation in generations}
    assert sorted(noted) == sorted(str(name) for name in ids)
    assert sorted(mails, key=str) == sorted(ids, key=str)
    assert (counted, taken) == (survivors, survivors)
    entries = {(each.status_list_id, each.status_index) for each in generations}
    assert len(entries) == survivors
    verdicts = {issuer.verify(form.content).verdict for form in forms}
    assert verdicts == {Verdict.VALID}
