"""Bytes as text: base58btc and base64url, with and without a multibase prefix.

Follows https://www.w3.org/TR/cid-1.0/#multibase-0 and RFC 4648 section 5. Every reader is strict:
one sequence of bytes has one text.
"""

import re

import pybase64

from keys.errors import MultibaseError

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_DIGITS = _ALPHABET.encode()
_VALUES = bytes.maketrans(_DIGITS, bytes(range(len(_DIGITS))))
_LONGEST_BASE58 = 4096
# Large numbers are divided seldom, small ones often: 58**10 is the largest power in 64 bits.
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]
_PAIR = len(_PAIRS)
_SQUARE = _PAIR**2
_CHUNK = _PAIR**5
_FIVE = 58**5
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*")


def base58btc_encode(data: bytes) -> str:
    """Return `data` in base58btc after the prefix `z`."""
    zeros = len(data) - len(data.lstrip(b"\0"))
    number = int.from_bytes(data, "big")
    chunks: list[str] = []
    while number:
        number, chunk = divmod(number, _CHUNK)
        high, low = divmod(chunk, _SQUARE)
        chunks.append(
            _PAIRS[high // _SQUARE] + _PAIRS[high // _PAIR % _PAIR] + _PAIRS[high % _PAIR]
            + _PAIRS[low // _PAIR] + _PAIRS[low % _PAIR]
        )  # fmt: skip
    significant = "".join(reversed(chunks)).lstrip("1")
    return "z" + "1" * zeros + significant


def base58btc_decode(text: str) -> bytes:
    """Return the bytes that `text`, `z` and base58btc, stands for.

    Raises `MultibaseError` for another prefix, a character outside the alphabet, or more than 4096
    characters (the work grows with the square of the length).
    """
    if len(text) > _LONGEST_BASE58:
        raise MultibaseError(f"it is longer than {_LONGEST_BASE58} characters")
    if not text.startswith("z"):
        raise MultibaseError("it does not begin with z, the sign of base58btc")
    digits = text[1:].encode(errors="surrogatepass")
    if digits.translate(None, _DIGITS):
        wrong = next(character for character in text[1:] if character not in _ALPHABET)
        raise MultibaseError(f"{wrong!a} is not a character of base58btc")
    number = 0
    # Five at a time fit into one digit of a large number.
    values = iter(digits.rjust(-(-len(digits) // 5) * 5, b"1").translate(_VALUES))
    for a, b, c, d, e in zip(values, values, values, values, values, strict=True):
        number = number * _FIVE + (((a * 58 + b) * 58 + c) * 58 + d) * 58 + e
    zeros = len(digits) - len(digits.lstrip(b"1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base64url_encode(data: bytes) -> str:
    """Return `data` in base64url without padding (RFC 7515 section 2)."""
    return base64url_bytes(data).decode("ascii")


def base64url_bytes(data: bytes) -> bytes:
    """Return what `base64url_encode` returns, in ASCII."""
    return pybase64.urlsafe_b64encode(data).rstrip(b"=")


def base64url_decode(text: str) -> bytes:
    """Return the bytes that `text`, base64url without padding, stands for.

    Raises `MultibaseError` for padding, any character outside the alphabet, and unused bits that
    are not zero: such texts would be second spellings of the same bytes.
    """
    if not _BASE64URL.fullmatch(text):
        raise MultibaseError("it holds a character that is not of unpadded base64url")
    if len(text) % 4 == 1:
        raise MultibaseError("no base64url text has this length")
    data = pybase64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64url_encode(data) != text:
        raise MultibaseError("its last character carries unused bits that are not zero")
    return data


def multibase64url_encode(data: bytes) -> str:
    """Return `data` in unpadded base64url after the prefix `u`."""
    return "u" + base64url_encode(data)
