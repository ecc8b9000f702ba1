"""What the Latin letters with additions are built on; shared by sort keys, searches and slugs."""

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

# Letters that Unicode does not take apart, in lower case.
BASES: Mapping[str, str] = MappingProxyType({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ŋ": "n", "ĸ": "k",
    "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss",
})  # fmt: skip

# Combining marks that change letters of any alphabet; vowels of Indic scripts are not among them.
_MARKS = (
    (0x300, 0x36F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
)  # fmt: skip
_FIRST_MARK = 0x300


def is_addition(char: str) -> bool:
    """Tell whether `char` is a diacritic or variation selector that only adds to a letter."""
    code = ord(char)
    return code >= _FIRST_MARK and any(first <= code <= last for first, last in _MARKS)


def folded(text: str) -> str:
    """Return `text` without case, diacritics and compatibility forms: “Żółć” becomes “zolc”.

    Text in other scripts stays in its script, taken apart (NFKD). Where a text is cut between two
    letters, the result for the first piece is the beginning of the result for the whole.
    """
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text).casefold()
    based = "".join(BASES.get(char, char) for char in unicodedata.normalize("NFKD", apart))
    return "".join(char for char in based if not is_addition(char))
