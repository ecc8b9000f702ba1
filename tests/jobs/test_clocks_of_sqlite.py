"""DBOS dates its rows by the database, to the millisecond where Python is 3.12 or newer."""

import time
from pathlib import Path

from sqlalchemy import text

from issuer.jobs.system import open_engine


def test_every_sqlite_knows_fractions_of_a_second(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'jobs.db'}")
    made = "CREATE TABLE version (made INTEGER NOT NULL DEFAULT (unixepoch('subsec') * 1000))"
    with engine.begin() as connection:
        before = time.time()
        connection.execute(text(made))
        connection.execute(text("INSERT INTO version DEFAULT VALUES"))
        milliseconds = connection.execute(text("SELECT made FROM version")).scalar_one()
    engine.dispose()
    assert before - 0.01 <= milliseconds / 1000 <= time.time() + 0.01
