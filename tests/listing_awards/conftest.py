"""The application, and organisations with many awards on both engines."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
import visitors
from fastapi import FastAPI

from issuer.collaborators import Collaborators
from issuer.db.engine import open_database

from .crowds import Crowd, crowd_of


@pytest.fixture
def app(service: Collaborators) -> FastAPI:
    """Return the application of the service."""
    return visitors.serve(service)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def crowd(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Crowd]:
    """Yield two organisations, of 20 000 and of 1 200 awards; nobody changes anything there."""
    folder: Path = tmp_path_factory.mktemp("crowd")
    with ExitStack() as stack:
        if request.param == "sqlite":
            shutil.copyfile(request.getfixturevalue("sqlite_template"), folder / "insygnia.db")
            url = f"sqlite:///{folder / 'insygnia.db'}"
        else:
            server = request.getfixturevalue("postgresql")
            template = request.getfixturevalue("postgresql_template")
            url = server.url(stack.enter_context(server.new_database(like=template)))
        database = open_database(url)
        stack.callback(database.dispose)
        yield crowd_of(database, now=datetime(2030, 3, 1, 12, tzinfo=UTC))
