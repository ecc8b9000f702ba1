"""The database restarts or is full while a batch is awarded: afterwards each row has one award."""

from pathlib import Path
from threading import Thread
from uuid import UUID

import databases
import pytest
from batches import sheets
from issuing import Issuer, collaborators, new_issuer
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from timing import Clock, wait_until

from bulk import confirming, taking
from issuer.db.engine import Database, open_database
from issuer.db.upgrade import upgrade
from issuer.models import Award, BatchState

ROWS = 40


@pytest.fixture
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirming, "ROWS_OF_A_CHUNK", 2)


def prepared(issuer: Issuer) -> UUID:
    """Return a confirmed batch."""
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(ROWS))
    sheets.confirm(issuer, batch)
    return batch


def finish(issuer: Issuer, batch: UUID, clock: Clock) -> None:
    """Do what is left of a batch when the lease of whoever failed is over."""
    clock.advance(taking.LEASE)
    sheets.work(issuer, batch)
    assert sheets.read(issuer, batch).state == BatchState.FINISHED
    assert sheets.books_of(issuer, batch) == sheets.exactly(ROWS)


@pytest.mark.usefixtures("_small_chunks")
def test_a_batch_goes_on_after_the_database_was_restarted(
    own_server: databases.ServerProcess, tmp_path: Path, clock: Clock
) -> None:
    url = own_server.admin.render_as_string(hide_password=False)
    upgrade(url)
    database = open_database(url)
    issuer = new_issuer(collaborators(database, tmp_path, clock))
    batch = prepared(issuer)
    failures: list[DBAPIError] = []

    def work() -> None:
        try:
            sheets.work(issuer, batch)
        except DBAPIError as e:
            failures.append(e)

    working = Thread(target=work)
    working.start()
    wait_until(lambda: issuer.count(Award) > 4)
    own_server.stop("immediate")
    working.join()
    own_server.start()

    assert failures
    assert 4 < issuer.count(Award) < ROWS
    finish(issuer, batch, clock)
    database.dispose()


@pytest.mark.usefixtures("_small_chunks")
def test_a_full_disk_awards_no_row_by_halves(tight: Database, tmp_path: Path, clock: Clock) -> None:
    issuer = new_issuer(collaborators(tight, tmp_path, clock))
    batch = prepared(issuer)
    room = {"pages": 1_000_000}

    # SQLite answers "database or disk is full" when it may have no more pages.
    def limit(connection: object, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={room['pages']}")  # type: ignore[attr-defined]  # the driver's connection

    event.listen(tight.engine, "checkout", limit)
    with tight.reading() as session:
        used = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
    room["pages"] = used + 20
    with pytest.raises(DBAPIError, match="full"):
        sheets.work(issuer, batch)

    assert 0 < issuer.count(Award) < ROWS
    room["pages"] = 1_000_000
    finish(issuer, batch, clock)
    tight.dispose()
