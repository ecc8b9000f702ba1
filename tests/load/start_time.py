"""Measures how long the service takes to start: from the command until it is ready.

    python tests/load/start_time.py [--runs 5]

Each run is `insygnia serve --demo` in a folder of its own. It is ready when /readyz has answered
200 and the link to sign in has been printed. The same folder is then started a second time.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

COMMAND = [sys.executable, "-m", "issuer.cli", "serve", "--demo"]
LOOK_S = 0.01
PATIENCE_S = 60


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    fresh: list[float] = []
    again: list[float] = []
    for _ in range(parser.parse_args().runs):
        with tempfile.TemporaryDirectory() as folder:
            fresh.append(seconds_until_ready(Path(folder)))
            again.append(seconds_until_ready(Path(folder)))
    report("fresh folder", fresh)
    report("started again", again)


def seconds_until_ready(home: Path) -> float:
    """Start the service in `home`, end it when it is ready, and return how long it took.

    Raises:
        RuntimeError: it ended, or was not ready within a minute.
    """
    port = free_port()
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith("INSYGNIA_")
    } | {"INSYGNIA_HOME": str(home), "INSYGNIA_LOG_LEVEL": "WARNING"}
    output, events = home / "output.txt", home / "events.txt"
    with output.open("wb") as written, events.open("wb") as noted:
        began = time.perf_counter()
        process = subprocess.Popen(
            [*COMMAND, "--port", str(port)], env=environ, stdout=written, stderr=noted
        )
        try:
            while not (answers_ready(port) and "/sign-in/" in output.read_text("utf-8")):
                if process.poll() is not None or time.perf_counter() - began > PATIENCE_S:
                    raise RuntimeError(f"it did not start: {events.read_text('utf-8')}")
                time.sleep(LOOK_S)
            return time.perf_counter() - began
        finally:
            process.terminate()
            process.wait()


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def answers_ready(port: int) -> bool:
    """Tell whether /readyz says that requests and jobs are served."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=PATIENCE_S) as answer:
            return bool(answer.status == 200)
    except HTTPError as e:
        e.close()
        return False
    except (URLError, OSError):
        return False


def report(name: str, times: Sequence[float]) -> None:
    """Print the median, the least and the greatest of `times`."""
    sys.stdout.write(
        f"{name}: {len(times)} times, median {median(times):.2f} s, "
        f"least {min(times):.2f} s, most {max(times):.2f} s\n"
    )


if __name__ == "__main__":
    main()
