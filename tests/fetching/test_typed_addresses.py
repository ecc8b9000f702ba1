"""Rule 25: a typed address may lead to other origins; what a badge names may not."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise

import pytest

from verifier.errors import RefusedAddressError, UnreachableError
from verifier.fetching.budget import Budget
from verifier.fetching.copies import FreshCopies
from verifier.fetching.resolver import FetchingResolver, OwnRecords
from verifier.resolver import FETCHED, OWN

from .loopback import (
    HOST,
    NOW,
    PUBLIC,
    Behaviour,
    Names,
    Say,
    Server,
    answer,
    fetcher_at,
    redirect,
    serving,
)

SHORT = f"https://{HOST}/s/1"
OTHER = f"https://{HOST}:8443/s/1"
BADGE = f"https://{HOST}:9443/credentials/1"


def site(pages: Mapping[str, Behaviour]) -> Behaviour:
    """Return the behaviour of several hosts, which are told apart by their ports."""

    def behave(server: Server, say: Say) -> None:
        first, *headers = server.lines()
        authority = next(line[6:] for line in headers if line.startswith("Host: "))
        pages[f"https://{authority}{first.split()[1]}"](server, say)

    return behave


@contextmanager
def visiting(
    pages: Mapping[str, Behaviour], own: OwnRecords | None = None, copies: FreshCopies | None = None
) -> Iterator[tuple[FetchingResolver, Server]]:
    with serving(site(pages)) as server:
        yield (
            FetchingResolver(
                fetcher=fetcher_at(server),
                budget=Budget(monotonic=time.monotonic),
                clock=lambda: NOW,
                own=own,
                copies=copies,
            ),
            server,
        )


def test_a_typed_address_is_followed_to_another_origin_and_the_way_is_told() -> None:
    pages = {SHORT: redirect(OTHER), OTHER: redirect(BADGE), BADGE: answer(b"badge")}
    with visiting(pages) as (resolver, server):
        found = resolver.visit(SHORT)
    assert (found.url, found.content, found.source) == (BADGE, b"badge", FETCHED)
    assert found.way == (SHORT, OTHER)
    assert server.connections == 3


def test_what_a_badge_names_stays_at_its_origin_though_a_visitor_went_there() -> None:
    pages = {SHORT: redirect(BADGE), BADGE: answer(b"badge")}
    with visiting(pages, copies=FreshCopies()) as (resolver, _):
        assert resolver.visit(SHORT).content == b"badge"
        with pytest.raises(RefusedAddressError, match="leaves the origin"):
            resolver.resolve(SHORT)
        assert resolver.visit(SHORT).content == b"badge"


def test_a_redirect_within_the_origin_is_told_too() -> None:
    moved = f"https://{HOST}/s/2"
    with visiting({SHORT: redirect("/s/2"), moved: answer(b"list")}) as (resolver, _):
        found = resolver.resolve(SHORT)
    assert (found.url, found.way) == (moved, (SHORT,))


def test_three_redirects_are_followed_and_a_fourth_is_not() -> None:
    steps = [f"https://{HOST}:{8443 + n}/" for n in range(5)]
    pages = {step: redirect(following) for step, following in pairwise(steps)}
    with visiting({**pages, steps[4]: answer(b"badge")}) as (resolver, server):
        assert resolver.visit(steps[1]).way == tuple(steps[1:4])
        with pytest.raises(UnreachableError, match="more than 3 times"):
            resolver.visit(steps[0])
        assert server.connections == 4 + 4


@pytest.mark.parametrize("last", [SHORT, OTHER])
def test_a_loop_is_left_where_it_closes(last: str) -> None:
    with visiting({SHORT: redirect(OTHER), OTHER: redirect(last)}) as (resolver, server):
        with pytest.raises(UnreachableError, match="leads back"):
            resolver.visit(SHORT)
        assert server.connections == 2


@pytest.mark.parametrize(
    "location",
    [
        f"http://{HOST}/credentials/1",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://localhost/",
        "https://intranet/",
        f"https://{HOST}:22/",
        f"https://user@{HOST}/",
        "file:///etc/passwd",
        "data:application/json,{}",
    ],
)
def test_each_redirect_is_guarded_like_the_first_address(location: str) -> None:
    with visiting({SHORT: redirect(location)}) as (resolver, server):
        with pytest.raises(RefusedAddressError):
            resolver.visit(SHORT)
        assert server.connections == 1


def test_a_redirect_to_a_name_of_a_private_address_is_refused() -> None:
    with visiting({SHORT: redirect("https://inside.example/")}) as (resolver, server):
        names = Names([[PUBLIC], ["192.168.1.1"]])
        inside = replace(resolver, fetcher=replace(fetcher_at(server), resolve=names))
        with pytest.raises(RefusedAddressError, match="public addresses only"):
            inside.visit(SHORT)
        assert server.connections == 1
    assert names.asked == [HOST, "inside.example"]


def test_a_redirect_to_ourselves_is_answered_from_our_records() -> None:
    own = OwnRecords(BADGE.partition("/credentials")[0], {BADGE: b"ours"}.get)
    nowhere = f"{own.public_url}/elsewhere"
    pages = {SHORT: redirect(BADGE), OTHER: redirect(nowhere)}
    with visiting(pages, own) as (resolver, server):
        found = resolver.visit(SHORT)
        with pytest.raises(UnreachableError, match="nothing there"):
            resolver.visit(OTHER)
        assert server.connections == 2
    assert (found.content, found.source, found.way) == (b"ours", OWN, (SHORT,))
    assert found.fetched_at is None


def test_redirects_are_counted_in_the_budget_of_a_verification() -> None:
    pages = {SHORT: redirect(OTHER), OTHER: answer(b"badge")}
    with visiting(pages) as (resolver, _):
        narrow = replace(resolver, budget=Budget(monotonic=time.monotonic, max_fetches=1))
        with pytest.raises(UnreachableError, match="enough was fetched"):
            narrow.visit(SHORT)


@pytest.mark.parametrize("url", ["http://badges.example/1", "did:web:badges.example", "x"])
def test_only_an_https_address_is_visited(url: str) -> None:
    with visiting({}) as (resolver, server):
        with pytest.raises(UnreachableError):
            resolver.visit(url)
        assert server.connections == 0
