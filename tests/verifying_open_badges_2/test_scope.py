"""Where an issuer publishes its badges, and which addresses are one and the same."""

import pytest

from verifier.open_badges_2.addresses import is_at_issuer, is_in_scope, origin_of

from .documents import ISSUER, SITE

BADGE = f"{SITE}/ob2/a/1"


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://a.example", ("a.example", 443)),
        ("https://A.Example/x?y=1#z", ("a.example", 443)),
        ("https://a.example:443/", ("a.example", 443)),
        ("https://a.example:8443/", ("a.example", 8443)),
        ("https://[2001:db8::1]/", ("[2001:db8::1]", 443)),
    ],
)
def test_an_https_address_has_an_origin(address: str, origin: tuple[str, int]) -> None:
    assert origin_of(address) == origin


@pytest.mark.parametrize(
    "address",
    [
        None,
        1,
        "",
        "http://a.example/",
        "ftp://a.example/",
        "urn:uuid:1",
        "did:key:z6Mk",
        "https:a.example",
        "https:///a",
        "https://a.example\\@b.example/",
        "https://a@b.example/",
        "https://a.example /",
        "https://a.example/x\ny",
        "https://ą.example/",
        "https://a.example/ą",
        "https://a.example/../b",
        "https://a.example/b/..",
        "https://a.example/%2e%2E/b",
        "https://a.example/./b",
        "https://a.example?b",
    ],
)
def test_what_programs_read_unlike_has_none(address: object) -> None:
    assert origin_of(address) is None


@pytest.mark.parametrize(
    ("rules", "answer"),
    [
        ({"startsWith": "x"}, False),
        ({"startsWith": f"{SITE}/ob2/"}, True),
        ({"startsWith": f"{SITE}/ob2/a/1"}, True),
        ({"startsWith": f"{SITE}/ob2/a/1/"}, False),
        ({"startsWith": ["urn:uuid:", SITE]}, True),
        ({"startsWith": "https:"}, False),
        ({"startsWith": "https://akademia"}, False),
        ({"startsWith": ""}, False),
        ({"startsWith": []}, False),
        ({"startsWith": [1, None, {}]}, False),
        ({"allowedOrigins": "AKADEMIA.example"}, True),
        ({"allowedOrigins": "akademia.example:443"}, True),
        ({"allowedOrigins": "http://akademia.example"}, False),
        ({"allowedOrigins": "example"}, False),
        ({"allowedOrigins": "*"}, False),
        ({"allowedOrigins": [None, "akademia.example"]}, True),
        ({"verificationProperty": "uid", "startsWith": SITE}, None),
    ],
    ids=str,
)
def test_a_scope_holds_what_it_says_and_no_more(rules: dict[str, object], answer: object) -> None:
    assert is_in_scope(BADGE, {"id": ISSUER, "verification": rules}) is answer


def test_without_a_scope_the_own_origin_is_the_scope() -> None:
    assert is_in_scope(BADGE, {"id": ISSUER}) is True
    assert is_in_scope(BADGE, {"id": "https://inni.example/issuer"}) is False
    assert is_in_scope("urn:uuid:1", {"id": ISSUER}) is False


def test_a_scope_that_is_no_object_says_nothing() -> None:
    assert is_in_scope(BADGE, {"id": ISSUER, "verification": [SITE]}) is None


def test_what_describes_a_badge_may_stand_beside_the_badges() -> None:
    rules = {"startsWith": f"{SITE}/ob2/a/"}
    assert is_at_issuer(f"{SITE}/badges/1", {"id": ISSUER, "verification": rules})
    assert not is_at_issuer("https://inni.example/b", {"id": ISSUER, "verification": rules})
