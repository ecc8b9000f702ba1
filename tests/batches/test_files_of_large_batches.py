"""Reports and workbooks of large batches are made by processes of their own."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from issuing import Issuer
from openpyxl import load_workbook
from sqlalchemy import update
from starlette.testclient import TestClient

from bulk.batch_errors import FileNotMadeError, SheetsBusyError
from bulk.clearing import CLEARED_AFTER, clear_old_batches
from bulk.making.orders import FileName
from bulk.making.parent import FileMakers
from bulk.sheet_children import SheetChildren
from issuer.models import Batch

from . import sheets
from .programs import BATCHES, CSV, read_sheets, upload

MANY = 1_001


@pytest.fixture
def makers(issuer: Issuer) -> FileMakers:
    """Return what makes files, without patience."""
    found = FileMakers.beside(SheetChildren.of(issuer.service.settings))
    return replace(found, places=replace(found.places, count=1, patience_s=0))


@pytest.fixture
def batch(issuer: Issuer, program: TestClient) -> Batch:
    """Return a batch that is awarded, of a few rows."""
    found = UUID(upload(program, issuer.template(), CSV).json()["id"])
    read_sheets(issuer)
    sheets.confirm(issuer, found)
    sheets.work(issuer, found)
    return sheets.read(issuer, found)


def counted(issuer: Issuer, batch: Batch, rows: int) -> Batch:
    """Return the batch as if it had so many rows."""
    with issuer.writing() as session:
        session.execute(update(Batch).where(Batch.id == batch.id).values(rows=rows))
    return sheets.read(issuer, batch.id)


def table(content: bytes) -> list[tuple[object, ...]]:
    return list(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))


@pytest.mark.parametrize("name", FileName)
def test_the_file_of_a_large_batch_is_that_of_a_small_one(
    issuer: Issuer, program: TestClient, batch: Batch, name: FileName
) -> None:
    place = f"{BATCHES}/{batch.id}/{name}?lang=pl"
    small = program.get(place)
    counted(issuer, batch, MANY)
    large = program.get(place)
    assert (small.status_code, large.status_code) == (200, 200)
    assert small.headers["content-disposition"] == large.headers["content-disposition"]
    read: Callable[[bytes], object] = bytes if name is FileName.CSV else table
    assert read(small.content) == read(large.content)
    assert b"zaneta@example.org" in program.get(f"{BATCHES}/{batch.id}/report.csv").content


def test_whoever_does_not_want_the_rest_ends_what_makes_it(
    issuer: Issuer, batch: Batch, makers: FileMakers
) -> None:
    found = makers.made(FileName.CSV, issuer.service, counted(issuer, batch, MANY), "pl")
    with pytest.raises(SheetsBusyError), makers.places.one():
        pass
    assert next(found)
    del found
    with makers.places.one():
        pass


def test_as_many_files_are_made_at_once_as_there_are_places(
    issuer: Issuer, batch: Batch, makers: FileMakers
) -> None:
    large = counted(issuer, batch, MANY)
    with makers.places.one(), pytest.raises(SheetsBusyError):
        makers.made(FileName.XLSX, issuer.service, large, "pl")
    assert b"".join(makers.made(FileName.XLSX, issuer.service, large, "pl"))[:2] == b"PK"


def test_places_for_files_are_not_those_for_sheets(makers: FileMakers) -> None:
    sheets_only = replace(makers.children.places, count=1, patience_s=0)
    with sheets_only.one(), makers.places.one():
        pass


def test_whoever_waits_for_files_leaves_threads_to_others(
    issuer: Issuer, batch: Batch, makers: FileMakers
) -> None:
    large = counted(issuer, batch, MANY)
    many = replace(makers, places=replace(makers.places, count=20))
    held: list[Iterator[bytes]] = []
    with pytest.raises(SheetsBusyError):
        held += [many.made(FileName.CSV, issuer.service, large, "pl") for _ in range(20)]
    assert b"".join(many.made(FileName.CSV, issuer.service, large, "pl"))


def test_a_file_that_cannot_be_made_is_refused_before_anything_of_it_is_sent(
    issuer: Issuer, batch: Batch, makers: FileMakers
) -> None:
    large = counted(issuer, batch, MANY)
    with issuer.writing() as session:
        gone = session.get_one(Batch, large.id)
        session.expunge(gone)
    gone.id = UUID(int=0)
    with pytest.raises(FileNotMadeError):
        makers.made(FileName.CSV, issuer.service, gone, "pl")
    with makers.places.one():
        pass


def test_a_workbook_that_was_let_go_is_told_so(
    issuer: Issuer, program: TestClient, batch: Batch
) -> None:
    with issuer.writing() as session:
        clear_old_batches(session, now=issuer.now + CLEARED_AFTER * 2)
    counted(issuer, batch, MANY)
    assert program.get(f"{BATCHES}/{batch.id}/workbook.xlsx").status_code == 410
    assert program.get(f"{BATCHES}/{batch.id}/report.csv").status_code == 200
