"""Status lists as text and as bits, with the hostile lists of threat 16."""

import base64
import gzip
import random
import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing.status_list import (
    decode,
    decode_2021,
    empty_list,
    encode,
    parse_index,
    status_at,
    with_status,
)
from signing.status_list_errors import (
    MalformedStatusIndexError,
    MalformedStatusListError,
    ShortStatusListError,
    StatusIndexError,
    StatusListError,
    StatusListLimitError,
    StatusSizeError,
)

ENTRIES = 131_072
MAX_BYTES = 2_097_152
indexes = st.integers(0, ENTRIES - 1)


def multibase(data: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@given(st.sets(indexes))
def test_the_entries_that_were_set_are_read_back(chosen: set[int]) -> None:
    bits = decode(encode(with_status(empty_list(), chosen)))
    assert {index for index in chosen if status_at(bits, index)} == chosen
    assert sum(byte.bit_count() for byte in bits) == len(chosen)


@given(st.integers(0, 2**32), st.integers(ENTRIES // 8, ENTRIES // 4))
def test_any_bits_survive(seed: int, length: int) -> None:
    bits = random.Random(seed).randbytes(length)
    assert decode(encode(bits)) == bits


def test_the_text_is_gzip_in_base64url_without_padding_after_u() -> None:
    encoded = encode(empty_list())
    assert re.fullmatch(r"u[A-Za-z0-9_-]+", encoded)
    packed = base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4))
    assert gzip.decompress(packed) == bytes(16_384)


def test_equal_lists_have_equal_texts_without_a_time() -> None:
    encoded = encode(empty_list())
    assert encode(bytes(16_384)) == encoded
    packed = base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4))
    assert packed[3:8] == bytes(5)


def test_the_example_of_the_standard_is_read() -> None:
    encoded = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
    assert decode(encoded) == empty_list()


def test_index_0_is_the_most_significant_bit() -> None:
    assert with_status(empty_list(), [0])[0] == 0b1000_0000
    assert with_status(empty_list(), [7])[0] == 0b0000_0001
    assert with_status(empty_list(), [8])[1] == 0b1000_0000
    assert with_status(empty_list(), [ENTRIES - 1])[-1] == 0b0000_0001


def test_the_list_that_was_given_is_not_changed() -> None:
    bits = empty_list()
    assert with_status(bits, [5]) != bits
    assert bits == bytes(16_384)


@given(st.integers(1, 70), st.data())
def test_a_status_of_several_bits_is_read_most_significant_first(
    size: int, data: st.DataObject
) -> None:
    entries = data.draw(st.sampled_from([ENTRIES, ENTRIES + 3]))
    bits = random.Random(size).randbytes((entries * size + 7) // 8)
    index = data.draw(st.sampled_from([0, 1, 2, 3, 7, entries - 1]) | st.integers(0, entries - 1))
    digits = "".join(
        f"{byte:08b}" for byte in bits[index * size // 8 : (index + 1) * size // 8 + 1]
    )
    offset = index * size % 8
    assert status_at(bits, index, size=size) == int(digits[offset : offset + size], 2)


@pytest.mark.parametrize("size", [0, -1])
def test_a_status_has_at_least_one_bit(size: int) -> None:
    with pytest.raises(StatusSizeError):
        status_at(empty_list(), 0, size=size)


def test_a_list_too_short_for_its_status_size_is_refused() -> None:
    with pytest.raises(ShortStatusListError) as caught:
        status_at(empty_list(), 0, size=2)
    assert caught.value.entries == ENTRIES // 2


@pytest.mark.parametrize("index", [-1, -ENTRIES, ENTRIES, 2**53, 2**63])
def test_an_index_outside_the_list_is_refused(index: int) -> None:
    with pytest.raises(StatusIndexError):
        status_at(empty_list(), index)
    with pytest.raises(StatusIndexError):
        with_status(empty_list(), [0, index])


def test_the_last_index_depends_on_the_size() -> None:
    bits = empty_list(ENTRIES * 2)
    assert status_at(bits, ENTRIES * 2 - 1) == 0
    assert status_at(bits, ENTRIES - 1, size=2) == 0
    with pytest.raises(StatusIndexError):
        status_at(bits, ENTRIES, size=2)


@pytest.mark.parametrize(("entries", "length"), [(ENTRIES, 16_384), (ENTRIES + 1, 16_385)])
def test_an_empty_list_has_as_many_entries_as_asked_for(entries: int, length: int) -> None:
    assert empty_list(entries) == bytes(length)


@pytest.mark.parametrize("entries", [ENTRIES - 1, 0, -1])
def test_an_empty_list_is_not_made_too_short(entries: int) -> None:
    with pytest.raises(ShortStatusListError):
        empty_list(entries)


def test_a_list_that_is_too_short_is_refused_by_both() -> None:
    with pytest.raises(ShortStatusListError):
        encode(bytes(16_383))
    with pytest.raises(ShortStatusListError):
        decode(multibase(gzip.compress(bytes(16_383))))


def test_a_list_may_have_two_mebibytes_and_not_a_byte_more() -> None:
    assert len(decode(multibase(gzip.compress(bytes(MAX_BYTES))))) == MAX_BYTES
    with pytest.raises(StatusListLimitError):
        decode(multibase(gzip.compress(bytes(MAX_BYTES + 1))))


def test_the_limit_is_the_callers_to_choose() -> None:
    with pytest.raises(StatusListLimitError):
        decode(encode(bytes(20_000)), limit=19_999)
    assert decode(encode(bytes(20_000)), limit=20_000) == bytes(20_000)


def test_a_list_that_no_compression_helps_is_read_up_to_the_limit() -> None:
    bits = random.Random(1).randbytes(MAX_BYTES)
    assert decode(encode(bits)) == bits


def test_a_bomb_is_refused() -> None:
    with pytest.raises(StatusListLimitError):
        decode(multibase(gzip.compress(bytes(200_000_000))))


def test_a_text_longer_than_any_list_is_not_even_decoded() -> None:
    with pytest.raises(StatusListLimitError):
        decode("u" + "!" * 2 * MAX_BYTES)


GOOD = gzip.compress(bytes(16_384), mtime=0)


@pytest.mark.parametrize(
    ("encoded", "reason"),
    [
        ("", "begin with u"),
        (encode(bytes(16_384))[1:], "begin with u"),
        ("z" + encode(bytes(16_384))[1:], "begin with u"),
        ("u", "too early"),
        (multibase(GOOD) + "=", "base64url"),
        (multibase(GOOD).replace("A", "+", 1), "base64url"),
        (multibase(GOOD) + "\n", "base64url"),
        (multibase(GOOD[:-1]), "too early"),
        (multibase(GOOD[:-8]), "too early"),
        (multibase(GOOD[:9]), "too early"),
        (multibase(GOOD + b"\0"), "more data"),
        (multibase(GOOD + GOOD), "more data"),
        (multibase(GOOD[:-8] + b"\1\2\3\4" + GOOD[-4:]), "damaged"),
        (multibase(GOOD[:-4] + b"\0\0\0\0"), "damaged"),
        (multibase(bytes(16_384)), "not compressed"),
        (multibase(zlib.compress(bytes(16_384))), "not compressed"),
    ],
)
def test_a_malformed_list_is_refused(encoded: str, reason: str) -> None:
    with pytest.raises(MalformedStatusListError, match=reason):
        decode(encoded)


def test_a_list_cut_anywhere_is_refused() -> None:
    for length in range(len(GOOD)):
        with pytest.raises(MalformedStatusListError):
            decode(multibase(GOOD[:length]))


@given(
    st.text()
    | st.binary().map(multibase)
    | st.binary().map(lambda rest: multibase(GOOD[:10] + rest))
)
def test_arbitrary_texts_raise_only_declared_errors(encoded: str) -> None:
    with pytest.raises(StatusListError):
        decode(encoded)


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_a_changed_list_is_refused_or_holds_the_same_bits(position: int, flip: int) -> None:
    changed = GOOD[:position] + bytes([GOOD[position] ^ flip]) + GOOD[position + 1 :]
    try:
        bits = decode(multibase(changed))
    except StatusListError:
        return
    assert bits == bytes(16_384)


@given(st.integers(0, 2**53 - 1))
def test_an_index_is_read_from_its_digits(index: int) -> None:
    assert parse_index(str(index)) == index
    assert parse_index(index) == index


@pytest.mark.parametrize(
    "value",
    [
        *("", " ", "1.5", " 7", "7 ", "7\n", "-1", "+1", "-0", "00", "07", "0x1", "1e3", "1_000"),
        *("٣", "²", "９", "a", str(2**53), "9" * 5_000),
        *(-1, 2**53, True, False, 1.0, None, ["1"]),
    ],
)
def test_what_is_not_an_index_is_refused(value: str | int) -> None:
    with pytest.raises(MalformedStatusIndexError):
        parse_index(value)


@given(st.text())
def test_no_text_has_two_spellings_as_an_index(text: str) -> None:
    try:
        index = parse_index(text)
    except MalformedStatusIndexError:
        return
    assert str(index) == text


def test_a_list_of_2021_has_no_prefix() -> None:
    bits = with_status(empty_list(), [7])
    text = encode(bits)[1:]
    assert decode_2021(text) == bits
    with pytest.raises(MalformedStatusListError):
        decode_2021(f"u{text}")


def test_a_list_of_2021_may_be_in_either_alphabet() -> None:
    # Random bits, because of which both odd characters occur in the text.
    bits = random.Random(1).randbytes(16_384)
    packed = gzip.compress(bits)
    standard = base64.b64encode(packed).decode()
    assert {"+", "/"} <= set(standard)
    assert decode_2021(standard) == decode_2021(encode(bits)[1:]) == bits


@given(
    st.text(max_size=40) | st.binary(max_size=40).map(lambda data: base64.b64encode(data).decode())
)
def test_arbitrary_texts_for_a_list_of_2021_raise_only_declared_errors(encoded: str) -> None:
    with pytest.raises(StatusListError):
        decode_2021(encoded)


def test_a_bomb_in_a_list_of_2021_is_refused() -> None:
    with pytest.raises(StatusListLimitError):
        decode_2021(base64.b64encode(gzip.compress(bytes(50_000_000))).decode())
    with pytest.raises(StatusListLimitError):
        decode_2021("A" * 5_000_000)
