"""Baking into PNG: one iTXt chunk, put in and taken out without ever decoding a pixel.

Follows Open Badges 3.0, section "Baked badge", and https://www.w3.org/TR/png-3/. A picture is read
as a walk over its chunks; every CRC is checked, so a single changed byte never goes unnoticed.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from signing.baked_text import MAX_TEXT_BYTES, check_picture_size, check_text_size, text_form
from signing.baking_errors import (
    BakedTextError,
    BakingLimitError,
    BrokenPngError,
    MisplacedCredentialError,
    NothingBakedError,
    OlderBadgeError,
    SeveralCredentialsError,
)

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
OLDER_KEYWORD = b"openbadges"

MAX_CHUNKS = 16_384

_TEXT_CHUNKS = (b"iTXt", b"tEXt", b"zTXt")
_IHDR_LENGTH = 13
_AFTER_IHDR = len(SIGNATURE) + 12 + _IHDR_LENGTH
_UNCOMPRESSED = b"\0\0"
_COMPRESSED = b"\1\0"


@dataclass(frozen=True, slots=True)
class _Chunk:
    """One chunk: its four letters, its data, and where all its bytes begin and end."""

    name: bytes
    data: bytes
    start: int
    end: int

    @property
    def keyword(self) -> bytes | None:
        return self.data.partition(b"\0")[0] if self.name in _TEXT_CHUNKS else None


def bake_png(picture: bytes, credential: str) -> bytes:
    """Return the PNG `picture` carrying `credential`, and every other chunk byte for byte.

    The chunk stands directly after IHDR. PNG allows iTXt anywhere between IHDR and IEND except
    among the IDAT chunks (section 5.6); there, readers that stop at the pixels find it too, and no
    chunk whose place counts is parted from its neighbours. Earlier credentials are replaced.

    Raises `BrokenPngError` for a picture that breaks the rules, `UnbakeableTextError` for a text
    that is no credential, `BakingLimitError` for either beyond its limit.
    """
    text_form(credential)
    text = check_text_size(credential.encode())
    earlier = [chunk for chunk in _chunks(picture) if chunk.keyword == KEYWORD]
    pieces = [
        picture[:_AFTER_IHDR],
        _chunk(b"iTXt", KEYWORD + b"\0" + _UNCOMPRESSED + b"\0\0" + text),
    ]
    position = _AFTER_IHDR
    for chunk in earlier:
        pieces.append(picture[position : chunk.start])
        position = chunk.end
    return check_picture_size(b"".join([*pieces, picture[position:]]))


def unbake_png(data: bytes) -> str:
    """Return the text of the one credential that the PNG carries.

    Raises `BrokenPngError`, `BakingLimitError`, `NothingBakedError` (`OlderBadgeError` if there is
    a badge of Open Badges 1 or 2), `SeveralCredentialsError`, `MisplacedCredentialError` for a
    credential in another kind of text chunk, `BakedTextError` if its text cannot be read.
    """
    texts = [chunk for chunk in _chunks(data) if chunk.keyword in (KEYWORD, OLDER_KEYWORD)]
    baked = [chunk for chunk in texts if chunk.keyword == KEYWORD]
    if not baked:
        raise OlderBadgeError if texts else NothingBakedError
    for chunk in baked:
        if chunk.name != b"iTXt":
            raise MisplacedCredentialError(f"in a {chunk.name.decode()} chunk instead of iTXt")
    if len(baked) > 1:
        raise SeveralCredentialsError(len(baked))
    return _text(baked[0].data)


def unbake_older_png(data: bytes) -> str:
    """Return the text of the one badge of Open Badges 1 or 2 that the PNG carries.

    A text in an iTXt chunk, uncompressed or not, or an address in a tEXt chunk, as the first bakers
    wrote it. Raises what `unbake_png` raises, but `NothingBakedError` never for an older badge.
    """
    baked = [chunk for chunk in _chunks(data) if chunk.keyword == OLDER_KEYWORD]
    if not baked:
        raise NothingBakedError
    if len(baked) > 1:
        raise SeveralCredentialsError(len(baked))
    if baked[0].name == b"tEXt":
        return _plain_text(baked[0].data)
    if baked[0].name != b"iTXt":
        raise MisplacedCredentialError("in a zTXt chunk instead of iTXt")
    return _text(baked[0].data)


def _chunks(data: bytes) -> Iterator[_Chunk]:
    """Yield all chunks of a whole, undamaged PNG; raise `BrokenPngError` at the first fault.

    Raises `BakingLimitError` beyond `MAX_CHUNKS`.
    """
    check_picture_size(data)
    if not data.startswith(SIGNATURE):
        raise BrokenPngError("it does not begin with the PNG signature", 0)
    position, name, pixels, count = len(SIGNATURE), b"", False, 0
    while name != b"IEND":
        count += 1
        if count > MAX_CHUNKS:
            raise BakingLimitError("PNG picture", MAX_CHUNKS, "chunks")
        chunk = _chunk_at(data, position)
        _check_order(chunk, pixels=pixels)
        position, name = chunk.end, chunk.name
        pixels = pixels or name == b"IDAT"
        yield chunk
    if position != len(data):
        raise BrokenPngError("more data follow the end of the picture", position)


def _chunk_at(data: bytes, start: int) -> _Chunk:
    """Return the chunk at `start` (section 5.3): length, name, data, CRC-32 of name and data."""
    length = int.from_bytes(data[start : start + 4], "big")
    end = start + 12 + length
    if end > len(data):
        raise BrokenPngError("the file ends inside a chunk", start)
    name = data[start + 4 : start + 8]
    if not name.isalpha():
        raise BrokenPngError("a chunk has no proper name", start)
    if zlib.crc32(data[start + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
        raise BrokenPngError(f"the checksum of a {name.decode()} chunk is wrong", start)
    return _Chunk(name, data[start + 8 : end - 4], start, end)


def _check_order(chunk: _Chunk, *, pixels: bool) -> None:
    first = chunk.start == len(SIGNATURE)
    if first != (chunk.name == b"IHDR"):
        raise BrokenPngError("IHDR must be its first chunk and only that", chunk.start)
    if first and len(chunk.data) != _IHDR_LENGTH:
        raise BrokenPngError(f"IHDR must have {_IHDR_LENGTH} bytes", chunk.start)
    if chunk.name == b"IEND" and chunk.data:
        raise BrokenPngError("IEND must be empty", chunk.start)
    if chunk.name == b"IEND" and not pixels:
        raise BrokenPngError("it holds no pixels (no IDAT chunk)", chunk.start)


def _chunk(name: bytes, data: bytes) -> bytes:
    crc = zlib.crc32(name + data)
    return len(data).to_bytes(4, "big") + name + data + crc.to_bytes(4, "big")


def _text(data: bytes) -> str:
    """Return the text of an iTXt chunk (section 11.3.3.4)."""
    _, _, rest = data.partition(b"\0")
    compression, fields = rest[:2], rest[2:].split(b"\0", 2)
    if len(fields) != 3:
        raise BakedTextError("its iTXt chunk lacks a field")
    if compression not in (_UNCOMPRESSED, _COMPRESSED):
        raise BakedTextError("its iTXt chunk names an unknown compression")
    text = fields[2] if compression == _UNCOMPRESSED else _inflated(fields[2])
    try:
        return check_text_size(text).decode()
    except UnicodeDecodeError as error:
        raise BakedTextError("its text is not UTF-8") from error


def _plain_text(data: bytes) -> str:
    """Return the text of a tEXt chunk (section 11.3.3.2).

    It is Latin-1 by the standard and UTF-8 by the hand of many programs: what both read alike.
    """
    text = data.partition(b"\0")[2]
    try:
        return check_text_size(text).decode("ascii")
    except UnicodeDecodeError as error:
        raise BakedTextError("the text of its tEXt chunk is not ASCII") from error


def _inflated(packed: bytes) -> bytes:
    """Return the content of one zlib stream, unpacking no more than the limit."""
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(packed, MAX_TEXT_BYTES + 1)
    except zlib.error as error:
        raise BakedTextError("its compressed text is damaged") from error
    if len(text) > MAX_TEXT_BYTES:
        raise BakingLimitError("credential", MAX_TEXT_BYTES, "bytes")
    if not inflater.eof or inflater.unused_data:
        raise BakedTextError("its compressed text is cut short or followed by other data")
    return text
