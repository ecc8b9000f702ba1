"""Keys that sort and find texts alike on SQLite and PostgreSQL.

Neither database is asked to know Polish: the key is ASCII, and comparing it byte by byte (`BINARY`,
`COLLATE "C"`) gives the order of the Polish alphabet: a ą b c ć … z ź ż.
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from issuer.text.letters import folded, is_addition

LONGEST_KEY = 1024
"""Characters of the longest sort key; it fits into an index of either database."""

# Byte order: ! < # < . < 0–9 < a–z < { < ~, so a letter with a tilde follows all words that go on
# after the plain letter, and foreign signs follow z.
_END, _SPACE, _PLAIN, _FOREIGN = "!", "#", ".", "{"
_POLISH = {
    "ą": "a~", "ć": "c~", "ę": "e~", "ł": "l~", "ń": "n~", "ó": "o~", "ś": "s~", "ź": "z~",
    "ż": "z~~",
}  # fmt: skip
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LETTERS = frozenset(_DIGITS)


def sort_key(first: str, *others: str) -> str:
    """Return the key that sorts by the first text, then by the second, and so on.

    Digits come first, then Latin letters, then other scripts by code point. Punctuation divides
    words (“Nowak-Kowal” stands beside “Nowak Kowal”). Texts that differ only in foreign diacritics
    or punctuation, then those that differ only in case, stand side by side, plain and lower case
    first. Keys are at most 1024 characters, so texts may tie beyond that: order by the id as well.
    """
    if not others:
        return _key(first)
    letters, additions, capitals = zip(*map(_levels, (first, *others)), strict=True)
    return _END.join((*letters, *additions, *capitals))[:LONGEST_KEY]


# The people of a sheet share names.
@lru_cache(maxsize=4096)
def _key(part: str) -> str:
    return _END.join(_levels(part))[:LONGEST_KEY]


@lru_cache(maxsize=4096)
def _levels(part: str) -> tuple[str, str, str]:
    """Return what is looked for in a text first, second and third."""
    text = unicodedata.normalize("NFC", part)
    return _letters(text), _additions(text), _capitals(text)


# As above.
@lru_cache(maxsize=4096)
def search_key(text: str) -> str:
    """Return `text` as it is stored for searches by its beginning: “ Żółć ” becomes “zolc”.

    Case, diacritics and the width of gaps are left out; other scripts stay. What is sought is
    folded by the same function, so both “zolc” and “żółć” find both.
    """
    return " ".join(folded(text).split())


def search_range(beginning: str) -> tuple[str, str]:
    """Return the bounds `low <= key < high` of all search keys that begin like `beginning`.

    Comparing with them uses an index and needs no escaping of `%` and `_`. Compare byte by byte
    (`SortText`).
    """
    low = search_key(beginning)
    # The last code point is never a character, and its UTF-8 is greater than that of all others.
    return low, low + "\U0010ffff"


def _letters(text: str) -> str:
    """Return what the eye looks for first: letters and digits, without case."""
    words = unicodedata.normalize("NFC", text.casefold()).translate(_WEIGHTS)
    return _SPACE.join(filter(None, words.split(_SPACE)))


def _weight(char: str) -> str:
    if char in _LETTERS:
        return char
    if char in _POLISH:
        return _POLISH[char]
    if unicodedata.category(char)[0] in "PZC":
        return _SPACE
    if is_addition(char):
        return ""
    base = folded(char)
    if base and _LETTERS.issuperset(base):
        return base
    return _FOREIGN + _code(char)


def _mark(char: str) -> str:
    if char == " " or char in _LETTERS or char in _POLISH:
        return _PLAIN
    return _FOREIGN + _code(char)


def _code(char: str) -> str:
    """Return the code point as four digits of base 36, which sort like the number."""
    number, digits = ord(char), ""
    for _ in range(4):
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


def _additions(text: str) -> str:
    """Return what tells texts of equal letters apart, other than case; "" for Polish words."""
    return unicodedata.normalize("NFC", text.lower()).translate(_MARKS).rstrip(_PLAIN)


def _capitals(text: str) -> str:
    """Return which characters are capitals, as a row of 0 and 1 without the last zeros."""
    lower = text.lower()
    if text == lower:
        return ""
    if text[1:] == lower[1:]:
        return "1"
    return "".join("01"[char != char.lower()] for char in text).rstrip("0")


class _Table(dict[int, str]):
    """What stands for each character in `str.translate`; that of European letters is kept."""

    def __init__(self, made: Callable[[str], str]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, code: int) -> str:
        found = self._made(chr(code))
        if code < _LAST_KEPT:
            self[code] = found
        return found


_LAST_KEPT = 0x2100
_WEIGHTS, _MARKS = _Table(_weight), _Table(_mark)
