"""What of a text can be printed, and how it is broken into lines."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuer.pictures.certificate import certificate_pdf
from issuer.pictures.lettering import (
    _REPERTOIRE,
    MISSING,
    initials,
    is_printable,
    lettering,
    plain,
    shortened,
)

from .samples import MADE, certificate


@pytest.mark.parametrize(("first", "last"), _REPERTOIRE)
def test_the_typeface_has_every_letter_of_the_repertoire(first: int, last: int) -> None:
    letters = [chr(number) for number in range(first, last + 1)]
    letters = [letter for letter in letters if unicodedata.category(letter) not in {"Cn", "Cf"}]
    for start in range(0, len(letters), 120):
        words = " ".join(letters[start : start + 120])
        assert certificate_pdf(certificate(criteria=words), made=MADE)


@pytest.mark.parametrize(
    "name", ["Żaneta Gęślą-Jaźń", "Nguyễn Thị", "Українець", "Ελένη", "שלום", "Þórður", "O’Neill"]
)
def test_names_of_our_part_of_the_world_are_printed_whole(name: str) -> None:
    assert lettering(name, "en").complete


@pytest.mark.parametrize("name", ["漢字", "محمد", "สมชาย", "😀", "ܐܒ"])
def test_what_cannot_be_printed_is_seen_to_be_missing(name: str) -> None:
    found = lettering(f"Jan {name}", "en")
    assert not found.complete
    assert found.text.startswith(f"Jan {MISSING}")


def test_what_is_invisible_is_left_out_and_counts_as_complete() -> None:
    found = lettering("Jan\u202e\u200b \t Kowalski\x00\n", "en")
    assert (found.text, found.complete) == ("Jan Kowalski", True)


def test_composed_letters_are_composed() -> None:
    assert plain("Z\u0307o\u0301\u0142w") == "Żółw"


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Udział w projekcie", "Udział w\u00a0projekcie"),
        ("I w to", "I\u00a0w\u00a0to"),
        ("A z (a b)", "A\u00a0z\u00a0(a\u00a0b)"),
        ("kot", "kot"),
        ("plan B", "plan B"),
    ],
)
def test_a_polish_line_does_not_end_with_one_letter(text: str, joined: str) -> None:
    assert lettering(text, "pl").text == joined
    assert lettering(text, "en").text == text


def test_a_word_without_end_may_be_broken() -> None:
    found = lettering("x" * 100, "en").text
    assert found.replace("\u200b", "") == "x" * 100
    assert max(map(len, found.split("\u200b"))) <= 24


@pytest.mark.parametrize(
    ("title", "letters"),
    [
        ("Koordynator projektów", "KP"),
        ("Udział w projekcie grupowym", "UPG"),
        ("Pisanie wniosków o dotacje dla szkół", "PWD"),
        ("Łódź", "Ł"),
        ("AI w HR", "AH"),
        ("3D", "3"),
        ("漢字", ""),
        ("", ""),
    ],
)
def test_initials_are_those_of_the_long_words(title: str, letters: str) -> None:
    assert initials(title) == letters


def test_a_long_text_is_cut_between_words() -> None:
    assert shortened("one two three", 9) == "one two…"
    assert shortened("one two", 7) == "one two"
    assert shortened("x" * 20, 5) == "xxxx…"


@given(st.text())
def test_only_letters_of_the_repertoire_are_printed(text: str) -> None:
    shown = lettering(text, "pl").text
    assert all(is_printable(letter) or letter == "\u200b" for letter in shown)
    assert not {"\n", "\r", "\t"} & set(shown)
