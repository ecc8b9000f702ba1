"""Rows of the editor: lists of which each item has several fields, added and removed by buttons.

A form is a mapping from names of fields to what was typed; `/alignments/2/url` is a field of the
third row of a list.
"""

import re
from collections.abc import Mapping

ROWS: Mapping[str, tuple[str, ...]] = {
    "/european/learning_outcomes": ("text", "verification", "esco_url"),
    "/european/further_information": ("url", "title"),
    "/alignments": ("framework", "name", "url", "code", "description"),
    "/result_descriptions": ("id", "name"),
}
"""The lists, and what makes a row of each more than an empty one."""

NUMBERED = re.compile(
    rf"(?P<list>{'|'.join(ROWS)})/(?P<row>0|[1-9]\d?)/(?P<member>[A-Za-z0-9_/-]{{1,80}})"
)
"""The name of a field of a row."""

_SHOWN = re.compile(
    r"kind|text/.+|verification/.+|esco_url"
    r"|url|title/.+|framework|name/.+|code|description/.+"
    r"|id|result_type|allowed_values|required_value|value_min|value_max"
)

Typed = Mapping[str, str]


def count_of(typed: Typed, pointer: str) -> int:
    """Return how many rows of a list the form has, the empty ones too."""
    return max((row + 1 for name, row, _ in _fields(typed) if name == pointer), default=0)


def with_row(typed: Typed, pointer: str, fields: Typed | None = None) -> dict[str, str]:
    """Return the form with one more row in a list, empty or with these `fields`."""
    if pointer not in ROWS:
        return dict(typed)
    row = count_of(typed, pointer)
    new = fields or {ROWS[pointer][0]: ""}
    return {**typed, **{f"{pointer}/{row}/{name}": text for name, text in new.items()}}


def without_row(typed: Typed, place: str) -> dict[str, str]:
    """Return the form without one row, named as `/alignments/2`; those after it move up."""
    pointer, _, row = place.rpartition("/")
    if pointer not in ROWS or not row.isdecimal():
        return dict(typed)
    kept = [each for each in range(count_of(typed, pointer)) if each != int(row)]
    return _renumbered(typed, pointer, kept)


def compacted(typed: Typed) -> dict[str, str]:
    """Return the form without empty rows, so that its rows are numbered as the template's."""
    result = dict(typed)
    for pointer in ROWS:
        result = _renumbered(result, pointer, sorted(_filled(result, pointer)))
    return result


def unseen(typed: Typed) -> dict[str, str]:
    """Return the fields of rows that the form keeps without showing them."""
    return {
        f"{pointer}/{row}/{member}": typed[f"{pointer}/{row}/{member}"]
        for pointer, row, member in _fields(typed)
        if not _SHOWN.fullmatch(member)
    }


def _filled(typed: Typed, pointer: str) -> set[int]:
    return {
        row
        for name, row, member in _fields(typed)
        if name == pointer
        and member.partition("/")[0] in ROWS[pointer]
        and typed[f"{name}/{row}/{member}"].strip()
    }


def _renumbered(typed: Typed, pointer: str, kept: list[int]) -> dict[str, str]:
    places = {row: place for place, row in enumerate(kept)}
    result = {name: text for name, text in typed.items() if not _is_in(name, pointer)}
    for name, row, member in _fields(typed):
        if name == pointer and row in places:
            text = typed[f"{name}/{row}/{member}"]
            result[f"{pointer}/{places[row]}/{member}"] = text
    return result


def _is_in(name: str, pointer: str) -> bool:
    found = NUMBERED.fullmatch(name)
    return found is not None and found["list"] == pointer


def _fields(typed: Typed) -> list[tuple[str, int, str]]:
    return [
        (found["list"], int(found["row"]), found["member"])
        for name in typed
        if (found := NUMBERED.fullmatch(name))
    ]
