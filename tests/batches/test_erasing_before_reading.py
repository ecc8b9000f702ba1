"""Somebody is erased who stands in a sheet that was uploaded, but not read yet (rule 34)."""

from uuid import UUID

import pytest
from issuing import Issuer
from sqlalchemy import select

from bulk.batches import UploadedSheet, create_batch
from bulk.reading_job import read_batch
from bulk.sheet_children import SheetChildren
from issuer.erasure import erase_recipient
from issuer.models import Batch, BatchFile, BatchReading, BatchRow, BatchState, RowState

from . import sheets

SHEET = b"EMAIL;IMI\xc4\x98;NAZWISKO\nJan@X.pl;Jan;\nOla@X.pl;Ola;Lis\nala@x.pl;Ala;Kot\n"


def uploaded(issuer: Issuer, content: bytes = SHEET) -> UUID:
    with issuer.writing() as session:
        sheet = UploadedSheet(content)
        return create_batch(session, issuer.caller, issuer.template(), sheet, now=issuer.now).id


def erase(issuer: Issuer, email: str) -> None:
    with issuer.writing() as session:
        erase_recipient(session, issuer.caller, issuer.service, email, revoke=True, now=issuer.now)


def read(issuer: Issuer) -> None:
    with issuer.service.database.reading() as session:
        job = session.scalars(select(BatchReading.id)).one()
    read_batch(job, issuer.service, SheetChildren.of(issuer.service.settings).read)


def rows(issuer: Issuer) -> list[tuple[str | None, str]]:
    query = select(BatchRow.email, BatchRow.state).order_by(BatchRow.number)
    with issuer.service.database.reading() as session:
        return [(email, state) for email, state in session.execute(query)]


@pytest.mark.parametrize(
    ("erased", "left"), [("ola@x.pl", ["Jan@X.pl", None, "ala@x.pl"]),
                         ("JAN@x.pl", [None, "Ola@X.pl", "ala@x.pl"])],
    ids=["a row to award", "a row to refuse"],
)  # fmt: skip
def test_their_row_is_empty_when_the_sheet_has_been_read(
    issuer: Issuer, erased: str, left: list[str | None]
) -> None:
    batch = uploaded(issuer)
    erase(issuer, erased)
    read(issuer)

    assert [email for email, _ in rows(issuer)] == left
    assert [state for email, state in rows(issuer) if email is None] == [RowState.REFUSED]
    with issuer.service.database.reading() as session:
        assert session.get(BatchFile, batch) is None
    found = sheets.read(issuer, batch)
    assert (found.state, found.file_name, found.erased) == (BatchState.CHECKED, None, [])


def test_nobody_is_told_by_what_the_batch_keeps(issuer: Issuer) -> None:
    batches = [uploaded(issuer), uploaded(issuer)]
    erase(issuer, "ola@x.pl")

    kept = [sheets.read(issuer, batch).erased for batch in batches]
    assert "ola" not in str(kept)
    assert set(kept[0]).isdisjoint(kept[1])


def test_a_sheet_without_them_is_left_as_it_is(issuer: Issuer) -> None:
    batch = uploaded(issuer)
    erase(issuer, "nikt@x.pl")
    read(issuer)

    assert [email for email, _ in rows(issuer)] == ["Jan@X.pl", "Ola@X.pl", "ala@x.pl"]
    with issuer.service.database.reading() as session:
        assert session.get(BatchFile, batch) is not None
    assert sheets.read(issuer, batch).erased == []


def test_a_sheet_that_cannot_be_read_keeps_nothing(issuer: Issuer) -> None:
    batch = uploaded(issuer, b"\x00\x01\x02")
    erase(issuer, "ola@x.pl")
    read(issuer)

    found = sheets.read(issuer, batch)
    assert (found.state, found.erased) == (BatchState.FAILED, [])
    assert issuer.count(Batch) == 1
