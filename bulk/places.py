"""Places for files of strangers that are opened: so many at once on a machine, and no more.

A place is the lock of a file in the folder of the service. The system lets go of it when its holder
dies, so that no place is ever lost, and all processes of a machine share them: the web process,
every worker, and `insygnia bulk`.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bulk.batch_errors import SheetsBusyError

_PAUSE_S = 0.1


@dataclass(frozen=True)
class Places:
    """So many places, which the processes that know their folder share."""

    folder: Path
    count: int
    name: str = "sheet"
    """What the places are for."""
    patience_s: float = 20.0
    """So long somebody waits for one."""
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    @contextmanager
    def one(self) -> Iterator[None]:
        """Hold one of the places; raises `SheetsBusyError` if none is let go in time."""
        descriptor = self._taken()
        try:
            yield
        finally:
            # Closing lets go of the lock. Children never have the descriptor.
            os.close(descriptor)

    def _taken(self) -> int:
        end = self.monotonic() + self.patience_s
        while True:
            for number in range(self.count):
                descriptor = _locked(self.folder / f"{self.name}-{number}.lock")
                if descriptor is not None:
                    return descriptor
            if self.monotonic() >= end:
                raise SheetsBusyError
            self.sleep(_PAUSE_S)


def _locked(path: Path) -> int | None:
    """Return the descriptor of a file that is locked now; none if somebody else holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor
