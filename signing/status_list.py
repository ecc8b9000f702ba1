"""Status lists as text and as bits.

Follows https://www.w3.org/TR/vc-bitstring-status-list/#bitstring-encoding. A list is `bytes`: entry
0 is the most significant bit of byte 0. Every function takes and returns whole, unchanged values.
"""

import re
import zlib
from collections.abc import Iterable

from keys.errors import MultibaseError
from keys.multibase import base64url_decode, base64url_encode
from signing.status_list_errors import (
    MalformedStatusIndexError,
    MalformedStatusListError,
    ShortStatusListError,
    StatusIndexError,
    StatusListLimitError,
    StatusSizeError,
)

MINIMUM_ENTRIES = 131_072
"""The fewest entries that hide whom a reader asks about: 16 KiB of single bits."""

_LARGEST_INDEX = 2**53 - 1
_INDEX = re.compile(r"0|[1-9][0-9]*")
_LONGEST_INDEX = len(str(_LARGEST_INDEX))
_TO_BASE64URL = str.maketrans("+/", "-_")
_GZIP = 31  # What zlib calls "16 + 15": a gzip wrapper and the largest window.


def empty_list(entries: int = MINIMUM_ENTRIES) -> bytes:
    """Return a list of `entries` single bits, all 0, rounded up to whole bytes.

    Raises `ShortStatusListError` for fewer than 131 072 entries.
    """
    if entries < MINIMUM_ENTRIES:
        raise ShortStatusListError(entries, MINIMUM_ENTRIES)
    return bytes((entries + 7) // 8)


def with_status(bits: bytes, indexes: Iterable[int]) -> bytes:
    """Return a copy of `bits` in which the single-bit entries at `indexes` are 1.

    Raises `StatusIndexError` for an index outside the list.
    """
    changed = bytearray(bits)
    for index in indexes:
        if not 0 <= index < len(bits) * 8:
            raise StatusIndexError(index, len(bits) * 8)
        changed[index // 8] |= 0x80 >> index % 8
    return bytes(changed)


def status_at(bits: bytes, index: int, *, size: int = 1) -> int:
    """Return the status at `index`, a number of `size` bits, most significant bit first.

    `size` is the entry's `statusSize`. Raises `StatusSizeError` below 1, `ShortStatusListError` if
    entries of that size number fewer than 131 072 (Validate Algorithm), and `StatusIndexError` for
    an index outside the list.
    """
    if size < 1:
        raise StatusSizeError(size)
    entries = len(bits) * 8 // size
    if entries < MINIMUM_ENTRIES:
        raise ShortStatusListError(entries, MINIMUM_ENTRIES)
    if not 0 <= index < entries:
        raise StatusIndexError(index, entries)
    first, after = index * size, (index + 1) * size
    window = int.from_bytes(bits[first // 8 : (after + 7) // 8], "big")
    return window >> -after % 8 & ((1 << size) - 1)


def encode(bits: bytes) -> str:
    """Return `bits` as an `encodedList`: `u`, then base64url of gzip. Equal bits, equal text.

    Raises `ShortStatusListError` for fewer than 131 072 bits.
    """
    _check_length(bits)
    # zlib's own gzip header carries no time and no name, so nothing but the bits decides.
    compressor = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, _GZIP)
    return "u" + base64url_encode(compressor.compress(bits) + compressor.flush())


def decode(encoded: str, *, limit: int = 2_097_152) -> bytes:
    """Return the bits that the `encodedList` stands for, at most `limit` bytes.

    Raises `MalformedStatusListError` unless the text is `u` and canonical base64url of exactly one
    whole gzip member, `ShortStatusListError` for fewer than 131 072 bits, `StatusListLimitError`
    for more than `limit` bytes, which are never unpacked.
    """
    _check_text_length(encoded, limit)
    if not encoded.startswith("u"):
        raise MalformedStatusListError("it does not begin with u, the sign of base64url")
    return _unpacked(encoded[1:], limit)


def decode_2021(encoded: str, *, limit: int = 2_097_152) -> bytes:
    """Return the bits that the `encodedList` of a Status List 2021 stands for.

    Its text has no prefix. Drafts of that standard said base64 where they meant base64url, so both
    alphabets are read, with padding and without. Raises what `decode` raises.
    """
    _check_text_length(encoded, limit)
    return _unpacked(encoded.rstrip("=").translate(_TO_BASE64URL), limit)


def parse_index(value: str | int) -> int:
    """Return the number that a `statusListIndex` stands for.

    A string holds ASCII digits only, without sign, space or leading zero; an integer is taken as
    older examples write it. Raises `MalformedStatusIndexError` for all else and beyond 2^53 - 1.
    """
    if isinstance(value, str):
        if len(value) > _LONGEST_INDEX or not _INDEX.fullmatch(value):
            raise MalformedStatusIndexError(value)
        number = int(value)
    elif type(value) is int:  # `True` is an integer to Python, but not to JSON.
        number = value
    else:
        raise MalformedStatusIndexError(value)
    if not 0 <= number <= _LARGEST_INDEX:
        raise MalformedStatusIndexError(value)
    return number


def _check_text_length(encoded: str, limit: int) -> None:
    # Deflate adds a few bytes to what it cannot compress, base64url a third: twice is ample.
    if len(encoded) > 2 * limit:
        raise StatusListLimitError(limit)


def _unpacked(text: str, limit: int) -> bytes:
    try:
        packed = base64url_decode(text)
    except MultibaseError as error:
        raise MalformedStatusListError(error.reason) from error
    bits = _inflated(packed, limit)
    _check_length(bits)
    return bits


def _inflated(packed: bytes, limit: int) -> bytes:
    """Return the content of one gzip member; zlib checks its CRC-32 and length."""
    inflater = zlib.decompressobj(_GZIP)
    try:
        bits = inflater.decompress(packed, limit + 1)
    except zlib.error as error:
        raise MalformedStatusListError("it is not compressed with gzip, or damaged") from error
    if len(bits) > limit:
        raise StatusListLimitError(limit)
    if not inflater.eof:
        raise MalformedStatusListError("its gzip data end too early")
    if inflater.unused_data:
        raise MalformedStatusListError("more data follow its gzip data")
    return bits


def _check_length(bits: bytes) -> None:
    if len(bits) * 8 < MINIMUM_ENTRIES:
        raise ShortStatusListError(len(bits) * 8, MINIMUM_ENTRIES)
