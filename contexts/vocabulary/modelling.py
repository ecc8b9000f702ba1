"""Validating with a model, and turning what pydantic says into rules, places and clauses."""

import typing
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from contexts.vocabulary.findings import Defect, Path
from contexts.vocabulary.objects import Thing
from contexts.vocabulary.values import TAG

_EXPECTED = {
    "bool_type": "boolean",
    "model_type": "object",
    "string_type": "text",
}
_RULES = {
    "extra_forbidden": "unknown-member",
    "missing": "missing-member",
    "tuple_type": "not-an-array",
    **dict.fromkeys(_EXPECTED, "wrong-type"),
}
# Open Badges leaves these to the W3C.
_DATE_RULES = frozenset({"date-of-another-version", "ends-before-it-begins"})


def model_defects(model: type[Thing], document: Mapping[str, Any]) -> Iterator[Defect]:
    """Yield each way in which a document is not what the model says."""
    try:
        model.model_validate(dict(document))
    except ValidationError as error:
        for details in error.errors(include_url=False, include_input=False):
            yield _defect(model, details)


def _defect(model: type[Thing], details: ErrorDetails) -> Defect:
    context = details.get("ctx", {})
    path = _plain(details) + tuple(context.get("at", ()))
    rule = _RULES.get(details["type"], details["type"])
    missing = str(path[-1]) if rule == "missing-member" else ""
    owner, name = _owner(model, (*details["loc"], *context.get("at", ())))
    facts = {"owner": _name(owner), **context.get("facts", {})}
    if rule == "missing-member":
        path, facts = path[:-1], {**facts, "missing": missing}
    if rule == "wrong-type":
        facts = {"expected": _EXPECTED.get(details["type"], ""), **facts}
    return Defect(path, rule, _clause(owner, name, rule), facts)


def _plain(details: ErrorDetails) -> Path:
    # pydantic names the branch it took through a choice; the document knows nothing of it.
    *outer, last = details["loc"] or ("",)
    steps = tuple(step for step in outer if not _is_tag(step))
    if not details["loc"] or (_is_tag(last) and details["type"] != "extra_forbidden"):
        return steps
    return (*steps, last)


def _is_tag(step: str | int) -> bool:
    return isinstance(step, str) and step.startswith(TAG)


def _owner(model: type[Thing], steps: Path) -> tuple[type[Thing], str]:
    owner, name = model, ""
    inner: Mapping[str, type[Thing]] = {model.__name__: model}
    for step in steps:
        if isinstance(step, int):
            continue
        if _is_tag(step):
            chosen = step.removeprefix(TAG)
            inner = {chosen: inner[chosen]} if chosen in inner else inner
        elif inner:
            owner, name = next(iter(inner.values())), step
            inner = classes_of(owner).get(step, {})
    return owner, name


@cache
def classes_of(model: type[Thing]) -> Mapping[str, Mapping[str, type[Thing]]]:
    """Return, for each member of a model, the models of what it may hold, by class name."""
    fields = model.model_fields.values()
    return {
        field.alias or "": {found.__name__: found for found in _models_in(field.annotation)}
        for field in fields
    }


def _models_in(annotation: object) -> Iterator[type[Thing]]:
    if isinstance(annotation, type) and issubclass(annotation, Thing):
        yield annotation
    for part in typing.get_args(annotation):
        yield from _models_in(part)


def _name(model: type[Thing]) -> str:
    return model.__name__.removesuffix("V1")


def _clause(owner: type[Thing], name: str, rule: str) -> str:
    if rule in _DATE_RULES:
        is_version_1 = owner.__name__.endswith("V1")
        return "VCDM 1.1, Expiration" if is_version_1 else "VCDM 2.0 §4.9 Validity Period"
    return f"{owner.standard}, {_name(owner)}.{name}"
