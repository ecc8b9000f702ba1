"""An installation whose database is copied and put back, and whose operator types commands."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from databases import PostgresServer
from issuing import PUBLIC_URL, Issuer
from log_lines import written_log
from sqlalchemy import make_url, select

from issuer.cli import main
from issuer.models import Award, Generation, StatusList

VARIABLES = ("KEK_FILE", "KEK_PASSPHRASE", "PORT", "ENV")
Place = tuple[Any, int | None]


@dataclass(frozen=True)
class Copy:
    """A copy of a database as it was: another file, or another database of the server."""

    name: str


class Installation:
    """An issuer, its database as an operator sees it, and the command `insygnia`."""

    def __init__(self, issuer: Issuer, url: str, home: Path, stack: ExitStack) -> None:
        self.issuer = issuer
        self.url = url
        self.home = home
        self.server: PostgresServer | None = None
        self._stack = stack

    def insygnia(self, *arguments: str | Path) -> int:
        """Run a command of the service, as its operator types it, and return the exit code."""
        return main([str(each) for each in arguments])

    def start(self) -> None:
        """Do what every process of the service does first."""
        assert self.insygnia("db", "upgrade") == 0

    def back_up(self) -> Copy:
        """Return a copy of the database as it is now."""
        self.issuer.service.database.dispose()
        if self.server is not None:
            name = self._stack.enter_context(self.server.new_database(like=self._database))
            return Copy(name)
        copy = self.home / f"backup-{len(list(self.home.glob('backup-*')))}.db"
        connection = sqlite3.connect(self._database)
        connection.execute("VACUUM INTO ?", [str(copy)])
        connection.close()
        return Copy(str(copy))

    def put_back(self, copy: Copy) -> None:
        """Replace the database by a copy."""
        self.issuer.service.database.dispose()
        if self.server is not None:
            self.server.run(f"DROP DATABASE {self._database} WITH (FORCE)")
            self.server.run(f"CREATE DATABASE {self._database} TEMPLATE {copy.name}")
            return
        for end in ("-wal", "-shm"):
            Path(f"{self._database}{end}").unlink(missing_ok=True)
        shutil.copyfile(copy.name, self._database)

    def places(self) -> dict[Any, Place]:
        """Return the place on a status list that each generation in the database has."""
        with self.issuer.service.database.reading() as session:
            rows = session.scalars(select(Generation)).all()
            return {row.id: (row.status_list_id, row.status_index) for row in rows}

    def save_lists(self, folder: Path) -> list[Path]:
        """Write every status list as it is served into a file; return the files."""
        folder.mkdir(exist_ok=True)
        with self.issuer.service.database.reading() as session:
            lists = session.scalars(select(StatusList).order_by(StatusList.number)).all()
        for each in lists:
            (folder / f"{each.id}.json").write_text(each.signed, "utf-8")
        return [folder / f"{each.id}.json" for each in lists]

    def is_here(self, award: Award) -> bool:
        """Tell whether the database has an award."""
        with self.issuer.service.database.reading() as session:
            return session.get(Award, award.id) is not None

    @property
    def _database(self) -> str:
        return str(make_url(self.url).database)


@contextmanager
def installed(
    issuer: Issuer, request: pytest.FixtureRequest, url: str, home: Path
) -> Iterator[Installation]:
    """Yield the installation of an issuer; the environment is that of its operator."""
    patch = pytest.MonkeyPatch()
    with ExitStack() as stack, written_log(), patch.context() as environment:
        for name in VARIABLES:
            # Set before it is taken away: a command may set it, and it must not outlive the test.
            environment.setenv(f"INSYGNIA_{name}", "")
            environment.delenv(f"INSYGNIA_{name}")
        environment.setenv("INSYGNIA_HOME", str(home))
        environment.setenv("INSYGNIA_DATABASE_URL", url)
        environment.setenv("INSYGNIA_PUBLIC_URL", PUBLIC_URL)
        environment.setenv("INSYGNIA_KEK", bytes(range(32)).hex())
        environment.setenv("INSYGNIA_LOG_LEVEL", "ERROR")
        made = Installation(issuer, url, home, stack)
        if not url.startswith("sqlite:"):
            made.server = request.getfixturevalue("postgresql")
        yield made
