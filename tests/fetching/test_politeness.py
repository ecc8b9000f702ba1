"""One host is asked so often and no oftener, whoever hands in badges that name it."""

from dataclasses import dataclass, field, replace

import pytest

from verifier.errors import UnreachableError
from verifier.fetching.budget import MOST_FETCHES
from verifier.fetching.politeness import AT_ONCE, MOST_HOSTS, Politeness

from .loopback import HOST, answer, fetcher_at, redirect, serving

URL = f"https://{HOST}/status/1"


@dataclass
class Seconds:
    """A clock that goes on only while somebody sleeps."""

    now: float = 100.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.now += seconds


def politeness(seconds: Seconds, *, at_once: int = 3) -> Politeness:
    return Politeness(monotonic=seconds, sleep=seconds.sleep, at_once=at_once, per_second=4)


def wait(polite: Politeness, host: str = HOST, deadline: float = 1000.0) -> None:
    polite.wait(f"https://{host}/", host, deadline=deadline)


def test_the_first_requests_to_a_host_do_not_wait() -> None:
    polite = politeness(seconds := Seconds())
    for _ in range(3):
        wait(polite)
    assert seconds.slept == []


def test_those_that_follow_keep_the_interval() -> None:
    polite = politeness(seconds := Seconds())
    for _ in range(6):
        wait(polite)
    assert seconds.slept == [0.25, 0.25, 0.25]


def test_a_host_that_was_left_alone_may_be_asked_several_times_again() -> None:
    polite = politeness(seconds := Seconds())
    for _ in range(3):
        wait(polite)
    seconds.now += 0.75
    for _ in range(3):
        wait(polite)
    assert seconds.slept == []


def test_one_host_does_not_wait_for_another() -> None:
    polite = politeness(seconds := Seconds())
    for host in ("a.example", "b.example") * 3:
        wait(polite, host)
    assert seconds.slept == []


def test_nobody_waits_beyond_the_deadline_and_a_refusal_counts_nothing() -> None:
    polite = politeness(seconds := Seconds())
    for _ in range(3):
        wait(polite)
    for _ in range(5):
        with pytest.raises(UnreachableError, match="asked too often just now"):
            wait(polite, deadline=seconds.now + 0.2)
    wait(polite)
    assert seconds.slept == [0.25]


def test_requests_at_the_same_time_are_spread() -> None:
    """While one sleeps, the next comes: each is given a moment of its own."""
    seconds = Seconds()
    pauses: list[float] = []
    polite = Politeness(monotonic=seconds, sleep=pauses.append, at_once=1, per_second=4)
    for _ in range(4):
        wait(polite)
    assert pauses == [0.25, 0.5, 0.75]


def test_hosts_are_forgotten_the_least_recent_first() -> None:
    polite = politeness(seconds := Seconds(), at_once=1)
    wait(polite, "first.example")
    for number in range(MOST_HOSTS):
        wait(polite, f"{number}.example")
    wait(polite, "first.example")
    assert seconds.slept == []
    wait(polite, f"{MOST_HOSTS - 1}.example")
    assert seconds.slept == [0.25]


def test_a_single_verification_never_waits() -> None:
    assert MOST_FETCHES <= AT_ONCE


def test_the_fetcher_waits_before_each_request() -> None:
    seconds = Seconds()
    with serving(answer()) as server:
        fetcher = replace(fetcher_at(server), politeness=politeness(seconds, at_once=1))
        fetcher = replace(fetcher, monotonic=seconds)
        for _ in range(3):
            fetcher.get(URL, accept="*/*")
    assert seconds.slept == [0.25, 0.25]


def test_redirects_count_for_the_host_they_lead_to() -> None:
    seconds = Seconds()
    with serving(lambda server, say: redirect(f"/{server.connections}")(server, say)) as server:
        fetcher = replace(fetcher_at(server), politeness=politeness(seconds, at_once=1))
        fetcher = replace(fetcher, monotonic=seconds)
        with pytest.raises(UnreachableError, match="more than 3 times"):
            fetcher.get(URL, accept="*/*")
    assert seconds.slept == [0.25, 0.25, 0.25]


def test_a_host_asked_too_often_is_not_asked() -> None:
    seconds = Seconds()
    polite = Politeness(monotonic=seconds, sleep=seconds.sleep, at_once=1, per_second=0.1)
    with serving(answer()) as server:
        fetcher = replace(fetcher_at(server), politeness=polite, monotonic=seconds)
        fetcher.get(URL, accept="*/*")
        with pytest.raises(UnreachableError, match="asked too often"):
            fetcher.get(URL, accept="*/*")
        assert server.connections == 1
