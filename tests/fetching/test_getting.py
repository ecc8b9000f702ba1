"""What is sent, and what comes back."""

import gzip
import zlib
from dataclasses import replace

import pytest

from issuer.fetch import Fetch
from verifier.errors import UnreachableError

from .loopback import HOST, NOW, PUBLIC, Wires, answer, fetcher_at, serving

URL = f"https://{HOST}/issuers/a/did.json"


def zipped(data: bytes) -> bytes:
    """Return `data` compressed, the same bytes at any time: they name tests."""
    return gzip.compress(data, mtime=0)


def test_the_answer_comes_with_its_type_and_time() -> None:
    with serving(answer(b'{"id":1}', "Content-Type: Application/JSON; charset=utf-8")) as server:
        got = fetcher_at(server).get(URL, accept="application/json")
    assert (got.url, got.status, got.content) == (URL, 200, b'{"id":1}')
    assert (got.media_type, got.fetched_at) == ("application/json", NOW)


def test_only_headers_that_are_used_are_kept() -> None:
    headers = ("Cache-Control: max-age=60", "Age: 3", "Set-Cookie: a=b", "X-Other: c")
    with serving(answer(b"", *headers)) as server:
        got = fetcher_at(server).get(URL, accept="*/*")
    assert got.headers == {"cache-control": "max-age=60", "age": "3"}


def test_the_request_says_what_it_must_and_nothing_else() -> None:
    with serving(answer()) as server:
        fetcher_at(server).get(f"{URL}?v=1#key-1", accept="application/did+json")
        first, *headers = server.lines()
    assert first == "GET /issuers/a/did.json?v=1 HTTP/1.1"
    assert sorted(headers) == [
        "Accept-Encoding: gzip",
        "Accept: application/did+json",
        "Connection: close",
        f"Host: {HOST}",
        "User-Agent: Insygnia",
    ]


def test_a_cookie_is_not_sent_back() -> None:
    with serving(answer(b"", "Set-Cookie: session=1; Path=/")) as server:
        fetcher = fetcher_at(server)
        fetcher.get(URL, accept="*/*")
        fetcher.get(URL, accept="*/*")
        assert "cookie" not in "\n".join(server.lines()).lower()


def test_the_port_stands_in_the_host_header_unless_it_is_the_usual_one() -> None:
    with serving(answer()) as server:
        fetcher_at(server).get(f"https://{HOST}:8443/", accept="*/*")
        assert f"Host: {HOST}:8443" in server.lines()


NO_ANSWERS = ["201 Created", "204 No Content", "304 Not Modified", "404 Not Found", "500 Oops"]


@pytest.mark.parametrize("status", [*NO_ANSWERS, "410 Gone", "302 Found without a location"])
def test_any_status_but_200_is_no_answer(status: str) -> None:
    with serving(answer(b"", status=status)) as server:
        fetcher = fetcher_at(server)
        with pytest.raises(UnreachableError, match=f"status {status[:3]}") as caught:
            fetcher.get(URL, accept="*/*")
    assert caught.value.status == int(status[:3])


def test_a_compressed_answer_is_unpacked() -> None:
    with serving(answer(gzip.compress(b"a" * 5000), "Content-Encoding: gzip")) as server:
        assert fetcher_at(server).get(URL, accept="*/*").content == b"a" * 5000


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (zipped(b"a" * 500)[:-1], "gzip"),
        (zipped(b"a" * 500) + b"more", "gzip"),
        (zipped(b"a") + zipped(b"b"), "gzip"),
        (b"plain", "gzip"),
        (b"", "gzip"),
        (zlib.compress(b"a"), "deflate"),
        (zipped(zipped(b"a")), "gzip, gzip"),
        (b"\x1b", "br"),
    ],
)
def test_a_damaged_or_unasked_compression_is_no_answer(content: bytes, encoding: str) -> None:
    with serving(answer(content, f"Content-Encoding: {encoding}")) as server:
        fetcher = fetcher_at(server)
        with pytest.raises(UnreachableError, match="compress"):
            fetcher.get(URL, accept="*/*")


NO_HTTP = [
    b"",
    b"SSH-2.0-server\r\n",
    b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
]


@pytest.mark.parametrize("said", NO_HTTP)
def test_what_is_not_http_is_no_answer(said: bytes) -> None:
    with serving(lambda _, say: say(said)) as server:
        fetcher = fetcher_at(server)
        with pytest.raises(UnreachableError, match="HTTP as it should"):
            fetcher.get(URL, accept="*/*")


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    with serving(answer(b"second")) as server:
        wires, dead = Wires(server.port), Wires(1)
        fetcher = replace(
            fetcher_at(server, "2606:2800:220:1::1", PUBLIC),
            connect=lambda address, port, seconds: (dead if ":" in address else wires).connect(
                address, port, seconds
            ),
        )
        assert fetcher.get(URL, accept="*/*").content == b"second"
    assert (dead.used, wires.used) == ([("2606:2800:220:1::1", 443)], [(PUBLIC, 443)])


def test_a_host_that_is_down_is_no_answer() -> None:
    with pytest.raises(UnreachableError, match="no connection could be made"):
        fetcher_at(None).get(URL, accept="*/*")


def test_a_webhook_is_sent_whole_and_its_status_comes_back() -> None:
    headers = {"Content-Type": "application/json", "webhook-id": "1", "host": "elsewhere.example"}
    with serving(answer(b"ignored", status="503 Busy")) as server:
        assert fetcher_at(server).post(URL, body=b"{}" * 20_000, headers=headers) == 503
        first, *lines = server.lines()
        assert first == "POST /issuers/a/did.json HTTP/1.1"
        assert server.requests[0].endswith(b"\r\n\r\n" + b"{}" * 20_000)
    assert {"webhook-id: 1", f"Host: {HOST}", "Content-Length: 40000"} <= set(lines)
    assert not any("elsewhere" in line for line in lines)


def test_an_exchange_returns_the_answer_whatever_its_status() -> None:
    with serving(answer(b'{"error":"invalid_grant"}', status="400 Bad Request")) as server:
        got = fetcher_at(server).exchange(URL, body=b"code=1", headers={}, accept="*/*")
    assert (got.status, got.content) == (400, b'{"error":"invalid_grant"}')


def test_the_issuer_sees_only_its_own_protocol_and_a_built_in_error() -> None:
    fetch: Fetch = fetcher_at(None)
    with pytest.raises(ConnectionError, match=r"^https://badges\.example/.* could not be had: "):
        fetch.get(URL, accept="*/*")
