"""Answers kept for as long as they said, so that a hundred badges ask for one status list once.

A small part of RFC 9111: `max-age` less `Age`, and nothing that says `no-store`, `no-cache` or
`private`. There are no guesses for answers that say nothing.
"""

import re
from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

from verifier.fetching.answers import Fetched

MOST_COPIES = 256
MOST_BYTES = 16 * 1_048_576
LONGEST = timedelta(minutes=5)
"""A revocation or a compromised key must not stay unseen for longer, whatever an answer says."""

_MAX_AGE = re.compile(r"max-age=\"?([0-9]{1,9})\"?")
_NOT_KEPT = ("no-store", "no-cache", "private")


class FreshCopies:
    """Answers in memory, the oldest forgotten first; safe to share between threads."""

    def __init__(self, *, most: int = MOST_COPIES, most_bytes: int = MOST_BYTES) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._kept: OrderedDict[tuple[str, str], Fetched] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def fresh(self, url: str, accept: str, *, now: datetime) -> Fetched | None:
        """Return the answer that was kept for `url` and `accept`, if it is still fresh at `now`."""
        with self._lock:
            copy = self._kept.get((url, accept))
        if copy is None or not timedelta() <= now - copy.fetched_at < lifetime(copy):
            return None
        return copy

    def keep(self, url: str, accept: str, answer: Fetched) -> None:
        """Keep `answer` unless it says otherwise, or came by a redirect from `url`."""
        if answer.url != url or not lifetime(answer) or len(answer.content) > self._most_bytes:
            return
        with self._lock:
            self._forget((url, accept))
            self._kept[url, accept] = answer
            self._size += len(answer.content)
            while len(self._kept) > self._most or self._size > self._most_bytes:
                self._forget(next(iter(self._kept)))

    def _forget(self, key: tuple[str, str]) -> None:
        if old := self._kept.pop(key, None):
            self._size -= len(old.content)


def lifetime(answer: Fetched) -> timedelta:
    """Return how long an answer may be used after it came; zero if it does not say."""
    control = answer.headers.get("cache-control", "").lower()
    directives = [part.strip() for part in control.split(",")]
    if any(part.partition("=")[0] in _NOT_KEPT for part in directives):
        return timedelta()
    ages = [int(found[1]) for part in directives if (found := _MAX_AGE.fullmatch(part))]
    age = answer.headers.get("age", "0").strip()
    if len(ages) != 1 or not re.fullmatch(r"[0-9]{1,9}", age):
        return timedelta()
    return max(timedelta(), min(timedelta(seconds=ages[0] - int(age)), LONGEST))
