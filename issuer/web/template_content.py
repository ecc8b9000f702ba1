"""The form of a template. The name of each of its fields is the JSON pointer of what it holds.

So a fault that the service finds at a pointer stands at that field, and what the form has no field
for stays in the template as it is.
"""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from issuer.documents.content import AchievementContent
from issuer.web.forms import Fields
from keys.strict_json import Json

LANGUAGES = ("pl", "en")

_NUMBERS = re.compile(
    r"/credits|/default_validity/months|/european/hours|/european/level/(eqf|prk)"
)
_SWITCHES = ("/european/level/not_applicable", "/european/level/confirmed", "/email_identifier")
_LISTS = re.compile(r"/texts/[^/]+/tags|/result_descriptions/\d+/allowed_values")
_ROWS = {
    "/european/learning_outcomes": ("text", "verification", "esco_url"),
    "/european/further_information": ("url", "title"),
    "/alignments": ("framework", "name", "url", "code"),
    "/result_descriptions": ("id", "name"),
}
"""Lists with a row of fields for each item, and what makes a row more than an empty one."""
_DEPTH = 6


def shown(content: AchievementContent | None) -> dict[str, str]:
    """Return what stands in the fields for a template, by pointer."""
    typed = dict(_flat("", content.as_json())) if content else {}
    for name in _SWITCHES:
        typed[name] = "1" if typed.get(name) == "True" else ""
    return typed


def languages_of(content: AchievementContent | None) -> tuple[str, ...]:
    """Return the languages that the form has fields for."""
    others = content.languages if content else ()
    return (*LANGUAGES, *(each for each in others if each not in LANGUAGES))


def rows_of(typed: Mapping[str, str], pointer: str, least: int) -> int:
    """Return how many rows of a list the form shows: those that are filled, and some empty ones."""
    pattern = re.compile(re.escape(pointer) + r"/(\d{1,3})/")
    filled = [int(found[1]) for name in typed if typed[name] and (found := pattern.match(name))]
    return max(max(filled, default=-1) + 2, least)


def content_sent(sent: Fields, before: AchievementContent | None) -> Json:
    """Return the template as JSON that the form describes; nothing of it is checked.

    What `before` says and the form has no field for is kept.
    """
    document: dict[str, Json] = copy.deepcopy(before.as_json()) if before else {}
    for name in sorted(sent.values):
        if name.startswith("/") and name.count("/") <= _DEPTH:
            _put(document, name.split("/")[1:], _value(name, sent.text(name)))
    for name in _SWITCHES:
        _put(document, name.split("/")[1:], True if sent.text(name) else None)
    document["email_identifier"] = bool(sent.text("/email_identifier"))
    languages = [each for each in languages_of(before) if each in sent.many("languages")]
    document["languages"] = languages
    pruned = _pruned("", _in_languages(document, languages, languages_of(before)))
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
        if not re.fullmatch("[0-9]{1,2}", step):
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


def _in_languages(value: Json, chosen: Sequence[str], offered: Iterable[str]) -> Json:
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
        return any(name in members for name in _ROWS.get(pointer.removesuffix("/-"), members))
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
