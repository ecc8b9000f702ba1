"""Changing a document: every edit is a function that returns a changed copy."""

import json
from collections.abc import Callable

from keys.strict_json import Json

Edit = Callable[[Json], Json]


def copied(value: Json) -> Json:
    """Return a deep copy in which no two places share an object."""
    return json.loads(json.dumps(value))


def steps(pointer: str) -> list[str]:
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def at(document: Json, pointer: str) -> Json:
    """Return the value at a JSON pointer."""
    value = document
    for step in steps(pointer):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def same(document: Json) -> Json:
    return document


def put(pointer: str, value: Json) -> Edit:
    """Set the place; the index `-` appends."""

    def edit(document: Json) -> Json:
        changed = copied(document)
        outer, _, last = pointer.rpartition("/")
        owner = at(changed, outer)
        if isinstance(owner, list):
            place = len(owner) if last == "-" else int(last)
            owner[place : place + 1] = [value]
        else:
            owner[last.replace("~1", "/").replace("~0", "~")] = value
        return changed

    return edit


def removed(pointer: str) -> Edit:
    def edit(document: Json) -> Json:
        changed = copied(document)
        outer, _, last = pointer.rpartition("/")
        owner = at(changed, outer)
        del owner[int(last) if isinstance(owner, list) else last]
        return changed

    return edit


def using(pointer: str, change: Callable[[Json], Json]) -> Edit:
    """Replace the value at a place by what `change` makes of it."""

    def edit(document: Json) -> Json:
        value = change(copied(at(document, pointer)))
        return value if pointer == "" else put(pointer, value)(document)

    return edit


def renamed(pointer: str, name: str) -> Edit:
    """Give a member another name, at the same place in the order."""
    outer, _, last = pointer.rpartition("/")

    def change(owner: dict[str, Json]) -> Json:
        return {name if key == last else key: value for key, value in owner.items()}

    return using(outer, change)


def moved(source: str, target: str) -> Edit:
    def edit(document: Json) -> Json:
        return removed(source)(put(target, at(document, source))(document))

    return edit


def swapped(one: str, other: str) -> Edit:
    def edit(document: Json) -> Json:
        return put(one, at(document, other))(put(other, at(document, one))(document))

    return edit


def all_of(*edits: Edit) -> Edit:
    def edit(document: Json) -> Json:
        for each in edits:
            document = each(document)
        return document

    return edit
