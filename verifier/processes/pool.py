"""Several children behind one door: so many work at a time, so many wait, the rest is sent away."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Lock, Semaphore
from typing import Self

from verifier.processes.errors import BusyError, RefreshEndedError
from verifier.processes.limits import Limits
from verifier.processes.messages import Answer, Job
from verifier.processes.parent import Child
from verifier.resolver import Recording, Resolver, Resource


@dataclass(frozen=True)
class Room:
    """How many verifications there is room for."""

    working: int = 1
    """So many children compute at a time."""
    asking: int = 4
    """So many children there are at most: while one waits for the network, another computes."""
    waiting: int = 12
    """So many files wait for a child; their visitors hold threads that others want."""
    patience: float = 15.0
    """Seconds for which a file waits for a child."""


class Pool:
    """Children that verify; they are started when they are needed, and stay.

    Safe to share between threads. A context manager: at its end all children are ended.
    """

    def __init__(
        self,
        *,
        monotonic: Callable[[], float],
        room: Room | None = None,
        limits: Limits | None = None,
    ) -> None:
        """Make a pool without children."""
        self._monotonic = monotonic
        self._room = room or Room()
        self._limits = limits or Limits()
        self._lock = Lock()
        self._inside = 0
        self._children = Semaphore(self._room.asking)
        self._turns = Semaphore(self._room.working)
        self._idle: list[Child] = []
        self._closed = False

    def __enter__(self) -> Self:
        """Return the pool itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all children."""
        self.close()

    def close(self) -> None:
        """End the children that are idle now, and the others when they are done."""
        with self._lock:
            self._closed = True
            children, self._idle = self._idle, []
        for child in children:
            child.close()

    def verify(self, job: Job, resolver: Resolver) -> Answer:
        """Return the report on `job`; what is needed for it is had from `resolver`, in this thread.

        A child that ended over a newer version decides nothing (rule 20): another one verifies the
        file once more, wholly and without newer versions.

        Raises:
            BusyError: there is no room for one more.
            EndedError: the child died, or took too much; another one will take its place.
        """
        # What the first child had is not fetched again: it may have used up the budget.
        asked = Recording(_Resting(resolver, self._turns))
        with self._admission(), self._turns:
            try:
                return self._verified(job, asked)
            except RefreshEndedError as e:
                answer = self._verified(replace(job, refreshing=False), asked)
                return replace(answer, refresh_ended=e)

    def _verified(self, job: Job, resolver: Resolver) -> Answer:
        child = self._taken()
        try:
            answer = child.verify(job, resolver)
        except BaseException:
            child.close()
            raise
        self._put_back(child)
        return answer

    def pids(self) -> tuple[int, ...]:
        """Return the numbers of the processes that wait for work."""
        with self._lock:
            return tuple(child.pid for child in self._idle)

    @contextmanager
    def _admission(self) -> Iterator[None]:
        with self._lock:
            if self._inside >= self._room.asking + self._room.waiting:
                raise BusyError
            self._inside += 1
        try:
            if not self._children.acquire(timeout=self._room.patience):
                raise BusyError
            try:
                yield
            finally:
                self._children.release()
        finally:
            with self._lock:
                self._inside -= 1

    def _taken(self) -> Child:
        with self._lock:
            child = self._idle.pop() if self._idle else None
        if child is not None and child.is_alive():
            return child
        if child is not None:
            child.close()
        return Child(self._limits, self._monotonic)

    def _put_back(self, child: Child) -> None:
        """Keep as many children as may compute at a time; those beyond were for slow networks."""
        with self._lock:
            is_kept = (
                not self._closed
                and child.jobs < self._limits.files
                and len(self._idle) < self._room.working
            )
            if is_kept:
                self._idle.append(child)
        if not is_kept:
            child.close()


@dataclass(frozen=True)
class _Resting(Resolver):
    """A resolver that gives up the turn to compute for as long as it looks for something."""

    resolver: Resolver
    turns: Semaphore

    def resolve(self, url: str) -> Resource:
        return self._rested(self.resolver.resolve, url)

    def visit(self, url: str) -> Resource:
        return self._rested(self.resolver.visit, url)

    def _rested(self, ask: Callable[[str], Resource], url: str) -> Resource:
        self.turns.release()
        try:
            return ask(url)
        finally:
            self.turns.acquire()
