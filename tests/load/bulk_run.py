"""Runs a batch of many rows through a running service, and counts what came of it.

    python tests/load/bulk_run.py [--rows 100000] [--kills 3] [--workers 1]
        [--database URL] [--no-files]

Starts the service with the demonstration in a folder of its own, uploads a workbook, confirms it,
kills a worker as often as asked while it is awarded, asks for its three files at once, and for
pages meanwhile. It prints how long everything took and how much memory the processes had, and fails
if any row was awarded twice or not at all.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from award_rate import COMMAND, PORT, family, report, running
from openpyxl import Workbook
from sqlalchemy import create_engine, text

FILES = ("report.csv", "report.xlsx", "workbook.xlsx")
HEADINGS = (
    "EMAIL", "IMIĘ", "NAZWISKO", "JĘZYK NADANIA", "TERMIN WAŻNOŚCI", "INDYWIDUALNY OPIS",
    "NUMER CERTYFIKATU", "UWAGI",
)  # fmt: skip
FIRST = ("Małgorzata", "Jan", "Żaneta", "Łukasz", "Anna", "Piotr")
LAST = ("Kowalska", "Gęślą", "Nowak", "Wiśniewski", "Źrebak", "Ćwik")
COUNTS = {
    "awards": "SELECT count(*) FROM award WHERE batch_id IS NOT NULL",
    "people": "SELECT count(DISTINCT email_key) FROM award WHERE batch_id IS NOT NULL",
    "forms": "SELECT count(*) / 2 FROM form",
    "places": (
        "SELECT count(*) FROM (SELECT DISTINCT status_list_id, status_index FROM generation) place"
    ),
    "mails": "SELECT count(DISTINCT award_id) FROM mail",
    "rows": "SELECT count(*) FROM batch_row WHERE state = 'awarded'",
    "counted": "SELECT sum(awarded_count) FROM achievement",
}


def main() -> int:
    """Run, print, and return 0 if every row was awarded once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--database", default="")
    parser.add_argument("--files", action=argparse.BooleanOptionalAction, default=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            **os.environ,
            "INSYGNIA_HOME": folder,
            "INSYGNIA_DATABASE_URL": options.database,
            "INSYGNIA_LOG_LEVEL": "WARNING",
            "INSYGNIA_WORKERS": str(options.workers),
            "INSYGNIA_BATCH_ROWS": "2000000",
            "INSYGNIA_BATCH_MEGABYTES": "250",
            # No mail goes out meanwhile.
            "INSYGNIA_BATCH_HOLD_MINUTES": "600",
        }
        workbook = Path(folder) / "people.xlsx"
        make_workbook(workbook, options.rows)
        with running(environ) as process:
            run(environ, process, workbook, options)
            url = options.database or f"sqlite:///{folder}/insygnia.db"
            return check(url.replace("postgresql:", "postgresql+psycopg:"), options.rows)


def make_workbook(path: Path, rows: int) -> None:
    """Write a workbook of so many people."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Dane")
    sheet.append(HEADINGS)
    for number in range(rows):
        name = f"{LAST[number % 6]}-{number // 6}"
        sheet.append(
            (f"osoba{number}@example{number % 50}.org", FIRST[number % 6], name, "pl",
             "2035-12-31", "Udział w projekcie grupowym", f"KP/2026/{number}", "stacjonarnie")
        )  # fmt: skip
    workbook.save(path)
    sys.stdout.write(f"workbook: {rows} rows, {path.stat().st_size / 1e6:.1f} MB\n")


def run(
    environ: dict[str, str],
    process: subprocess.Popen[str],
    workbook: Path,
    options: argparse.Namespace,
) -> None:
    """Upload, confirm, kill, wait, and print how long each took."""
    key = subprocess.run(
        [*COMMAND, "api-key", "create", "--organisation", "demo", "--role", "issuer"],
        env=environ, capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    client = httpx.Client(
        base_url=f"http://localhost:{PORT}", headers={"Authorization": f"Bearer {key}"}, timeout=60
    )
    template = client.get("/api/v1/achievements").json()["items"][0]["id"]
    rows, kills = options.rows, options.kills
    answers(client, "answers without a batch", 5)
    place = uploaded(client, template, workbook)
    memory(process)
    begin = time.monotonic()
    client.post(f"{place}/confirm").raise_for_status()
    told("confirmed", begin)
    begin = time.monotonic()
    with watched(client, "answers beside the batch"):
        for number in range(kills):
            wait_for(client, place, (number + 1) * rows // (kills + 1))
            kill_worker(process)
        wait_for(client, place, rows)
    seconds = told("awarded", begin)
    sys.stdout.write(f"{rows / seconds:.0f} awards a second, with {kills} kills of a worker\n")
    memory(process)
    if options.files:
        with watched(client, "answers beside its three files"):
            made_at_once(client, place)
        memory(process)


def uploaded(client: httpx.Client, template: str, workbook: Path) -> str:
    """Upload a workbook, wait until it was checked, and return the address of its batch."""
    begin = time.monotonic()
    with workbook.open("rb") as file:
        made = client.post(f"/api/v1/batches?achievement={template}", files={"file": file}).json()
    place = f"/api/v1/batches/{made['id']}"
    told("uploaded", begin)
    begin = time.monotonic()
    while (batch := client.get(place).json())["state"] == "uploaded":
        time.sleep(0.2)
    told(f"read and checked: {json.dumps({name: batch[name] for name in ('rows', 'ok')})}", begin)
    begin = time.monotonic()
    client.get(f"{place}/rows?sort=last_name&limit=50").raise_for_status()
    told("a page of the preview, sorted", begin)
    return place


STOP = threading.Event()


def wait_for(client: httpx.Client, place: str, awarded: int) -> None:
    """Return when so many rows are awarded."""
    while True:
        batch = client.get(place).json()
        if batch["awarded"] >= awarded or batch["state"] == "finished":
            return
        if batch["state"] not in {"confirmed", "running"}:
            raise RuntimeError(f"the batch is {batch['state']}: {batch['failure']}")
        time.sleep(0.2)


def answers(client: httpx.Client, name: str, seconds: float | None) -> None:
    """Ask for a list of templates ten times a second, and print how long the answers took."""
    times: list[float] = []
    end = None if seconds is None else time.monotonic() + seconds
    while (end is None or time.monotonic() < end) and not (end is None and STOP.is_set()):
        begin = time.monotonic()
        client.get("/api/v1/achievements").raise_for_status()
        times.append(time.monotonic() - begin)
        time.sleep(max(0, 0.1 - times[-1]))
    report(name, times)


@contextmanager
def watched(client: httpx.Client, name: str) -> Iterator[None]:
    """Ask for a list meanwhile, and print at the end how long its answers took."""
    STOP.clear()
    watcher = threading.Thread(target=answers, args=(client, name, None))
    watcher.start()
    try:
        yield
    finally:
        STOP.set()
        watcher.join()


def made_at_once(client: httpx.Client, place: str) -> None:
    """Ask for the files of a batch at once, and print how long each took and how large it is."""

    def ask(name: str) -> None:
        begin = time.monotonic()
        # A machine makes two or so at a time; who has waited for long is asked to come again.
        while (answer := client.get(f"{place}/{name}", timeout=600)).status_code == 503:
            time.sleep(int(answer.headers["Retry-After"]))
        content = answer.raise_for_status().content
        told(f"{name}, {len(content) / 1e6:.1f} MB", begin)

    asking = [threading.Thread(target=ask, args=(name,)) for name in FILES]
    for each in asking:
        each.start()
    for each in asking:
        each.join()


def kill_worker(process: subprocess.Popen[str]) -> None:
    """Kill the worker of the service, which starts another one."""
    for pid, name, _ in family(process.pid):
        if name == "worker":
            os.kill(pid, signal.SIGKILL)
            sys.stdout.write("killed a worker\n")


def memory(process: subprocess.Popen[str]) -> None:
    """Print the most memory that the processes of the service have had."""
    for pid, name, _ in family(process.pid):
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        sys.stdout.write(f"{name}: at most {int(peak.split()[1]) / 1024:.0f} MiB\n")


def told(what: str, begin: float) -> float:
    """Print how long something took, and return it in seconds."""
    seconds = time.monotonic() - begin
    sys.stdout.write(f"{what}: {seconds:.2f} s\n")
    return seconds


def check(url: str, rows: int) -> int:
    """Print the totals, and return 0 if all of them are the number of rows."""
    with create_engine(url).connect() as connection:
        counts = {name: connection.scalar(text(query)) for name, query in COUNTS.items()}
    sys.stdout.write(f"{json.dumps(counts)}\n")
    return 0 if set(counts.values()) == {rows} else 1


if __name__ == "__main__":
    sys.exit(main())
