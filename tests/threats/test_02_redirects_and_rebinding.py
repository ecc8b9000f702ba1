"""Threat 2: the first address is good, and what it leads to is not."""

from dataclasses import replace

import pytest
from fetching.loopback import (
    HOST,
    PUBLIC,
    Names,
    Say,
    Server,
    Wires,
    answer,
    fetcher_at,
    redirect,
    serving,
)

from verifier.errors import RefusedAddressError, UnreachableError

START = f"https://{HOST}/start"


def test_a_name_that_changes_its_answer_to_loopback_is_refused() -> None:
    with serving(answer(b"public")) as server:
        wires, names = Wires(server.port), Names([[PUBLIC], ["127.0.0.1"]])
        fetcher = replace(fetcher_at(server), resolve=names, connect=wires.connect)
        fetcher.get(START, accept="*/*")
        with pytest.raises(RefusedAddressError):
            fetcher.get(START, accept="*/*")
        assert server.connections == 1
    assert names.asked == [HOST, HOST]
    assert wires.used == [(PUBLIC, 443)]


def test_a_name_is_asked_once_for_each_connection() -> None:
    with serving(answer(b"public")) as server:
        names = Names([[PUBLIC], ["127.0.0.1"]])
        replace(fetcher_at(server), resolve=names).get(START, accept="*/*")
    assert names.asked == [HOST]


def test_no_connection_is_used_again() -> None:
    with serving(answer(b"public")) as server:
        fetcher = fetcher_at(server)
        fetcher.get(START, accept="*/*")
        fetcher.get(START, accept="*/*")
        assert server.connections == 2
        assert "Connection: close" in server.lines()


@pytest.mark.parametrize("status", ["301 x", "302 x", "303 x", "307 x", "308 x"])
def test_a_redirect_to_this_machine_is_not_followed(status: str) -> None:
    with serving(answer(b"secret")) as inside:
        locations = (f"https://127.0.0.1:{inside.port}/", f"https://localhost:{inside.port}/")
        for location in (*locations, f"http://127.0.0.1:{inside.port}/", "file:///etc/passwd"):
            with serving(redirect(location, status)) as server:
                with pytest.raises(RefusedAddressError):
                    fetcher_at(server).get(START, accept="*/*")
                assert server.connections == 1
        assert inside.connections == 0


def test_a_redirect_to_a_name_that_leads_inside_is_not_followed() -> None:
    with serving(redirect("https://inside.example/")) as server:
        wires, names = Wires(server.port), Names([[PUBLIC], ["10.0.0.1"]])
        fetcher = replace(fetcher_at(server), resolve=names, connect=wires.connect)
        with pytest.raises(RefusedAddressError):
            fetcher.get(START, accept="*/*")
        assert server.connections == 1
    assert names.asked == [HOST, "inside.example"]


class Chain:
    """Leads on some times, then answers."""

    def __init__(self, times: int, location: str = "/next") -> None:
        self.left = times
        self.location = location

    def __call__(self, server: Server, say: Say) -> None:
        # The last address is as given; those before it differ.
        address = f"{self.location}?{self.left}" if self.left > 1 else self.location
        behave = redirect(address) if self.left else answer(b"the end")
        self.left -= 1
        behave(server, say)


def test_three_redirects_are_followed() -> None:
    with serving(Chain(3)) as server:
        got = fetcher_at(server).get(START, accept="*/*")
        assert (got.content, got.url) == (b"the end", f"https://{HOST}/next")
        assert server.connections == 4


def test_a_fourth_redirect_is_not() -> None:
    with serving(Chain(4)) as server:
        with pytest.raises(UnreachableError, match="more than 3 times"):
            fetcher_at(server).get(START, accept="*/*")
        assert server.connections == 4


@pytest.mark.parametrize("location", ["https://other.example/", f"https://{HOST}:8443/"])
def test_a_redirect_to_another_origin_is_not_followed_where_the_origin_matters(
    location: str,
) -> None:
    with serving(Chain(1, location)) as server:
        with pytest.raises(RefusedAddressError, match="leaves the origin"):
            fetcher_at(server).get(START, accept="*/*", same_origin=True)
        assert server.connections == 1


@pytest.mark.parametrize("location", ["/next", f"https://{HOST.upper()}:443/next", "next"])
def test_a_redirect_within_the_origin_is_followed_there(location: str) -> None:
    with serving(Chain(1, location)) as server:
        got = fetcher_at(server).get(START, accept="*/*", same_origin=True)
        assert got.url == f"https://{HOST}/next"


def test_a_webhook_follows_no_redirect() -> None:
    with serving(redirect("/elsewhere", "307 Temporary Redirect")) as server:
        assert fetcher_at(server).post(START, body=b"{}", headers={}) == 307
        assert server.connections == 1


@pytest.mark.parametrize(
    "location", ["https://[", "//user@badges.example/", "https://a b/", "\x80"]
)
def test_a_redirect_to_nonsense_is_refused(location: str) -> None:
    with serving(redirect(location)) as server, pytest.raises(RefusedAddressError):
        fetcher_at(server).get(START, accept="*/*")
