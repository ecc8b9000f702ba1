"""Processes that start at once make the tables, and what the installation remembers, once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from databases import PostgresServer

from issuer.cli.preparing import prepare_tables
from issuer.db.engine import open_database
from issuer.db.revision import NEWEST_REVISION, current_revision
from issuer.models import InstanceFact
from issuer.settings import Settings

AT_ONCE = 4


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_tables_are_made_once(postgresql: PostgresServer, tmp_path: Path, engine: str) -> None:
    with postgresql.new_database() as name:
        url = postgresql.url(name) if engine == "postgresql" else f"sqlite:///{tmp_path / 'x.db'}"
        settings = Settings(home=tmp_path, database_url=url, port=8000)
        barrier = Barrier(AT_ONCE)

        def start(_: int) -> None:
            barrier.wait()
            prepare_tables(settings)

        with ThreadPoolExecutor(AT_ONCE) as processes:
            list(processes.map(start, range(AT_ONCE)))

        database = open_database(url)
        with database.reading() as session:
            assert session.get_one(InstanceFact, "public_url").value == settings.base_url
        assert current_revision(database) == NEWEST_REVISION
        database.dispose()
