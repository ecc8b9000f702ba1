"""The form of a template. The name of each of its fields is the JSON pointer of what it holds.

So a fault that the service finds at a pointer stands at that field, and what the form has no field
for stays in the template as it is.
"""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from issuer.documents.content import AchievementContent
from issuer.web.template_rows import ROWS
from keys.strict_json import Json

LANGUAGES = ("pl", "en")

_NUMBERS = re.compile(
    r"/credits|/default_validity/(months|days)|/european/hours|/european/level/(eqf|prk)"
)
_SWITCHES = ("/european/level/not_applicable", "/european/level/confirmed", "/email_identifier")
_LISTS = re.compile(r"/texts/[^/]+/tags|/result_descriptions/\d+/allowed_values")
_DEPTH = 6
_MOST_ROWS = 100


def shown(content: AchievementContent | None) -> dict[str, str]:
    """Return what stands in the fields for a template, by pointer."""
    typed = dict(_flat("", content.as_json())) if content else {}
    for name in _SWITCHES:
        typed[name] = "1" if typed.get(name) == "True" else ""
    return typed


def languages_of(content: AchievementContent | None) -> tuple[str, ...]:
    """Return the languages that the form has fields for, those of the template first."""
    own = content.languages if content else ()
    return (*own, *(each for each in LANGUAGES if each not in own))


def content_sent(
    typed: Mapping[str, str], chosen: Iterable[str], before: AchievementContent | None
) -> dict[str, Json]:
    """Return the template as JSON that the form describes; nothing of it is checked.

    What `before` says and the form has no field for is kept; rows are as the form has them, for it
    carries the whole of each. `chosen` are the languages that were ticked.
    """
    document: dict[str, Json] = copy.deepcopy(before.as_json()) if before else {}
    for pointer in ROWS:
        _put(document, pointer.split("/")[1:], None)
    for name in sorted(typed):
        if name.startswith("/") and name.count("/") <= _DEPTH:
            _put(document, name.split("/")[1:], _value(name, typed[name]))
    for name in _SWITCHES:
        _put(document, name.split("/")[1:], True if typed.get(name) else None)
    document["email_identifier"] = bool(typed.get("/email_identifier"))
    offered = languages_of(before)
    languages: list[Json] = [each for each in offered if each in set(chosen)]
    document["languages"] = languages
    pruned = _pruned("", _in_languages(document, languages, offered))
    return pruned if isinstance(pruned, dict) else {}


def _value(name: str, text: str) -> Json:
    if _LISTS.fullmatch(name):
        # Not commas: they stand in Polish numbers.
        return [part for each in re.split(r"[;\n]", text) if (part := each.strip())]
    text = text.strip()
    if _NUMBERS.fullmatch(name) and text:
        plain = text.replace(",", ".")
        if re.fullmatch(r"[0-9]{1,9}", plain):
            return int(plain)
        # What is no number is told so by the service, at this very field.
        return float(plain) if re.fullmatch(r"[0-9]{1,9}\.[0-9]{1,9}", plain) else text
    return text or None


def _put(target: Any, steps: Sequence[str], value: Json) -> None:  # noqa: ANN401 - objects and lists
    """Put `value` where `steps` lead, making objects and list items on the way."""
    step, rest = steps[0], steps[1:]
    if isinstance(target, list):
        if not step.isascii() or not step.isdecimal() or int(step[:9]) >= _MOST_ROWS:
            return
        target.extend({} for _ in range(len(target), int(step) + 1))
        place: Any = int(step)
    else:
        place = step
    if not rest:
        target[place] = value
        return
    inner = target[place] if isinstance(target, list) else target.get(place)
    if not isinstance(inner, dict | list):
        inner = [] if rest[0].isdecimal() else {}
        target[place] = inner
    _put(inner, rest, value)


def _in_languages(value: Json, chosen: Sequence[Json], offered: Iterable[str]) -> Json:
    """Leave out every text in a language that was not chosen."""
    dropped = set(offered) - set(chosen)
    if isinstance(value, dict):
        return {
            name: _in_languages(each, chosen, offered)
            for name, each in value.items()
            if name not in dropped
        }
    if isinstance(value, list):
        return [_in_languages(each, chosen, offered) for each in value]
    return value


def _pruned(pointer: str, value: Json) -> Json:
    """Return `value` without what is empty, and without rows in which nothing was written."""
    if isinstance(value, dict):
        members = {
            name: kept
            for name, each in value.items()
            if (kept := _pruned(f"{pointer}/{name}", each)) is not None
        }
        return members if _says_something(pointer, members) else None
    if isinstance(value, list):
        items = [kept for each in value if (kept := _pruned(f"{pointer}/-", each)) is not None]
        return items or None
    return value


def _says_something(pointer: str, members: Mapping[str, Json]) -> bool:
    if pointer.endswith("/-"):
        return any(name in members for name in ROWS.get(pointer.removesuffix("/-"), members))
    if pointer == "/european/level":
        return members.get("not_applicable") is True or bool(members.keys() & _LEVELS)
    return bool(members) or pointer in _KEPT


_LEVELS = {"eqf", "prk", "cycle"}
_KEPT = {"", "/texts"}


def _flat(pointer: str, value: Json) -> Iterator[tuple[str, str]]:
    if _LISTS.fullmatch(pointer):
        yield pointer, "; ".join(value)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _flat(f"{pointer}/{name}", each)
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _flat(f"{pointer}/{place}", each)
    else:
        yield pointer, str(value)
