"""Names of people and other texts that go into badges, mails and pages as somebody wrote them.

The length of a text is its number of Unicode code points after NFC and trimming, which is also what
`[...text].length` counts in a browser.
"""

import re
import unicodedata

from issuer.text.errors import ForbiddenCharacterError, MissingTextError, TooLongError

LONGEST_NAME = 250
LONGEST_DESCRIPTION = 1000

# White space of Unicode, and the byte order mark that spreadsheets leave: what JavaScript trims.
BLANKS = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
# Letters and signs that print nothing: fillers of Hangul and the empty Braille pattern.
_EMPTY = frozenset("\u115f\u1160\u3164\uffa0\u2800")
# Persian, Indic scripts and emoji need these to join or part what stands beside them.
_JOINERS = frozenset("\u200c\u200d")
# In running text also soft hyphens, zero-width spaces (Thai, Khmer) and marks of direction, which
# end with the next letter. Overrides and isolates (U+202A…, U+2066…) reorder whatever follows.
_HARMLESS = _JOINERS | frozenset("\xad\u200b\u200e\u200f\u061c")
_IN_PROSE = _HARMLESS | {"\n", "\t"}
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
# Office programs end lines inside a paragraph with a vertical tab.
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# No character is longer than this when taken apart, so NFC cannot shorten a text more.
_LARGEST_DECOMPOSITION = 4


def person_name(text: str) -> str:
    """Return a first or last name: trimmed, NFC, every kind of space a plain one.

    Any script is welcome, also letters newer than this program. Raises `MissingTextError` for a
    name that shows nothing, `TooLongError` above 250 characters, and `ForbiddenCharacterError` for
    line breaks, control, formatting and private characters, and halves of characters.
    """
    name = visible(short_text(text, LONGEST_NAME))
    if name.isprintable():
        # Of all blanks only the plain space can be printed.
        return name
    return "".join(" " if char in BLANKS else char for char in name)


def short_text(text: str, limit: int) -> str:
    """Return one line of text, trimmed and NFC; what is blank becomes the empty string.

    `limit` counts characters. Raises `TooLongError` and `ForbiddenCharacterError` as `person_name`
    does.
    """
    return _checked(text, limit, _JOINERS)


def long_text(text: str, limit: int) -> str:
    r"""Return text of several lines, trimmed and NFC, its lines ended by `\n`.

    Tabs, soft hyphens and marks of direction are allowed besides what `short_text` allows; the
    same errors are raised.
    """
    # No line end can be printed.
    lines = text if text.isprintable() else _LINE_END.sub("\n", text)
    return _checked(lines, limit, _IN_PROSE)


def visible(text: str) -> str:
    """Return `text` if anything in it leaves ink on paper; else raise `MissingTextError`."""
    if text[:1].isalnum() and text[0] not in _EMPTY:
        # Letters and digits: so nearly every name begins.
        return text
    inked = (char for char in text if char not in _EMPTY and char not in BLANKS)
    # Cn: a letter of a newer Unicode than this program's.
    if any(unicodedata.category(char)[0] in "LNPS" or _is_new(char) for char in inked):
        return text
    raise MissingTextError


def check_characters(text: str, allowed: frozenset[str] | set[str] = _JOINERS) -> None:
    """Raise `ForbiddenCharacterError` for the first hidden character that is not `allowed`."""
    if text.isprintable():
        # No character of the categories Other and Separator but plain spaces: none is hidden.
        return
    for position, char in enumerate(text, 1):
        if char not in allowed and _is_forbidden(char):
            raise ForbiddenCharacterError(char, position)


def _checked(text: str, limit: int, allowed: frozenset[str] | set[str]) -> str:
    trimmed = text.strip(BLANKS)
    if len(trimmed) > limit * _LARGEST_DECOMPOSITION:
        # NFC takes quadratic time for long runs of combining marks.
        raise TooLongError(len(trimmed), limit)
    normal = unicodedata.normalize("NFC", trimmed)
    if len(normal) > limit:
        raise TooLongError(len(normal), limit)
    check_characters(normal, allowed)
    return normal


# Unassigned, but for ever invisible (Default_Ignorable_Code_Point) or for ever no character.
_NEVER = re.compile(r"[\u2065\ufdd0-\ufdef\ufff0-\ufff8\ufffe\uffff\U000e0000-\U000e0fff]")


def _is_new(char: str) -> bool:
    return unicodedata.category(char) == "Cn" and not _is_forbidden(char)


def _is_forbidden(char: str) -> bool:
    if unicodedata.category(char) in _HIDDEN:
        return True
    # Variation selectors for ideographs in names stand in the plane of ignorable characters.
    if "\U000e0100" <= char <= "\U000e01ef":
        return False
    return bool(_NEVER.match(char)) or ord(char) & 0xFFFE == 0xFFFE
