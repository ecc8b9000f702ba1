"""Threat 17: PNGs that say they are huge, unpack to much, or carry two credentials."""

import zlib

import pytest
from hostile_files.pictures import bomb, chunk, png, text_chunk
from timing import is_quick

from signing.baking_errors import BakingLimitError, BrokenPngError, SeveralCredentialsError
from signing.png import MAX_CHUNKS, unbake_png


def test_60_000_pixels_squared_and_50_mb_of_text_are_refused_at_once() -> None:
    file = png(text_chunk(bomb(50 << 20)), width=60_000, height=60_000)

    def refuse() -> None:
        with pytest.raises(BakingLimitError):
            unbake_png(file)

    assert is_quick(refuse, 0.05)


def test_two_credentials_are_refused() -> None:
    one = text_chunk(zlib.compress(b"{}"))
    with pytest.raises(SeveralCredentialsError):
        unbake_png(png(one, one))


def test_a_wrong_checksum_is_refused() -> None:
    file = bytearray(png(text_chunk(zlib.compress(b"{}"))))
    file[60] ^= 1
    with pytest.raises(BrokenPngError):
        unbake_png(bytes(file))


def test_more_chunks_than_any_picture_has_are_refused() -> None:
    with pytest.raises(BakingLimitError):
        unbake_png(png(chunk(b"teXt") * MAX_CHUNKS))
