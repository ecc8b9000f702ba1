"""What the models of a badge ask of single texts, read from the models: by the name of a member.

The members of one name in different classes are not told apart: what is asked of one of them counts
as asked of all.
"""

import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from pydantic import AfterValidator, PlainValidator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from contexts.vocabulary.credentials import AchievementCredential, AchievementCredentialV1
from contexts.vocabulary.modelling import classes_of
from contexts.vocabulary.objects import Thing

TextCheck = Callable[[str], object]
"""Raises `PydanticCustomError` for a text that is refused."""


def passes(check: TextCheck, text: str) -> bool:
    """Return whether the check has nothing against the text."""
    try:
        check(text)
    except PydanticCustomError:
        return False
    return True


def answers(checks: Sequence[tuple[int, TextCheck]], texts: Sequence[str]) -> Sequence[bool]:
    """Return for each check whether it has nothing against the text with its number."""
    try:
        for number, check in checks:
            check(texts[number])
    except PydanticCustomError:
        return tuple([passes(check, texts[number]) for number, check in checks])
    return (True,) * len(checks)


@cache
def text_checks() -> Mapping[str, tuple[TextCheck, ...]]:
    """Return what is asked of texts in members of each name, whatever object has them."""
    found: dict[str, dict[TextCheck, None]] = {}
    for model in models():
        for field in model.model_fields.values():
            found.setdefault(field.alias or "", {}).update(dict.fromkeys(_checks_of(field)))
    return {name: tuple(checks) for name, checks in found.items() if checks}


@cache
def models() -> tuple[type[Thing], ...]:
    """Return the classes of all that a badge may hold, by either data model."""
    found: dict[type[Thing], None] = {}
    pending: list[type[Thing]] = [AchievementCredential, AchievementCredentialV1]
    while pending:
        model = pending.pop()
        if model not in found:
            found[model] = None
            pending += [inner for inside in classes_of(model).values() for inner in inside.values()]
    return tuple(found)


def _checks_of(field: FieldInfo) -> Iterator[TextCheck]:
    yield from _among(field.metadata)
    yield from _checks_in(field.annotation)


def _checks_in(annotation: object) -> Iterator[TextCheck]:
    """Yield the checks in a type, but not those in the classes that it names."""
    yield from _among(getattr(annotation, "__metadata__", ()))
    for part in typing.get_args(annotation):
        yield from _checks_in(part)


def _among(metadata: typing.Iterable[object]) -> Iterator[TextCheck]:
    for item in metadata:
        if isinstance(item, (AfterValidator, PlainValidator)):
            yield typing.cast(TextCheck, item.func)
