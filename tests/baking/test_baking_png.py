"""Baking into PNG and unbaking."""

import struct
import zlib

import pytest
from hypothesis import given

from signing.baked_text import MAX_TEXT_BYTES
from signing.baking_errors import (
    BakingLimitError,
    NothingBakedError,
    OlderBadgeError,
    UnbakeableTextError,
)
from signing.png import bake_png, unbake_png

from .baking_samples import (
    END,
    KEYWORD,
    PIXELS,
    PNG,
    SIGNATURE,
    TOKEN,
    chunk,
    header,
    itxt,
    json_texts,
    picture_with,
    tokens,
)


def chunks_of(png: bytes) -> list[tuple[bytes, bytes, bytes]]:
    """Name, data and CRC of each chunk, read without the code under test."""
    found, position = [], 8
    while position < len(png):
        (length,) = struct.unpack_from(">I", png, position)
        name, data = png[position + 4 : position + 8], png[position + 8 : position + 8 + length]
        found.append((name, data, png[position + 8 + length : position + 12 + length]))
        position += 12 + length
    return found


@given(tokens | json_texts)
def test_what_was_baked_is_unbaked(credential: str) -> None:
    assert unbake_png(bake_png(PNG, credential)) == credential


def test_the_chunk_is_as_the_standard_writes_it() -> None:
    assert bake_png(PNG, TOKEN) == (
        SIGNATURE
        + header()
        + chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0" + TOKEN.encode())
        + PIXELS
        + END
    )


def test_all_other_chunks_stay_as_they_were() -> None:
    others = [
        chunk(b"eXIf", b"MM\0*"),
        itxt(b"Jan", keyword=b"Author"),
        chunk(b"fdAT", b"\0\0\0\1"),
    ]
    before = chunks_of(picture_with(*others))
    after = chunks_of(bake_png(picture_with(*others), TOKEN))
    assert [found for found in after if not found[1].startswith(KEYWORD)] == before


def test_every_checksum_of_a_baked_picture_is_right() -> None:
    for name, data, crc in chunks_of(bake_png(PNG, TOKEN)):
        assert struct.pack(">I", zlib.crc32(name + data)) == crc


def test_the_pixels_are_still_the_same() -> None:
    pixels = [data for name, data, _ in chunks_of(bake_png(PNG, TOKEN)) if name == b"IDAT"]
    assert zlib.decompress(b"".join(pixels)) == (b"\0" + bytes(range(8))) * 2


@given(json_texts, tokens)
def test_baking_again_replaces_the_credential(first: str, second: str) -> None:
    assert bake_png(bake_png(PNG, first), second) == bake_png(PNG, second)


@given(tokens | json_texts)
def test_baking_the_same_twice_changes_nothing(credential: str) -> None:
    once = bake_png(PNG, credential)
    assert bake_png(once, credential) == once


def test_every_earlier_credential_is_replaced_whatever_its_kind_and_place() -> None:
    earlier = [
        itxt(b"one"),
        chunk(b"tEXt", KEYWORD + b"\0two"),
        chunk(b"zTXt", KEYWORD + b"\0\0" + zlib.compress(b"three")),
        chunk(b"iTXt", KEYWORD),
    ]
    assert bake_png(picture_with(*earlier), TOKEN) == bake_png(PNG, TOKEN)


def test_a_credential_after_the_pixels_is_found() -> None:
    assert unbake_png(picture_with(itxt(TOKEN.encode()))) == TOKEN


def test_compressed_text_is_read() -> None:
    assert unbake_png(picture_with(itxt(zlib.compress(TOKEN.encode()), b"\1\0\0\0"))) == TOKEN


def test_a_picture_without_a_credential_says_so() -> None:
    with pytest.raises(NothingBakedError) as caught:
        unbake_png(PNG)
    assert not isinstance(caught.value, OlderBadgeError)


@pytest.mark.parametrize("keyword", [b"OpenBadgeCredential", b"openbadgecredential ", b"comment"])
def test_another_keyword_is_not_a_credential(keyword: bytes) -> None:
    with pytest.raises(NothingBakedError):
        unbake_png(picture_with(itxt(TOKEN.encode(), keyword=keyword)))


@pytest.mark.parametrize(
    "older",
    [itxt(b"a.b.c", keyword=b"openbadges"), chunk(b"tEXt", b"openbadges\0https://x.example")],
)
def test_an_older_badge_is_named(older: bytes) -> None:
    with pytest.raises(OlderBadgeError):
        unbake_png(picture_with(older))


def test_an_older_badge_beside_a_credential_does_not_count() -> None:
    older = itxt(b"a.b.c", keyword=b"openbadges")
    assert unbake_png(bake_png(picture_with(older), TOKEN)) == TOKEN


@pytest.mark.parametrize(
    "text",
    ["", " ", "a.b", "a.b.c.d", "a.b.c\n", "ą.b.c", "[]", '"a"', "{", '{"a":1,"a":2}', '{"a":NaN}'],
)
def test_a_text_that_is_no_credential_is_not_baked(text: str) -> None:
    with pytest.raises(UnbakeableTextError):
        bake_png(PNG, text)


def test_a_text_with_a_lone_surrogate_is_not_baked() -> None:
    with pytest.raises(UnbakeableTextError):
        bake_png(PNG, '{"a":"\ud800"}')


@pytest.mark.parametrize(
    "text",
    ["a.b." + "c" * MAX_TEXT_BYTES, '{"a":"' + "ą" * (MAX_TEXT_BYTES // 2) + '"}', '{"a":' * 999],
)
def test_a_text_beyond_the_limits_is_not_baked(text: str) -> None:
    with pytest.raises(BakingLimitError):
        bake_png(PNG, text)
