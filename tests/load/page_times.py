"""Measures how long the service takes to answer, for every page, among very many awards.

    python tests/load/page_times.py [--awards 100000] [--times 40] [--limit 50] [--home FOLDER]

Makes a demonstration with so many awards (in FOLDER, where it stays and is found again), runs the
web application in a process of its own, and asks for each page `times` times, one after another.
Measured is the time around the request on this machine, from its first byte to the answer's last:
it is what the server takes and a little more. `/healthz` shows how little a page can take here
and now; `cpu` is the mean time of the processor that the web process used for an answer, which
other programs hardly change. Ends with 1 if the 95th percentile of a page is over the limit, in
milliseconds.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from math import ceil
from pathlib import Path
from statistics import median

from full_house import furnished
from page_samples import Visit, cookies_of, visits

COMMAND = [sys.executable, "-m", "issuer.cli"]
PORT = 8766
PATIENCE_S = 60
YARDSTICK = Visit("/healthz", "/healthz")


@dataclass(frozen=True)
class Times:
    """How long something took, in milliseconds, and how many bytes it has."""

    visit: Visit
    median: float
    p95: float
    cpu: float
    """The mean time of the processor in the web process."""
    size: int


def main() -> int:
    """Measure and print; return 0, or 1 if a page took too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--awards", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--limit", type=float, default=50)
    parser.add_argument("--home", type=Path)
    options = parser.parse_args()
    # What is set here is for another installation, whose records are not to be filled.
    for name in [name for name in os.environ if name.startswith("INSYGNIA_")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory() as folder:
        found = measured(options.home or Path(folder), options.awards, options.times)
        slow = report(found, options.limit)
    return 1 if slow else 0


def measured(home: Path, awards: int, times: int) -> Iterator[Times]:
    """Yield the yardstick, every page and the yardstick again."""
    environ = {
        **os.environ,
        "INSYGNIA_HOME": str(home),
        "INSYGNIA_LOG_LEVEL": "WARNING",
        # Always the same: it is in the addresses that the home has.
        "INSYGNIA_PORT": str(PORT),
    }
    subprocess.run(
        [*COMMAND, "demo"], env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        check=True,
    )  # fmt: skip
    began = time.monotonic()
    house = furnished(home, PORT, awards)
    sys.stdout.write(f"{awards} awards, there after {time.monotonic() - began:.0f} s\n")
    cookies = cookies_of(house)
    pages = [YARDSTICK, *visits(house), YARDSTICK]
    house.service.database.dispose()
    environ["INSYGNIA_KEK_FILE"] = str(home / "kek")
    with running(environ) as (process, connection):
        for page in pages:
            yield asked(process, connection, page, cookies if page.with_cookies else "", times)


@contextmanager
def running(environ: Mapping[str, str]) -> Iterator[tuple[int, HTTPConnection]]:
    """Run a web process as `insygnia serve` does, and yield its id and a connection to it."""
    with socket.create_server(("localhost", PORT)) as listener:
        number = listener.fileno()
        process = subprocess.Popen(
            [*COMMAND, "web", "--socket", str(number)], env=environ, pass_fds=(number,),
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
    connection = HTTPConnection("localhost", PORT, timeout=PATIENCE_S)
    try:
        yield process.pid, connection
    finally:
        connection.close()
        process.terminate()
        process.wait()


def asked(
    process: int, connection: HTTPConnection, visit: Visit, cookies: str, times: int
) -> Times:
    """Ask for something `times` times, and once before, for what is loaded only once.

    Raises:
        RuntimeError: the answer was another one than 200.
    """
    headers = {"Cookie": cookies, "Accept": "text/html, */*", "Accept-Language": "pl"}
    took: list[float] = []
    used = 0.0
    for number in range(times + 1):
        used = processor_ms(process) if number == 1 else used
        began = time.perf_counter()
        connection.request("GET", visit.address, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        took.append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            raise RuntimeError(f"{visit.address} answered {answer.status}")
    cpu = (processor_ms(process) - used) / times
    return Times(visit, median(took[1:]), percentile(took[1:]), cpu, len(body))


def processor_ms(process: int) -> float:
    """Return how long the processors have worked for a process, in steps of some milliseconds."""
    words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def percentile(times: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return sorted(times)[ceil(len(times) * 0.95) - 1]


def report(found: Iterator[Times], limit: float) -> list[Times]:
    """Print a line for each, and return the pages that took longer than `limit`."""
    slow = []
    sys.stdout.write(f"{'':54}{'median':>8}{'p95':>8}{'cpu':>8}{'bytes':>9}\n")
    for each in found:
        mark = "" if each.visit.is_page else "  a file"
        if each.visit.is_page and each.p95 > limit * each.visit.allowance:
            slow.append(each)
            mark = "  too slow"
        sys.stdout.write(
            f"{each.visit.name:54}{each.median:8.1f}{each.p95:8.1f}{each.cpu:8.1f}"
            f"{each.size:9}{mark}\n"
        )
        sys.stdout.flush()
    sys.stdout.write(f"p95 over {limit:g} ms: {len(slow)} pages\n")
    return slow


if __name__ == "__main__":
    raise SystemExit(main())
