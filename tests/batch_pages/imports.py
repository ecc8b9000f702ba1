"""Batches in tests of their pages: found again by their page, changed, and awarded."""

from uuid import UUID

from batches import sheets
from issuing import Issuer
from sqlalchemy import update
from staff_pages.desk import fill
from starlette.testclient import TestClient

from bulk.columns import Column
from issuer.models import Batch, BatchState

WRONG = {Column.EMAIL: "nikt", Column.FIRST_NAME: "Jan", Column.LAST_NAME: "Kos"}
"""A row that cannot be awarded."""


def batch_of(page: str) -> UUID:
    """Return the batch that a page is about."""
    return UUID(page.rpartition("/")[2])


def state_of(issuer: Issuer, page: str) -> BatchState:
    """Return where the batch of a page stands."""
    return sheets.read(issuer, batch_of(page)).state


def set_to(issuer: Issuer, page: str, **columns: object) -> None:
    """Let the record of a batch say something else."""
    with issuer.writing() as session:
        session.execute(update(Batch).where(Batch.id == batch_of(page)).values(**columns))


def awarded(client: TestClient, issuer: Issuer, page: str) -> None:
    """Confirm a batch on its page and let it be awarded."""
    assert fill(client, page, f"{page}/confirm").status_code == 303
    sheets.work(issuer, batch_of(page))
