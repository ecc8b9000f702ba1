"""Threat 3: an answer that never ends, or comes so slowly that somebody waits for ever."""

import gzip
import socket
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from threading import Event

import pytest
from fetching.loopback import (
    HOST,
    Behaviour,
    Say,
    Server,
    answer,
    fetcher_at,
    redirect,
    serving,
)

from verifier.errors import UnreachableError
from verifier.fetching.answers import read_content
from verifier.fetching.budget import Budget
from verifier.fetching.fetcher import GuardedFetcher, Limits
from verifier.fetching.names import Lookups

URL = f"https://{HOST}/"
# The same as in the service, only shorter: one second there is a fiftieth of a second here.
SHORT = Limits(connect_seconds=0.25, seconds=0.4)
# Far more than it takes, for a machine that is busy with other things.
SOON = 3
BOMB = gzip.compress(b"\0" * 50_000_000, mtime=0)
HEAD = b"HTTP/1.1 200 OK\r\n"


def drip(beginning: bytes, piece: bytes) -> Behaviour:
    """Say the beginning, then a piece every now and then for ever."""

    def behave(server: Server, say: Say) -> None:
        say(beginning)
        while not server.pause(0.02):
            say(piece)

    return behave


def pour(beginning: bytes, piece: bytes) -> Behaviour:
    """Say the beginning, then pieces for ever, as fast as they are taken."""

    def behave(server: Server, say: Say) -> None:
        say(beginning)
        while not server.stopped.is_set():
            say(piece)

    return behave


def silent(server: Server, _: Say) -> None:
    """Say nothing."""
    server.stopped.wait()


CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
SLOW = {
    "says nothing": silent,
    "a status byte by byte": drip(b"", b"H"),
    "a header byte by byte": drip(HEAD + b"X-Long: ", b"a"),
    "headers without end": drip(HEAD, b"X-One: more\r\n"),
    "a body byte by byte": drip(HEAD + b"Content-Length: 1000000\r\n\r\n", b"a"),
    "chunks byte by byte": drip(CHUNKED, b"1\r\na\r\n"),
    "only the size of a chunk": drip(CHUNKED, b"0"),
    "early hints without end": drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
}
BYTES, LIMIT, PIECES = "too many bytes", "larger than", "pieces"
LONG = {
    "a body without length": (pour(HEAD + b"\r\n", b"a" * 65_536), LIMIT),
    "a body of many chunks": (pour(CHUNKED, b"10000\r\n" + b"a" * 65_536 + b"\r\n"), LIMIT),
    "a body of tiny chunks": (pour(CHUNKED, b"1\r\na\r\n" * 10_000), PIECES),
    "a body longer than the limit": (answer(b"a" * 1_048_577), LIMIT),
    "a header without end": (pour(HEAD + b"X-Long: ", b"a" * 65_536), BYTES),
    "many headers": (pour(HEAD, b"X-One: more\r\n" * 1000), BYTES),
    "early hints": (pour(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1000), BYTES),
    "a chunk with a long extension": (pour(CHUNKED + b"1;", b"a" * 65_536), "as it should"),
    "trailers without end": (pour(CHUNKED + b"0\r\n", b"X-One: more\r\n" * 99), "as it should"),
}


@pytest.mark.parametrize("behave", SLOW.values(), ids=SLOW.keys())
def test_a_slow_answer_is_given_up_in_time(behave: Behaviour) -> None:
    with serving(behave) as server:
        started = time.monotonic()
        with pytest.raises(UnreachableError, match=r"in time|as it should"):
            fetcher_at(server, limits=SHORT).get(URL, accept="*/*")
        assert time.monotonic() - started < SOON


@pytest.mark.parametrize(("behave", "reason"), LONG.values(), ids=LONG.keys())
def test_an_endless_answer_is_given_up_after_its_limit(behave: Behaviour, reason: str) -> None:
    with serving(behave) as server:
        started = time.monotonic()
        with pytest.raises(UnreachableError, match=reason):
            fetcher_at(server).get(URL, accept="*/*")
        assert time.monotonic() - started < 6


def test_headers_may_be_as_long_as_allowed_whatever_follows_them() -> None:
    said = (
        HEAD + b"Content-Length: 100000\r\nX-Long: " + b"b" * 30_000 + b"\r\n\r\n" + b"a" * 100_000
    )

    def behave(_: Server, say: Say) -> None:
        # The end of the headers and the beginning of the content come in one record of TLS.
        say(said[:20_000])
        say(said[20_000:])

    with serving(behave) as server:
        assert len(fetcher_at(server).get(URL, accept="*/*").content) == 100_000


def test_a_decompression_bomb_is_refused() -> None:
    with serving(answer(BOMB, "Content-Encoding: gzip")) as server:
        fetcher = fetcher_at(server)
        with pytest.raises(UnreachableError, match="unpacks to more than"):
            fetcher.get(URL, accept="*/*")


def test_a_decompression_bomb_is_not_unpacked_to_see_how_large_it_is() -> None:
    tracemalloc.start()
    try:
        with pytest.raises(UnreachableError, match="unpacks to more than"):
            read_content(URL, [BOMB], "gzip", limit=100_000)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_host_that_never_finishes_its_handshake_is_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        started = time.monotonic()
        with pytest.raises(UnreachableError, match="in time"):
            fetcher_at(Server(port, Event()), limits=SHORT).get(URL, accept="*/*")
        assert time.monotonic() - started < SOON


def test_name_servers_that_do_not_answer_are_given_up_in_time() -> None:
    never = Event()

    def addresses(host: str) -> list[str]:
        never.wait(10)
        return []

    fetcher = replace(fetcher_at(None, limits=SHORT), resolve=Lookups(addresses))
    started = time.monotonic()
    with pytest.raises(UnreachableError, match="looked up in time"):
        fetcher.get(URL, accept="*/*")
    assert time.monotonic() - started < SOON
    never.set()


def test_a_webhook_does_not_wait_for_a_body() -> None:
    with serving(SLOW["a body byte by byte"]) as server:
        assert fetcher_at(server).post(URL, body=b"{}", headers={}) == 200
    with serving(LONG["a body without length"][0]) as server:
        assert fetcher_at(server).post(URL, body=b"{}", headers={}) == 200


def test_a_reader_that_takes_nothing_is_given_up_in_time() -> None:
    with serving(silent, deaf=True) as server:
        started = time.monotonic()
        with pytest.raises(UnreachableError, match="in time"):
            fetcher_at(server, limits=SHORT).post(URL, body=b"a" * 30_000_000, headers={})
        assert time.monotonic() - started < SOON


def test_redirects_do_not_buy_more_time() -> None:
    def behave(server: Server, say: Say) -> None:
        server.pause(0.15)
        redirect(f"/{server.connections}")(server, say)

    with serving(behave) as server, pytest.raises(UnreachableError, match="in time"):
        fetcher_at(server, limits=SHORT).get(URL, accept="*/*")


def budgeted(fetcher: GuardedFetcher, budget: Budget) -> Callable[[], object]:
    return lambda: fetcher.get(URL, accept="*/*", budget=budget)


def test_a_verification_fetches_eight_times_and_no_more() -> None:
    with serving(answer()) as server:
        fetcher = fetcher_at(server)
        fetch = budgeted(fetcher, Budget(monotonic=time.monotonic))
        for _ in range(8):
            fetch()
        with pytest.raises(UnreachableError, match="enough was fetched"):
            fetch()
        assert server.connections == 8


def test_redirects_count_as_fetches() -> None:
    with serving(lambda server, say: redirect(f"/{server.connections}")(server, say)) as server:
        fetcher = fetcher_at(server)
        with pytest.raises(UnreachableError, match="enough was fetched"):
            budgeted(fetcher, Budget(monotonic=time.monotonic, max_fetches=2))()
        assert server.connections == 2


def test_a_verification_has_a_time_of_its_own() -> None:
    with serving(silent) as server:
        fetch = budgeted(fetcher_at(server), Budget(monotonic=time.monotonic, seconds=0.2))
        for _ in range(2):
            started = time.monotonic()
            with pytest.raises(UnreachableError, match="in time"):
                fetch()
            assert time.monotonic() - started < SOON
