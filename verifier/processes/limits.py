"""What a child may have, and how it gives up the rest before it reads anything hostile."""

import fcntl
import os
import resource
import signal
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import ceil
from typing import NoReturn, Self

from keys.strict_json import Json


@dataclass(frozen=True)
class Limits:
    """What one child may use."""

    memory_bytes: int = 512 * 1_048_576
    """Of address space, of which a child takes 105 MiB before it begins."""
    memory_above: int = 64 * 1_048_576
    """Of address space, for one verification, above what the child has while it waits."""
    processor_seconds: float = 0.25
    """For one document: a file, and then each further credential in it."""
    documents: int = 4
    """A file with many credentials has so many times as long in all."""
    seconds: float = 20.0
    """For one verification, without the time in which the parent looks for what it was asked."""
    files: int = 200
    """After so many a child is replaced, whatever it may have caught."""
    niceness: int = 10
    """How much a child stands back behind those who award (0 to 19)."""

    def written(self) -> dict[str, Json]:
        """Return the limits as JSON."""
        return asdict(self)

    @classmethod
    def read(cls, written: Mapping[str, Json]) -> Self:
        """Return what `written` made."""
        return cls(**written)


OUT_OF_MEMORY = 12
"""The exit code of a child that could not have more memory."""

_PROCESSOR_SECONDS_OF_A_LIFE = 3600


def end_out_of_memory() -> NoReturn:
    """End this process at once.

    The parent, who sees the channel closed, waits to hear how this ended; to clean up takes a
    process without memory, behind all others, longer than that.
    """
    os._exit(OUT_OF_MEMORY)


def end_with_parent(lifeline: int) -> None:
    """Let the system end this process when the other end of the pipe `lifeline` is closed.

    Nobody writes into the pipe. The signal comes when its last writer is gone, however that died,
    and also in the middle of a computation: nobody here handles it, and then SIGIO ends a process.
    """
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(lifeline, fcntl.F_GETFL)
    fcntl.fcntl(lifeline, fcntl.F_SETFL, flags | os.O_ASYNC)


def stand_back(limits: Limits) -> None:
    """Take memory and processor as `limits` say; leave no core, and heed no Ctrl-C but the parent.

    A terminal sends Ctrl-C to all processes, and the parent answers what it was asked before.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(limits.niceness)
    _limit(resource.RLIMIT_AS, limits.memory_bytes)
    _limit(resource.RLIMIT_CORE, 0)


def shut_the_doors() -> None:
    """Give up opening anything from now on: files, sockets, pipes; and writing files.

    A descriptor needs a number below the limit, even to take the place of one that was closed. What
    is open stays usable. Only a privileged process could take this back.
    """
    _limit(resource.RLIMIT_NOFILE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NPROC, 0)


class ProcessorTime:
    """What one piece of work may compute; the system ends who takes more.

    The timer is exact, but could be stopped by a child that was taken over; the limit behind it
    counts whole seconds.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._end = 0.0

    def begin(self) -> None:
        """Allow the time for one document, from now on."""
        seconds = self._limits.processor_seconds
        self._end = _used() + seconds * self._limits.documents
        _allow(seconds)

    def go_on(self) -> None:
        """Allow the time for a further document of the same file, as far as that has some left."""
        left = self._end - _used()
        if left <= 0:
            # The timer looks only now and then: many short documents could slip through.
            signal.raise_signal(signal.SIGPROF)
        _allow(min(self._limits.processor_seconds, left))


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _allow(seconds: float) -> None:
    signal.setitimer(signal.ITIMER_PROF, seconds)
    until, most = ceil(_used() + seconds) + 1, _PROCESSOR_SECONDS_OF_A_LIFE
    resource.setrlimit(resource.RLIMIT_CPU, (min(until, most), most))


def _limit(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most))
