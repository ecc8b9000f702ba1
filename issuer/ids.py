"""Ids of rows that are made by the hundred: in the order in which they are made.

An index over random ids is touched in as many places as there are new rows, one over ordered ids at
its end. What must not be guessed (the address of a badge, the subject) is never such an id.
"""

import secrets
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from struct import unpack
from uuid import UUID

_COUNTER_BITS = 12
_AT_ONCE = 128


def ordered_ids(now: datetime) -> Iterator[UUID]:
    """Yield UUIDs of version 7 without end, each greater than the one before (RFC 9562, 5.7).

    The counter of section 6.2 (method 1) begins anew with `now` and runs over into the
    milliseconds; 62 random bits keep the ids of two processes apart.
    """
    milliseconds = int(now.timestamp() * 1000)
    for place, low in zip(count(milliseconds << _COUNTER_BITS), _random_halves(), strict=False):
        time, counter = divmod(place, 1 << _COUNTER_BITS)
        high = time << 16 | 0x7 << _COUNTER_BITS | counter
        yield UUID(int=high << 64 | 0b10 << 62 | low >> 2)


def _random_halves() -> Iterator[int]:
    """Yield random numbers of 64 bits without end, asking the system for many at a time."""
    while True:
        yield from unpack(f"{_AT_ONCE}Q", secrets.token_bytes(8 * _AT_ONCE))


class NewIds:
    """What the rows of many awards are called: made for one instant, for one thread."""

    def __init__(self, now: datetime) -> None:
        self._ordered = ordered_ids(now)
        self._halves = _random_halves()

    def of_row(self) -> UUID:
        """Return the id of a row, greater than those before."""
        return next(self._ordered)

    def secret(self) -> UUID:
        """Return a UUID of version 4: 122 bits that nobody can guess."""
        return UUID(int=next(self._halves) << 64 | next(self._halves), version=4)

    def salt(self) -> str:
        """Return 128 random bits in hexadecimal."""
        return f"{next(self._halves):016x}{next(self._halves):016x}"
