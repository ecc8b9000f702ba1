"""The types of single values, each refusing with the code of one rule.

Every check here raises `PydanticCustomError`: its type is the rule, its context holds `at`, the
path from the checked value to the exact place, and `facts` for the sentence.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, PlainValidator, Tag
from pydantic_core import PydanticCustomError

from contexts.vocabulary import terms
from contexts.vocabulary.errors import VocabularyError
from contexts.vocabulary.instants import parse_date, parse_instant

T = TypeVar("T")
TAG = "as "


def refusal(rule: str, *at: str | int, **facts: str) -> PydanticCustomError:
    """Return the error of `rule`, at the place `at` below the checked value."""
    return PydanticCustomError(rule, rule, {"at": at, "facts": facts})


def matching(rule: str, form: re.Pattern[str]) -> AfterValidator:
    """Return a check that a text has the whole form."""

    def check(text: str) -> str:
        if form.fullmatch(text) is None:
            raise refusal(rule)
        return text

    return AfterValidator(check)


def readable(rule: str, *readers: Callable[[str], object]) -> AfterValidator:
    """Return a check that at least one reader understands a text."""

    def check(text: str) -> str:
        for reader in readers:
            if reads(reader, text):
                return text
        raise refusal(rule)

    return AfterValidator(check)


def reads(reader: Callable[[str], object], text: str) -> bool:
    """Return whether the reader understands the text."""
    try:
        reader(text)
    except VocabularyError:
        return False
    return True


def one_of(known: frozenset[str], *, closed: bool = False) -> AfterValidator:
    """Return a check that a text is a known term, or an `ext:` one if the vocabulary is open."""
    rule = "unknown-closed-term" if closed else "unknown-term"

    def check(text: str) -> str:
        if text in known or (not closed and terms.EXTENSION_TERM.fullmatch(text)):
            return text
        raise refusal(rule, known=", ".join(sorted(known)))

    return AfterValidator(check)


def exactly(name: str) -> PlainValidator:
    """Return a check that a value is the text `name` and nothing else, not even a list of it."""

    def check(value: object) -> str:
        if value != name:
            raise refusal("not-exactly-this-type", wanted=name)
        return name

    return PlainValidator(check)


def including(*alternatives: str) -> AfterValidator:
    """Return a check that the types of an object name one of the alternatives."""

    def check(types: tuple[str, ...]) -> tuple[str, ...]:
        if not set(alternatives) & set(types):
            raise refusal("missing-type", wanted=alternatives[-1])
        return types

    return AfterValidator(check)


def contexts_of(first: str, second: re.Pattern[str] | None = None) -> PlainValidator:
    """Return a check of `@context`: a list of addresses that begins as the standard says."""

    def check(value: object) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise refusal("not-an-array")
        # An inline context is allowed here; whether anybody knows what it means is asked later.
        urls = _texts([item for item in value if not isinstance(item, Mapping)], "context")
        if value[:1] != [first]:
            raise refusal("wrong-first-context", *([0] if value else []), wanted=first)
        if second is not None and len(value) < 2:
            raise refusal("context-too-short")
        if second is not None and second.fullmatch(str(value[1])) is None:
            raise refusal("wrong-second-context", 1)
        return urls

    return PlainValidator(check)


def _texts(value: Sequence[object], expected: str) -> tuple[str, ...]:
    for index, item in enumerate(value):
        if not isinstance(item, str):
            raise refusal("wrong-type", index, expected=expected)
    return tuple(str(item) for item in value)


def _types(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list):
        raise refusal("wrong-type", expected="types")
    return _texts(value, "text")


def _number(value: object) -> float:
    # A boolean is an int to Python, and NaN is a float: neither is a number of JSON.
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise refusal("wrong-type", expected="number")
    if isinstance(value, float) and not math.isfinite(value):
        raise refusal("wrong-type", expected="number")
    return value


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise refusal("wrong-type", expected="whole")
    return value


def _status_index(value: object) -> str | int:
    is_text = isinstance(value, str) and terms.STATUS_INDEX.fullmatch(value)
    is_number = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if isinstance(value, str | int) and (is_text or is_number):
        return value
    raise refusal("not-a-status-index")


def _of_another_version(wanted: str) -> PlainValidator:
    def check(_: object) -> None:
        raise refusal("date-of-another-version", wanted=wanted)

    return PlainValidator(check)


def _not_bare(value: object) -> object:
    if isinstance(value, str):
        raise refusal("bare-string-image")
    return value


def _count(value: object) -> str:
    return f"{TAG}a list" if isinstance(value, list) else f"{TAG}a single value"


def reference_or(name: str) -> Discriminator:
    """Return the choice between an identifier as text and an object of the class `name`."""

    def choose(value: object) -> str:
        return f"{TAG}a text" if isinstance(value, str) else f"{TAG}{name}"

    return Discriminator(choose)


IRI = Annotated[str, matching("not-an-absolute-iri", terms.ABSOLUTE_IRI)]
Instant = Annotated[str, readable("not-a-datetime-with-zone", parse_instant)]
# The model says DateTimeZ, the published context says xsd:date: both are met in the wild.
ActivityDate = Annotated[str, readable("not-a-datetime-with-zone", parse_instant, parse_date)]
PlainDate = Annotated[str, readable("not-a-date", parse_date)]
IssuanceDateInstead = Annotated[None, _of_another_version("validFrom")]
ExpirationDateInstead = Annotated[None, _of_another_version("validUntil")]
Number = Annotated[float, PlainValidator(_number)]
Whole = Annotated[int, PlainValidator(_whole)]
Language = Annotated[str, matching("not-a-language-code", terms.LANGUAGE)]
Country = Annotated[str, matching("not-a-country-code", terms.COUNTRY)]
CompactJws = Annotated[str, matching("not-a-compact-jws", terms.COMPACT_JWS)]
EncodedList = Annotated[str, matching("not-an-encoded-list", terms.ENCODED_LIST)]
StatusIndex = Annotated[str | int, PlainValidator(_status_index)]
IdentifierType = Annotated[str, one_of(terms.IDENTIFIER_TYPES)]
Types = Annotated[tuple[str, ...], PlainValidator(_types)]
NotBare = BeforeValidator(_not_bare)
# Strict pydantic takes no list for a tuple; JSON knows lists only, and a frozen model wants tuples.
Array = Annotated[tuple[T, ...], Field(strict=False)]
OneOrMany = Annotated[
    Annotated[Array[T], Tag(f"{TAG}a list")] | Annotated[T, Tag(f"{TAG}a single value")],
    Discriminator(_count),
]
Json = dict[str, Any]
