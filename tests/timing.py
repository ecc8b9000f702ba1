"""Time in tests: a clock that stands still, and waiting for what another process does."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return the instant now."""
        return self.now

    def advance(self, span: timedelta) -> datetime:
        """Move on by `span` and return the instant then."""
        self.now += span
        return self.now


def is_quick(act: Callable[[], object], seconds: float) -> bool:
    """Tell whether `act()` takes less than so many seconds of the processor, at best of five times.

    In any one of them what other tests left may be looked through for garbage.
    """
    for _ in range(5):
        began = time.process_time()
        act()
        if time.process_time() - began < seconds:
            return True
    return False


def wait_until(condition: Callable[[], object], *, seconds: float = 20) -> None:
    """Return as soon as `condition()` is true; raises `TimeoutError` when it does not become so."""
    end = time.monotonic() + seconds
    pause = 0.005
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds} s")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.1)
