"""Changing one place of a good document, named by a JSON pointer."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .parts import Json
from .sample import badge

REMOVED = object()


@dataclass(frozen=True)
class Change:
    """One change to a good document, the rule that tells of it, and where (there, by default)."""

    at: str
    value: object
    rule: str
    pointer: str | None = None
    of: Callable[[], Json] = badge

    @property
    def document(self) -> Json:
        return edited(self.of(), self.at, self.value)

    @property
    def place(self) -> str:
        return self.at if self.pointer is None else self.pointer

    @property
    def label(self) -> str:
        return f"{self.of.__name__} {self.at!a} {self.rule}"


def edited(document: Json, pointer: str, value: object) -> Json:
    """Return a copy in which the place holds `value`, or is gone if `value` is `REMOVED`."""
    changed = copy.deepcopy(document)
    *outer, last = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    owner: Any = changed
    for step in outer:
        owner = owner[int(step)] if isinstance(owner, list) else owner[step]
    if value is REMOVED:
        del owner[int(last) if isinstance(owner, list) else last]
    elif isinstance(owner, list):
        owner[int(last) : int(last) + 1] = [value]
    else:
        owner[last] = value
    return changed
