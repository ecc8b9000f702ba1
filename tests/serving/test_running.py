"""The service as processes: it starts, mends itself, and leaves nothing behind."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from timing import wait_until

from issuer.cli.serve import default_workers

COMMAND = Path(sys.executable).with_name("insygnia")


@dataclass(frozen=True)
class Service:
    """A service that runs: its parent process, and where it answers."""

    process: subprocess.Popen[str]
    address: str
    home: Path

    def children(self) -> list[int]:
        """Return the ids of the processes that the parent started."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(number) for number in path.read_text().split()]

    def workers(self) -> list[int]:
        """Return the ids of the workers; one that is being replaced is missing."""
        return [child for child in self.children() if b"worker" in command_of(child)]

    def is_ready(self) -> bool:
        """Tell what /readyz says."""
        try:
            with urlopen(f"{self.address}/readyz", timeout=5) as answer:
                return bool(json.load(answer)["ready"])
        except HTTPError:
            return False


def command_of(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""


def lives(process: int) -> bool:
    # A process that ended and that nobody asked for yet has no command any more.
    return command_of(process) != b""


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("INSYGNIA_")}
    return {**kept, "INSYGNIA_HOME": str(home), "INSYGNIA_WORKERS": "1"}


@contextmanager
def running(home: Path, **settings: str) -> Iterator[Service]:
    command = [str(COMMAND), "serve", "--port", "0"]
    with (
        (home.parent / "log").open("a") as log,
        subprocess.Popen(
            command,
            env=environment(home) | settings,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            assert said.endswith(" is ready.\n"), (home.parent / "log").read_text()
            yield Service(process, said.removesuffix(" is ready.\n"), home)
        finally:
            process.kill()


def test_a_killed_worker_is_replaced_and_a_killed_parent_leaves_nobody(tmp_path: Path) -> None:
    with running(tmp_path / "home") as service:
        assert service.is_ready()
        (first,) = service.workers()
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: any(worker != first for worker in service.workers()), seconds=40)
        assert service.is_ready()
        children = service.children()
        service.process.kill()
        wait_until(lambda: not any(map(lives, children)), seconds=15)


def test_there_are_as_many_workers_as_the_setting_says(tmp_path: Path) -> None:
    with running(tmp_path / "home", INSYGNIA_WORKERS="2") as service:
        assert service.is_ready()
        assert len(service.workers()) == 2


@pytest.mark.parametrize(
    ("processors", "workers"), [(1, 1), (2, 1), (3, 1), (4, 2), (8, 4), (64, 4)]
)
def test_half_of_the_processors_have_workers(processors: int, workers: int) -> None:
    assert default_workers(processors) == workers


def test_it_ends_cleanly_when_asked_to(tmp_path: Path) -> None:
    with running(tmp_path / "home") as service:
        children = service.children()
        service.process.terminate()
        assert service.process.wait(20) == 0
        assert not any(map(lives, children))
        assert service.process.stdout is not None
        assert service.process.stdout.read() == ""
    events = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()[1:]]
    assert "worker_stopped" in {event["event"] for event in events}
    assert not {event["level"] for event in events} & {"error", "critical"}
    assert (tmp_path / "home" / "kek").exists()


def test_a_place_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [COMMAND, "serve", "--port", port],
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 64
    assert done.stderr == (
        f"insygnia: 127.0.0.1:{port} cannot be listened at: Address already in use.\n"
    )


def test_a_service_that_cannot_start_ends_and_says_why(tmp_path: Path) -> None:
    settings = {
        **environment(tmp_path),
        "INSYGNIA_PUBLIC_URL": "https://badges.example",
        "INSYGNIA_KEK": "00112233445566778899aabbccddeeff" * 2,
    }
    done = subprocess.run(
        [COMMAND, "serve", "--port", "0"], env=settings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Run insygnia db upgrade" in done.stderr


@pytest.fixture(autouse=True)
def _time_to_start(request: pytest.FixtureRequest) -> None:
    """Give processes that load much all the time they need on a busy machine."""
    request.node.add_marker(pytest.mark.timeout(120))
