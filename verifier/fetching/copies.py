"""Answers kept for as long as they said, so that a hundred badges ask for one status list once.

A small part of RFC 9111: `s-maxage` or `max-age`, less `Age`, and nothing that says `no-store`,
`no-cache`, `private` or `Vary: *`. There are no guesses for answers that say nothing. Other headers
than `Accept` are the same in all our requests, so no other `Vary` makes a difference.
"""

import re
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from threading import Lock

from verifier.fetching.answers import Fetched

MOST_COPIES = 256
MOST_BYTES = 16 * 1_048_576
LONGEST = timedelta(minutes=5)
"""A revocation or a compromised key must not stay unseen for longer, whatever an answer says."""

_AGES = tuple(re.compile(name + r"=\"?([0-9]{1,9})\"?") for name in ("s-maxage", "max-age"))
# `ttl` of a status list in JSON, in milliseconds (Bitstring Status List 1.0 section 2.2). Whatever
# else is called so can only make a copy live shorter.
_TTL = re.compile(rb'"ttl"\s{0,9}:\s{0,9}([0-9]{1,12})\b')
_SECONDS = re.compile(r"[0-9]{1,9}")
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
    """Return how long an answer may be used after it came; zero if it does not say.

    A status list that states a shorter `ttl` than its headers lives no longer than that.
    """
    control = answer.headers.get("cache-control", "").lower()
    directives = [part.strip() for part in control.split(",")]
    if any(part.partition("=")[0] in _NOT_KEPT for part in directives):
        return timedelta()
    age = answer.headers.get("age", "0").strip()
    stated = _stated_age(directives)
    if stated is None or "*" in answer.headers.get("vary", "") or not _SECONDS.fullmatch(age):
        return timedelta()
    shortest = min(timedelta(seconds=stated - int(age)), LONGEST, *_times_to_live(answer.content))
    return max(timedelta(), shortest)


def _stated_age(directives: Sequence[str]) -> int | None:
    """Return the seconds that the first kind of directive states; None if none, or several."""
    for pattern in _AGES:
        if stated := [found[1] for part in directives if (found := pattern.fullmatch(part))]:
            return int(stated[0]) if len(stated) == 1 else None
    return None


def _times_to_live(content: bytes) -> Iterator[timedelta]:
    for found in _TTL.finditer(content):
        yield timedelta(milliseconds=int(found[1]))
