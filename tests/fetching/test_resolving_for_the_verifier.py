"""The verifier's resolver: DIDs and https addresses, our own records, copies, one budget."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from keys.did_key import did_key
from keys.errors import DidError
from keys.private import generate
from keys.signer import Algorithm
from verifier.errors import RefusedAddressError, UnreachableError
from verifier.fetching.addresses import read_address
from verifier.fetching.answers import Fetched
from verifier.fetching.budget import Budget
from verifier.fetching.copies import LONGEST, FreshCopies, lifetime
from verifier.fetching.fetcher import Known
from verifier.fetching.resolver import FetchingResolver, OwnRecords
from verifier.resolver import COMPUTED, FETCHED, OWN

from .loopback import HOST, NOW, answer, fetcher_at, redirect, serving

LIST = f"https://{HOST}/status/1"


@dataclass
class Web:
    """Answers every address, and remembers which it was asked for."""

    headers: dict[str, str] = field(default_factory=dict)
    fault: str = ""
    asked: list[str] = field(default_factory=list)

    def get(
        self, url: str, *, accept: str, same_origin: bool, budget: Budget, known: Known
    ) -> Fetched:
        assert known(read_address("https://elsewhere.example/")) is None
        budget.spend(url)
        assert same_origin
        self.asked.append(url)
        if self.fault:
            raise UnreachableError(url, self.fault)
        return Fetched(url, 200, self.headers, accept.encode(), NOW)


def resolver_on(
    web: Web, own: OwnRecords | None = None, copies: FreshCopies | None = None
) -> FetchingResolver:
    budget = Budget(monotonic=time.monotonic)
    return FetchingResolver(fetcher=web, budget=budget, clock=lambda: NOW, own=own, copies=copies)


def test_a_did_that_is_its_own_document_is_computed() -> None:
    web, did = Web(), did_key(generate(Algorithm.ED25519).public_key)
    resource = resolver_on(web).resolve(did)
    assert json.loads(resource.content)["id"] == did
    assert resource.source == COMPUTED
    assert web.asked == []


def test_a_did_web_is_asked_for_at_its_address() -> None:
    resource = resolver_on(web := Web()).resolve(f"did:web:{HOST}%3A8443:issuers:a")
    assert web.asked == [resource.url] == [f"https://{HOST}:8443/issuers/a/did.json"]
    assert resource.content.startswith(b"application/did+json")
    assert resource.source == FETCHED


def test_a_status_list_is_asked_for_as_a_credential() -> None:
    assert resolver_on(Web()).resolve(LIST).content.startswith(b"application/vc,")


@pytest.mark.parametrize("url", ["did:ion:abc", "did:webvh:x", "did:", "urn:uuid:1", "None", ""])
def test_what_is_no_address_cannot_be_checked(url: str) -> None:
    with pytest.raises(UnreachableError):
        resolver_on(web := Web()).resolve(url)
    assert web.asked == []


@pytest.mark.parametrize("did", ["did:web:127.0.0.1", "did:web:a..b", "did:key:zNo"])
def test_a_malformed_did_is_the_did_s_fault(did: str) -> None:
    with pytest.raises(DidError):
        resolver_on(Web()).resolve(did)


@pytest.mark.parametrize("did", ["did:web:localhost", "did:web:intranet", f"did:web:{HOST}%3A22"])
def test_a_did_of_this_network_is_refused(did: str) -> None:
    with pytest.raises(RefusedAddressError):
        replace(resolver_on(Web()), fetcher=fetcher_at(None)).resolve(did)


def records(found: dict[str, bytes], public_url: str) -> OwnRecords:
    answer_from: Callable[[str], bytes | None] = found.get
    return OwnRecords(public_url, answer_from)


@pytest.mark.parametrize(
    ("asked", "at"),
    [
        (LIST, LIST),
        (f"https://{HOST.upper()}:443/status/1#x", LIST),
        (f"did:web:{HOST}:issuers:a", f"https://{HOST}/issuers/a/did.json"),
    ],
)
def test_our_own_addresses_are_answered_from_our_records(asked: str, at: str) -> None:
    own = records({at: b"ours"}, f"https://{HOST}/")
    resource = resolver_on(web := Web(), own).resolve(asked)
    assert (resource.url, resource.content, resource.source) == (at, b"ours", OWN)
    assert web.asked == []


def test_a_demonstration_without_https_answers_for_itself_only() -> None:
    own = records({"http://localhost:8000/status/1": b"ours"}, "http://localhost:8000")
    resolver = replace(resolver_on(Web(), own), fetcher=fetcher_at(None))
    assert resolver.resolve("http://localhost:8000/status/1").content == b"ours"
    for other in ("http://localhost:8001/status/1", "http://127.0.0.1:8000/status/1"):
        with pytest.raises(RefusedAddressError):
            resolver.resolve(other)


def test_what_is_not_in_our_records_is_not_looked_for_in_the_network() -> None:
    own = records({}, f"https://{HOST}")
    with pytest.raises(UnreachableError, match="nothing there"):
        resolver_on(web := Web(), own).resolve(LIST)
    assert web.asked == []


@pytest.mark.parametrize(
    "url",
    [f"https://{HOST}:8443/status/1", f"https://www.{HOST}/status/1", f"http://{HOST}/status/1"],
)
def test_only_exactly_our_origin_is_ours(url: str) -> None:
    own = records({url: b"forged"}, f"https://{HOST}")
    assert resolver_on(Web(), own).resolve(url).source == FETCHED


def test_a_redirect_to_another_origin_is_not_followed() -> None:
    with serving(redirect("https://other.example/status/1")) as server:
        resolver = replace(resolver_on(Web()), fetcher=fetcher_at(server))
        with pytest.raises(RefusedAddressError, match="leaves the origin"):
            resolver.resolve(LIST)


def test_a_document_comes_over_the_network() -> None:
    with serving(answer(b'{"id":1}')) as server:
        resolver = replace(resolver_on(Web()), fetcher=fetcher_at(server))
        assert resolver.resolve(LIST).content == b'{"id":1}'


def test_what_failed_once_is_not_tried_again() -> None:
    resolver = resolver_on(web := Web(fault="it is down"))
    for _ in range(3):
        with pytest.raises(UnreachableError, match="it is down"):
            resolver.resolve(LIST)
    assert web.asked == [LIST]


def test_a_spent_budget_is_could_not_check() -> None:
    resolver = resolver_on(web := Web())
    for number in range(8):
        resolver.resolve(f"https://{HOST}/{number}")
    with pytest.raises(UnreachableError, match="enough was fetched"):
        resolver.resolve(f"https://{HOST}/8")
    assert len(web.asked) == 8


def test_a_fresh_copy_is_used_by_the_next_verification() -> None:
    web, copies = Web({"cache-control": "max-age=60"}), FreshCopies()
    for _ in range(2):
        resolver_on(web, copies=copies).resolve(LIST)
    assert web.asked == [LIST]


def test_of_a_copy_the_report_says_when_it_came_and_not_when_it_was_used() -> None:
    web, copies = Web({"cache-control": "max-age=60"}), FreshCopies()
    first = resolver_on(web, copies=copies).resolve(LIST)
    later = replace(resolver_on(web, copies=copies), clock=lambda: NOW + timedelta(seconds=50))
    assert (first.fetched_at, later.resolve(LIST).fetched_at) == (NOW, NOW)
    assert web.asked == [LIST]


def test_our_own_records_and_what_a_did_says_were_not_fetched() -> None:
    own = records({LIST: b"ours"}, f"https://{HOST}/")
    assert resolver_on(Web(), own).resolve(LIST).fetched_at is None
    did = did_key(generate(Algorithm.ED25519).public_key)
    assert resolver_on(Web()).resolve(did).fetched_at is None


def test_a_copy_is_used_until_its_time_is_over() -> None:
    copies, got = FreshCopies(), fetched("max-age=60")
    copies.keep(LIST, "*/*", got)
    assert copies.fresh(LIST, "*/*", now=NOW + timedelta(seconds=59)) == got
    assert copies.fresh(LIST, "*/*", now=NOW + timedelta(seconds=60)) is None
    assert copies.fresh(LIST, "*/*", now=NOW - timedelta(seconds=1)) is None
    assert copies.fresh(LIST, "text/html", now=NOW) is None


def fetched(control: str, age: str = "0", url: str = LIST, content: bytes = b"") -> Fetched:
    headers = {"cache-control": control, "age": age}
    return Fetched(url, 200, headers, content, NOW)


@pytest.mark.parametrize(
    ("control", "age", "seconds"),
    [
        ("max-age=60", "0", 60),
        ('public, Max-Age="60"', "0", 60),
        ("max-age=60", "45", 15),
        ("max-age=60", "70", 0),
        ("max-age=60", "soon", 0),
        ("max-age=999999999", "0", LONGEST.total_seconds()),
        ("max-age=60, max-age=70", "0", 0),
        ("max-age=60, s-maxage=20", "0", 20),
        ("s-maxage=0, max-age=60", "0", 0),
        ("s-maxage=20", "5", 15),
        ("s-maxage=1, s-maxage=2, max-age=60", "0", 0),
        ("max-age=60, must-revalidate, immutable", "0", 60),
        ("max-age=-1", "0", 0),
        ("no-store, max-age=60", "0", 0),
        ('no-cache="x", max-age=60', "0", 0),
        ("private, max-age=60", "0", 0),
        ("", "0", 0),
    ],
)
def test_a_copy_lives_as_long_as_the_answer_says(control: str, age: str, seconds: float) -> None:
    assert lifetime(fetched(control, age)) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("content", "seconds"),
    [
        (b'{"credentialSubject":{"ttl":20000}}', 20),
        (b'{"ttl" : 20000, "b": {"ttl": 10000}}', 10),
        (b'{"ttl": 300000}', 60),
        (b'{"ttl": 0}', 0),
        (b'{"ttl": -1}', 60),
        (b'{"ttl": "soon"}', 60),
        (b'{"ttl": 1' + b"0" * 20 + b"}", 60),
    ],
)
def test_a_status_list_is_kept_no_longer_than_it_says_itself(content: bytes, seconds: int) -> None:
    """Bitstring Status List 1.0, `ttl`: after so many milliseconds it is to be fetched anew."""
    assert lifetime(fetched("max-age=60", content=content)) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("vary", "is_kept"), [("*", False), ("Accept, *", False), ("Accept", True)]
)
def test_an_answer_that_differs_every_time_is_not_kept(vary: str, is_kept: bool) -> None:
    got = fetched("max-age=60")
    changed = replace(got, headers={**got.headers, "vary": vary})
    assert bool(lifetime(changed)) is is_kept


def test_what_came_by_a_redirect_is_not_kept() -> None:
    copies = FreshCopies()
    copies.keep(LIST, "*/*", fetched("max-age=60", url=f"https://{HOST}/elsewhere"))
    assert copies.fresh(LIST, "*/*", now=NOW) is None


def test_copies_are_bounded_in_number_and_size() -> None:
    copies = FreshCopies(most=3, most_bytes=10)
    for name, size in (("a", 4), ("a", 4), ("b", 4), ("c", 4), ("d", 11)):
        copies.keep(name, "*/*", fetched("max-age=60", url=name, content=b"x" * size))
    kept = [name for name in "abcd" if copies.fresh(name, "*/*", now=NOW)]
    assert kept == ["b", "c"]
    for name in "efgh":
        copies.keep(name, "*/*", fetched("max-age=60", url=name))
    assert [name for name in "bcefgh" if copies.fresh(name, "*/*", now=NOW)] == ["f", "g", "h"]
