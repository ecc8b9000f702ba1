"""What may stand in the gaps of a plan, and how it is written in N-Quads.

A form takes fewer values than the vocabulary, the safe expansion and RDF would: of all that it
takes, everybody writes the same N-Quads, and nothing of it would be refused where the form is
allowed. What a form does not take is left to the generic path, which says why it is refused, if so.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import TypeAlias, TypeGuard

from signing.lexical import text_fault

MOST_CHARACTERS = 65_536
"""How long a value may be; longer ones are for the generic path."""


class Form(Enum):
    """The forms of values; the value is its name in words."""

    TEXT = "text"
    IRI = "an absolute IRI"
    INSTANT = "an instant in whole seconds, in UTC"
    IDENTITY_HASH = "an identity hash"
    INDEX = "a whole number as text"


# Narrower than RFC 3987: ASCII, no user, no IP literal, no segment that begins with a dot. PyLD,
# pyoxigraph and rdf-canonize take these as they stand, and no software normalises them.
_PATH = r"[A-Za-z0-9_~!$&'()*+,;=:@./-]++|%[0-9A-Fa-f]{2}"
_IRI = re.compile(
    r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}))?"
    rf"(?:/(?:{_PATH})*+)?(?:\?(?:{_PATH}|\?)*+)?(?:\#(?:{_PATH}|\?)*+)?"
    r"|did:[a-z0-9]+:(?:[A-Za-z0-9._:-]++|%[0-9A-Fa-f]{2})++(?:\#[A-Za-z0-9._:-]*+)?"
)
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_HASH = re.compile(r"sha256\$[0-9a-f]{64}")
_INDEX = re.compile(r"0|[1-9][0-9]{0,18}")
_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
)  # N-Quads, canonical form (RDF 1.1 N-Quads, section 4)


Writer: TypeAlias = Callable[[object], bytes | None]
"""Returns a value as it stands between the quotes or angle brackets of N-Quads; None if it is not
of the form, so that it is for the generic path."""


def writer(form: Form) -> Writer:
    """Return how values of `form` are written."""
    return _WRITERS[form]


def _text(value: object) -> bytes | None:
    if type(value) is not str or not 0 < len(value) <= MOST_CHARACTERS:
        return None
    if value.isprintable() and '"' not in value and "\\" not in value:
        return value.encode()
    if text_fault(value):
        return None
    return value.translate(_ESCAPES).encode()


def _iri(value: object) -> bytes | None:
    if not _is_plain(value) or "/." in value or not _IRI.fullmatch(value):
        return None
    return value.encode()


def _instant(value: object) -> bytes | None:
    return _known_instant(value) if _is_plain(value) else None


# The badges of one batch begin and end at few instants.
@lru_cache(maxsize=64)
def _known_instant(value: str) -> bytes | None:
    if not _INSTANT.fullmatch(value):
        return None
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return None
    return value.encode()


def _matching(pattern: re.Pattern[str]) -> Writer:
    def write(value: object) -> bytes | None:
        return value.encode() if _is_plain(value) and pattern.fullmatch(value) else None

    return write


def _is_plain(value: object) -> TypeGuard[str]:
    # Not a subclass: its text could be anything else.
    return type(value) is str and 0 < len(value) <= MOST_CHARACTERS


_WRITERS: Mapping[Form, Writer] = {
    Form.TEXT: _text,
    Form.IRI: _iri,
    Form.INSTANT: _instant,
    Form.IDENTITY_HASH: _matching(_HASH),
    Form.INDEX: _matching(_INDEX),
}
