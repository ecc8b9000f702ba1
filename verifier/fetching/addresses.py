"""Which addresses are asked at all: strict reading of URLs, and what is left alone.

One spelling for each host: names in A-labels, IPv4 with four decimal numbers, IPv6 in brackets.
Whatever else browsers or C libraries read as an address (`0x7f.1`, `2130706433`) is refused: who
checks and who connects would have to read it alike.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urljoin

import idna

from verifier.errors import RefusedAddressError

LONGEST_URL = 2048

_PORTS = {"https": 443, "http": 80}
# RFC 3986 section 2, without the userinfo that nobody may send.
_URI = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(?::([1-9][0-9]{0,4}))?")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# The last label begins with a letter: what ends in a number is an address in disguise.
_NAME = re.compile(rf"(?!.{{254}})(?:{_LABEL}\.)*(?![0-9]){_LABEL}")

# Ports of services that could take a request for their own protocol: those that the Fetch standard
# blocks (https://fetch.spec.whatwg.org/#port-blocking), and databases, queues and remote control.
CLOSED_PORTS = frozenset(
    (1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
     103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
     512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993,
     995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668,
     6669, 6679, 6697, 10080,
     445, 1433, 1521, 2375, 2376, 2379, 2380, 3306, 3389, 5432, 5672, 5900, 5984, 6379, 9042, 9092,
     9200, 9300, 10250, 11211, 27017)
)  # fmt: skip

Ip = IPv4Address | IPv6Address

# https://www.iana.org/assignments/iana-ipv4-special-registry
_NOT_PUBLIC_4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
# Everything public is in here: what lies outside wraps IPv4 (::ffff:, 64:ff9b::), is local or
# unassigned (https://www.iana.org/assignments/ipv6-address-space).
_PUBLIC_6 = IPv6Network("2000::/3")
# https://www.iana.org/assignments/iana-ipv6-special-registry: Teredo and other protocols,
# documentation, 6to4 (which holds an IPv4 address), AS112.
_NOT_PUBLIC_6 = tuple(
    IPv6Network(text)
    for text in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)
# What an operator may open by name. Link-local is not among them: clouds answer there with secrets.
_PRIVATE = (
    IPv4Network("10.0.0.0/8"),
    IPv4Network("100.64.0.0/10"),
    IPv4Network("127.0.0.0/8"),
    IPv4Network("172.16.0.0/12"),
    IPv4Network("192.168.0.0/16"),
    IPv6Network("::1/128"),
    IPv6Network("fc00::/7"),
)


@dataclass(frozen=True)
class Address:
    """A URL in the one spelling in which it is compared and sent; it has no fragment."""

    scheme: str
    host: str
    """A name in lower-case A-labels, or an IP address without brackets."""
    port: int
    target: str
    """The path, beginning with `/`, and the query."""

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port."""
        return self.scheme, self.host, self.port

    @property
    def authority(self) -> str:
        """The host, and the port unless it is that of the scheme: as the Host header says it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def read_address(url: str) -> Address:
    """Return the http or https address that `url` is; whether it may be asked is another question.

    Raises `RefusedAddressError` for anything else, and for every spelling that two programs could
    read differently: user names, backslashes, spaces, letters beyond ASCII outside the host.
    """
    if len(url) > LONGEST_URL:
        raise RefusedAddressError(url[:80] + "…", f"it is longer than {LONGEST_URL} characters")
    scheme, separator, rest = url.partition("://")
    scheme = scheme.lower() if scheme.isascii() else ""
    if not separator or scheme not in _PORTS:
        raise RefusedAddressError(url, "only https addresses are asked")
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    tail = rest[len(authority) :].partition("#")[0]
    if "@" in authority:
        raise RefusedAddressError(url, "it carries a user name")
    if tail and not _URI.fullmatch(tail):
        raise RefusedAddressError(url, "it holds a character that no URL may hold")
    host, port = _host_and_port(url, authority)
    target = tail if tail.startswith("/") else f"/{tail}"
    return Address(scheme, host, port or _PORTS[scheme], target)


def next_address(current: Address, location: str) -> Address:
    """Return where a redirect from `current` leads; `RefusedAddressError` as `read_address`."""
    try:
        # Parsing drops line breaks silently; a header of HTTP cannot hold them.
        return read_address(urljoin(str(current), location))
    except ValueError as error:
        raise RefusedAddressError(str(current), "it leads to something that is no URL") from error


def check_address(address: Address, *, private: bool) -> None:
    """Raise `RefusedAddressError` unless a request may go to `address`, as far as its text tells.

    Where its name leads is checked when connecting. `private` says that the operator named it.
    """
    if address.scheme != "https":
        raise RefusedAddressError(str(address), "only https addresses are asked")
    if address.port in CLOSED_PORTS or address.port > 65535:
        raise RefusedAddressError(str(address), f"nothing is asked at the port {address.port}")
    if private or literal(address.host) is not None:
        return
    if "." not in address.host or address.host.endswith(".localhost"):
        raise RefusedAddressError(str(address), "its host is a name of this network only")


def is_named(address: Address, hosts: Collection[str]) -> bool:
    """Tell whether `hosts` has the host of `address`, alone or with the port after a colon."""
    return address.host in hosts or f"{address.host}:{address.port}" in hosts


def literal(host: str) -> Ip | None:
    """Return the IP address that `host` is, or None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def is_public(address: Ip) -> bool:
    """Tell whether an address belongs to the public internet, by the registries of IANA."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_4)
    if address.scope_id is not None or address not in _PUBLIC_6:
        return False
    return not any(address in network for network in _NOT_PUBLIC_6)


def is_private(address: Ip) -> bool:
    """Tell whether an address is one of an own network or of this machine."""
    return any(address in network for network in _PRIVATE)


def _host_and_port(url: str, authority: str) -> tuple[str, int | None]:
    found = _AUTHORITY.fullmatch(_a_labels(url, authority))
    if found is None:
        raise RefusedAddressError(url, "its host is no name and no plain address")
    host, port = found.groups()
    number = int(port) if port else None
    if host.startswith("["):
        address = literal(host[1:-1])
        if isinstance(address, IPv6Address):
            return str(address), number
    elif _NAME.fullmatch(host) or isinstance(literal(host), IPv4Address):
        return host, number
    raise RefusedAddressError(url, "its host is no name and no plain address")


def _a_labels(url: str, authority: str) -> str:
    """Return `authority` in lower-case ASCII; nothing is mapped, so `①` stays no digit."""
    if authority.isascii():
        return authority.lower()
    host, separator, port = authority.partition(":")
    try:
        return idna.encode(host.lower(), std3_rules=True).decode("ascii") + separator + port
    except UnicodeError as error:
        raise RefusedAddressError(url, "its host is not a domain name") from error
