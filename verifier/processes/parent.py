"""One child as its parent sees it: started, asked, and ended when anything is the matter."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Self

from keys.strict_json import Json
from verifier.processes.errors import EndedError, FrameError
from verifier.processes.frames import Frame, read_frame
from verifier.processes.limits import OUT_OF_MEMORY, Limits
from verifier.processes.messages import Answer, Job, found, job_frame, read_answer, read_question
from verifier.resolver import Resolver
from verifier.unfinished import Ending

MOST_QUESTIONS = 200
"""How often a child may ask in one verification; a badge with all endorsements asks less."""

_SECONDS_TO_START = 60.0
_SECONDS_TO_DIE = 1.0


class Child:
    """A process that verifies one file after the other."""

    def __init__(
        self,
        limits: Limits,
        monotonic: Callable[[], float],
        program: Sequence[str] = (sys.executable, "-I", "-m", "verifier.processes"),
    ) -> None:
        """Start a process and wait for nothing; raises `EndedError` if the system has no room."""
        self._limits = limits
        self._monotonic = monotonic
        self._ready = False
        self.jobs = 0
        """How many files it was given."""
        self._process, self._connection, self._held = _spawned(program)

    def __enter__(self) -> Self:
        """Return the child itself."""
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

    def close(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        self._connection.close()
        os.close(self._held)

    def verify(self, job: Job, resolver: Resolver) -> Answer:
        """Return the report on `job`; what the child asks for is answered by `resolver`.

        Raises `EndedError`, and whatever `resolver` raises beside `UnreachableError`: after that
        the child is of no more use.
        """
        self.jobs += 1
        if not self._ready:
            self._start()
        watch = _Watch(self._limits.seconds, self._monotonic)
        self._send(job_frame(job), watch)
        for _ in range(MOST_QUESTIONS):
            message = self._receive(watch)
            with self._ending():
                url = read_question(message)
                if url is None:
                    return read_answer(message, with_text=job.language is not None)
            self._send(found(url, resolver), watch)
        raise EndedError(Ending.BROKE_OFF, "too many questions")

    def _start(self) -> None:
        watch = _Watch(_SECONDS_TO_START, self._monotonic)
        self._send(Frame(self._limits.written()), watch)
        self._receive(watch)
        self._ready = True

    def _send(self, frame: Frame, watch: "_Watch") -> None:
        with watch, self._ending():
            self._connection.settimeout(watch.left())
            self._connection.sendall(frame.written())

    def _receive(self, watch: "_Watch") -> Mapping[str, Json]:
        def take(most: int) -> bytes:
            self._connection.settimeout(watch.left())
            return self._connection.recv(most)

        with watch, self._ending():
            return read_frame(take, attachments=0).message

    @contextmanager
    def _ending(self) -> Iterator[None]:
        """Turn whatever goes wrong with the child into the one error."""
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
        if code == -signal.SIGXCPU:
            return EndedError(Ending.OUT_OF_TIME, "the processor")
        if code == OUT_OF_MEMORY:
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
        raise EndedError(Ending.BROKE_OFF, "no process") from e
    finally:
        channel.close()
        os.close(lifeline)
    return process, connection, held


class _Watch:
    """Counts the seconds in which the child is waited for, and no others."""

    def __init__(self, seconds: float, monotonic: Callable[[], float]) -> None:
        self._left = seconds
        self._monotonic = monotonic
        self._end = 0.0

    def __enter__(self) -> None:
        self._end = self._monotonic() + self._left

    def __exit__(self, *_: object) -> None:
        self._left = self._end - self._monotonic()

    def left(self) -> float:
        """Return the seconds that are left; raises `TimeoutError` if there are none."""
        left = self._end - self._monotonic()
        if left <= 0:
            raise TimeoutError
        return left
