"""The name of an organisation in addresses and DIDs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuer.text.errors import InvalidSlugError, ReservedSlugError
from issuer.text.slugs import accepted_slug, slug_from
from keys.did_web import did_web, did_web_url

GOOD = ["pw", "politechnika-lodzka", "42", "a1-b2-c3", "a" * 63]
BAD = [
    "", "a", "a" * 64, "Pw", "łódź", "a b", "a_b", "a.b", "-ab", "ab-", "a--b", "xn--kda", "a/b",
    "..", "ab\n", " ab", "a%62", "١٢", "ſt", "K1",
]  # fmt: skip


@pytest.mark.parametrize("slug", GOOD)
def test_a_slug_fits_into_a_did(slug: str) -> None:
    """rule 7: the DID ends in the slug."""
    assert accepted_slug(slug) == slug
    assert did_web("https://insygnia.example", slug) == f"did:web:insygnia.example:issuers:{slug}"


@pytest.mark.parametrize("slug", BAD)
def test_what_would_have_two_spellings_is_no_slug(slug: str) -> None:
    with pytest.raises(InvalidSlugError) as refused:
        accepted_slug(slug)
    assert "2" in refused.value.message("pl")
    assert "63" in refused.value.message("en")


@pytest.mark.parametrize("slug", ["api", "www", "admin", "did", "well-known", "insygnia", "verify"])
def test_names_of_the_service_are_reserved(slug: str) -> None:
    with pytest.raises(ReservedSlugError):
        accepted_slug(slug)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Politechnika Łódzka", "politechnika-lodzka"),
        ("Zażółć gęślą jaźń!", "zazolc-gesla-jazn"),
        ("Grzegorzanka Greg's Academy", "grzegorzanka-greg-s-academy"),
        ("  Uniwersytet --- im. A. Mickiewicza ", "uniwersytet-im-a-mickiewicza"),
        ("Ærø Straße", "aero-strasse"),
        ("API", "org-api"),
        ("A" * 80, "a" * 63),
        ("x" * 62 + " yy", "x" * 62),
    ],
)
def test_a_slug_is_proposed_from_the_name(name: str, slug: str) -> None:
    assert slug_from(name) == slug


def test_names_in_other_scripts_get_different_slugs() -> None:
    assert slug_from("清华大学").startswith("org-")
    assert slug_from("清华大学") != slug_from("北京大学")


@given(st.text(max_size=100))
def test_every_proposal_is_accepted(name: str) -> None:
    slug = accepted_slug(slug_from(name))
    assert did_web_url(did_web("https://insygnia.example", slug)).endswith(f"/{slug}/did.json")
