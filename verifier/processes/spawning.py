"""A child as any parent has it, whatever it is for: started, spoken to, and ended.

The work is one way of speaking: `parent` verifies badges, `bulk.processes` reads sheets.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Self

from verifier.processes.endings import Ending
from verifier.processes.errors import EndedError, FrameError, NoProcessError
from verifier.processes.frames import Frame, read_frame
from verifier.processes.limits import OUT_OF_MEMORY, Limits

_SECONDS_TO_START = 60.0
_SECONDS_TO_DIE = 1.0


def module(name: str) -> tuple[str, ...]:
    """Return the program that is the module `name`, run by this Python without anything around."""
    return (sys.executable, "-I", "-m", name)


class Watch:
    """Counts the seconds in which a child is waited for, and no others."""

    def __init__(self, seconds: float, monotonic: Callable[[], float]) -> None:
        self._left = seconds
        self._monotonic = monotonic
        self._end = 0.0

    def __enter__(self) -> None:
        """Begin to count."""
        self._end = self._monotonic() + self._left

    def __exit__(self, *_: object) -> None:
        """Stop counting."""
        self._left = self._end - self._monotonic()

    def left(self) -> float:
        """Return the seconds that are left; raises `TimeoutError` if there are none."""
        left = self._end - self._monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class Spawned:
    """A process that runs `verifier.processes.beginnings.live`; a context manager that ends it."""

    def __init__(
        self, limits: Limits, monotonic: Callable[[], float], program: Sequence[str]
    ) -> None:
        """Start a process and wait for nothing; raises `NoProcessError`."""
        self._limits = limits
        self._monotonic = monotonic
        self._ready = False
        self._process, self._connection, self._held = _spawned(program)

    def __enter__(self) -> Self:
        """Return the process itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.close()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Tell whether the process still runs."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the process at once; it is not alive any more, and still has to be closed."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """End the process at once, and give back what it held here."""
        self.end()
        self._connection.close()
        os.close(self._held)

    def watch(self) -> Watch:
        """Return a watch for one piece of work, once the process is ready for it.

        Raises `EndedError`.
        """
        if not self._ready:
            watch = Watch(_SECONDS_TO_START, self._monotonic)
            self.send(Frame(self._limits.written()), watch)
            self.receive(watch)
            self._ready = True
        return Watch(self._limits.seconds, self._monotonic)

    def send(self, frame: Frame, watch: Watch) -> None:
        """Send a frame; raises `EndedError` when that takes too long or nobody is there."""
        with watch, self.ending():
            self._connection.settimeout(watch.left())
            self._connection.sendall(frame.written())

    def receive(self, watch: Watch, *, attachments: int = 0) -> Frame:
        """Return the next frame, with at most so many bytes as attachment; or `EndedError`."""

        def take(most: int) -> bytes:
            self._connection.settimeout(watch.left())
            return self._connection.recv(most)

        with watch, self.ending():
            return read_frame(take, attachments=attachments)

    @contextmanager
    def ending(self) -> Iterator[None]:
        """Turn whatever goes wrong with the process into the one error."""
        try:
            yield
        except TimeoutError as e:
            raise EndedError(Ending.OUT_OF_TIME, "the clock") from e
        except (FrameError, ConnectionError) as e:
            raise self._ended() from e

    def _ended(self) -> EndedError:
        """Say how the process ended; one that lives on has broken the protocol."""
        try:
            code = self._process.wait(_SECONDS_TO_DIE)
        except subprocess.TimeoutExpired:
            return EndedError(Ending.BROKE_OFF, "the protocol")
        if code in {-signal.SIGXCPU, -signal.SIGPROF}:
            return EndedError(Ending.OUT_OF_TIME, "the processor")
        # Compiled Rust aborts where Python would raise.
        if code in {OUT_OF_MEMORY, -signal.SIGABRT}:
            return EndedError(Ending.OUT_OF_MEMORY, "the memory")
        return EndedError(Ending.BROKE_OFF, f"exit code {code}")


def _spawned(program: Sequence[str]) -> tuple[subprocess.Popen[bytes], socket.socket, int]:
    """Return a new process, the channel to it, and the descriptor by which it knows that we live.

    The copies of descriptors that are the child's are closed here, or it would outlive us.
    """
    connection, channel = socket.socketpair()
    lifeline, held = os.pipe()
    try:
        process = subprocess.Popen(  # noqa: S603 - this very program
            program,
            stdin=channel.fileno(),
            stdout=lifeline,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={},
        )
    except OSError as e:
        connection.close()
        os.close(held)
        raise NoProcessError from e
    finally:
        channel.close()
        os.close(lifeline)
    return process, connection, held
