"""Measures a running service: awards at a constant rate while others verify.

    python tests/load/award_rate.py [--seconds 60] [--rate 20] [--database URL]

Starts the service with the demonstration in a folder of its own, awards by the API, verifies five
times a second, and prints how long the answers took and how much memory the web process has.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

import httpx

COMMAND = [sys.executable, "-m", "issuer.cli"]
VERIFICATIONS_A_SECOND = 5
PORT = 8765


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--rate", type=int, default=20)
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            **os.environ,
            "INSYGNIA_HOME": folder,
            "INSYGNIA_DATABASE_URL": options.database,
            "INSYGNIA_LOG_LEVEL": "WARNING",
        }
        began = time.monotonic()
        with running(environ) as process:
            sys.stdout.write(f"ready after {time.monotonic() - began:.1f} s\n")
            measure(process, environ, options.rate, options.seconds)


@contextmanager
def running(environ: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Run the service with its demonstration until the end."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--demo", "--port", str(PORT)],
        env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        while "is ready" not in process.stdout.readline():
            if process.poll() is not None:
                raise RuntimeError("the service did not start")
        yield process
    finally:
        process.terminate()
        process.wait()


def measure(
    process: subprocess.Popen[str], environ: dict[str, str], rate: int, seconds: int
) -> None:
    """Award and verify for a while; print the times and the memory."""
    key = subprocess.run(
        [*COMMAND, "api-key", "create", "--organisation", "demo", "--role", "issuer"],
        env=environ, capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    client = httpx.Client(
        base_url=f"http://localhost:{PORT}", headers={"Authorization": f"Bearer {key}"}, timeout=30
    )
    template = client.get("/api/v1/achievements").json()["items"][0]["id"]
    address = f"/api/v1/achievements/{template}/awards"
    badge = client.get(f"{client.post(address, json=body(0)).json()['page']}.json").content
    awards: list[float] = []
    verified: list[float] = []
    stop = threading.Event()

    def verify() -> None:
        while not stop.is_set():
            begin = time.monotonic()
            httpx.post(f"http://localhost:{PORT}/api/v1/verify", content=badge).raise_for_status()
            verified.append(time.monotonic() - begin)
            stop.wait(max(0, 1 / VERIFICATIONS_A_SECOND - verified[-1]))

    verifying = threading.Thread(target=verify)
    verifying.start()
    at_a_rate(rate, seconds, lambda number: awards.append(timed(client, address, number)))
    stop.set()
    verifying.join()
    report("award by API", awards)
    report("verify", verified)
    for pid, name, megabytes in family(process.pid):
        sys.stdout.write(f"{name} ({pid}): {megabytes:.0f} MiB\n")


def at_a_rate(rate: int, seconds: int, do: Callable[[int], None]) -> None:
    """Do something `rate` times a second, whether or not the last time is over."""
    begin = time.monotonic()
    threads = []
    for number in range(1, rate * seconds + 1):
        thread = threading.Thread(target=do, args=(number,))
        thread.start()
        threads.append(thread)
        time.sleep(max(0, begin + number / rate - time.monotonic()))
    for thread in threads:
        thread.join()


def timed(client: httpx.Client, address: str, number: int) -> float:
    """Award one person and return how long it took, in seconds."""
    begin = time.monotonic()
    client.post(address, json=body(number)).raise_for_status()
    return time.monotonic() - begin


def body(number: int) -> dict[str, dict[str, str]]:
    """Return the request for the award of one person."""
    name = {"first_name": "Jan", "last_name": f"Próbny {number}"}
    return {"recipient": {**name, "email": f"p{number}@example.org"}}


def report(name: str, times: Sequence[float]) -> None:
    """Print the median, the 99th percentile and the greatest of `times`."""
    cuts = quantiles(times, n=100)
    sys.stdout.write(
        f"{name}: {len(times)} times, p50 {cuts[49] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms, "
        f"most {max(times) * 1000:.0f} ms\n"
    )


def family(pid: int) -> Iterator[tuple[int, str, float]]:
    """Yield the children of a process with their resident memory in MiB."""
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        status = Path(f"/proc/{child}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        words = Path(f"/proc/{child}/cmdline").read_text().split("\0")
        yield int(child), words[3] if len(words) > 3 else words[0], int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
