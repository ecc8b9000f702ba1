"""E-mail addresses: accepted, normalised for the hash, and slips of the finger noticed."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuer.text.emails import accepted_email, email_domain_suggestion, normalised_email
from issuer.text.errors import (
    ForbiddenCharacterError,
    InvalidEmailError,
    MissingTextError,
    TextError,
    TooLongError,
)
from verifier.subject import normalised

GOOD = [
    "jan@example.com", "Jan.Kowalski+kurs@Example.COM", "o'neill@example.ie", "a@b.pl",
    "żółw@example.com", "jan@żółć.pl", "jan@xn--kda4b0koi.pl", "李@例え.テスト",
    "x_y-z@a-b.example.com", "jan@demo.localhost", "1@2.com", "user%relay@example.com",
    "jan@straße.de",
]  # fmt: skip
BAD = [
    "jan", "@example.com", "jan@", "jan@@example.com", "a@b@example.com", "jan@localhost",
    "jan@example", "jan@.com", "jan@example..com", "jan@example.com.", "jan@-example.com",
    "jan@exa_mple.com", "jan@[127.0.0.1]", "jan@127.0.0.1", "jan@example.123", ".jan@example.com",
    "jan.@example.com", "j..an@example.com", "jan kowalski@example.com", '"jan"@example.com',
    "jan(komentarz)@example.com", "Jan <jan@example.com>", "jan@example.com, anna@example.com",
    "jan;anna@example.com", "jan\\@example.com", "jan@exam ple.com", "jan\u2003x@example.com",
    "jan@☃.net", "jan@ab--c.com", "jan@xn--zz--.pl", f"{'a' * 65}@example.com",
    f"{'ż' * 33}@example.com", f"jan@{'a' * 64}.com", "mailto:jan@example.com",
]  # fmt: skip


@pytest.mark.parametrize("address", GOOD)
def test_an_address_that_people_have_is_accepted_as_typed(address: str) -> None:
    assert accepted_email(f"\t {address}\r\n") == address


@pytest.mark.parametrize("address", BAD)
def test_what_no_mail_can_be_sent_to_is_refused(address: str) -> None:
    with pytest.raises(InvalidEmailError) as refused:
        accepted_email(address)
    assert refused.value.message("pl") == "Nieprawidłowy adres e-mail."


@pytest.mark.parametrize(
    "address",
    [
        "jan@example.com\r\nBcc: all@example.com", "jan\n@example.com", "jan@exam\x00ple.com",
        "jan\u202e@example.com", "jan@exam\u200bple.com", "jan\ud800@example.com", "j\xadan@a.pl",
    ],
    ids=ascii,
)  # fmt: skip
def test_line_breaks_and_hidden_characters_are_refused_by_name(address: str) -> None:
    with pytest.raises(ForbiddenCharacterError):
        accepted_email(address)


def test_a_missing_address_is_told_from_a_wrong_one() -> None:
    with pytest.raises(MissingTextError):
        accepted_email(" \n")


def address_of(length: int) -> str:
    domain = ".".join(["d" * 61] * 3)
    local_part = "l" * (length - len(f"@{domain}"))
    return f"{local_part}@{domain}"


def test_250_characters_pass_and_251_do_not() -> None:
    assert accepted_email(address_of(250)) == address_of(250)
    with pytest.raises(TooLongError) as refused:
        accepted_email(address_of(251))
    assert refused.value.length == 251


def test_a_domain_that_grows_too_long_as_a_label_is_refused() -> None:
    domain = ".".join(["ż" * 25] * 6)
    assert len(f"{'l' * 64}@{domain}.pl") < 250
    with pytest.raises(TooLongError):
        accepted_email(f"{'l' * 64}@{domain}.pl")


@pytest.mark.parametrize(
    ("typed", "hashed"),
    [
        (" Jan.Kowalski@Example.COM ", "jan.kowalski@example.com"),
        ("ŻÓŁW@ŻÓŁĆ.PL", "żółw@xn--kda4b0koi.pl"),
        ("z\u0307o@z\u0307o\u0301\u0142c\u0301.pl", "żo@xn--kda4b0koi.pl"),
        ("jan@XN--KDA4B0KOI.pl", "jan@xn--kda4b0koi.pl"),
        ("jan@Straße.de", "jan@xn--strae-oqa.de"),
        ("jan@ｅｘａｍｐｌｅ．com", "jan@example.com"),
    ],
)
def test_two_spellings_of_an_address_have_one_normal_form(typed: str, hashed: str) -> None:
    """rule 19: trimmed, NFC, lower case, domain as A-label."""
    assert normalised_email(typed) == hashed


LETTERS = st.sampled_from("abcxyzABCXYZ0189ąćęłńóśźżŻÓŁĆéÉüñж李")
WORDS = st.text(LETTERS, min_size=1, max_size=12)
ADDRESSES = st.builds(
    lambda local, labels: f"{'.'.join(local)}@{'.'.join(labels)}.pl",
    st.lists(WORDS, min_size=1, max_size=3),
    st.lists(WORDS, min_size=1, max_size=3),
)


@given(ADDRESSES)
def test_normalising_twice_changes_nothing_and_the_verifier_does_the_same(address: str) -> None:
    try:
        normal = normalised_email(address)
    except TextError:
        return
    assert normalised_email(normal) == normal
    assert normalised_email(f" {address.upper()}\n") == normal
    assert normalised(address) == normal
    assert normal.rpartition("@")[2].isascii()


@given(st.text(max_size=80) | st.text('@.a\r\n<>[]"(), ', max_size=30))
def test_nothing_that_is_accepted_can_change_the_header_of_a_mail(text: str) -> None:
    with suppress(TextError):
        assert not set(accepted_email(text)) & set('\r\n\x00<>[]"(), ')


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jan@gmial.com", "gmail.com"), ("jan@gmai.com", "gmail.com"),
        ("a@gmaill.com", "gmail.com"),
        ("a@gmail.con", "gmail.com"), ("a@gmail.cmo", "gmail.com"), ("a@GMAIL.PL ", "gmail.com"),
        ("a@gamil.com", "gmail.com"), ("a@gmail.co", "gmail.com"), ("a@gnail.com", "gmail.com"),
        ("a@wp.lp", "wp.pl"), ("a@wp,pl", "wp.pl"), ("a@02.pl", "o2.pl"),
        ("a@intera.pl", "interia.pl"),
        ("a@hotmial.com", "hotmail.com"), ("a@outlok.com", "outlook.com"), ("a@onte.pl", "onet.pl"),
    ],
)  # fmt: skip
def test_a_slip_of_the_finger_is_noticed(typed: str, meant: str) -> None:
    assert email_domain_suggestion(typed) == meant


@pytest.mark.parametrize(
    "address",
    [
        "jan@gmail.com", "a@wp.pl", "a@op.pl", "a@o2.pl", "a@mail.com", "a@ymail.com",
        "a@pw.edu.pl",
        "a@interia.eu", "a@example.com", "jan", "", "jan@", "a@uw.edu.pl", "a@me.com", "a@ONET.pl",
    ],
)  # fmt: skip
def test_a_domain_that_may_be_meant_is_not_questioned(address: str) -> None:
    assert email_domain_suggestion(address) is None
