"""The kinds of single values in a template, each refusing with a sentence of its own.

Texts are normalised by the rules of `issuer.text` before they are measured; a `TextError` that is
raised there becomes a fault of the template (see `reading`).
"""

import re
from decimal import Decimal
from typing import Annotated, Any, TypeVar
from uuid import UUID

from pydantic import AfterValidator, Field

from contexts.vocabulary import terms
from issuer.documents import limits
from issuer.documents.sentences import refusal
from issuer.text.dates import read_day
from issuer.text.errors import InvalidUrlError
from issuer.text.names import long_text, short_text, visible
from issuer.text.urls import accepted_url
from signing.lexical import iri_fault, is_disputed

T = TypeVar("T")

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def _line(limit: int) -> AfterValidator:
    return AfterValidator(lambda text: visible(short_text(text, limit)))


def _prose(limit: int) -> AfterValidator:
    return AfterValidator(lambda text: visible(long_text(text, limit)))


def _web_address(text: str) -> str:
    address = accepted_url(text, limits.ADDRESS)
    if iri_fault(address):
        raise InvalidUrlError
    return address


def _slug(text: str) -> str:
    if not _SLUG.fullmatch(text):
        raise refusal("not-a-slug")
    return text


def _language(text: str) -> str:
    if not terms.LANGUAGE.fullmatch(text):
        # Half a character cannot stand in the sentence that tells of it.
        given = text[:40].encode(errors="replace").decode()
        raise refusal("not-a-language", given=given)
    return text


def _date(text: str) -> str:
    return read_day(text).isoformat()


def _upload(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError as e:
        raise refusal("not-an-upload") from e


def term_of(known: frozenset[str]) -> AfterValidator:
    """Return a check that a text is one of the `known` terms, or an `ext:` one."""

    def check(text: str) -> str:
        plain = short_text(text, limits.CODE)
        if plain in known or terms.EXTENSION_TERM.fullmatch(plain):
            return plain
        raise refusal("unknown-term", known=", ".join(sorted(known)))

    return AfterValidator(check)


def _precise(value: float) -> float:
    if round(value, 2) != value:
        raise refusal("too-precise")
    return value


def _signable(value: float) -> float:
    """Refuse a number of which strangers' software has another canonical form than we."""
    if not value.is_integer() and is_disputed(value):
        near = f"{_nearest(value, -1)} / {_nearest(value, 1)}"
        raise refusal("unsignable-number", given=value, near=near)
    return value


def _nearest(value: float, direction: int) -> str:
    """Return the next number up or down, in steps of one digit of `value`, that all write alike."""
    exact = Decimal(str(value))
    step = Decimal(direction).scaleb(int(exact.as_tuple().exponent))
    while not float(exact).is_integer() and is_disputed(float(exact)):
        exact += step
    return f"{exact.normalize():f}"


def _measured(limit: int) -> Any:  # noqa: ANN401 - pydantic types its own FieldInfo so
    return Field(json_schema_extra={"minLength": 1, "maxLength": limit})


Line = Annotated[str, _line(limits.LINE), _measured(limits.LINE)]
Name = Annotated[str, _line(limits.NAME), _measured(limits.NAME)]
Code = Annotated[str, _line(limits.CODE), _measured(limits.CODE)]
TagText = Annotated[str, _line(limits.TAG), _measured(limits.TAG)]
Caption = Annotated[str, _line(limits.CAPTION), _measured(limits.CAPTION)]
Prose = Annotated[str, _prose(limits.PROSE), _measured(limits.PROSE)]
Description = Annotated[str, _prose(limits.DESCRIPTION), _measured(limits.DESCRIPTION)]
Markdown = Annotated[str, _prose(limits.CRITERIA), _measured(limits.CRITERIA)]
WebAddress = Annotated[str, AfterValidator(_web_address), _measured(limits.ADDRESS)]
Slug = Annotated[str, AfterValidator(_slug), Field(json_schema_extra={"pattern": _SLUG.pattern})]
LanguageCode = Annotated[str, AfterValidator(_language)]
CalendarDate = Annotated[str, AfterValidator(_date), Field(json_schema_extra={"format": "date"})]
UploadId = Annotated[str, AfterValidator(_upload), Field(json_schema_extra={"format": "uuid"})]
AchievementType = Annotated[str, term_of(terms.ACHIEVEMENT_TYPES)]
ResultType = Annotated[str, term_of(terms.RESULT_TYPES)]
TargetType = Annotated[str, term_of(terms.TARGET_TYPES)]
Hours = Annotated[float, Field(gt=0, le=limits.HOURS), AfterValidator(_precise)]
Credits = Annotated[
    float, Field(gt=0, le=limits.CREDITS), AfterValidator(_precise), AfterValidator(_signable)
]
Level = Annotated[int, Field(ge=1, le=8)]
# Strict pydantic takes no list for a tuple; JSON knows lists only, and a frozen model wants tuples.
Array = Annotated[tuple[T, ...], Field(strict=False)]
