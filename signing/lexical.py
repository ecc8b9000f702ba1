"""Which strings and numbers have one meaning for every implementation of RDF and JSON.

Each function returns the name of the rule that a value breaks, or None. The rules are those on
which PyLD, pyoxigraph, jsonld.js and rdf-canonize were seen to disagree.
"""

import re
from decimal import Decimal

import rfc8785
from pyoxigraph import NamedNode

# N-Quads 1.1 IRIREF, without the characters that some implementations escape and others drop:
# C1 controls, no-break space and the other Unicode spaces.
_IRI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\x7f-\xa0\u1680\u2000-\u200b\u2028\u2029"
    r"\u202f\u205f\u3000\ufeff\ufffe\uffff]+\Z"
)
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
# Tab, line feed and carriage return are allowed: all implementations escape them alike. What is no
# character (U+FDD0 to U+FDEF, and the last two of each plane) no strict reader of JSON would take
# (RFC 7493 section 2.1), our own included.
_BAD_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
_LANGUAGE = re.compile(r"[a-z]{2,8}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*\Z")
_LARGEST_EXACT_INTEGER = 2**53 - 1


def iri_fault(text: str) -> str | None:
    """Return why `text` is not an absolute IRI that everybody writes alike."""
    if ":" not in text:
        return "relative-iri"
    if text.startswith("_:"):
        return "blank-node-id"
    return None if _is_iri(text) else "invalid-iri"


def _is_iri(text: str) -> bool:
    if not _IRI.match(text) or _BAD_ESCAPE.search(text):
        return False
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def text_fault(value: object) -> str | None:
    """Return why a literal's text is not read and escaped alike by all implementations."""
    if not isinstance(value, str):
        return "not-a-value"
    return "control-character" if _BAD_TEXT.search(value) else None


def language_fault(value: object) -> str | None:
    """Return why a language tag is not in the case that BCP 47 recommends.

    Tags differ in case without a difference in RDF, so only one spelling can be allowed.
    """
    fits = isinstance(value, str) and _LANGUAGE.match(value)
    return None if fits else "language-tag"


def number_fault(value: float) -> str | None:
    """Return why a number does not survive the way into RDF and back."""
    if isinstance(value, float):
        exact = value == value and float(canonical_double(value)) == value  # noqa: PLR0124 - NaN
        return None if exact and not value.is_integer() else "inexact-number"
    return None if abs(value) <= _LARGEST_EXACT_INTEGER else "inexact-number"


def canonical_double(value: float) -> str:
    """Return `value` in the canonical form of xsd:double (XML Schema 2, section 3.2.5.2).

    JSON-LD 1.1 API section 8.6 cuts it to 15 digits after the point.
    """
    mantissa, exponent = f"{value:.15E}".split("E")
    whole, _, fraction = mantissa.partition(".")
    return f"{whole}.{fraction.rstrip('0') or '0'}E{int(exponent)}"


def is_disputed(value: float) -> bool:
    """Tell whether implementations write the digits of `value` differently.

    JSON-LD prints 16 digits (9.95 becomes 9.949999999999999E0), some print the shortest form; and
    JavaScript takes what it writes without a point (1e-7) for an integer.
    """
    shortest = rfc8785.dumps(value).decode()
    return "." not in shortest or Decimal(shortest) != Decimal(canonical_double(value))
