"""E-mail addresses: which are accepted, when two are one, and slips of the finger.

An address is `dot-atom@domain` of RFC 5321 section 4.1.2 with the letters of RFC 6531; comments,
quoted local parts and addresses of machines (`[127.0.0.1]`) are not what people have.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from issuer.text.domains import a_label_domain
from issuer.text.errors import InvalidEmailError, MissingTextError, TooLongError
from issuer.text.names import short_text

LONGEST_EMAIL = 250
_LONGEST_LOCAL_PART = 64  # octets: RFC 5321 section 4.5.3.1.1

# RFC 5322 atext; what is not ASCII is checked letter by letter.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\U0010ffff-]+"
_LOCAL_PART = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")


def accepted_email(text: str) -> str:
    """Return the address as typed, trimmed and NFC; mail can be sent to it.

    Raises `MissingTextError`, `TooLongError` above 250 characters, `ForbiddenCharacterError`, or
    `InvalidEmailError` for every other fault. The domain needs a dot.
    """
    address = short_text(text, LONGEST_EMAIL)
    if not address:
        raise MissingTextError
    local_part, _, domain = address.rpartition("@")
    name = a_label_domain(domain)
    if name is None or "." not in name or not _is_local_part(local_part):
        raise InvalidEmailError
    # A path has at most 254 octets (section 4.5.3.1.3), and its domain travels as A-labels.
    if (octets := len(f"{local_part}@{name}".encode())) > LONGEST_EMAIL:
        raise TooLongError(octets, LONGEST_EMAIL)
    return address


def normalised_email(text: str) -> str:
    """Return the address as rule 19 hashes it: trimmed, NFC, lower case, domain as A-label.

    It is also the key by which duplicates are found. Raises what `accepted_email` raises.
    """
    return key_of_accepted(accepted_email(text))


def key_of_accepted(address: str) -> str:
    """Return what `normalised_email` returns, of an address that `accepted_email` returned."""
    local_part, _, domain = address.lower().rpartition("@")
    name = a_label_domain(domain)
    if name is None:
        raise InvalidEmailError
    return f"{local_part}@{name}"


def email_domain_suggestion(text: str) -> str | None:
    """Return the domain that was probably meant (“gmail.com” for “gmial.com”), or None.

    A suggestion is a question to the person who typed (W01), never a correction.
    """
    return _suggestion(text.strip().rpartition("@")[2].lower())


@lru_cache(maxsize=4096)
def _suggestion(domain: str) -> str | None:
    if not domain or domain in _KNOWN:
        return None
    if domain in _SLIPS:
        return _SLIPS[domain]
    near = (known for known in _OFTEN_MISTYPED if _is_one_slip(domain, known))
    return next(near, None)


# The mailboxes that people in Poland have most; short names are too near to others to guess.
_OFTEN_MISTYPED = (
    "gmail.com", "interia.pl", "outlook.com", "hotmail.com", "icloud.com", "yahoo.com",
    "gazeta.pl", "onet.pl", "poczta.onet.pl", "protonmail.com", "poczta.fm",
)  # fmt: skip
# Other people's mail services, one letter away from those.
_KNOWN = frozenset((*_OFTEN_MISTYPED, "mail.com", "email.com", "ymail.com", "fmail.com"))
_SLIPS: Mapping[str, str] = MappingProxyType({
    "gmail": "gmail.com", "gmail.pl": "gmail.com", "gmail.eu": "gmail.com",
    "gmail.com.pl": "gmail.com", "wp.lp": "wp.pl", "wp.p": "wp.pl", "wp.pll": "wp.pl",
    "wp.com.pl": "wp.pl", "wp,pl": "wp.pl", "o2.lp": "o2.pl", "o2.p": "o2.pl", "02.pl": "o2.pl",
    "op.lp": "op.pl", "op.p": "op.pl", "interia.lp": "interia.pl", "onet.lp": "onet.pl",
})  # fmt: skip


def _is_local_part(text: str) -> bool:
    if len(text.encode()) > _LONGEST_LOCAL_PART or not _LOCAL_PART.fullmatch(text):
        return False
    return text.isascii() or not any(unicodedata.category(char) == "Zs" for char in text)


def _is_one_slip(typed: str, meant: str) -> bool:
    """Tell whether one letter is wrong, missing, too many, or changed places with the next."""
    if abs(len(typed) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    rest, rest_meant = typed[start:], meant[start:]
    swapped = rest[1::-1] + rest[2:]
    return rest_meant in (rest[1:], swapped) or rest_meant[1:] in (rest, rest[1:])
