"""Connections that go only to checked addresses and stop when time or bytes are used up.

Resolving and connecting are one step: the address that was checked is the address connected to, so
a name that changes its answer in between gains nothing. TLS still checks the host name.
"""

import ssl
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import httpcore

from verifier.errors import RefusedAddressError, UnreachableError
from verifier.fetching.addresses import Ip, is_private, is_public, literal
from verifier.fetching.names import Resolve

Connect: TypeAlias = Callable[[str, int, float], httpcore.NetworkStream]
"""Opens a connection to an IP address and a port within some seconds."""

MOST_ADDRESSES = 4
"""How many addresses of one name are tried."""

# One record of TLS: a write of more could begin again for every piece that the other side takes.
_SLICE = 16_384


def system_connect(address: str, port: int, seconds: float) -> httpcore.NetworkStream:
    """Connect to an IP address; httpcore's own errors say why not."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=seconds)


class Meter:
    """What one request may still take: seconds until its deadline, bytes from the wire."""

    def __init__(self, url: str, *, monotonic: Callable[[], float], deadline: float) -> None:
        self.url = url
        self._monotonic = monotonic
        self._deadline = deadline
        self.allowance = 0

    def seconds(self, most: float = float("inf")) -> float:
        """Return the seconds left, but not over `most`; `UnreachableError` if there are none."""
        left = self._deadline - self._monotonic()
        if left <= 0:
            raise UnreachableError(self.url, "it did not answer in time")
        return min(left, most)

    def allow(self, size: int) -> None:
        """Allow `size` more bytes to be read."""
        self.allowance += size

    def take(self, size: int) -> None:
        """Count bytes that were read; `UnreachableError` if they were too many."""
        self.allowance -= size
        if self.allowance < 0:
            raise UnreachableError(self.url, "it answers with too many bytes")


class GuardedStream(httpcore.NetworkStream):
    """A connection on a meter."""

    def __init__(self, stream: httpcore.NetworkStream, meter: Meter, *, connect: float) -> None:
        self._stream = stream
        self._meter = meter
        self._connect = connect

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - ours
        """Read once, within what is left; the meter decides, not `timeout`."""
        # Never less than one byte: the end of an answer is seen only by asking for more.
        most = min(max_bytes, max(self._meter.allowance, 1))
        data = self._stream.read(most, timeout=self._meter.seconds())
        self._meter.take(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - ours
        """Write all, within what is left."""
        for start in range(0, len(buffer), _SLICE):
            self._stream.write(buffer[start : start + _SLICE], timeout=self._meter.seconds())

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - the meter decides
    ) -> httpcore.NetworkStream:
        """Begin TLS with the name of the host, not with the address connected to."""
        try:
            seconds = self._meter.seconds(self._connect)
            inner = self._stream.start_tls(ssl_context, server_hostname, timeout=seconds)
        except httpcore.ConnectError as error:
            raise UnreachableError(self._meter.url, _in_words(error.__cause__)) from error
        except UnreachableError:
            # httpcore closes a connection only once it has become one of its own.
            self.close()
            raise
        return GuardedStream(inner, self._meter, connect=self._connect)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's signature
        """Return what httpcore wants to know about the connection."""
        return self._stream.get_extra_info(info)


@dataclass(frozen=True, kw_only=True)
class GuardedBackend(httpcore.NetworkBackend):
    """Opens the connection of one request."""

    url: str
    meter: Meter
    resolve: Resolve
    connect: Connect
    private: bool
    """Whether the host may have private addresses."""
    connect_seconds: float

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the meter decides
        local_address: str | None = None,  # noqa: ARG002 - httpcore's signature
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - httpcore's signature
    ) -> httpcore.NetworkStream:
        """Resolve, check every address, and connect to one of those that were checked."""
        addresses = self._checked(host)[:MOST_ADDRESSES]
        share = self.connect_seconds / len(addresses)
        for address in addresses[:-1]:
            try:
                return self._connected(address, port, share)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connected(addresses[-1], port, share)

    def _connected(self, address: Ip, port: int, seconds: float) -> httpcore.NetworkStream:
        stream = self.connect(str(address), port, self.meter.seconds(seconds))
        return GuardedStream(stream, self.meter, connect=self.connect_seconds)

    def _checked(self, host: str) -> Sequence[Ip]:
        """Return all addresses of `host`; one that is not allowed spoils them all."""
        addresses = [literal(text) for text in self._resolved(host)]
        allowed = [address for address in addresses if address and self._is_allowed(address)]
        if not allowed or len(allowed) < len(addresses):
            # The same words for both: nobody learns which names exist inside.
            raise RefusedAddressError(self.url, "its host does not lead to public addresses only")
        return allowed

    def _resolved(self, host: str) -> Sequence[str]:
        if literal(host) is not None:
            return (host,)
        seconds = self.meter.seconds(self.connect_seconds)
        try:
            return self.resolve(host, seconds)
        except TimeoutError as error:
            raise UnreachableError(self.url, "its host could not be looked up in time") from error
        except OSError:
            return ()

    def _is_allowed(self, address: Ip) -> bool:
        return is_public(address) or (self.private and is_private(address))


def _in_words(cause: BaseException | None) -> str:
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not accepted ({cause.verify_message.rstrip('.')})"
    return "it does not speak TLS as it should"
