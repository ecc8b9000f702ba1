"""One Node process for the whole session, and services that badges are fetched from."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from fetching.loopback import authority

from issuer.db.engine import open_database

from .peer import HERE, Peer
from .service_badges import Running, running


@pytest.fixture(scope="session")
def peer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peer]:
    """Yield the other implementations. Their absence is a failure: nothing is skipped.

    They trust the authority that certifies the servers of these tests.
    """
    node = shutil.which("node")
    if node is None:
        pytest.fail("Node.js 20 or newer is missing; `make test` installs it")
    if not (HERE / "node_modules").is_dir():
        pytest.fail("tests/interop/node_modules is missing; `make test` installs it")
    trusted = tmp_path_factory.mktemp("authority") / "authority.pem"
    trusted.write_bytes(authority().certificate.public_bytes(Encoding.PEM))
    with subprocess.Popen(
        [node, str(HERE / "peer.mjs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "NODE_EXTRA_CA_CERTS": str(trusted)},
    ) as process:
        yield Peer(process)
        process.terminate()


@pytest.fixture(scope="module")
def served(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Yield a service at an https address, the same one for all tests of a module."""
    with _service(sqlite_template, tmp_path_factory, over_tls=True) as found:
        yield found


@pytest.fixture(scope="module")
def demonstrated(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """Yield a demonstration at an http address of this machine."""
    with _service(sqlite_template, tmp_path_factory, over_tls=False) as found:
        yield found


@contextmanager
def _service(
    template: Path, folders: pytest.TempPathFactory, *, over_tls: bool
) -> Iterator[Running]:
    home = folders.mktemp("home")
    shutil.copyfile(template, home / "insygnia.db")
    database = open_database(f"sqlite:///{home / 'insygnia.db'}")
    with running(database, home, over_tls=over_tls) as found:
        yield found
    database.dispose()
