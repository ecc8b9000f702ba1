"""Making texts fit to print with the one typeface that the typesetter brings along.

Libertinus Serif has the letters of Latin, Greek, Cyrillic and Hebrew. Its other scripts are full of
gaps, and with a stand-in typeface the typesetter may break down on Arabic or Syriac; so what it
lacks is printed as `□`, and whoever prints says so beside it.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

MISSING = "□"

# First and last code point of each stretch without a gap; a test prints every one of them.
_REPERTOIRE = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x24F), (0x300, 0x36F), (0x384, 0x38A), (0x38C, 0x38C),
    (0x38E, 0x3A1), (0x3A3, 0x3CE), (0x400, 0x477), (0x48C, 0x4C4), (0x4C7, 0x4CC), (0x4D0, 0x4F9),
    (0x5B0, 0x5C4), (0x5D0, 0x5EA), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x202F, 0x2037),
    (0x2039, 0x203E), (0x20AC, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122), (0x2190, 0x2193),
    (0x25A1, 0x25A1),
)  # fmt: skip
_FIRSTS = [first for first, _ in _REPERTOIRE]
_LONGEST_RUN = 24
_RUN = re.compile(rf"\S{{{_LONGEST_RUN + 1},}}")
_PIECE = re.compile(rf"\S{{{_LONGEST_RUN // 2}}}(?=\S)")
_ZERO_WIDTH_SPACE = "\u200b"
# A Polish line does not end with a word of one letter.
_ONE_LETTER = re.compile(r"(?<![^\s(„])([aiouwzAIOUWZ])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Lettering:
    """A text as it can be printed; `complete` is false if a `□` stands for something."""

    text: str
    complete: bool


def lettering(text: str, language: str) -> Lettering:
    """Return `text` on one line, fit to print in `language`, `pl` or `en`.

    White space becomes single spaces, and what is invisible or steers the direction is left out.
    """
    letters = plain(text)
    shown = "".join(letter if is_printable(letter) else MISSING for letter in letters)
    broken = _RUN.sub(lambda run: _PIECE.sub(rf"\g<0>{_ZERO_WIDTH_SPACE}", run[0]), shown)
    joined = _ONE_LETTER.sub("\\1\u00a0", broken) if language == "pl" else broken
    return Lettering(joined, shown == letters)


def plain(text: str) -> str:
    """Return `text` in NFC on one line, without control characters and other invisible ones."""
    visible = "".join(
        letter if not unicodedata.category(letter).startswith("C") else " " * letter.isspace()
        for letter in unicodedata.normalize("NFC", text)
    )
    return " ".join(visible.split())


def is_printable(letter: str) -> bool:
    """Tell whether the typeface has this one character."""
    place = bisect_right(_FIRSTS, ord(letter)) - 1
    return place >= 0 and ord(letter) <= _REPERTOIRE[place][1]


def initials(title: str) -> str:
    """Return the first letters, at most three, of the long words of `title`, in capitals.

    May be empty: a title need not hold a letter that can be printed.
    """
    words = [word for word in re.findall(r"\w+", plain(title)) if len(word) > 3 or word.isupper()]
    found = [word[0].upper() for word in words or re.findall(r"\w+", plain(title))]
    return "".join(letter for letter in found if len(letter) == 1 and is_printable(letter))[:3]


def shortened(text: str, most: int) -> str:
    """Return `text`, cut between words and ended by `…` if it has more than `most` characters."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return cut[: cut.rfind(" ")].rstrip(" ,;:–-") + "…" if " " in cut else cut + "…"
