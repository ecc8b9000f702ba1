"""How often one host is asked: whoever hands in a thousand badges must not make us a nuisance.

A host may be asked several times at once, then only so often a second; who comes too early waits.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from verifier.errors import UnreachableError

AT_ONCE = 10
"""How many requests a host gets without a pause: more than one verification has."""
PER_SECOND = 5.0
MOST_HOSTS = 4096


class Politeness:
    """Puts off requests to hosts that are asked often; safe to share between threads."""

    def __init__(
        self,
        *,
        monotonic: Callable[[], float],
        sleep: Callable[[float], None],
        at_once: int = AT_ONCE,
        per_second: float = PER_SECOND,
    ) -> None:
        """Make one that reads and waits by seconds of `monotonic` and `sleep`."""
        self._monotonic = monotonic
        self._sleep = sleep
        self._interval = 1 / per_second
        self._slack = (at_once - 1) / per_second
        # When each host would next be asked if all its requests kept the interval: the generic
        # cell rate algorithm, which needs one number for a host. The least recent stands first.
        self._due: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def wait(self, url: str, host: str, *, deadline: float) -> None:
        """Return when `host` may be asked for `url`.

        Raises `UnreachableError` at once, and counts nothing, if that is not before `deadline`, a
        reading of the monotonic clock.
        """
        with self._lock:
            now = self._monotonic()
            due = max(self._due.get(host, now), now)
            pause = due - self._slack - now
            if now + pause >= deadline:
                raise UnreachableError(url, "its host was asked too often just now")
            self._due[host] = due + self._interval
            self._due.move_to_end(host)
            if len(self._due) > MOST_HOSTS:
                self._due.popitem(last=False)
        if pause > 0:
            self._sleep(pause)
