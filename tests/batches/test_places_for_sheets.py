"""A machine opens only so many files of strangers at once, whichever process asks."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from issuing import Issuer
from sqlalchemy import select
from starlette.testclient import TestClient
from timing import Clock

from bulk.batch_errors import SheetsBusyError
from bulk.places import Places
from bulk.reading_job import read_batch
from bulk.sheet_children import SheetChildren
from issuer.models import BatchReading, BatchState

from . import sheets
from .programs import CSV, read_sheets, upload

HOLDER = """
import sys
from pathlib import Path
from bulk.places import Places

with Places(Path(sys.argv[1]), 1).one():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_as_many_are_opened_as_there_are_places(tmp_path: Path) -> None:
    places = Places(tmp_path, 2, patience_s=0)
    with places.one():
        with places.one(), pytest.raises(SheetsBusyError), places.one():
            pass
        with places.one():
            pass


def test_whoever_waits_gets_the_place_that_is_let_go(tmp_path: Path) -> None:
    first = Places(tmp_path, 1, patience_s=0).one()
    first.__enter__()
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            first.__exit__(None, None, None)

    with Places(tmp_path, 1, monotonic=lambda: sum(waits), sleep=sleep).one():
        assert len(waits) == 3


def test_a_process_that_is_killed_lets_go_of_its_place(tmp_path: Path) -> None:
    places = Places(tmp_path, 1, patience_s=0)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(SheetsBusyError), places.one():
            pass
        holder.kill()
    with places.one():
        pass


def test_a_sheet_that_finds_no_place_is_read_a_little_later(
    issuer: Issuer, program: TestClient, clock: Clock
) -> None:
    batch = UUID(upload(program, issuer.template(), CSV).json()["id"])
    with issuer.service.database.reading() as session:
        job = session.scalars(select(BatchReading.id)).one()
    children = SheetChildren.of(issuer.service.settings)
    full = replace(children, places=replace(children.places, count=1, patience_s=0))
    with full.places.one(), pytest.raises(SheetsBusyError):
        read_batch(job, issuer.service, full.read)
    with issuer.service.database.reading() as session:
        due_in = session.get_one(BatchReading, job).due_at - issuer.now
    assert due_in.total_seconds() == 30
    assert sheets.read(issuer, batch).state == BatchState.UPLOADED

    clock.advance(due_in)
    read_sheets(issuer)
    assert sheets.read(issuer, batch).state == BatchState.CHECKED
