"""Names of people, short and long texts: what is taken, what is refused, how it is counted."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuer.text.errors import (
    ForbiddenCharacterError,
    MissingTextError,
    TextError,
    TooLongError,
)
from issuer.text.names import long_text, person_name, short_text
from signing.lexical import text_fault

NAMES = [
    "Żółć", "Jean-Luc", "O’Neill", "María José", "Ngũgĩ wa Thiong'o", "李小龙", "Владимир", "محمد",
    "שרה", "अनुष्का", "นภัสสร", "Þórður", "علی‌رضا", "葛󠄀城", "𠮷田", "X Æ A-12", "7", "👩‍👩‍👧",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_of_all_scripts_stay_as_they_are(name: str) -> None:
    assert person_name(name) == unicodedata.normalize("NFC", name)


def test_a_name_is_trimmed_composed_and_has_plain_spaces_only() -> None:
    assert person_name(" \u3000Zo\u0301\u0142\u0107\xa0Anna\ufeff\r\n") == "Zółć Anna"


@pytest.mark.parametrize(
    "blank", ["", "   ", "\t\n", "\u3164", "\u2800 \u115f", "\u0301", "\u200d"]
)
def test_a_name_that_shows_nothing_is_missing(blank: str) -> None:
    with pytest.raises(MissingTextError):
        person_name(blank)


def test_a_letter_newer_than_this_program_makes_a_name() -> None:
    newest = "\U0003347b"  # in a block of ideographs that later versions of Unicode fill
    assert unicodedata.category(newest) == "Cn"
    assert person_name(newest) == newest


HIDDEN = [
    "\n", "\r", "\t", "\x00", "\x1b", "\x7f", "\x85", "\u2028", "\u2029",
    "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069",
    "\u200b", "\u200e", "\u200f", "\xad", "\ufeff", "\u2060", "\ufff9",
    "\ud83d", "\udc00", "\ue000", "\U000f0000", "\ufffe", "\uffff", "\ufdd0", "\U0001ffff",
    "\U000e0041", "\U000e0fff", "\u2065",
]  # fmt: skip


@pytest.mark.parametrize("char", HIDDEN, ids=ascii)
def test_a_hidden_character_in_a_name_is_refused_and_named(char: str) -> None:
    with pytest.raises(ForbiddenCharacterError) as refused:
        person_name(f"Jan{char}Nowak")
    assert refused.value.character == char
    assert refused.value.position == 4
    for language in ("pl", "en"):
        assert f"U+{ord(char):04X}" in refused.value.message(language)
        assert char not in refused.value.message(language) or char == "\n"


@pytest.mark.parametrize("letter", ["a", "ż", "z\u0307", "😀", "李", "e\u0323\u0302"])
def test_250_characters_pass_and_251_do_not(letter: str) -> None:
    assert len(person_name(f"  {letter * 250} ")) == 250
    with pytest.raises(TooLongError) as refused:
        person_name(letter * 251)
    assert (refused.value.length, refused.value.limit) == (251, 250)
    assert refused.value.message("pl") == (
        "Pole jest za długie (liczba znaków: 251, dozwolone: 250)."
    )
    assert refused.value.message("en") == "This field is too long (characters: 251, allowed: 250)."


def test_a_mark_that_nothing_composes_with_counts() -> None:
    assert len(person_name("x\u0301" * 125)) == 250
    with pytest.raises(TooLongError):
        person_name("x\u0301" * 126)


def test_a_long_run_of_marks_is_refused_before_it_is_sorted() -> None:
    with pytest.raises(TooLongError):
        person_name("a" + "\u0301\u0323" * 500_000)


def test_a_description_has_lines_and_an_empty_one_is_empty() -> None:
    typed = " Kurs:\r\n\tczęść 1\rczęść 2\x0bcześć\u2028koniec \n"
    assert long_text(typed, 1000) == "Kurs:\n\tczęść 1\nczęść 2\ncześć\nkoniec"
    assert long_text(" \r\n ", 1000) == ""
    assert short_text("  ", 250) == ""
    with pytest.raises(ForbiddenCharacterError):
        short_text("A\nB", 250)


def test_a_line_end_is_one_character_however_it_is_sent() -> None:
    assert len(long_text("a\r\n" * 500, 1000)) == 999
    with pytest.raises(TooLongError):
        long_text("a\r\n" * 501, 1000)


@pytest.mark.parametrize("char", ["\u202e", "\u2067", "\x00", "\ud83d", "\ue000"], ids=ascii)
def test_a_description_hides_nothing(char: str) -> None:
    with pytest.raises(ForbiddenCharacterError):
        long_text(f"Kurs{char}programowania", 1000)


@given(st.text(max_size=300))
def test_accepting_is_done_once_and_for_all_and_can_be_signed(text: str) -> None:
    for accept in (person_name, lambda typed: long_text(typed, 1000)):
        try:
            accepted = accept(text)
        except TextError:
            continue
        assert accept(accepted) == accepted
        assert unicodedata.is_normalized("NFC", accepted)
        assert text_fault(accepted) is None
        assert accepted.encode().decode() == accepted
