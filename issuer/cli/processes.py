"""A family of processes: started together, started again when they die, ended together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Self

import structlog

_LOOK_S = 0.1
_FAREWELL_S = 12
_LONGEST_PAUSE_S = 30
_STEADY_S = 60
_log = structlog.get_logger()


@dataclass(frozen=True)
class Program:
    """What a child runs: arguments of `insygnia`, and the descriptors it is given."""

    arguments: Sequence[str]
    descriptors: tuple[int, ...] = ()


@dataclass
class _Child:
    program: Program
    process: subprocess.Popen[bytes]
    started: float = field(default_factory=time.monotonic)
    deaths: int = 0
    again_at: float | None = None


class Family:
    """The children of this process; they end when it does, even by `kill -9`.

    A context manager: at its end all children are ended. From its beginning on SIGTERM and SIGINT
    are noted, and heard by `look_after`.
    """

    def __init__(self) -> None:
        """Make a family without children."""
        self._children: dict[str, _Child] = {}
        # Nobody writes into this pipe. Its end is closed when this process ends, whatever ends it.
        self._lifeline, self._held = os.pipe()
        self._stop = threading.Event()

    def __enter__(self) -> Self:
        """Hear the signals."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop.set())
        return self

    def __exit__(self, *_: object) -> None:
        """End all children."""
        self._end()

    def start(self, name: str, program: Program) -> None:
        """Start a child, which is started again whenever it dies."""
        self._children[name] = _Child(program, self._started(program))

    def look_after(self, is_ready: Callable[[], bool], announce: Callable[[], None]) -> int:
        """Look after the children until SIGTERM or SIGINT; return the exit code.

        `announce` is called once, when `is_ready` first says so. A child that dies before that ends
        the family: something is wrong that another start would not mend.
        """
        announced = False
        while not self._stop.wait(_LOOK_S):
            for name, child in self._children.items():
                if child.process.poll() is None:
                    continue
                if not announced:
                    _log.error("child_died_at_start", child=name, code=child.process.returncode)
                    return 1
                self._restart(name, child)
            if not announced and is_ready():
                announced = True
                announce()
        return 0

    def _restart(self, name: str, child: _Child) -> None:
        now = time.monotonic()
        if child.again_at is None:
            child.deaths = 1 if now - child.started > _STEADY_S else child.deaths + 1
            child.again_at = now + min(2.0 ** (child.deaths - 1) - 1, _LONGEST_PAUSE_S)
            _log.error("child_died", child=name, code=child.process.returncode)
        if now >= child.again_at:
            child.process = self._started(child.program)
            child.started, child.again_at = now, None
            _log.info("child_started", child=name)

    def _started(self, program: Program) -> subprocess.Popen[bytes]:
        own = [sys.executable, "-m", "issuer.cli"]
        return subprocess.Popen(  # noqa: S603 - this very program
            [*own, *program.arguments, "--lifeline", str(self._lifeline)],
            stdin=subprocess.DEVNULL,
            pass_fds=(self._lifeline, *program.descriptors),
        )

    def _end(self) -> None:
        processes = [child.process for child in self._children.values()]
        for process in processes:
            process.terminate()
        end = time.monotonic() + _FAREWELL_S
        for process in processes:
            try:
                process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        os.close(self._held)
        os.close(self._lifeline)
