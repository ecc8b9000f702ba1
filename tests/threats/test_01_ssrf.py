"""Threat 1: a badge names an address inside our network, and we go there for its author."""

import time
from dataclasses import replace

import pytest
from fetching.loopback import (
    HOST,
    NOW,
    PUBLIC,
    Names,
    Wires,
    answer,
    authority,
    fetcher_at,
    serving,
)

from verifier.errors import RefusedAddressError
from verifier.fetching.fetcher import GuardedFetcher

REFUSED = [
    "https://127.0.0.1/",
    "https://127.255.255.254/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[::127.0.0.1]/",
    "https://0.0.0.0/",
    "https://0/",
    "https://2130706433/",
    "https://127.1/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://127.0.0.0x1/",
    "https://0177.0.0.1/",
    "https://017700000001/",
    "https://①②⑦.⓪.⓪.①/",
    "https://127。0。0。1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[fe80::1]/",
    "https://[fe80::1%25eth0]/",
    "https://10.0.0.1/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
    "https://198.18.0.1/",
    "https://192.0.0.8/",
    "https://[fd00::1]/",
    "https://[fec0::1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[64:ff9b:1::a00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "https://[2001:db8::1]/",
    "https://224.0.0.1/",
    "https://[ff02::1]/",
    "https://255.255.255.255/",
    "https://localhost/",
    "https://LOCALHOST/",
    "https://localhost./",
    "https://admin.localhost/",
    "https://intranet/",
    "https://ｌocalhost/",
    "https://badges.example./",
    "https://user@badges.example/",
    "https://user:password@badges.example/",
    "https://badges.example@127.0.0.1/",
    "https://badges.example\\@127.0.0.1/",
    "https://badges.example%2f127.0.0.1/",
    "https://badges.example:0/",
    "https://badges.example:22/",
    "https://badges.example:25/",
    "https://badges.example:5432/",
    "https://badges.example:6379/",
    "https://badges.example:65536/",
    "https://badges.example:/",
    "https://badges.example:443:443/",
    "https:///etc/passwd",
    "https:badges.example",
    "//badges.example/",
    "http://badges.example/",
    "http://127.0.0.1:8080/",
    "ftp://badges.example/",
    "file:///etc/passwd",
    "gopher://badges.example/",
    "data:,x",
    "urn:uuid:0f1e",
    "",
    "https://badges.example/ x",
    "https://badges.example/\r\nHost: inside",
    "https://badges.example/ł",
    " https://badges.example/",
    "https://" + "a." * 200 + "example/",
    "https://badges.example/" + "a" * 3000,
]

NOT_PUBLIC = [
    "127.0.0.1", "::1", "0.0.0.0", "10.1.2.3", "172.31.0.1", "192.168.0.1", "100.127.255.255",
    "169.254.169.254", "fe80::1%eth0", "2606:2800::1%eth0", "fd12::1", "::ffff:10.0.0.1",
    "64:ff9b::a00:1", "2002:a00:1::", "224.0.0.251", "ff05::2", "240.0.0.1", "not an address",
]  # fmt: skip


def unconnected(*addresses: str) -> tuple[GuardedFetcher, Wires]:
    wires = Wires(1)
    names = Names([addresses])
    return replace(fetcher_at(None), resolve=names, connect=wires.connect), wires


@pytest.mark.parametrize("url", REFUSED)
def test_an_address_that_is_no_public_https_address_is_refused(url: str) -> None:
    fetcher, wires = unconnected(PUBLIC)
    with pytest.raises(RefusedAddressError):
        fetcher.get(url, accept="*/*")
    assert wires.used == []


@pytest.mark.parametrize("url", REFUSED)
def test_a_webhook_goes_nowhere_else_either(url: str) -> None:
    fetcher, wires = unconnected(PUBLIC)
    with pytest.raises(RefusedAddressError):
        fetcher.post(url, body=b"{}", headers={})
    assert wires.used == []


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    fetcher, wires = unconnected(address)
    with pytest.raises(RefusedAddressError):
        fetcher.get(f"https://{HOST}/", accept="*/*")
    assert wires.used == []


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_one_address_inside_spoils_all_others_of_the_name(address: str) -> None:
    for addresses in ((PUBLIC, address), (address, PUBLIC)):
        fetcher, wires = unconnected(*addresses)
        with pytest.raises(RefusedAddressError):
            fetcher.get(f"https://{HOST}/", accept="*/*")
        assert wires.used == []


def test_the_refusal_does_not_tell_which_names_exist_inside() -> None:
    reasons = set()
    for addresses in ((), ("10.0.0.1",)):
        fetcher, _ = unconnected(*addresses)
        with pytest.raises(RefusedAddressError) as caught:
            fetcher.get(f"https://{HOST}/", accept="*/*")
        reasons.add(caught.value.reason)
    assert len(reasons) == 1


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    with serving(answer(b"public")) as server:
        wires = Wires(server.port)
        fetcher = replace(fetcher_at(server), connect=wires.connect)
        assert fetcher.get(f"https://{HOST}/", accept="*/*").content == b"public"
    assert wires.used == [(PUBLIC, 443)]


def test_the_environment_cannot_put_a_proxy_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with serving(answer(b"public")) as server:
        wires = Wires(server.port)
        fetcher = replace(fetcher_at(server), connect=wires.connect)
        assert fetcher.get(f"https://{HOST}/", accept="*/*").content == b"public"
    assert wires.used == [(PUBLIC, 443)]


@pytest.mark.parametrize("named", [HOST, f"{HOST}:8443"])
def test_the_operator_can_name_a_host_inside(named: str) -> None:
    with serving(answer(b"inside")) as server:
        wires = Wires(server.port)
        fetcher = GuardedFetcher(
            resolve=Names([["10.0.0.7"]]),
            connect=wires.connect,
            tls=authority().client(),
            clock=lambda: NOW,
            monotonic=time.monotonic,
            private_hosts=frozenset({named}),
        )
        assert fetcher.get(f"https://{HOST}:8443/", accept="*/*").content == b"inside"
        with pytest.raises(RefusedAddressError):
            fetcher.get("https://other.example:8443/", accept="*/*")
    assert wires.used == [("10.0.0.7", 8443)]


@pytest.mark.parametrize(
    "address",
    ["10.0.0.1", "100.64.0.1", "127.0.0.1", "172.16.0.1", "192.168.0.1", "::1", "fd00::1"],
)
def test_a_host_that_the_operator_named_may_have_any_private_address(address: str) -> None:
    with serving(answer(b"inside")) as server:
        fetcher = replace(fetcher_at(server, address), private_hosts=frozenset({HOST}))
        assert fetcher.get(f"https://{HOST}/", accept="*/*").content == b"inside"


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1", "0.0.0.0", "224.0.0.1"])
def test_even_a_host_that_the_operator_named_may_not_lead_to_the_metadata_of_a_cloud(
    address: str,
) -> None:
    fetcher, wires = unconnected(address)
    with pytest.raises(RefusedAddressError):
        replace(fetcher, private_hosts=frozenset({HOST})).get(f"https://{HOST}/", accept="*/*")
    assert wires.used == []
