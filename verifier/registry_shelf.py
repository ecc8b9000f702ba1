"""Registers of issuers at hand: each is read again after a minute, whether it could be read or not.

What is fetched is kept by the rules of HTTP besides (`verifier.fetching.copies`). While one
verification reads a register anew, the others take what is there.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from verifier.errors import UnreachableError
from verifier.recognised_issuers import AnyRegistry, read_registry, unreachable

AGAIN = timedelta(minutes=1)
"""A host that does not answer would hold up every verification for seconds."""


@dataclass(frozen=True)
class _Copy:
    registry: AnyRegistry
    until: datetime


@dataclass(frozen=True)
class RegistryShelf:
    """Registers by name and place; safe to share between threads."""

    _copies: dict[tuple[str, str], _Copy] = field(default_factory=dict)
    _locks: defaultdict[tuple[str, str], Lock] = field(default_factory=lambda: defaultdict(Lock))

    def registries(
        self,
        sources: Sequence[tuple[str, str]],
        get: Callable[[str], bytes],
        *,
        now: datetime,
    ) -> list[AnyRegistry]:
        """Return the register of each source (its name, and where it is).

        `get` returns what is at a place, or raises `UnreachableError`.
        """
        return [self._registry(source, get, now) for source in sources]

    def _registry(
        self, source: tuple[str, str], get: Callable[[str], bytes], now: datetime
    ) -> AnyRegistry:
        copy, lock = self._copies.get(source), self._locks[source]
        if copy is not None and (now < copy.until or not lock.acquire(blocking=False)):
            return copy.registry
        if copy is None:
            lock.acquire()
        try:
            copy = self._copies.get(source)
            if copy is None or now >= copy.until:
                copy = _Copy(_read(source, get), now + AGAIN)
                self._copies[source] = copy
            return copy.registry
        finally:
            lock.release()


def _read(source: tuple[str, str], get: Callable[[str], bytes]) -> AnyRegistry:
    name, place = source
    try:
        return read_registry(name, get(place))
    except UnreachableError as error:
        return unreachable(name, error)
