"""Addresses of evidence and of organisations: absolute, harmless, and fit to be signed."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuer.text.errors import (
    ForbiddenCharacterError,
    InvalidUrlError,
    MissingTextError,
    TextError,
    TooLongError,
)
from issuer.text.urls import accepted_url
from signing.lexical import iri_fault

SAME = [
    "https://example.com", "https://example.com/", "http://example.com:8080/a/b?c=d&e=%20#f",
    "https://example.com/~jan/(1)/a;b=c,d/@x:y/!$'*+", "http://localhost:8000/x",
    "http://127.0.0.1/x", "https://[2001:db8::1]:444/x", "https://a-b.example.com?q=a/b?c",
    "https://example.com/%C4%87ma",
]  # fmt: skip
CHANGED = [
    (" https://example.com/a\n", "https://example.com/a"),
    ("HTTPS://Example.COM/Path", "https://example.com/Path"),
    ("https://żółć.pl/ćma?q=łoś#ąę", "https://xn--kda4b0koi.pl/%C4%87ma?q=%C5%82o%C5%9B#%C4%85%C4%99"),
    ("https://pl.wikipedia.org/wiki/Z\u0307o\u0301łw",
     "https://pl.wikipedia.org/wiki/%C5%BB%C3%B3%C5%82w"),
    ('https://example.com/{a}|b^c`d"e<f>[g]', "https://example.com/%7Ba%7D%7Cb%5Ec%60d%22e%3Cf%3E%5Bg%5D"),
    ("https://example.com/100%", "https://example.com/100%25"),
    ("https://example.com/%zz", "https://example.com/%25zz"),
    ("https://example.com/a#b#c", "https://example.com/a#b%23c"),
    ("https://[2001:DB8:0::1]/", "https://[2001:db8::1]/"),
]  # fmt: skip
REFUSED = [
    "javascript:alert(1)", "JaVaScRiPt://example.com/%0aalert(1)", "data:text/html,x", "file:///etc",
    "ftp://example.com/", "mailto:a@example.com", "//example.com/", "/a/b", "example.com", "https:",
    "https://", "https:///path", "https:example.com", "https:/example.com", "http://user@example.com",
    "http://user:pass@example.com", "https://example.com@evil.example/", "https://example.com:0/",
    "https://example.com:99999/", "https://example.com:x/", "https://exa mple.com/",
    "https://example.com/a b", "https://example.com/a\xa0b", "https://example.com\\@evil.example/",
    "https://exam_ple.com/", "https://example..com/", "https://2130706433/", "https://127.1/",
    "https://0x7f000001/", "https://127.0.0.0x1/", "https://1.2.3.256/", "https://[::1/",
    "https://[::g]/", "https://[fe80::1%25eth0]/", "https://-a.example/", "https://☃.net/", "https://?",
    "https://example.com%2f.evil.example/", "https://[v1.a]/",
]  # fmt: skip


@pytest.mark.parametrize("url", SAME)
def test_a_plain_address_stays_as_it_is(url: str) -> None:
    assert accepted_url(url) == url


@pytest.mark.parametrize(("typed", "kept"), CHANGED)
def test_an_address_is_written_in_ascii(typed: str, kept: str) -> None:
    assert accepted_url(typed) == kept


@pytest.mark.parametrize("url", REFUSED)
def test_what_is_no_address_of_a_page_is_refused(url: str) -> None:
    with pytest.raises(InvalidUrlError):
        accepted_url(url)


@pytest.mark.parametrize("char", ["\n", "\t", "\x00", "\u202e", "\u200b", "\ud800"], ids=ascii)
def test_hidden_characters_are_refused_before_anything_is_parsed(char: str) -> None:
    with pytest.raises(ForbiddenCharacterError):
        accepted_url(f"https://exam{char}ple.com/")


def test_a_missing_address_is_told_from_a_wrong_one() -> None:
    with pytest.raises(MissingTextError):
        accepted_url("  ")


def test_the_length_is_that_of_what_is_signed() -> None:
    start = "https://example.com/"
    assert len(accepted_url(start + "a" * (2083 - len(start)))) == 2083
    with pytest.raises(TooLongError):
        accepted_url(start + "a" * (2084 - len(start)))
    with pytest.raises(TooLongError) as refused:
        accepted_url(start + "ż" * 400)
    assert refused.value.length == len(start) + 6 * 400


HOSTS = st.sampled_from(["example.com", "żółć.pl", "[::1]", "127.0.0.1", "EXAMPLE.com:81"])


@given(HOSTS, st.text(max_size=60), st.sampled_from(["http", "https", "HTTPS"]))
def test_what_is_accepted_can_be_signed_and_does_not_change_again(
    host: str, rest: str, scheme: str
) -> None:
    try:
        url = accepted_url(f"{scheme}://{host}/{rest}")
    except TextError:
        return
    assert iri_fault(url) is None
    assert url.isascii()
    assert accepted_url(url) == url
    assert urlsplit(url).hostname == urlsplit(accepted_url(f"{scheme}://{host}")).hostname


@given(st.text(max_size=60))
def test_any_other_text_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(TextError) as refused:
        accepted_url(text)
    assert refused.value.message("pl") != refused.value.message("en")
