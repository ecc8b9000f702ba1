"""Which machine asks: proxies are believed only when the settings name them."""

from pathlib import Path

import pytest
from starlette.requests import Request

from issuer.api.origins import client_address
from issuer.settings import Settings


def _address(peer: str | None, trusted: str, *forwarded: str) -> str:
    headers = [(b"x-forwarded-for", line.encode()) for line in forwarded]
    client = (peer, 50_000) if peer else None
    request = Request({"type": "http", "client": client, "headers": headers})
    settings = Settings(home=Path("var"), trusted_proxies=trusted)
    return client_address(request, settings)


@pytest.mark.parametrize(
    ("peer", "trusted", "forwarded", "found"),
    [
        ("192.0.2.1", "", (), "192.0.2.1"),
        ("192.0.2.1", "", ("198.51.100.9",), "192.0.2.1"),
        ("192.0.2.1", "10.0.0.0/8", ("198.51.100.9",), "192.0.2.1"),
        ("10.0.0.1", "10.0.0.0/8", ("198.51.100.9",), "198.51.100.9"),
        (
            "10.0.0.1",
            "10.0.0.1, 10.0.0.2",
            ("203.0.113.5, 198.51.100.9, 10.0.0.2",),
            "198.51.100.9",
        ),
        ("10.0.0.1", "10.0.0.0/8", ("203.0.113.5", "198.51.100.9"), "198.51.100.9"),
        ("10.0.0.1", "10.0.0.0/8", (), "10.0.0.1"),
        ("10.0.0.1", "10.0.0.0/8", ("unknown",), "10.0.0.1"),
        ("10.0.0.1", "10.0.0.0/8", ("198.51.100.9, <script>",), "10.0.0.1"),
        ("::ffff:10.0.0.1", "10.0.0.0/8", ("198.51.100.9",), "198.51.100.9"),
        ("2001:db8:1:2:3:4:5:6", "", (), "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "", (), "2001:db8:1:2::/64"),
        (None, "127.0.0.1", ("198.51.100.9",), "198.51.100.9"),
        (None, "", ("198.51.100.9",), "127.0.0.1"),
    ],
)
def test_the_machine_that_asks(
    peer: str | None, trusted: str, forwarded: tuple[str, ...], found: str
) -> None:
    assert _address(peer, trusted, *forwarded) == found
