"""Numbers by which Polish registers know an organisation, and codes of countries."""

import re
from functools import cache

from babel import Locale

from issuer.text.errors import InvalidNumberError, UnknownCountryError
from issuer.text.sort_keys import sort_key

_NIP_WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)
_REGON_WEIGHTS = (8, 9, 2, 3, 4, 5, 6, 7)
_LONG_REGON_WEIGHTS = (2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8)
_SEPARATORS = re.compile(r"[\s–-]")

# What Unicode's list of territories has beyond the 249 codes that ISO 3166-1 assigns: codes that
# are reserved (AC, EU, UN …), chosen by users (XK), or stand for nothing real (XA, XB, ZZ).
_NOT_ASSIGNED = frozenset((
    "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ",
))  # fmt: skip


def nip(text: str) -> str:
    """Return the ten digits of a tax number (NIP), written with or without `PL`, gaps and hyphens.

    Raises `InvalidNumberError` for another length or a wrong check digit.
    """
    digits = _SEPARATORS.sub("", text).upper().removeprefix("PL")
    if not _has_check_digit(digits, _NIP_WEIGHTS, for_ten=None):
        raise InvalidNumberError("NIP")
    return digits


def regon(text: str) -> str:
    """Return the 9 or 14 digits of a number in the statistical register (REGON).

    Raises `InvalidNumberError` for another length or a wrong check digit; the first nine digits of
    a long number are a number themselves.
    """
    digits = _SEPARATORS.sub("", text)
    whole = len(digits) != 14 or _has_check_digit(digits, _LONG_REGON_WEIGHTS, for_ten=0)
    base = digits[:9] if len(digits) == 14 else digits
    if not whole or not _has_check_digit(base, _REGON_WEIGHTS, for_ten=0):
        raise InvalidNumberError("REGON")
    return digits


def rspo(text: str) -> str:
    """Return the number of a school in the register RSPO: up to eight digits, none for checking.

    Raises `InvalidNumberError`.
    """
    digits = text.strip()
    if not re.fullmatch(r"[1-9][0-9]{0,7}", digits):
        raise InvalidNumberError("RSPO")
    return digits


def pol_on(text: str) -> str:
    """Return the identifier of an institution in the system POL-on, which has no check digit.

    Its form is not published: up to 40 ASCII letters, digits, hyphens and underscores are taken,
    UUIDs among them. Raises `InvalidNumberError`.
    """
    identifier = text.strip()
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", identifier):
        raise InvalidNumberError("POL-on")
    return identifier


def country_code(text: str) -> str:
    """Return the two capital letters that ISO 3166-1 assigns to a country.

    Raises `UnknownCountryError`.
    """
    code = text.strip().upper()
    # Two letters are made of ß by upper().
    if not text.isascii() or code not in dict(countries("en")):
        raise UnknownCountryError
    return code


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """Return the 249 codes of ISO 3166-1 with their names in `language` (`pl` or `en`), by name.

    The names are those of the Unicode Common Locale Data Repository, as Babel carries them.
    """
    names = Locale.parse(language).territories
    listed = [
        (str(code), str(name))
        for code, name in names.items()
        if re.fullmatch(r"[A-Z]{2}", code) and code not in _NOT_ASSIGNED
    ]
    return tuple(sorted(listed, key=lambda country: sort_key(country[1])))


def _has_check_digit(digits: str, weights: tuple[int, ...], *, for_ten: int | None) -> bool:
    """Tell whether the last of `digits` is the weighted sum of the others modulo 11."""
    if not re.fullmatch(rf"[0-9]{{{len(weights) + 1}}}", digits) or not int(digits):
        return False
    *first, last = map(int, digits)
    rest = sum(digit * weight for digit, weight in zip(first, weights, strict=True)) % 11
    return last == (for_ten if rest == 10 else rest)
