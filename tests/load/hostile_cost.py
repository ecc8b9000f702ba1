"""Measures what hostile files cost a child that verifies: time of the processor, and memory.

    PYTHONPATH=.:tests python tests/load/hostile_cost.py [--only WORD] [--limit MS] [--memory MIB]

Each file goes to a new child, as the service starts it, that has verified one good badge before.
The system counts: the time that the child (and the thread that speaks with it) ran, and the
greatest memory that it had, above what it had before. Ends with 1 if a file is over a limit.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hostile_files.kinds import Sample, samples
from verifying.securing import bytes_of, well

from keys.did_web import did_web_url
from keys.strict_json import Json
from verifier.errors import UnreachableError
from verifier.processes.errors import EndedError
from verifier.processes.limits import Limits
from verifier.processes.messages import Job
from verifier.processes.parent import Child
from verifier.resolver import Resolver, Resource
from verifier.texts import Language

NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
PATIENT = Limits(processor_seconds=60, seconds=120.0)


@dataclass(frozen=True)
class Cost:
    """What one file cost: milliseconds of the child and of its parent, MiB above the idle child."""

    name: str
    child_ms: float
    parent_ms: float
    mib: float
    answer: str


@dataclass(frozen=True)
class _Given(Resolver):
    resources: dict[str, bytes]

    def resolve(self, url: str) -> Resource:
        url = did_web_url(url) if url.startswith("did:web:") else url
        if url not in self.resources:
            raise UnreachableError(url, "there is nothing")
        return Resource(url, self.resources[url], "fetched")


def main() -> int:
    """Measure and print; return 0, or 1 if a file cost too much."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="names that hold this word")
    parser.add_argument("--limit", type=float, default=250, help="milliseconds")
    parser.add_argument("--memory", type=float, default=64, help="MiB")
    parser.add_argument(
        "--patient", action="store_true", help="let files have all the time they want"
    )
    options = parser.parse_args()
    chosen = [sample for sample in samples() if options.only in sample.name]
    limits = PATIENT if options.patient else Limits()
    sys.stdout.write(f"{'file':52}{'child ms':>9}{'parent':>8}{'MiB':>7}  answer\n")
    over = 0
    for cost in measured(chosen, limits):
        is_over = cost.child_ms > options.limit or cost.mib > options.memory
        over += is_over
        sign = "!" if is_over else " "
        sys.stdout.write(
            f"{cost.name:52}{cost.child_ms:9.0f}{cost.parent_ms:8.0f}{cost.mib:7.1f}"
            f"{sign} {cost.answer}\n"
        )
        sys.stdout.flush()
    sys.stdout.write(f"{over} of {len(chosen)} over {options.limit} ms or {options.memory} MiB\n")
    return 1 if over else 0


def measured(chosen: Sequence[Sample], limits: Limits) -> Iterator[Cost]:
    """Yield the cost of each sample."""
    good = Job(bytes_of(well()()), NOW)
    for sample in chosen:
        with Child(limits, time.monotonic) as child:
            child.verify(good, _Given({}))
            yield _cost(child, sample)


def _cost(child: Child, sample: Sample) -> Cost:
    process = Path(f"/proc/{child.pid}")
    (process / "clear_refs").write_text("5", "ascii")
    idle, ran, own = _kib(process, "VmRSS"), _ran(process), time.thread_time()
    try:
        job = Job(sample.data, NOW, language=Language.POLISH, pictures=True)
        report = child.verify(job, _Given(dict(sample.resources))).report
        answer = _answer(report)
        if not child.is_alive():
            # It did not come to the end of the picture.
            return Cost(sample.name, float("inf"), (time.thread_time() - own) * 1e3, 0, answer)
    except EndedError as error:
        return Cost(sample.name, float("inf"), (time.thread_time() - own) * 1e3, 0, str(error))
    spent = (_ran(process) - ran) / 1e6
    return Cost(
        sample.name,
        spent,
        (time.thread_time() - own) * 1e3,
        (_kib(process, "VmHWM") - idle) / 1024,
        answer,
    )


def _answer(report: Mapping[str, Json]) -> str:
    if "reports" in report:
        return f"{report['verdict']} of {len(report['reports'])}"
    codes = [check["code"] for check in report["checks"] if check["outcome"] != "passed"]
    return f"{report['verdict']}: {', '.join(codes[:3])}"


def _ran(process: Path) -> int:
    """Return the nanoseconds that a process ran for."""
    tasks = (process / "task").iterdir()
    return sum(int((task / "schedstat").read_text("ascii").split()[0]) for task in tasks)


def _kib(process: Path, name: str) -> int:
    lines = (process / "status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


if __name__ == "__main__":
    raise SystemExit(main())
