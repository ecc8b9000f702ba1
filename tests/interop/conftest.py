"""One Node process for the whole session."""

import shutil
import subprocess
from collections.abc import Iterator

import pytest

from .peer import HERE, Peer


@pytest.fixture(scope="session")
def peer() -> Iterator[Peer]:
    """Yield the other implementations. Their absence is a failure: nothing is skipped."""
    node = shutil.which("node")
    if node is None:
        pytest.fail("Node.js 20 or newer is missing; `make test` installs it")
    if not (HERE / "node_modules").is_dir():
        pytest.fail("tests/interop/node_modules is missing; `make test` installs it")
    command = [node, str(HERE / "peer.mjs")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        yield Peer(process)
        process.terminate()
