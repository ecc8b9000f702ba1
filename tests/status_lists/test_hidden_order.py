"""Places in a status list tell nothing about the order of awards (threat 34)."""

import hashlib
from collections import Counter
from itertools import pairwise

import pytest

from issuer.permutation import permuted

SIZE = 131_072
KEY = hashlib.sha256(b"the key of a list").digest()


@pytest.fixture(scope="module")
def places() -> list[int]:
    return [permuted(KEY, counter, SIZE) for counter in range(SIZE)]


def test_every_place_of_a_list_is_given_out_once(places: list[int]) -> None:
    assert sorted(places) == list(range(SIZE))


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 9, 100, 255, 256, 257, 1000, 4097])
def test_lists_of_other_sizes_work_alike(size: int) -> None:
    for number in range(4):
        key = bytes([number]) * 32
        assert sorted(permuted(key, counter, size) for counter in range(size)) == list(range(size))


def test_of_two_places_the_key_says_which_is_first() -> None:
    assert {permuted(bytes([number]) * 32, 0, 2) for number in range(20)} == {0, 1}


def test_the_order_of_awards_and_the_order_of_places_are_not_related(places: list[int]) -> None:
    middle = (SIZE - 1) / 2
    products = sum((n - middle) * (place - middle) for n, place in enumerate(places))
    correlation = products / (SIZE * (SIZE**2 - 1) / 12)
    assert abs(correlation) < 5 / SIZE**0.5  # five standard deviations


def test_neighbours_in_time_are_not_neighbours_in_the_list(places: list[int]) -> None:
    steps = Counter(min((b - a) % SIZE, (a - b) % SIZE) * 16 // SIZE for a, b in pairwise(places))
    expected = SIZE / 8
    assert set(steps) <= set(range(9))
    assert all(abs(steps[bucket] - expected) < 5 * expected**0.5 for bucket in range(8))


def test_the_first_awards_are_spread_over_the_whole_list(places: list[int]) -> None:
    early = Counter(place * 16 // SIZE for place in places[:4096])
    assert all(abs(early[bucket] - 256) < 5 * 16 for bucket in range(16))


@pytest.mark.parametrize("bit", range(17))
def test_no_bit_of_the_number_shows_in_a_bit_of_the_place(places: list[int], bit: int) -> None:
    for other in range(17):
        equal = sum((n >> bit & 1) == (place >> other & 1) for n, place in enumerate(places))
        assert abs(equal - SIZE / 2) < 6 * (SIZE / 4) ** 0.5


def test_another_key_is_another_order(places: list[int]) -> None:
    other = bytes([KEY[0] ^ 1]) + KEY[1:]
    same = sum(permuted(other, counter, SIZE) == places[counter] for counter in range(4096))
    assert same < 8


def test_places_never_change_between_versions() -> None:
    """A list in use would give out a place twice."""
    assert [permuted(bytes(32), counter, SIZE) for counter in range(6)] == [
        4872, 74389, 95888, 124294, 52194, 21544,
    ]  # fmt: skip
    assert [permuted(bytes(range(32)), counter, 1000) for counter in range(6)] == [
        665, 690, 889, 48, 679, 616,
    ]  # fmt: skip


@pytest.mark.parametrize("counter", [-1, SIZE, SIZE + 1])
def test_a_full_list_gives_out_nothing(counter: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        permuted(KEY, counter, SIZE)


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        permuted(bytes(length), 0, SIZE)
