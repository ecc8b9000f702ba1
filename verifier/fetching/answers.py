"""What came back, read with a limit on both sides of the decompression."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from verifier.errors import UnreachableError

KEPT_HEADERS = ("age", "cache-control", "content-type", "vary")
"""The headers that anybody here has a use for."""

MOST_PIECES = 10_000
"""How many chunks a content may come in: a million of one byte would keep a processor busy."""

_GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True)
class Fetched:
    """The answer of another machine."""

    url: str
    """The address that answered, at the end of all redirects."""
    status: int
    headers: Mapping[str, str]
    """Those of `KEPT_HEADERS` that were there, under names in lower case."""
    content: bytes
    """Decompressed."""
    fetched_at: datetime
    way: tuple[str, ...] = ()
    """The addresses that led there by redirects, the one that was asked for first."""

    @property
    def media_type(self) -> str:
        """The type of the content in lower case, without parameters; empty if not said."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def header(headers: Sequence[tuple[bytes, bytes]], name: str) -> str | None:
    """Return the values of a header, joined by commas as RFC 9110 section 5.3 has it, or None."""
    values = [value.decode("latin-1") for key, value in headers if key.lower() == name.encode()]
    return ", ".join(values) if values else None


def read_content(url: str, chunks: Iterable[bytes], encoding: str | None, *, limit: int) -> bytes:
    """Return the content in `chunks`, of which `encoding` is the Content-Encoding.

    Raises `UnreachableError` for more than `limit` bytes before or after decompression, for more
    than `MOST_PIECES` chunks, for another encoding than gzip, and for gzip that is damaged, cut
    short or followed by something.
    """
    wire = _limited(url, chunks, limit)
    name = (encoding or "identity").strip().lower()
    if name == "identity":
        return b"".join(wire)
    if name not in ("gzip", "x-gzip"):
        raise UnreachableError(url, "it answers in a compression that was not asked for")
    return _unzipped(url, wire, limit)


def _limited(url: str, chunks: Iterable[bytes], limit: int) -> Iterable[bytes]:
    size = 0
    for number, chunk in enumerate(chunks, 1):
        size += len(chunk)
        if number > MOST_PIECES:
            raise UnreachableError(url, f"its answer comes in more than {MOST_PIECES} pieces")
        if size > limit:
            raise UnreachableError(url, f"its answer is larger than {limit} bytes")
        yield chunk


def _unzipped(url: str, chunks: Iterable[bytes], limit: int) -> bytes:
    unzip, content = zlib.decompressobj(_GZIP), bytearray()
    for chunk in chunks:
        try:
            # One byte more than allowed is enough to know, however far the rest would swell.
            content += unzip.decompress(chunk, limit - len(content) + 1)
        except zlib.error as error:
            raise UnreachableError(url, "its compressed answer is damaged") from error
        if len(content) > limit:
            raise UnreachableError(url, f"its answer unpacks to more than {limit} bytes")
        if unzip.unused_data:
            break
    if not unzip.eof or unzip.unused_data:
        raise UnreachableError(url, "its compressed answer is damaged")
    return bytes(content)
