"""Databases to be brought into trouble."""

import gc
import warnings
from collections.abc import Iterator
from pathlib import Path

import databases
import pytest

from issuer.db.engine import Database, open_database


@pytest.fixture
def own_server() -> Iterator[databases.ServerProcess]:
    """Yield a PostgreSQL server that a test may stop; what it commits, it keeps."""
    process = databases.ServerProcess(databases.server_programs())
    # Servers for tests forget what they committed last; here that must not happen.
    databases.PostgresServer(process.admin).run(
        "ALTER DATABASE postgres SET synchronous_commit = on"
    )
    yield process
    process.remove()
    # It died under connections that nobody can close any more: they are let go of here, and not in
    # the middle of another test.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture
def tight(sqlite_template: Path, tmp_path: Path) -> Database:
    """Return a SQLite database that can be told how many pages it may have."""
    copy = tmp_path / "tight.db"
    copy.write_bytes(sqlite_template.read_bytes())
    return open_database(f"sqlite:///{copy}")
