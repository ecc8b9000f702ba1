"""After signing in one goes on to a path of this site, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuer.next_address import next_address

OWN = [
    "/",
    "/achievements",
    "/achievements?tab=own&q=a%20b",
    "/claim/abc_DEF-123~",
    "/a/b/c?next=//evil.example",
    "/wzorce/%C5%BC%C3%B3%C5%82%C4%87",
    "/a..b/.c",
    "/x?y=1%2F2",
]
HOSTILE = [
    None,
    "",
    " /",
    "achievements",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%5cevil.example",
    "/%5Cevil.example",
    "https://evil.example",
    "https:/evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    "/a\r\nLocation: https://evil.example",
    "/a%0d%0aLocation:%20https://evil.example",
    "/a%0D",
    "/%00",
    "/a%7f",
    "/.//evil.example",
    "/..//evil.example",
    "/a/..//evil.example",
    "/%2e%2e//evil.example",
    "/%2E/a",
    "/a//evil.example",
    "/a%",
    "/a%zz",
    "/a#//evil.example",
    "/a b",
    "/żółć",
    "/\u2028/evil.example",
    "/" + "a" * 2000,
    "@evil.example",
    ".evil.example",
]


@pytest.mark.parametrize("path", OWN)
def test_a_path_of_our_own_is_gone_on_to(path: str) -> None:
    assert next_address(path) == path


@pytest.mark.parametrize("address", HOSTILE, ids=repr)
def test_everything_else_leads_to_the_first_page(address: str | None) -> None:
    assert next_address(address) == "/"


@given(st.text(alphabet="/\\.%2e5cC@:?#aA\t\r\n \u0000", max_size=20))
def test_what_is_let_through_stays_on_this_site(address: str) -> None:
    path = next_address(address)

    assert path.startswith("/")
    assert not path.startswith("//")
    assert not set("\\\t\r\n \u0000#") & set(path)
