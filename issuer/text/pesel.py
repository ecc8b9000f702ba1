"""Personal numbers (PESEL), which have no place in a badge (E13)."""

import re
from datetime import date

_DIGITS = re.compile(r"[0-9]{11}")
_ELEVEN_DIGITS = re.compile(r"(?<![0-9])[0-9]{11}(?![0-9])")
_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)
# The number of twenties in the month tells the century (Act on population records, art. 15).
_CENTURIES = (1900, 2000, 2100, 2200, 1800)


def looks_like_pesel(text: str) -> bool:
    """Tell whether `text` holds eleven digits in a row that can be somebody's PESEL number.

    Both the check digit and the date of birth must be right, which two of a hundred random
    numbers of eleven digits are: it is a reason to ask, not a proof.
    """
    # Nearly always there are none; without looking around them that is soon seen.
    if _DIGITS.search(text) is None:
        return False
    return any(_is_pesel(found.group()) for found in _ELEVEN_DIGITS.finditer(text))


def _is_pesel(digits: str) -> bool:
    if sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 10:
        return False
    century, month = divmod(int(digits[2:4]), 20)
    try:
        date(_CENTURIES[century] + int(digits[:2]), month, int(digits[4:6]))
    except ValueError:
        return False
    return True
