"""Where a request comes from: which machine, and a page of which site."""

import ipaddress
from urllib.parse import urlsplit

from fastapi import Request

from issuer.people_errors import ForeignSiteError
from issuer.settings import Network, Settings

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def check_site(request: Request, settings: Settings, *, has_cookie: bool) -> None:
    """Raise `ForeignSiteError` unless a page of our own sent this request.

    Browsers say so in `Sec-Fetch-Site`, and old ones in `Origin`. A program says neither; that is
    enough for what needs no cookie, and not for what a cookie allows. `Origin: null` counts as
    ours only beside `Sec-Fetch-Site: same-origin`: pages without a referrer send it (rule 29).
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    own = origin is not None and origin.lower() in _own_origins(settings)
    if site is not None:
        is_own = site == "same-origin" and (own or origin in {None, "null"})
    else:
        is_own = own or (origin is None and not has_cookie)
    if not is_own:
        raise ForeignSiteError


def client_address(request: Request, settings: Settings) -> str:
    """Return the machine that asks, as it is counted: one IPv4 address, or the /64 of an IPv6 one.

    `X-Forwarded-For` is believed from the right, as far as proxies of `INSYGNIA_TRUSTED_PROXIES`
    (addresses and networks) wrote it.
    """
    peer = request.client.host if request.client else "127.0.0.1"
    trusted = settings.trusted_networks
    told = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
    while told and _is_in(peer, trusted):
        before = told.pop().strip()
        if _parsed(before) is None:
            break
        peer = before
    return _counted(peer)


def _own_origins(settings: Settings) -> set[str]:
    parts = urlsplit(settings.base_url)
    if not settings.is_demonstration:
        return {f"{parts.scheme}://{parts.netloc}".lower()}
    # This machine has three names, and people type any of them.
    port = f":{parts.port}" if parts.port not in {None, 80} else ""
    return {f"http://{host}{port}" for host in _LOOPBACK}


_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def _parsed(text: str) -> _Address | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _is_in(text: str, networks: list[Network]) -> bool:
    address = _parsed(text)
    return address is not None and any(address in network for network in networks)


def _counted(text: str) -> str:
    address = _parsed(text)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address or text)
