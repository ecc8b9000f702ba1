"""Measures how long the service takes to answer, for every page, among very many awards.

    python tests/load/page_times.py [--awards 100000] [--times 40] [--limit 50] [--home FOLDER]

Makes a demonstration with so many awards (in FOLDER, where it stays and is found again), runs the
web application in a process of its own, and asks for each page `times` times, one after another;
a badge of the demonstration is also sent to the page that verifies, in each of its forms.
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
_VALID = b'<section class="result good"'
_BOUNDARY = "7MA4YWxkTrZu0gW"
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
        # Each request comes from another machine, for one alone may not verify so often.
        "INSYGNIA_TRUSTED_PROXIES": "127.0.0.1,::1",
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
            file = got(connection, page.sends, cookies) if page.sends else None
            yield asked(process, connection, page, Sent(cookies, file), times)


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


@dataclass(frozen=True)
class Sent:
    """What goes with a request: cookies if the visit has some, and a file for the form."""

    cookies: str
    file: bytes | None = None

    def headers(self, visit: Visit, number: int) -> dict[str, str]:
        """Return the headers of the request with this number."""
        form = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
        return {
            "Cookie": self.cookies if visit.with_cookies else "",
            "Accept": "text/html, */*",
            "Accept-Language": "pl",
            "X-Forwarded-For": f"10.0.{number // 250}.{number % 250 + 1}",
            **(form if self.file is not None else {}),
        }

    def body(self) -> bytes | None:
        """Return the form with the file, as browsers send it."""
        if self.file is None:
            return None
        field = 'Content-Disposition: form-data; name="file"; filename="badge"'
        head = f"--{_BOUNDARY}\r\n{field}\r\nContent-Type: application/octet-stream\r\n\r\n"
        return head.encode() + self.file + f"\r\n--{_BOUNDARY}--\r\n".encode()


def got(connection: HTTPConnection, address: str, cookies: str) -> bytes:
    """Return the file at an address; raises `RuntimeError` if there is none."""
    connection.request("GET", address, headers={"Cookie": cookies})
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}")
    return content


def asked(process: int, connection: HTTPConnection, visit: Visit, sent: Sent, times: int) -> Times:
    """Ask for something `times` times, and once before, for what is loaded only once.

    Raises:
        RuntimeError: the answer was another one than 200, or a badge was not found valid.
    """
    body, method = sent.body(), "GET" if sent.file is None else "POST"
    took: list[float] = []
    used = 0.0
    for number in range(times + 1):
        used = processor_ms(process) if number == 1 else used
        began = time.perf_counter()
        connection.request(method, visit.address, body, sent.headers(visit, number))
        answer = connection.getresponse()
        page = answer.read()
        took.append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            raise RuntimeError(f"{visit.address} answered {answer.status}")
    if sent.file is not None and _VALID not in page:
        raise RuntimeError(f"{visit.name} was not found valid")
    cpu = (processor_ms(process) - used) / times
    return Times(visit, median(took[1:]), percentile(took[1:]), cpu, len(page))


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
