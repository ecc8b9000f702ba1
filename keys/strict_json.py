"""The only reader of JSON here: what it accepts, every reader understands alike.

RFC 8259 leaves open what a reader does with a repeated member name, with NaN, or with a number that
no double holds. Signatures need one answer, so this reader takes I-JSON (RFC 7493), and numbers
only in the text that JCS writes (RFC 8785 section 3.2.2.3): `5.0` and `5` are one value in RDF, so
a signature over RDF would not notice the change from one to the other.
"""

import json
import re
from collections import Counter
from typing import Any, TypeAlias

import rfc8785

from keys.errors import JsonError, JsonTooDeepError, JsonTooLargeError

# Whatever JSON can hold: only a look at the value tells.
Json: TypeAlias = Any

# Possessive throughout, and the closing quote optional: one pass, whatever the text.
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?+', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")
_NOT_INTERCHANGEABLE = re.compile(
    "[\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
_LARGEST_INTEGER = 2**53 - 1
_LONGEST_NUMBER = 32


def read(
    data: bytes | str, *, limit: int = 1_048_576, depth: int = 32, canonical_numbers: bool = True
) -> Json:
    """Return the value that `data` holds, as `json.loads` would.

    `limit` counts bytes of UTF-8, `depth` nested objects and arrays. Raises `JsonTooLargeError`,
    `JsonTooDeepError`, or `JsonError` for everything else: invalid UTF-8, a byte order mark, bad
    syntax, repeated names, NaN and infinities, surrogates and noncharacters (RFC 7493 section 2.1),
    integers beyond ±(2^53 - 1) (section 2.2), and numbers not written as JCS writes them unless
    `canonical_numbers` is off, as for documents of which nothing is canonicalised.
    """
    text = _text(data, limit)
    _check_depth(text, depth)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer if canonical_numbers else _any_integer,
            parse_float=_float if canonical_numbers else _any_float,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise JsonError(f"{error.msg[:1].lower()}{error.msg[1:]} at {where}") from error
    _check_strings(value)
    return value


def _text(data: bytes | str, limit: int) -> str:
    if len(data) > limit:
        raise JsonTooLargeError(limit)
    try:
        encoded = data.encode() if isinstance(data, str) else data
        if len(encoded) > limit:
            raise JsonTooLargeError(limit)
        text = encoded.decode()
    except UnicodeError as error:
        raise JsonError(f"it is not valid UTF-8 (position {_position(error)})") from error
    if text.startswith("\ufeff"):
        raise JsonError("it begins with a byte order mark")
    return text


def _position(error: UnicodeError) -> int | str:
    return getattr(error, "start", "unknown")


def _check_depth(text: str, most: int) -> None:
    """Count brackets before parsing, because the parser of the standard library is recursive."""
    level = 0
    for bracket in _BRACKET.findall(_STRING.sub("", text)):
        level += 1 if bracket in "[{" else -1
        if level > most:
            raise JsonTooDeepError(most)


def _object(members: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(members)
    if len(found) < len(members):
        counts = Counter(name for name, _ in members)
        repeated = next(name for name, count in counts.items() if count > 1)
        raise JsonError(f"the member {_shown(repeated)} is repeated")
    return found


def _integer(text: str) -> int:
    value = _any_integer(text)
    _check_canonical(text, value)
    return value


def _any_integer(text: str) -> int:
    if len(text) > _LONGEST_NUMBER or abs(int(text)) > _LARGEST_INTEGER:
        raise JsonError(f"the integer {_shown(text)} is beyond ±(2^53 - 1)")
    return int(text)


def _float(text: str) -> float:
    value = _any_float(text)
    _check_canonical(text, value)
    return value


def _any_float(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise JsonError(f"the number {_shown(text)} is too large")
    return value


def _check_canonical(text: str, value: float) -> None:
    canonical = rfc8785.dumps(value).decode()
    if canonical != text:
        raise JsonError(f"the number {_shown(text)} must be written {canonical}")


def _constant(text: str) -> Json:
    raise JsonError(f"{text} is not a JSON value")


def _check_strings(value: Json) -> None:
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            pending += item.keys()
            pending += item.values()
        elif isinstance(item, list):
            pending += item
        elif isinstance(item, str) and not item.isascii() and _NOT_INTERCHANGEABLE.search(item):
            raise JsonError(f"the text {_shown(item)} holds a surrogate or a noncharacter")


def _shown(text: str) -> str:
    """Return `text` short, in ASCII and in quotes, fit for a message."""
    return ascii(text if len(text) <= _LONGEST_NUMBER else text[:_LONGEST_NUMBER] + "…")
