"""The only reader of JSON here: what it accepts, every reader understands alike.

RFC 8259 leaves open what a reader does with a repeated member name, with NaN, or with a number that
no double holds. Signatures need one answer, so this reader takes I-JSON (RFC 7493), and numbers
only in the text that JCS writes (RFC 8785 section 3.2.2.3): `5.0` and `5` are one value in RDF, so
a signature over RDF would not notice the change from one to the other.
"""

import json
import re
from collections import Counter
from functools import lru_cache
from itertools import islice
from typing import Any, TypeAlias

import rfc8785

from keys.errors import JsonError, JsonTooDeepError, JsonTooLargeError, JsonTooManyError

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
# The escapes of which such characters can be made, alone or two together.
_SUSPECT = re.compile(r"\\u(?:[dD][89a-fA-F]|[fF][dD][dDeE]|[fF]{3}[eEfF])")
# How the characters above begin in UTF-8; surrogates cannot occur in it but as escapes. What
# begins otherwise is all that is left out.
_NEAR = bytes(sorted(set(range(256)) - set(range(0xEF, 0xF5))))
_LARGEST_INTEGER = 2**53 - 1
_LONGEST_NUMBER = 32
_SAFE_RECURSION = 256
"""So many levels the parser of the standard library can take, which is recursive."""


def read(
    data: bytes | str,
    *,
    limit: int = 1_048_576,
    depth: int = 32,
    values: int | None = 10_000,
    canonical_numbers: bool = True,
) -> Json:
    """Return the value that `data` holds, as `json.loads` would.

    `limit` counts bytes of UTF-8, `depth` nested objects and arrays, `values` all objects, arrays
    and what they hold. Raises `JsonTooLargeError`, `JsonTooDeepError`, `JsonTooManyError`, or
    `JsonError` for everything else: invalid UTF-8, a byte order mark, bad syntax, repeated names,
    NaN and infinities, surrogates and noncharacters (RFC 7493 section 2.1), integers beyond
    ±(2^53 - 1) (section 2.2), and numbers not written as JCS writes them unless `canonical_numbers`
    is off, as for documents of which nothing is canonicalised.
    """
    encoded = _encoded(data, limit)
    text = _text(encoded)
    brackets = text.count("{") + text.count("[")
    is_small = _check_counts(text, brackets, depth, values)
    try:
        value = _parsed(text, canonical_numbers=canonical_numbers)
    except JsonError:
        # What is too deep is that first, whatever else is the matter with it.
        _check_depth(text, depth)
        raise
    if is_small and brackets > depth and _depth(value) > depth:
        raise JsonTooDeepError(depth)
    if ("\\u" in text and _SUSPECT.search(text)) or encoded.translate(None, _NEAR):
        _check_strings(value)
    return value


def _parsed(text: str, *, canonical_numbers: bool) -> Json:
    try:
        return (_CANONICAL if canonical_numbers else _ANY).decode(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise JsonError(f"{error.msg[:1].lower()}{error.msg[1:]} at {where}") from error


def _encoded(data: bytes | str, limit: int) -> bytes:
    if len(data) > limit:
        raise JsonTooLargeError(limit)
    try:
        encoded = data.encode() if isinstance(data, str) else data
    except UnicodeError as error:
        raise _not_utf8(error) from error
    if len(encoded) > limit:
        raise JsonTooLargeError(limit)
    return encoded


def _text(encoded: bytes) -> str:
    try:
        text = encoded.decode()
    except UnicodeError as error:
        raise _not_utf8(error) from error
    if text.startswith("\ufeff"):
        raise JsonError("it begins with a byte order mark")
    return text


def _not_utf8(error: UnicodeError) -> JsonError:
    return JsonError(f"it is not valid UTF-8 (position {_position(error)})")


def _position(error: UnicodeError) -> int | str:
    return getattr(error, "start", "unknown")


def _check_counts(text: str, brackets: int, depth: int, values: int | None) -> bool:
    """Count before parsing; return whether there are too few brackets to need more than that.

    `brackets` open at most: those in texts are counted too.
    """
    most = brackets + text.count(",")
    if brackets <= _SAFE_RECURSION and (values is None or most <= values):
        return True
    bare = _STRING.sub("", text)
    _check_brackets(bare, depth, values)
    if values is not None and bare.count("{") + bare.count("[") + bare.count(",") > values:
        raise JsonTooManyError(values)
    return False


def _check_depth(text: str, most: int) -> None:
    _check_brackets(_STRING.sub("", text), most, None)


def _check_brackets(bare: str, most: int, values: int | None) -> None:
    """Look at no more brackets than so many values can have."""
    level = 0
    for bracket in islice(_BRACKET.finditer(bare), 2 * values + 1 if values else None):
        level += 1 if bracket[0] in "[{" else -1
        if level > most:
            raise JsonTooDeepError(most)


def _depth(value: Json) -> int:
    """Return how many objects and arrays stand inside each other."""
    depth, level = 0, [value] if isinstance(value, (dict, list)) else []
    while level:
        depth += 1
        level = [
            inner
            for outer in level
            for inner in (outer.values() if type(outer) is dict else outer)
            if type(inner) is dict or type(inner) is list
        ]
    return depth


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
    return _remembered(text) if len(text) <= _LONGEST_NUMBER else _canonical_float(text)


def _canonical_float(text: str) -> float:
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


# Badges name few fractions, and often the same.
_remembered = lru_cache(maxsize=256)(_canonical_float)


def _constant(text: str) -> Json:
    raise JsonError(f"{text} is not a JSON value")


_CANONICAL = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_integer,
    parse_float=_float,
    parse_constant=_constant,
)
_ANY = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_any_integer,
    parse_float=_any_float,
    parse_constant=_constant,
)


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
