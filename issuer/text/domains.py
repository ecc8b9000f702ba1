"""Domain names in the one spelling that two people who mean the same agree on: A-labels."""

import re
from functools import lru_cache

import idna

from issuer.text.names import check_characters

# No address in digits: the last label of a name has a letter (RFC 3696 section 2).
_ASCII_NAME = re.compile(r"(?!.{254})(?:[a-z0-9-]+\.)*(?![0-9]+\Z)[a-z0-9-]+")


def a_label_domain(domain: str) -> str | None:
    """Return `domain` in lower-case A-labels (UTS 46, non-transitional), or None if it is none.

    “Żółć.pl” becomes “xn--kda4b0koi.pl”. One label is enough; a final dot is refused.
    Raises `ForbiddenCharacterError` for control and formatting characters.
    """
    check_characters(domain, frozenset())
    return _a_labels(domain)


@lru_cache(maxsize=4096)
def _a_labels(domain: str) -> str | None:
    """Return what `a_label_domain` returns; the people of a sheet share few domains."""
    try:
        encoded = idna.encode(domain, uts46=True, std3_rules=True, transitional=False)
    except UnicodeError:  # also the base of idna's own errors
        return None
    name = encoded.decode("ascii")
    return name if _ASCII_NAME.fullmatch(name) else None
