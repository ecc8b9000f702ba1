"""The guarded fetcher: https to public addresses, with limits on everything (rule 25).

It knows no cookies, no proxies of the environment and no connections kept open, and every hop of a
redirect is checked like the first address.
"""

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

import httpcore

from verifier.errors import RefusedAddressError, UnreachableError
from verifier.fetching.addresses import (
    Address,
    check_address,
    is_named,
    next_address,
    read_address,
)
from verifier.fetching.answers import KEPT_HEADERS, Fetched, header, read_content
from verifier.fetching.budget import Budget
from verifier.fetching.names import Resolve
from verifier.fetching.network import Connect, GuardedBackend, Meter, system_connect
from verifier.fetching.politeness import Politeness

ONE_MB = 1_048_576
MOST_REDIRECTS = 3
_REDIRECTS = frozenset((301, 302, 303, 307, 308))

Known: TypeAlias = Callable[[Address], Fetched | None]
"""Returns what need not be asked for at an address, or None."""


def _nothing(_: Address) -> None:
    return None


@dataclass(frozen=True)
class Limits:
    """What one call may take; seconds and bytes."""

    connect_seconds: float = 2.0
    """For looking the name up, for connecting, and for TLS: each."""
    seconds: float = 5.0
    """For the whole call, redirects included."""
    header_bytes: int = 32_768
    """From the wire until the headers are complete."""


@dataclass(frozen=True)
class _Request:
    method: str
    address: Address
    headers: Mapping[str, str]
    body: bytes | None = None


@dataclass(frozen=True)
class _Opened:
    """An answer whose content is still to be read."""

    request: _Request
    response: httpcore.Response

    def next_address(self) -> Address | None:
        """Return where this answer leads instead, or None if it is the last."""
        location = header(self.response.headers, "location")
        if self.response.status not in _REDIRECTS or location is None:
            return None
        return next_address(self.request.address, location)

    def fetched(self, limit: int, now: datetime) -> Fetched:
        """Read the content."""
        headers, url = self.response.headers, str(self.request.address)
        encoding = header(headers, "content-encoding")
        content = read_content(url, self.response.iter_stream(), encoding, limit=limit)
        kept = {name: value for name in KEPT_HEADERS if (value := header(headers, name))}
        return Fetched(url, self.response.status, kept, content, now)


@dataclass(frozen=True, kw_only=True)
class GuardedFetcher:
    """Asks https addresses that anybody may have chosen; safe to share between threads.

    Whatever goes wrong is an `UnreachableError`; `RefusedAddressError` if nobody was asked.
    """

    resolve: Resolve
    connect: Connect = system_connect
    tls: ssl.SSLContext
    """Must check certificates and host names."""
    clock: Callable[[], datetime]
    """Returns the instant now, aware, in UTC."""
    monotonic: Callable[[], float]
    """Returns seconds that never go back."""
    private_hosts: frozenset[str] = frozenset()
    """Host names, or `host:port`, that the operator allows to have private addresses."""
    limits: Limits = field(default_factory=Limits)
    politeness: Politeness | None = None
    """What `get` waits for before each request; None asks as often as it is told to."""

    def __post_init__(self) -> None:
        if not self.tls.check_hostname or self.tls.verify_mode != ssl.CERT_REQUIRED:
            raise ValueError("the TLS context must check certificates and host names")

    def get(
        self,
        url: str,
        *,
        accept: str,
        limit: int = ONE_MB,
        same_origin: bool = False,
        budget: Budget | None = None,
        known: Known = _nothing,
    ) -> Fetched:
        """Return what stands at `url`, at most `limit` bytes, after at most three redirects.

        With `same_origin` redirects may not leave the origin; where one leads to what is `known`,
        nobody is asked. Any status but 200 is an `UnreachableError`.
        """
        address, deadline = read_address(url), self._deadline(budget)
        way: list[str] = []
        for _ in range(MOST_REDIRECTS + 1):
            if budget is not None:
                budget.spend(str(address))
            if self.politeness is not None:
                self.politeness.wait(str(address), address.host, deadline=deadline)
            with self._opened(_Request("GET", address, {"Accept": accept}), deadline, limit) as got:
                following = got.next_address()
                if following is None:
                    found = _only_ok(got).fetched(limit, self.clock())
                    return replace(found, way=tuple(way))
            if same_origin and following.origin != address.origin:
                raise RefusedAddressError(str(following), "a redirect to it leaves the origin")
            way.append(str(address))
            if str(following) in way:
                raise UnreachableError(url, "it leads back to where it came from")
            address = following
            if known_there := known(address):
                return replace(known_there, way=tuple(way))
        raise UnreachableError(url, f"it leads on more than {MOST_REDIRECTS} times")

    def post(self, url: str, *, body: bytes, headers: Mapping[str, str]) -> int:
        """Send `body` and return the status, whatever it is (rule 31).

        Redirects are not followed, and the content of the answer is not read.
        """
        request = _Request("POST", read_address(url), headers, body)
        with self._opened(request, self._deadline(None), 0) as got:
            return got.response.status

    def exchange(
        self,
        url: str,
        *,
        body: bytes,
        headers: Mapping[str, str],
        accept: str,
        limit: int = ONE_MB,
    ) -> Fetched:
        """Send `body` and return the answer, whatever its status; redirects are not followed."""
        request = _Request("POST", read_address(url), {**headers, "Accept": accept}, body)
        with self._opened(request, self._deadline(None), limit) as got:
            return got.fetched(limit, self.clock())

    def _deadline(self, budget: Budget | None) -> float:
        own = self.monotonic() + self.limits.seconds
        return own if budget is None else min(own, budget.deadline)

    @contextmanager
    def _opened(self, request: _Request, deadline: float, limit: int) -> Iterator[_Opened]:
        """Send a request and yield the answer, on a connection of its own."""
        url = str(request.address)
        meter = Meter(url, monotonic=self.monotonic, deadline=deadline)
        meter.allow(self.limits.header_bytes)
        try:
            with self._pool(request.address, meter) as pool, _sent(pool, request) as response:
                # As much again for the frames of a chunked answer.
                meter.allow(2 * limit)
                yield _Opened(request, response)
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise UnreachableError(url, _in_words(error)) from error

    def _pool(self, address: Address, meter: Meter) -> httpcore.ConnectionPool:
        private = is_named(address, self.private_hosts)
        check_address(address, private=private)
        backend = GuardedBackend(
            url=str(address),
            meter=meter,
            resolve=self.resolve,
            connect=self.connect,
            private=private,
            connect_seconds=self.limits.connect_seconds,
        )
        return httpcore.ConnectionPool(self.tls, max_connections=1, network_backend=backend)


def _sent(
    pool: httpcore.ConnectionPool, request: _Request
) -> AbstractContextManager[httpcore.Response]:
    address = request.address
    own = {
        "Host": address.authority,
        "User-Agent": "Insygnia",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    names = {name.lower() for name in own}
    others = {name: value for name, value in request.headers.items() if name.lower() not in names}
    headers = list({**own, **others}.items())
    url = httpcore.URL(
        scheme=address.scheme, host=address.host, port=address.port, target=address.target
    )
    return pool.stream(request.method, url, headers=headers, content=request.body)


def _only_ok(got: _Opened) -> _Opened:
    if got.response.status != 200:
        url, status = str(got.request.address), got.response.status
        raise UnreachableError(url, f"it answers with the status {status}", status=status)
    return got


def _in_words(error: Exception) -> str:
    if isinstance(error, httpcore.TimeoutException):
        return "it did not answer in time"
    if isinstance(error, httpcore.ConnectError):
        return "no connection could be made"
    return "it broke off, or does not speak HTTP as it should"
