"""PNG pictures that lie, blow up or are damaged: threat 17."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing.baked_text import MAX_PICTURE_BYTES, MAX_TEXT_BYTES
from signing.baking_errors import (
    BakedTextError,
    BakingError,
    BakingLimitError,
    BrokenPngError,
    MisplacedCredentialError,
    SeveralCredentialsError,
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
    picture_with,
)


@pytest.mark.parametrize("second", [TOKEN, "x.y.z"])
def test_a_second_chunk_is_refused(second: str) -> None:
    with pytest.raises(SeveralCredentialsError) as caught:
        unbake_png(picture_with(itxt(TOKEN.encode()), itxt(second.encode())))
    assert caught.value.count == 2


@pytest.mark.parametrize("name", [b"tEXt", b"zTXt"])
@pytest.mark.parametrize("beside", [b"", itxt(TOKEN.encode())])
def test_a_credential_in_another_text_chunk_is_refused(name: bytes, beside: bytes) -> None:
    with pytest.raises(MisplacedCredentialError, match=name.decode()):
        unbake_png(picture_with(beside, chunk(name, KEYWORD + b"\0" + TOKEN.encode())))


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (chunk(b"iTXt", KEYWORD), "lacks a field"),
        (chunk(b"iTXt", KEYWORD + b"\0\0\0\0"), "lacks a field"),
        (itxt(b"x", b"\2\0\0\0"), "unknown compression"),
        (itxt(b"x", b"\0\1\0\0"), "unknown compression"),
        (itxt(b"\xff\xfe"), "UTF-8"),
        (itxt(b"\xed\xa0\x80"), "UTF-8"),
        (itxt(b"no zlib", b"\1\0\0\0"), "damaged"),
        (itxt(zlib.compress(b"x" * 99)[:-1], b"\1\0\0\0"), "cut short"),
        (itxt(zlib.compress(b"x") + b"y", b"\1\0\0\0"), "followed"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused(broken: bytes, reason: str) -> None:
    with pytest.raises(BakedTextError, match=reason):
        unbake_png(picture_with(broken))


def test_a_text_bomb_behind_a_huge_header_is_refused() -> None:
    bomb = itxt(zlib.compress(bytes(50_000_000), 9), b"\1\0\0\0")
    with pytest.raises(BakingLimitError):
        unbake_png(SIGNATURE + header(60_000, 60_000) + bomb + PIXELS + END)


@pytest.mark.parametrize("compressed", [False, True])
def test_the_text_may_have_a_mebibyte_and_not_a_byte_more(*, compressed: bool) -> None:
    def picture(text: bytes) -> bytes:
        return picture_with(itxt(zlib.compress(text), b"\1\0\0\0") if compressed else itxt(text))

    assert len(unbake_png(picture(b"a" * MAX_TEXT_BYTES))) == MAX_TEXT_BYTES
    with pytest.raises(BakingLimitError):
        unbake_png(picture(b"a" * (MAX_TEXT_BYTES + 1)))


def test_the_picture_may_have_ten_mebibytes_and_not_a_byte_more() -> None:
    room = MAX_PICTURE_BYTES - len(bake_png(PNG, TOKEN)) - 12
    full = bake_png(picture_with(chunk(b"prIv", bytes(room))), TOKEN)
    assert len(full) == MAX_PICTURE_BYTES
    assert unbake_png(full) == TOKEN
    with pytest.raises(BakingLimitError):
        bake_png(full, TOKEN + "x")
    with pytest.raises(BakingLimitError):
        unbake_png(full + b"x")


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (b"", "signature"),
        (SIGNATURE, "ends inside"),
        (SIGNATURE + PIXELS + END, "IHDR"),
        (SIGNATURE + PIXELS + header() + END, "IHDR"),
        (SIGNATURE + header() + header() + PIXELS + END, "IHDR"),
        (SIGNATURE + chunk(b"IHDR", bytes(14)) + PIXELS + END, "13 bytes"),
        (SIGNATURE + header() + END, "no pixels"),
        (SIGNATURE + header() + PIXELS, "ends inside"),
        (SIGNATURE + header() + PIXELS + chunk(b"IEND", b"x"), "empty"),
        (PNG + b"\0", "more data"),
        (PNG + itxt(TOKEN.encode()), "more data"),
        (SIGNATURE + header() + chunk(b"ID4T", b"") + PIXELS + END, "name"),
        (SIGNATURE + header() + b"\xff\xff\xff\xff" + PIXELS[4:] + END, "ends inside"),
        (PNG[:-1] + bytes([PNG[-1] ^ 1]), "checksum"),
    ],
)
def test_a_broken_picture_is_refused_by_both(broken: bytes, reason: str) -> None:
    with pytest.raises(BrokenPngError, match=reason):
        unbake_png(broken)
    with pytest.raises(BrokenPngError, match=reason):
        bake_png(broken, TOKEN)


def test_a_picture_cut_anywhere_is_refused() -> None:
    baked = bake_png(PNG, TOKEN)
    for length in range(len(baked)):
        with pytest.raises(BrokenPngError):
            unbake_png(baked[:length])


def test_no_single_byte_can_change_unnoticed() -> None:
    """CRC-32 finds every change within 32 bits; the signature and lengths have their own checks."""
    baked = bake_png(PNG, TOKEN)
    for position, byte in enumerate(baked):
        for flipped in range(1, 256):
            changed = baked[:position] + bytes([byte ^ flipped]) + baked[position + 1 :]
            with pytest.raises(BrokenPngError):
                unbake_png(changed)


@given(st.binary() | st.binary().map(lambda data: SIGNATURE + data))
def test_arbitrary_bytes_raise_only_declared_errors(data: bytes) -> None:
    with pytest.raises(BakingError):
        unbake_png(data)


@given(
    st.lists(
        st.builds(
            chunk,
            st.sampled_from([b"IHDR", b"IDAT", b"IEND", b"iTXt", b"tEXt", b"zTXt"]),
            st.binary(max_size=40)
            | st.binary(max_size=40).map(lambda rest: KEYWORD + b"\0" + rest),
        )
    )
)
def test_arbitrary_chunks_raise_only_declared_errors(chunks: list[bytes]) -> None:
    for picture in (SIGNATURE + b"".join(chunks), picture_with(*chunks)):
        try:
            text = unbake_png(picture)
        except BakingError:
            continue
        assert text.encode() in picture or b"\1\0" in picture
