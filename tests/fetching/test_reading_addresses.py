"""A URL has one reading, which is the one that is sent."""

import pytest

from verifier.errors import RefusedAddressError
from verifier.fetching.addresses import (
    CLOSED_PORTS,
    check_address,
    is_public,
    literal,
    next_address,
    read_address,
)


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://badges.example", "https://badges.example/"),
        ("HTTPS://Badges.Example:443/A?b=c&d", "https://badges.example/A?b=c&d"),
        ("https://badges.example:8443/a", "https://badges.example:8443/a"),
        ("https://badges.example/a#key-1", "https://badges.example/a"),
        ("https://badges.example?q#x", "https://badges.example/?q"),
        ("https://badges.example/a@b", "https://badges.example/a@b"),
        ("https://Żółw.example/", "https://xn--w-uga1v8h.example/"),
        ("https://xn--w-uga1v8h.example/", "https://xn--w-uga1v8h.example/"),
        ("https://93.184.216.34/", "https://93.184.216.34/"),
        ("https://[2606:2800:220:1:0:0:0:1]/", "https://[2606:2800:220:1::1]/"),
        ("http://localhost:8000/status/1", "http://localhost:8000/status/1"),
    ],
)
def test_an_address_is_sent_in_one_spelling(url: str, sent: str) -> None:
    assert str(read_address(url)) == sent


@pytest.mark.parametrize("port", [80, 443, 8080, 8443, 3000, 65535])
def test_other_ports_of_web_servers_are_open(port: int) -> None:
    check_address(read_address(f"https://badges.example:{port}/"), private=False)


@pytest.mark.parametrize("port", sorted(CLOSED_PORTS))
def test_ports_of_other_services_are_closed_even_where_the_operator_named_the_host(
    port: int,
) -> None:
    with pytest.raises(RefusedAddressError):
        check_address(read_address(f"https://badges.example:{port}/"), private=True)


@pytest.mark.parametrize(
    "text", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "2a01:4f8::1", "2001:4860::8888"]
)
def test_public_addresses_are_public(text: str) -> None:
    address = literal(text)
    assert address is not None
    assert is_public(address)


def test_a_redirect_is_read_relative_to_where_it_was_found() -> None:
    current = read_address("https://badges.example/issuers/a/did.json?x#y")
    assert (
        str(next_address(current, "../b/did.json")) == "https://badges.example/issuers/b/did.json"
    )
    assert str(next_address(current, "//other.example")) == "https://other.example/"
