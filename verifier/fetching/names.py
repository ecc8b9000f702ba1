"""Looking names up, and never for longer than there is time."""

import socket
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from typing import TypeAlias

Resolve: TypeAlias = Callable[[str, float], Sequence[str]]
"""Returns the IP addresses of a host name within some seconds, else raises `OSError`."""

MOST_LOOKUPS = 16


def system_addresses(host: str) -> Sequence[str]:
    """Return the addresses that this machine knows for `host`; raises `OSError` if there are none.

    It takes as long as the name servers like.
    """
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


class Lookups:
    """A `Resolve` that gives up in time on a lookup which nothing can stop."""

    def __init__(
        self,
        addresses: Callable[[str], Sequence[str]] = system_addresses,
        *,
        most: int = MOST_LOOKUPS,
    ) -> None:
        self._addresses = addresses
        self._free = BoundedSemaphore(most)

    def __call__(self, host: str, seconds: float) -> Sequence[str]:
        """Return the addresses of `host`; `TimeoutError` after `seconds`, `OSError` for none.

        A lookup that was given up goes on in its thread: of those there are never more than `most`.
        """
        answers: SimpleQueue[Sequence[str] | OSError] = SimpleQueue()
        if not self._free.acquire(timeout=seconds):
            raise TimeoutError("too many names are being looked up")
        Thread(target=self._look_up, args=(host, answers), daemon=True).start()
        try:
            answer = answers.get(timeout=seconds)
        except Empty as error:
            raise TimeoutError("the name servers take too long") from error
        if isinstance(answer, OSError):
            raise answer
        return answer

    def _look_up(self, host: str, answers: "SimpleQueue[Sequence[str] | OSError]") -> None:
        try:
            answers.put(self._addresses(host))
        except OSError as error:
            answers.put(error)
        except UnicodeError as error:
            answers.put(OSError(str(error)))
        finally:
            self._free.release()
