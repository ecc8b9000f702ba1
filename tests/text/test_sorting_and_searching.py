"""The order of the Polish alphabet and searching by beginnings, the same on every database."""

import random
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuer.text.letters import folded
from issuer.text.sort_keys import LONGEST_KEY, search_key, search_range, sort_key

ALPHABET = "0123456789aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
WORDS = st.text(st.sampled_from(ALPHABET + ALPHABET.upper()), min_size=1, max_size=8)
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


def by_the_alphabet(phrase: str) -> tuple[list[int], list[bool]]:
    """Return what to compare: each letter's place (a space before all), then who is a capital."""
    places = [(" " + ALPHABET).index(char.lower()) for char in phrase]
    return places, [char.isupper() for char in phrase]


@given(st.lists(PHRASES, max_size=12))
def test_phrases_sort_by_the_polish_alphabet(phrases: list[str]) -> None:
    assert sorted(phrases, key=sort_key) == sorted(phrases, key=by_the_alphabet)


@given(st.lists(st.tuples(PHRASES, PHRASES), max_size=12))
def test_the_second_part_decides_where_the_first_is_the_same(
    people: list[tuple[str, str]],
) -> None:
    def expected(person: tuple[str, str]) -> tuple[list[list[int]], list[list[bool]]]:
        places, capitals = zip(*map(by_the_alphabet, person), strict=True)
        return list(places), list(capitals)

    assert sorted(people, key=lambda person: sort_key(*person)) == sorted(people, key=expected)


@pytest.mark.parametrize(
    "ordered",
    [
        ["Adam", "Ąbecki", "Barbara"],
        ["Cz", "Ćwiek", "Dąb"],
        ["Lis", "Lyka", "Łabędź", "Mak"],
        ["Zyta", "Źrebak", "Żaba", "Żuk"],
        ["kowal", "Kowal", "Kowalska", "Kowalski"],
        ["Kowal", "Kowal Jan", "Kowalska"],
        ["Nowak", "Nowak Kowal", "Nowak-Kowal", "Nowakowska"],
        ["Muller", "Müller", "Mullerova"],
        ["resume", "Resume", "résumé"],
        ["7 kroków", "Ala", "Żyła", "Ωmega", "Иван", "李"],
        ["Strasse", "straße", "Strasser"],
        ["Oslo", "Østerby", "Otwock", "Ósma"],
        ["अना", "अनि", "अनु"],
    ],
    ids=lambda ordered: ordered[0],
)
def test_names_stand_where_people_look_for_them(ordered: list[str]) -> None:
    shuffled = random.Random(1).sample(ordered, len(ordered))
    assert sorted(shuffled, key=sort_key) == ordered


def test_sqlite_sorts_keys_as_python_does() -> None:
    names = ["Żaba", "zyta", "Łoś", "lis", "Ósma", "Otwock", "李", "7", "Ala-Maria", "Ala Maria"]
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE people (name TEXT, sort_key TEXT)")
        database.executemany("INSERT INTO people VALUES (?, ?)", [(n, sort_key(n)) for n in names])
        rows = database.execute("SELECT name FROM people ORDER BY sort_key").fetchall()
    database.close()
    assert [name for (name,) in rows] == sorted(names, key=sort_key)


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_has_a_key_that_every_database_compares_alike(one: str, other: str) -> None:
    key = sort_key(one, other)
    assert key.isascii()
    assert key.isprintable() or not key
    assert " " not in key
    assert len(key) <= LONGEST_KEY
    assert sort_key(one, other) == key


def test_composed_and_decomposed_letters_sort_together() -> None:
    assert sort_key("Z\u0307o\u0301\u0142c\u0301") == sort_key("Żółć")


@pytest.mark.parametrize("sought", ["zolc", "żółć", "ŻÓŁĆ", "Zół", " z", "z\u0307o", "zo"])
def test_searching_by_a_beginning_minds_neither_case_nor_diacritics(sought: str) -> None:
    low, high = search_range(sought)
    for name in ("Żółć", "zolc", "Zółć-Nowak", "ZÓŁC\u0301"):
        assert low <= search_key(name) < high
    assert not low <= search_key("Ćma") < high


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Łukasz  Święty", "lukasz swiety"),
        ("Jan.Kowalski@Żółć.pl", "jan.kowalski@zolc.pl"),
        ("CERT/2026/001_A%", "cert/2026/001_a%"),
        ("Müller Straße Ærø", "muller strasse aero"),
        ("Иван", "иван"),
    ],
)
def test_the_search_key_is_plain_text(text: str, key: str) -> None:
    assert search_key(text) == key


@given(PHRASES, st.integers(0, 30))
def test_every_beginning_finds_the_whole(phrase: str, length: int) -> None:
    low, high = search_range(phrase[:length])
    assert low <= search_key(phrase) < high
    assert low.encode() <= search_key(phrase).encode() < high.encode()


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert search_key(search_key(text)) == search_key(text)
