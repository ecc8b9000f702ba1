"""The JSON text of documents that differ in a few values.

A document is one of a template's exactly if its text is the template's with other values in the
slots: comparing the two texts says so for all members, types and numbers at once.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson

from keys import strict_json
from keys.errors import JsonError
from keys.strict_json import Json
from signing.errors import UnplannableError, UnplannedError
from signing.json_ld import Document
from signing.selection import find, steps, with_value

# Only what `json` writes as well is text of a document: no dates, no classes of ours.
_LIKE_JSON = (
    orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_SUBCLASS
)
_MARK = "\x00slot "
"""Begins with a control character, which no document may hold."""


@dataclass(frozen=True)
class Splice:
    """The text of a template, cut where its slots are, and the way to each slot."""

    pieces: tuple[bytes, ...]
    """What is known and a slot, in turn; a slot is empty here."""
    order: tuple[int, ...]
    """The slots in the order in which they stand in the text."""
    paths: tuple[tuple[str | int, ...], ...]

    def matched(self, document: Document) -> tuple[Sequence[str], bytes]:
        """Return the values in the slots of `document`, and its text in UTF-8.

        Raises:
            UnplannedError: it differs from the template in more than its slots.
        """
        try:
            values = [_value(document, path) for path in self.paths]
            text = orjson.dumps(document, option=_LIKE_JSON)
            expected = self.text(values)
        except (LookupError, TypeError) as e:
            raise UnplannedError("it has not the members of its template") from e
        if set(map(type, values)) - {str}:
            raise UnplannedError("what stands in a slot is not text")
        if text != expected:
            raise UnplannedError("it differs from its template in more than the slots")
        return values, text

    def text(self, values: Sequence[str]) -> bytes:
        """Return the text of the template with these values in its slots.

        Raises:
            UnplannedError: a value holds half a character, which UTF-8 cannot write.
        """
        parts = list(self.pieces)
        try:
            parts[1::2] = [orjson.dumps(values[number]) for number in self.order]
        except TypeError as e:
            raise UnplannedError("what stands in a slot cannot be written in UTF-8") from e
        return b"".join(parts)


def splice(document: Document, pointers: Sequence[str]) -> Splice:
    """Return how documents are written that are like `document`, except for these slots.

    Raises:
        UnplannableError: a member is written in two ways, or there is something that JSON lacks.
        PointerError: a pointer leads nowhere.
    """
    _check_writing(document)
    marked = document
    for number, pointer in enumerate(pointers):
        marked = with_value(marked, pointer, f"{_MARK}{number} ")
    text = orjson.dumps(marked, option=_LIKE_JSON)
    marks = [orjson.dumps(f"{_MARK}{number} ") for number in range(len(pointers))]
    order = tuple(sorted(range(len(marks)), key=lambda number: text.index(marks[number])))
    pieces: list[bytes] = []
    for number in order:
        piece, _, text = text.partition(marks[number])
        pieces += (piece, b"")
    paths = tuple(_path(document, pointer) for pointer in pointers)
    return Splice((*pieces, text), order, paths)


def _value(document: Document, path: Sequence[str | int]) -> Json:
    value: Json = document
    for step in path:
        value = value[step]
    return value


def _path(document: Document, pointer: str) -> tuple[str | int, ...]:
    """Return the way to a slot, list indexes as numbers."""
    path: list[str | int] = []
    value: Json = document
    for step in steps(pointer):
        path.append(step if isinstance(value, Mapping) else int(step))
        value = find(value, f"/{step.replace('~', '~0').replace('/', '~1')}")
    return tuple(path)


def _check_writing(document: Document) -> None:
    """Check that both writers of JSON write the template alike, and the strict reader takes it."""
    by_json = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    try:
        alike = orjson.dumps(document, option=_LIKE_JSON) == by_json.encode()
        strict_json.read(by_json)
    except (TypeError, UnicodeError, JsonError) as e:
        raise UnplannableError("it cannot be written as strict JSON") from e
    if not alike:
        raise UnplannableError("a number in it is written in two ways")
