"""What differs between two versions of a template: field by field, and word by word.

Pure: two templates as JSON in, changes out. Rows of a list are told apart by what they say, so that
a row which was put in the middle does not make all rows after it look changed.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from issuer.documents.content import AchievementContent
from keys.strict_json import Json

Kind = Literal["same", "added", "removed"]

_WORDS = re.compile(r"\s+|[^\s\w]|\w+")
_MOST_WORDS = 4_000


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, came or went."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Change:
    """One field that differs."""

    field: str
    """Its pointer without numbers of rows and languages, such as `/texts/name`."""
    row: int | None
    """The number of its row, from one, in the newer version, or in the older if it went."""
    language: str | None
    pieces: tuple[Piece, ...]


def differences(older: AchievementContent, newer: AchievementContent) -> tuple[Change, ...]:
    """Return every field that differs, in the order of the template."""
    languages = frozenset((*older.languages, *newer.languages))
    found = _of("", older.as_json(), newer.as_json(), None, languages)
    return tuple(found)


def pieces_of(older: str, newer: str) -> tuple[Piece, ...]:
    """Return how `newer` comes from `older`, word by word."""
    before, after = _WORDS.findall(older), _WORDS.findall(newer)
    if len(before) + len(after) > _MOST_WORDS:
        return tuple(_pieces(older, newer))
    pieces: list[Piece] = []
    for tag, low, high, start, end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[low:high])))
        else:
            pieces += _pieces("".join(before[low:high]), "".join(after[start:end]))
    return tuple(pieces)


def _pieces(before: str, after: str) -> Iterator[Piece]:
    if before:
        yield Piece("removed", before)
    if after:
        yield Piece("added", after)


def _of(
    field: str, older: Json, newer: Json, row: int | None, languages: frozenset[str]
) -> Iterator[Change]:
    if older == newer:
        return
    if isinstance(older, dict) or isinstance(newer, dict):
        yield from _of_members(field, _members(older), _members(newer), row, languages)
    elif _has_rows(older) or _has_rows(newer):
        yield from _of_rows(field, _items(older), _items(newer), languages)
    else:
        before, after = _text(older), _text(newer)
        is_prose = isinstance(older, str) and isinstance(newer, str)
        pieces = pieces_of(before, after) if is_prose else tuple(_pieces(before, after))
        yield Change(field, row, None, pieces)


def _of_members(
    field: str,
    older: Mapping[str, Json],
    newer: Mapping[str, Json],
    row: int | None,
    languages: frozenset[str],
) -> Iterator[Change]:
    for name in dict.fromkeys((*newer, *older)):
        is_language = name in languages and field != ""
        inner = field if is_language else f"{field}/{name}"
        for change in _of(inner, older.get(name), newer.get(name), row, languages):
            if is_language:
                yield Change(change.field, change.row, name, change.pieces)
            else:
                yield change


def _of_rows(
    field: str, older: Sequence[Json], newer: Sequence[Json], languages: frozenset[str]
) -> Iterator[Change]:
    before, after = _dumped(older), _dumped(newer)
    for tag, low, high, start, end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            continue
        for step in range(max(high - low, end - start)):
            was = older[low + step] if low + step < high else None
            now = newer[start + step] if start + step < end else None
            row = (start if now is not None else low) + step + 1
            yield from _of(field, was, now, row, languages)


def _dumped(rows: Sequence[Json]) -> list[str]:
    return [json.dumps(row, sort_keys=True) for row in rows]


def _members(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, dict) else {}


def _items(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list) else []


def _has_rows(value: Json) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _text(value: Json) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(str(each) for each in value)
    if isinstance(value, bool):
        return json.dumps(value)
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
