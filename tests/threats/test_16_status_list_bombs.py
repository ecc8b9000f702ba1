"""Threat 16: status lists that unpack to more than memory, and places that are not on them."""

import zlib

import pytest
from timing import is_quick

from keys.multibase import base64url_encode
from signing.status_list import decode, empty_list, encode, parse_index, status_at
from signing.status_list_errors import (
    MalformedStatusIndexError,
    MalformedStatusListError,
    ShortStatusListError,
    StatusIndexError,
    StatusListLimitError,
)


def packed(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return packer.compress(data) + packer.flush()


def test_a_bomb_of_200_mb_is_not_unpacked() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packer.compress(bytes(1 << 20)) for _ in range(200)]
    bomb = "u" + base64url_encode(b"".join([*parts, packer.flush()]))

    def refuse() -> None:
        with pytest.raises(StatusListLimitError):
            decode(bomb)

    assert is_quick(refuse, 0.25)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (packed(bytes(16_384)) + b"x", MalformedStatusListError),
        (packed(bytes(16_384))[:-1], MalformedStatusListError),
        (packed(bytes(16_383)), ShortStatusListError),
        (zlib.compress(bytes(16_384)), MalformedStatusListError),
    ],
    ids=["more behind it", "cut short", "too few", "not gzip"],
)
def test_a_list_that_is_not_whole_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        decode("u" + base64url_encode(data))


@pytest.mark.parametrize("index", [-1, "-1", 2**63, str(2**63), "1.5", " 7", "07", "", "٧", True])
def test_an_index_that_is_no_index_is_refused(index: str | int) -> None:
    with pytest.raises(MalformedStatusIndexError):
        parse_index(index)


def test_the_last_place_is_read_and_the_one_behind_it_is_not() -> None:
    bits = decode(encode(empty_list()))
    assert status_at(bits, 131_071) == 0
    with pytest.raises(StatusIndexError):
        status_at(bits, 131_072)
