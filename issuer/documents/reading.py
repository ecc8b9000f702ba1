"""Reading a template from JSON, and saying in two languages what is wrong with one."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from contexts.vocabulary import pointer
from issuer.documents.content import AchievementContent
from issuer.documents.sentences import SENTENCES
from issuer.errors import Fault, InvalidInputError
from issuer.text.errors import TextError
from issuer.text.languages import language_name
from keys.strict_json import Json

_TYPES: Mapping[str, tuple[str, str]] = {
    "string_type": ("text", "tekst"),
    "int_type": ("a whole number", "liczba całkowita"),
    "int_from_float": ("a whole number", "liczba całkowita"),
    "float_type": ("a number", "liczba"),
    "finite_number": ("a number", "liczba"),
    "bool_type": ("true or false", "true albo false"),
    "tuple_type": ("a list", "lista"),
    "dict_type": ("an object", "obiekt"),
    "model_type": ("an object", "obiekt"),
    "model_attributes_type": ("an object", "obiekt"),
}
_CODES: Mapping[str, tuple[str, str]] = {
    "missing": ("missing", ""),
    "extra_forbidden": ("unknown-field", ""),
    "literal_error": ("not-a-choice", "expected"),
    "greater_than": ("too-small-or-equal", "gt"),
    "greater_than_equal": ("too-small", "ge"),
    "less_than_equal": ("too-large", "le"),
    "too_long": ("too-many", "max_length"),
}


def read_content(value: Json) -> AchievementContent:
    """Return the template that a JSON value holds.

    Raises:
        InvalidInputError: with every fault, its pointer and a sentence in each language.
    """
    try:
        return AchievementContent.model_validate(value)
    except ValidationError as e:
        raise InvalidInputError(faults_of(e.errors(include_url=False))) from e


def faults_of(errors: Iterable[ErrorDetails], *, within: int = 0) -> tuple[Fault, ...]:
    """Return what pydantic found, in words; `within` steps of each place are left out.

    FastAPI puts the place `body` before the place in the body: there `within` is 1.
    """
    return tuple(_fault(error, within) for error in errors)


def _fault(error: ErrorDetails, within: int) -> Fault:
    code, english, polish = _words(error)
    # pydantic marks a fault in the key of a mapping; the pointer of the entry says enough.
    steps = tuple(step for step in error["loc"][within:] if step != "[key]")
    return Fault(pointer(steps), code, english, polish)


def _named(facts: Mapping[str, Any], reader: str) -> Mapping[str, Any]:
    """Return the facts of a fault with the name of a language instead of its code."""
    code = facts.get("language")
    return {**facts, "language": language_name(code, reader)} if code else facts


def _words(error: ErrorDetails) -> tuple[str, str, str]:
    kind, facts = error["type"], dict(error.get("ctx", {}))
    if isinstance(cause := facts.get("error"), TextError):
        return cause.code, cause.message("en"), cause.message("pl")
    if kind in SENTENCES:
        english, polish = SENTENCES[kind]
        return kind, english.format(**_named(facts, "en")), polish.format(**_named(facts, "pl"))
    if kind in _TYPES:
        pair = zip(SENTENCES["wrong-type"], _TYPES[kind], strict=True)
        english, polish = (sentence.format(expected=expected) for sentence, expected in pair)
        return "wrong-type", english, polish
    code, fact = _CODES.get(kind, ("invalid", ""))
    limit = facts.get(fact, "")
    english, polish = (text.format(limit=limit, expected=limit) for text in SENTENCES[code])
    return code, english, polish
