"""Who answers must prove to be the host of the URL, wherever the connection went."""

import ssl
from dataclasses import replace

import pytest

from verifier.errors import UnreachableError

from .loopback import HOST, answer, authority, fetcher_at, self_signed, serving

URL = f"https://{HOST}/"


def test_a_certificate_for_the_host_is_accepted() -> None:
    with serving(answer(b"good")) as server:
        assert fetcher_at(server).get(URL, accept="*/*").content == b"good"


@pytest.mark.parametrize("name", ["other.example", f"sub.{HOST}", "93.184.216.34"])
def test_a_certificate_for_another_name_is_not(name: str) -> None:
    with serving(answer(), authority().server(name)) as server:
        with pytest.raises(UnreachableError, match="certificate is not accepted"):
            fetcher_at(server).get(URL, accept="*/*")
        assert server.requests == []


def test_a_certificate_that_nobody_vouches_for_is_not() -> None:
    with serving(answer(), self_signed(HOST)) as server:
        with pytest.raises(UnreachableError, match="certificate is not accepted"):
            fetcher_at(server).get(URL, accept="*/*")
        assert server.requests == []


def test_without_its_authority_a_certificate_is_not() -> None:
    with serving(answer()) as server:
        fetcher = replace(fetcher_at(server), tls=ssl.create_default_context())
        with pytest.raises(UnreachableError, match="certificate is not accepted"):
            fetcher.get(URL, accept="*/*")


def test_a_host_beyond_ascii_is_asked_for_by_its_a_label() -> None:
    with serving(answer(b"good"), authority().server("xn--w-uga1v8h.example")) as server:
        assert fetcher_at(server).get("https://żółw.example/", accept="*/*").content == b"good"
        assert "Host: xn--w-uga1v8h.example" in server.lines()


def test_a_fetcher_that_checks_no_certificates_cannot_be_made() -> None:
    blind, nameless = authority().client(), authority().client()
    nameless.check_hostname = False
    blind.check_hostname = False
    blind.verify_mode = ssl.CERT_NONE
    for context in (blind, nameless):
        with pytest.raises(ValueError, match="must check"):
            replace(fetcher_at(None), tls=context)
