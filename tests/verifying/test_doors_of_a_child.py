"""What a child has: no environment, no files, no network, no life after its parent."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from timing import wait_until

from verifier.processes.limits import Limits
from verifier.processes.pool import Pool

from .processes import Nothing, is_running, job, pool_of

SHUT = """
import os, resource, socket
from verifier.processes.limits import shut_the_doors
shut_the_doors()
os.close(0)
for attempt in (socket.socket, socket.socketpair, os.pipe, lambda: open("/dev/null")):
    try:
        attempt()
    except OSError as e:
        assert e.errno == 24, e
    else:
        raise SystemExit("a door is open")
"""
BUSY = """
from verifier.processes.limits import Limits, ProcessorTime, end_with_parent
{limited}
print("busy", flush=True)
while True:
    pass
"""
NEXT_DOCUMENTS = """
from time import process_time
time.begin()
for number in range(16):
    started = process_time()
    while process_time() - started < 0.3:
        pass
    print(number, flush=True)
    time.go_on()
"""
PARENT = """
import sys, time
from datetime import UTC, datetime
from verifier.processes.messages import Job
from verifier.processes.pool import Pool
from verifier.resolver import GivenResources
pool = Pool(monotonic=time.monotonic)
pool.verify(Job(b"{}", datetime.now(UTC)), GivenResources({}))
print(*pool.pids(), flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def child() -> Iterator[int]:
    """Yield the number of a process that has verified something."""
    with pool_of(limits=Limits(niceness=7)) as pool:
        pool.verify(job(), Nothing())
        yield pool.pids()[0]


def limits_of(pid: int) -> dict[str, str]:
    """Return the soft limits that the system sets a process, by their name there."""
    lines = Path(f"/proc/{pid}/limits").read_text("ascii").splitlines()[1:]
    return {line[:26].strip(): line[26:].split()[0] for line in lines}


def test_a_child_has_no_environment(child: int) -> None:
    assert Path(f"/proc/{child}/environ").read_bytes() == b""


def test_a_child_has_the_channel_the_lifeline_and_nowhere_to_write(child: int) -> None:
    places = {path.name: str(path.readlink()) for path in Path(f"/proc/{child}/fd").iterdir()}
    assert places.keys() == {"0", "1", "2"}
    assert places["0"].startswith("socket:")
    assert places["1"].startswith("pipe:")
    assert places["2"] == "/dev/null"


def test_a_child_can_open_nothing_and_have_only_so_much_memory(child: int) -> None:
    limits = limits_of(child)
    assert limits["Max open files"] == limits["Max file size"] == "0"
    assert limits["Max processes"] == limits["Max core file size"] == "0"
    above = int(limits["Max address space"]) - Limits().memory_above
    # What it had when the file came: itself, in all less than what no file may exceed.
    assert 0 < above < Limits().memory_bytes
    assert resource.prlimit(child, resource.RLIMIT_AS)[1] == Limits().memory_bytes
    assert 0 < int(limits["Max cpu time"]) < 60


def test_whoever_opens_nothing_has_no_network() -> None:
    done = subprocess.run([sys.executable, "-c", SHUT], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_child_stands_back(child: int) -> None:
    assert os.getpriority(os.PRIO_PROCESS, child) == os.getpriority(os.PRIO_PROCESS, 0) + 7


def test_a_child_minds_its_parent_and_not_the_keyboard(child: int) -> None:
    status = Path(f"/proc/{child}/status").read_text("ascii").splitlines()
    ignored = int(next(line for line in status if line.startswith("SigIgn")).split()[1], 16)
    assert ignored >> (signal.SIGINT - 1) & 1


def test_who_computes_too_long_is_ended_by_the_system() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    program = BUSY.format(limited="ProcessorTime(Limits()).begin()")
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    assert done.returncode == -signal.SIGPROF
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Python itself, and what it imports, is not counted by the timer.
    assert 0.25 <= after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.75


def test_each_further_document_has_its_time_but_the_file_has_an_end() -> None:
    """Sixteen documents that are each in time take four times as long as one may, and no more."""
    steps = f"time = ProcessorTime(Limits(processor_seconds=0.4)){NEXT_DOCUMENTS}"
    program = BUSY.format(limited=steps)
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (-signal.SIGPROF, "")
    assert len(done.stdout.split()) in (4, 5)


def test_who_is_busy_ends_with_the_parent() -> None:
    lifeline, held = os.pipe()
    program = BUSY.format(limited="end_with_parent(0)")
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=lifeline, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"busy\n"
        os.close(lifeline)
        os.close(held)
        assert process.wait(10) == -signal.SIGIO


def test_a_child_ends_when_its_parent_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_running(child)
        parent.kill()
    wait_until(lambda: not is_running(child))


def test_no_child_is_started_before_it_is_needed() -> None:
    before = set(_children())
    with pool_of() as pool:
        assert isinstance(pool, Pool)
        assert set(_children()) == before


def _children() -> list[str]:
    return Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text("ascii").split()
