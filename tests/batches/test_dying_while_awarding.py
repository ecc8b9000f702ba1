"""kill -9 between any two statements of a chunk: afterwards each row has one award."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

from issuing import Issuer
from sqlalchemy import func, select

from issuer.models import Achievement, Award, BatchState, Generation

from . import sheets
from .dying import ROWS

TESTS = Path(__file__).parent.parent


def test_each_row_is_awarded_once_wherever_a_worker_is_killed(
    issuer: Issuer, database_url: str, tmp_path: Path
) -> None:
    template = issuer.template()
    arguments = [database_url, str(tmp_path), str(issuer.organisation_id), str(template)]

    done = subprocess.run(
        [sys.executable, "-m", "tests.batches.dying", *arguments],
        check=True,
        capture_output=True,
        text=True,
        cwd=TESTS.parent,
        env={**os.environ, "PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"},
    )

    *lines, finished = [line.split() for line in done.stdout.splitlines()]
    assert [line[1] for line in lines] == ["0", *["killed"] * (len(lines) - 2), "0"], done.stderr
    assert len(lines) > 40, done.stdout
    assert finished == ["finished", "0"], done.stderr
    for name, _ in lines:
        batch = UUID(name)
        assert sheets.read(issuer, batch).state == BatchState.FINISHED
        books = sheets.books_of(issuer, batch)
        assert (books.awards, books.people, books.forms, books.mails) == (3, 3, 6, 3)
        assert sheets.read(issuer, batch).awarded == ROWS
    with issuer.service.database.reading() as session:
        assert session.scalar(select(Achievement.awarded_count)) == ROWS * len(lines)
        assert session.scalar(select(func.count(Award.id))) == ROWS * len(lines)
        places = session.execute(
            select(Generation.status_list_id, Generation.status_index).distinct()
        ).all()
    assert len(places) == ROWS * len(lines)
