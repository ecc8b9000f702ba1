"""What one verification may fetch in all, however many addresses a badge names."""

from collections.abc import Callable

from verifier.errors import UnreachableError

MOST_FETCHES = 8
MOST_SECONDS = 15.0


class Budget:
    """A number of requests, redirects included, and seconds since the budget was made."""

    def __init__(
        self,
        *,
        monotonic: Callable[[], float],
        max_fetches: int = MOST_FETCHES,
        seconds: float = MOST_SECONDS,
    ) -> None:
        self._left = max_fetches
        self.deadline = monotonic() + seconds
        """The reading of the monotonic clock at which all ends."""

    def spend(self, url: str) -> None:
        """Take one request to `url` from the budget; `UnreachableError` if none is left."""
        if self._left == 0:
            raise UnreachableError(url, "enough was fetched for one verification")
        self._left -= 1
